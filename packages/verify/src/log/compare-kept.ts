import { equalBytes, TlogError } from '../../../tlog/src/index.ts';
import type { Report } from '../report.ts';
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
