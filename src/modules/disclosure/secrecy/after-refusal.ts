import { recordSecretMark, rescreenForPublication } from '#modules/screening';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { getFrozenRevision } from '../publishing.ts';
import { secretMarks } from '../screening.ts';
import { wordsNow } from './publication-check.ts';
import { purgeFrozen } from './purge-frozen.ts';

/**
 * Keeps what screening found when it stopped a publication, after that transaction was rolled back: the findings, so that
 * somebody can decide about them; for a mark of secrecy the incident alone, and the text goes.
 * Run again it keeps them again; nothing but the newest screening counts, and an open incident is not opened twice.
 * @param code why publication was refused; other refusals leave nothing here
 */
export async function keepPublicationFindings(
  ctx: CommandContext,
  revision: string,
  code: string,
): Promise<void> {
  if (code !== 'screening-changed' && code !== 'screening-secret') return;
  const frozen = await getFrozenRevision(ctx.tx, revision);
  const words = await wordsNow(ctx, frozen);
  if (!words.ok) return;
  if (code === 'screening-changed') {
    const { unit, contentSha256 } = frozen;
    await rescreenForPublication(ctx, { revision, unit, contentSha256, content: words.value });
    return;
  }
  const findings = secretMarks(words.value);
  const incident = await recordSecretMark(ctx, { revision, unit: frozen.unit, stage: 'publish', findings });
  await purgeFrozen(ctx, frozen);
  await recordAudit(ctx, {
    action: 'disclosure.purge',
    subjectKind: 'revision',
    subject: revision,
    unit: frozen.unit,
    data: { incident },
  });
}
