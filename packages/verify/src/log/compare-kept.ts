import { decodeUtf8, equalBytes, TlogError } from '../../../tlog/src/index.ts';
import type { Report } from '../report.ts';
import type { Source } from '../source/types.ts';
import type { Memory } from './memory.ts';
import { type LogCopy, shortHash } from './read-log.ts';
import type { SignatureVerdict } from './signatures.ts';
import type { Sighting } from './times.ts';

/** A checkpoint remembered, with what its signatures are worth. */
export type KeptVerdict = SignatureVerdict & { readonly name: string };

/**
 * The checkpoints remembered of a log. What cannot be read, or is of another log, is told and left out.
 * @param verdictOf checks signatures; throws TlogError for what is no checkpoint
 */
export async function readKept(
  memory: Memory | undefined,
  origin: string,
  verdictOf: (text: string) => SignatureVerdict,
  report: Report,
): Promise<readonly KeptVerdict[]> {
  const found: KeptVerdict[] = [];
  for (const { name, text } of (await memory?.checkpoints()) ?? []) {
    try {
      const verdict = verdictOf(text);
      // Anybody can write a file; only what the log signed can speak against it.
      const fault =
        verdict.checkpoint.origin !== origin ? 'wrong-origin' : verdict.log !== 'signed' ? 'unsigned' : '';
      if (fault === '') found.push({ ...verdict, name });
      else report('memory-unreadable', {}, { file: name, fault });
    } catch (error) {
      if (!(error instanceof TlogError)) throw error;
      report('memory-unreadable', {}, { file: name, fault: error.code });
    }
  }
  return found;
}

const pageLimit = 5_000_000;
const mostPages = 10_000;

/**
 * Every checkpoint the log says it ever served (`/log/checkpoints`, beside the specification; other logs have no such list).
 * Those no trusted key signed are passed over: keys of long ago.
 * @returns undefined when there is no such list
 */
export async function readServed(
  source: Source,
  verdictOf: (text: string) => SignatureVerdict,
  report: Report,
): Promise<readonly KeptVerdict[] | undefined> {
  const found: KeptVerdict[] = [];
  let before: number | null = null;
  for (let page = 0; page < mostPages; page++) {
    const address: string = `/log/checkpoints${before === null ? '' : `?before=${before}`}`;
    const { status, bytes } = await source.read(address, pageLimit);
    if (status !== 200) return page === 0 ? undefined : found;
    const read = readPage(bytes);
    if (read === undefined) {
      report('list-unreadable', { address }, { status });
      return found;
    }
    for (const text of read.checkpoints) {
      const verdict = tryOr(() => verdictOf(text));
      if (verdict?.log === 'signed') found.push({ ...verdict, name: address });
    }
    if (read.next === null || (before !== null && read.next >= before)) return found;
    before = read.next;
  }
  return found;
}

function readPage(
  bytes: Uint8Array,
): { readonly checkpoints: readonly string[]; readonly next: number | null } | undefined {
  const value = tryOr(
    () => JSON.parse(decodeUtf8(bytes)) as { readonly checkpoints?: unknown; readonly next?: unknown },
  );
  const { checkpoints, next } = value ?? {};
  const isList = Array.isArray(checkpoints) && checkpoints.every((one) => typeof one === 'string');
  const isNext = next === null || (typeof next === 'number' && Number.isSafeInteger(next));
  return isList && isNext ? { checkpoints, next } : undefined;
}

function tryOr<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/**
 * Holds every remembered checkpoint against the tree that was rebuilt from all entries.
 * @returns whether the log only grew since each of them
 */
export async function compareKept(
  kept: readonly KeptVerdict[],
  copy: LogCopy,
  report: Report,
): Promise<boolean> {
  const where = { address: '/log/checkpoint' };
  let holds = true;
  const tell = (...line: Parameters<Report>) => {
    holds = false;
    report(...line);
  };
  for (const { checkpoint, name } of kept) {
    const { size, root } = checkpoint;
    const rebuilt = await copy.rootAt(size);
    if (rebuilt === undefined) tell('rolled-back', where, { file: name, size, now: copy.size });
    else if (!equalBytes(rebuilt, root))
      tell('split-view', where, { file: name, size, seen: shortHash(root), now: shortHash(rebuilt) });
  }
  return holds;
}

/** When somebody beside the log saw it at which size: cosignatures that were checked, ours and others'. */
export function sightingsOf(verdicts: readonly SignatureVerdict[]): readonly Sighting[] {
  return verdicts.flatMap(({ checkpoint, witnesses }) =>
    witnesses.map(({ name, at }) => ({ size: checkpoint.size, at, by: name })),
  );
}
