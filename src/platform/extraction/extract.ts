import { done, refuse } from '#kernel';
import { type FileKind, type ReceivedFile, runInThread } from '#platform/documents';
import type { ReadAnswer } from './read.ts';
import type { Extracted, ExtractResult } from './types.ts';

export type ExtractLimits = {
  /** characters kept at most */
  readonly most: number;
  /** milliseconds */
  readonly millis: number;
  /** megabytes beside the server's own */
  readonly megabytes: number;
};

/** A million characters are a book of a thousand pages or a list of fifteen thousand people; that there is more is said. */
export const extractLimits: ExtractLimits = { most: 1_000_000, millis: 60_000, megabytes: 250 };

/**
 * The words of a file of any kind that may be attached, section by section, with what must be said about the reading.
 * One file is read at a time, in a thread with its own bounds: a hostile file costs a refusal, not the server.
 * @param file accepted by `inspectFile` before; nothing is written or kept
 * @returns sections and notes; refused `extract-damaged`, `extract-encrypted`, `extract-too-slow`, `extract-too-complex`
 */
export async function extractText(
  file: Pick<ReceivedFile, 'path' | 'name'>,
  kind: FileKind,
  limits: ExtractLimits = extractLimits,
): Promise<ExtractResult> {
  const answer = await runInThread<ReadAnswer>(
    new URL('./read.ts', import.meta.url),
    { path: file.path, kind, most: limits.most },
    limits,
  );
  const fault = answer.ok ? (answer.value.ok ? undefined : answer.value.fault) : answer.fault;
  const name = file.name.slice(0, 200).toWellFormed();
  if (answer.ok && answer.value.ok) return done(withName(answer.value.value, name));
  switch (fault) {
    case 'encrypted':
      return refuse('extract-encrypted', 415, { name }, 'file');
    case 'too-slow':
      return refuse('extract-too-slow', 413, { name, seconds: Math.ceil(limits.millis / 1000) }, 'file');
    case 'too-large':
    case 'too-complex':
      return refuse('extract-too-complex', 413, { name }, 'file');
    default:
      return refuse('extract-damaged', 415, { name }, 'file');
  }
}

function withName({ sections, notes }: Extracted, name: string): Extracted {
  return { sections, notes: notes.map(({ code, params }) => ({ code, params: { name, ...params } })) };
}
