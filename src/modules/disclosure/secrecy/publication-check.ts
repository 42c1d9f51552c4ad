import { done, type Refusal, type Result, refuse } from '#kernel';
import { rescreenForPublication } from '#modules/screening';
import type { CommandContext } from '#platform/command';
import { kindOfName } from '#platform/documents';
import { readFileText } from '../attachment-text.ts';
import type { FrozenRevision } from '../publishing.ts';
import { goesOut, type Words } from '../screening.ts';
import { listAttachments } from '../store/drafts.ts';
import { findSignedBytes } from './stored-files.ts';

export type PublicationScreeningRefusal = 'attachment-altered' | 'screening-changed' | 'screening-secret';

/**
 * Screens the very bytes that go out, at the moment they do: the frozen text, and the files as they lie on the disk, read
 * anew. Rules and terms may have changed since the text was frozen; what nobody decided about then stops it now.
 * Slow for large files; it runs under the dossier's lock, so that what was looked at is what is published.
 */
export async function screeningProblemNow(
  ctx: CommandContext,
  frozen: FrozenRevision,
): Promise<Refusal<PublicationScreeningRefusal> | null> {
  const words = await wordsNow(ctx, frozen);
  if (!words.ok) return words;
  const { revision, unit, contentSha256 } = frozen;
  const { blockers } = await rescreenForPublication(ctx, {
    revision,
    unit,
    contentSha256,
    content: words.value,
  });
  if (blockers.length === 0) return null;
  if (blockers.some((one) => one.code === 'secretMark'))
    return refuse('screening-secret', 409, { secretIn: 'content' });
  return refuse('screening-changed', 409, { count: blockers.length });
}

/** What would go out, read anew. A file whose words cannot be read any more is screened by those read when it was attached. */
export async function wordsNow(
  ctx: CommandContext,
  frozen: FrozenRevision,
): Promise<Result<Words, 'attachment-altered'>> {
  const { purpose, content, revision } = frozen;
  if (purpose === 'withdraw') return done(goesOut(purpose, content));
  const known = content.attachments.length === 0 ? [] : await listAttachments(ctx.tx, revision);
  const texts: Words['attachments'][number][] = [];
  for (const { name, sha256, size } of content.attachments) {
    const bytes = await findSignedBytes({ name, sha256 });
    if (!bytes.ok) return bytes;
    const kind = kindOfName(name);
    const file = { path: bytes.value, name, sha256, size };
    const read = kind === undefined ? '' : (await readFileText(file, kind)).text;
    const before = known.find((one) => one.sha256 === sha256 && one.name === name)?.text ?? '';
    texts.push({ name, sha256, text: read === '' ? before : read });
  }
  return done(goesOut(purpose, content, texts));
}
