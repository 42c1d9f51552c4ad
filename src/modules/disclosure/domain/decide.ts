import { done, type Refusal, type Result, type UnitRef } from '#kernel';
import { type Move, moveNames, type Purpose, type RevisionState } from '../words.ts';
import { type Asker, type Authority, type CaseState, stateOfKind } from './case-state.ts';
import { type CaseRefusal, conditionGate, stateGate, whoGate } from './gates.ts';
import { type MoveRule, ruleOf, workflow } from './workflow.ts';

/** What a lawful move makes of the case. */
export type NextState = {
  readonly state: RevisionState;
  /** Index of the step the case stands in afterwards. */
  readonly step: number | null;
  readonly escalatedTo: UnitRef | null;
  /** A new step opens: give it its due date and tell its holders. */
  readonly entersStep: boolean;
  /** A new revision of the dossier opens, for this purpose. */
  readonly opens: Purpose | null;
  /** On whose authority: the principal when it is done by delegation. */
  readonly authority: Authority;
};

/**
 * May `asker` make `move` on this case, and what comes of it? The only answer to that question in the product:
 * commands, buttons, batch and inbox all ask here.
 * @returns the next state, or the reason in a code whose message is `refusal.<code>`:
 *   409 when the state forbids it to everybody, 403 when it forbids it to this person
 */
export function decide(c: CaseState, move: Move, asker: Asker): Result<NextState, CaseRefusal> {
  const rule = ruleOf(move);
  const state = stateGate(c, rule.from);
  if (state !== null) return state;
  const authority = whoGate(c, rule.who, asker);
  if (!authority.ok) return authority;
  for (const condition of rule.conditions) {
    const problem = conditionGate(c, condition, asker);
    if (problem !== null) return problem;
  }
  return done(next(c, rule, authority.value));
}

/** Why the move cannot be made by this asker, or null when it can: what a greyed button says. */
export function failureReason(c: CaseState, move: Move, asker: Asker): Refusal<CaseRefusal> | null {
  const decision = decide(c, move, asker);
  return decision.ok ? null : decision;
}

/** Every move a person could ever make, with its answer for this asker now. */
export function answersFor(
  c: CaseState,
  asker: Asker,
): readonly { readonly move: Move; readonly failure: Refusal<CaseRefusal> | null }[] {
  return moveNames
    .filter((move) => workflow[move].who !== 'publication')
    .map((move) => ({ move, failure: failureReason(c, move, asker) }));
}

function next(c: CaseState, rule: MoveRule, authority: Authority): NextState {
  const opens = rule.opens === 'samePurpose' ? c.purpose : rule.opens;
  const base = { step: c.step, escalatedTo: c.escalatedTo, entersStep: false, opens, authority };
  switch (rule.to) {
    case 'same':
      return { ...base, state: c.state };
    case 'nextStep':
      return { ...base, ...stepAfter(c) };
    case 'lastStep':
      return { ...base, ...enter(c, c.steps.length - 1) };
    case 'escalated':
      return { ...base, state: 'escalated', escalatedTo: c.superior, entersStep: true };
    default:
      return { ...base, state: rule.to };
  }
}

/** The step after the present one. After the last the case is approved, and stays where it was approved. */
function stepAfter(c: CaseState): Pick<NextState, 'state' | 'step' | 'escalatedTo' | 'entersStep'> {
  return enter(c, c.step === null ? 0 : c.step + 1);
}

function enter(
  c: CaseState,
  index: number,
): Pick<NextState, 'state' | 'step' | 'escalatedTo' | 'entersStep'> {
  const step = c.steps[index];
  if (step === undefined) {
    return { state: 'approved', step: c.step, escalatedTo: c.escalatedTo, entersStep: false };
  }
  return { state: stateOfKind[step.kind], step: index, escalatedTo: null, entersStep: true };
}
