import { done, type Result, refuse } from '#kernel';
import { type FileKind, type FileRefusalCode, inspectBytes } from '#platform/documents';
import { stripInThread } from './in-thread.ts';
import { stripHere } from './strip.ts';
import type { SafeCopyCode, Stripped } from './types.ts';

/**
 * A file as it may be kept and published: without metadata, comments and text that tracked changes had deleted. Deterministic.
 * The result passes the gate again; a file that does not is not handed out.
 * @returns `strip-damaged`, `strip-too-complex`, `strip-changed-file`, or what the gate says of the result
 */
export async function stripMetadata(
  data: Uint8Array,
  kind: FileKind,
): Promise<Result<Stripped, SafeCopyCode | FileRefusalCode>> {
  const stripped = isQuick(kind) ? await stripQuickly(data, kind) : await stripInThread(data, kind);
  if (!stripped.ok) return stripped;
  const clean = stripped.value;
  const gate = await inspectBytes(
    Buffer.from(clean.data.buffer, clean.data.byteOffset, clean.data.byteLength),
    `a.${kind}`,
  );
  return gate.ok ? done(clean) : refuse('strip-changed-file', 415);
}

/** Kinds that are one pass over their bytes: a thread would take longer to begin. */
const isQuick = (kind: FileKind) => ['csv', 'txt', 'png', 'jpg'].includes(kind);

async function stripQuickly(data: Uint8Array, kind: FileKind): Promise<Result<Stripped, SafeCopyCode>> {
  return stripHere(data, kind).then(done, () => refuse('strip-damaged', 415));
}
