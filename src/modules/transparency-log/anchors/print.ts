import { done } from '#kernel';
import { recordAudit } from '#platform/audit';
import { inTransaction, systemActor } from '#platform/command';
import { toDocument } from '#platform/html';
import { createTranslator } from '#platform/i18n';
import { encodeUtf8, parseCheckpoint, parseNote } from '#tlog';
import type { LogSettings } from '../log.ts';
import type { AnchorTools } from './anchor.ts';
import { anchorMessages } from './messages.ts';
import { findSheet } from './pages.ts';
import { sheetHtml } from './sheet.ts';
import { insertAnchor } from './store.ts';

/**
 * The sheet of paper of the checkpoint now served, and a note that it was printed.
 * @param baseUrl the public address, for the words how to check
 * @returns null while nothing is published
 */
export async function printSheet(
  tools: AnchorTools & { readonly settings: Pick<LogSettings, 'policy'> },
  baseUrl: string,
): Promise<{ readonly document: string; readonly size: number } | null> {
  const { database, settings } = tools;
  const now = tools.now();
  const sheet = await findSheet(database.reader, settings, { printedAt: now, baseUrl });
  if (sheet === undefined) return null;
  const { size, root } = parseCheckpoint(parseNote(sheet.note).text);
  await inTransaction(database, { actor: systemActor, now }, async (ctx) => {
    await recordAudit(ctx, { action: 'transparency-log.anchor', data: { kind: 'paper', size } });
    await insertAnchor(ctx.tx, {
      ...{ kind: 'paper', size, root, byWhom: '', anchoredAt: now, index: null },
      content: encodeUtf8(sheet.note),
    });
    return done(null);
  });
  const t = createTranslator([anchorMessages])('zh-CN');
  return { document: toDocument(sheetHtml(sheet, t, 'zh-CN')), size };
}
