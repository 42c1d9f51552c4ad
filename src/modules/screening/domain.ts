import type { Blocker, Finding } from './forms.ts';
import type { DecisionKind, FindingKind } from './kinds.ts';

export type Decided = { readonly fingerprint: string; readonly decision: DecisionKind };
export type Found = Pick<Finding, 'fingerprint' | 'kind' | 'class'>;

export const isMark = (found: { readonly class: Finding['class'] }) => found.class === 'secretMark';
export const hasSecretMark = (findings: readonly { readonly class: Finding['class'] }[]) =>
  findings.some(isMark);

/**
 * Why a text may not go on (SCR-4, SCR-5): a secret mark always; a finding nobody decided about; a value that was to be
 * masked and still stands there. `keep` and `notPersonal` are people's decisions and let it pass. One blocker a value.
 */
export function blockersOf(findings: readonly Found[], decisions: readonly Decided[]): Blocker[] {
  const decided = new Map(decisions.map((one) => [one.fingerprint, one.decision]));
  const values = new Map(findings.map((found) => [found.fingerprint, found]));
  return [...values.values()].flatMap((found): Blocker[] => {
    const code = codeOf(found, decided.get(found.fingerprint));
    return code === undefined ? [] : [{ code, fingerprint: found.fingerprint, kind: found.kind }];
  });
}

function codeOf(found: Found, decision: DecisionKind | undefined): Blocker['code'] | undefined {
  if (isMark(found)) return 'secretMark';
  if (decision === undefined) return 'undecided';
  return decision === 'mask' ? 'maskMissing' : undefined;
}

/** What may never be published, whatever the reason given: health and children's numbers (个人信息保护法 art. 28; RULES 7.2). */
const neverKept: ReadonlySet<FindingKind> = new Set(['disability_cert', 'student_id']);

export type DecisionRefusal = 'screening-mark-stays' | 'screening-never-kept';

/** May this be decided about this finding? */
export function decisionRefusal(found: Found, decision: DecisionKind): DecisionRefusal | undefined {
  if (isMark(found)) return 'screening-mark-stays';
  return decision === 'keep' && neverKept.has(found.kind) ? 'screening-never-kept' : undefined;
}

/** Hours within which a secret mark must be reported (保守国家秘密法实施条例 art. 61). */
export const reportWithinHours = 24;
