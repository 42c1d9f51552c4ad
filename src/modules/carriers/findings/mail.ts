import { findRootRef } from '#modules/organisations';
import { noOrigin, systemActor } from '#platform/command';
import type { JobTools } from '#platform/jobs';
import { findMailTrouble } from '#platform/mail';
import { openFinding, resolveFinding } from './open.ts';

/** Greylisting and an evening without network pass by themselves; a day without a single mail taken does not. */
const PATIENCE_MS = 24 * 3_600_000;
const SUBJECT = 'mail';

/**
 * Looks whether mail goes out at all. A server that has taken nothing for a day while mails were owed is a finding of the
 * topmost unit, until it takes one. No address and no word of a mail: numbers and the server's code.
 */
export async function findMailRefused(tools: JobTools): Promise<void> {
  const now = tools.now();
  const trouble = await findMailTrouble(tools.database.reader, now, PATIENCE_MS);
  const root = await findRootRef(tools.database.reader);
  await tools.database.transaction(async (tx) => {
    const ctx = { tx, actor: systemActor, now, origin: noOrigin, audit: { rows: 0 } };
    if (trouble === undefined) return resolveFinding(ctx, 'mailRefused', SUBJECT);
    if (root === undefined) return;
    const { since, reason, waiting, lost } = trouble;
    const evidence = { since: since.toISOString(), reason, waiting, lost };
    await openFinding(ctx, { kind: 'mailRefused', subject: SUBJECT, unit: root.id, evidence });
  });
}
