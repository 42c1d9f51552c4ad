import { getUnitRef } from '#modules/organisations';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { contextOfUnit } from '../context.ts';
import { blockersOf, hasSecretMark } from '../domain.ts';
import { type DocumentContent, screenDocumentInTurns } from '../engine/screen-document.ts';
import { engineVersion } from '../engine/screen-text.ts';
import type { Blocker, Finding } from '../forms.ts';
import type { ScreeningStage } from '../kinds.ts';
import { insertScreening, readDecided } from '../store.ts';
import { recordSecretMark } from './record-incident.ts';

export type ScreenRevision = {
  readonly revision: string;
  readonly unit: number;
  readonly stage: ScreeningStage;
  /** SHA-256 of the frozen content: says which bytes were looked at. */
  readonly contentSha256: string;
  readonly content: DocumentContent;
};

export type ScreenedRevision = {
  readonly findings: readonly Finding[];
  readonly blockers: readonly Blocker[];
};

/**
 * Screens a revision and keeps what was found, masked, inside the caller's transaction. The newest screening of a revision
 * is the one that counts. A secret mark also becomes an incident and a fact.
 *
 * Crash and refusal: a caller that refuses because of a secret mark rolls this back too. It then records the incident in
 * a transaction of its own with `recordSecretMark`; an open incident of the same revision is not recorded twice.
 */
export async function screenRevision(ctx: CommandContext, input: ScreenRevision): Promise<ScreenedRevision> {
  const unit = await getUnitRef(ctx.tx, input.unit);
  const context = await contextOfUnit(ctx.tx, unit, ctx.now);
  const findings = await screenDocumentInTurns(input.content, context);
  const screening = await insertScreening(ctx, { ...input, engine: engineVersion, findings });
  await recordAudit(ctx, {
    action: 'screening.screen',
    subjectKind: 'revision',
    subject: input.revision,
    unit: unit.id,
    data: { screening, stage: input.stage, findings: findings.length },
  });
  if (hasSecretMark(findings)) {
    await recordSecretMark(ctx, { revision: input.revision, unit: input.unit, stage: input.stage, findings });
  }
  return { findings, blockers: blockersOf(findings, await readDecided(ctx.tx, input.revision)) };
}

/**
 * Screens a revision once more at the moment it goes out, on bytes read anew: rules and terms may have changed since it was
 * frozen. The decisions made so far hold; what nobody decided about is a blocker. A caller that refuses rolls this back and
 * calls it again in a transaction of its own, so that the findings can be decided about.
 */
export function rescreenForPublication(
  ctx: CommandContext,
  input: Omit<ScreenRevision, 'stage'>,
): Promise<ScreenedRevision> {
  return screenRevision(ctx, { ...input, stage: 'publish' });
}
