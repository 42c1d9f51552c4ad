import { done, type Result, refuse } from '#kernel';
import { type FileKind, type FileRefusalCode, inspectBytes } from '#platform/documents';
import { stripInWorker } from './in-worker.ts';
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
  const stripped = await stripInWorker(data, kind);
  if (!stripped.ok) return stripped;
  const clean = stripped.value;
  const gate = await inspectBytes(
    Buffer.from(clean.data.buffer, clean.data.byteOffset, clean.data.byteLength),
    `a.${kind}`,
  );
  return gate.ok ? done(clean) : refuse('strip-changed-file', 415);
}
