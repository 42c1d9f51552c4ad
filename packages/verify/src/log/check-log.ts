import {
  encodeHex,
  equalBytes,
  formatVerifierKey,
  parseCheckpoint,
  parseNote,
  TlogError,
  type VerifierKey,
} from '../../../tlog/src/index.ts';
import type { Report } from '../report.ts';
import type { Source } from '../source/types.ts';
import { compareKept, readKept, readServed, sightingsOf } from './compare-kept.ts';
import { tellHistory } from './history.ts';
import { gatherItems, type LoggedItem } from './items.ts';
import { readKeys } from './keys.ts';
import { firstOrigin, openMemory } from './memory.ts';
import type { Policy } from './policy.ts';
import { checkTiles, type LogCopy, type Progress, readLog, shortHash } from './read-log.ts';
import { followRotations } from './rotations.ts';
import { type Crypto, checkSignatures, keyLabel, type SignatureVerdict } from './signatures.ts';
import { compareTimes, findSilence } from './times.ts';

/** How a log is checked, and where what is found goes. */
export type LogOptions = {
  readonly crypto: Crypto;
  /** vkeys of the log the reader trusts; none: those remembered, or those the site shows now. */
  readonly keys?: readonly string[];
  readonly policy?: Policy | undefined;
  /** Folder of all memories, or null to remember nothing. */
  readonly memory: string | null;
  /** Now, in milliseconds. */
  readonly now: number;
  readonly report: Report;
  readonly progress?: Progress | undefined;
};

/** What was read and found of a log. */
export type CheckedLog = {
  readonly copy: LogCopy;
  readonly verdict: SignatureVerdict;
  readonly items: ReadonlyMap<string, LoggedItem>;
  /** Keys that may sign checkpoints of this log. */
  readonly keys: readonly VerifierKey[];
  /** Does the tree that was rebuilt have the signed root? Without that nothing else is worth looking at. */
  readonly holds: boolean;
};

const smallLimit = 1_000_000;
const checkpointPlace = { address: '/log/checkpoint' };

/** Text of a small file of the log, or undefined when it is not there. */
async function readText(source: Source, path: string): Promise<string | undefined> {
  const { status, bytes } = await source.read(path, smallLimit);
  return status === 200 ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) : undefined;
}

/**
 * Checks a log whole: who signed its checkpoint, that its entries make exactly the signed tree, every tile, every checkpoint
 * remembered, and what its entries say.
 * @returns undefined when there is nothing that could be checked further; everything found is in the report
 */
export async function checkLog(source: Source, options: LogOptions): Promise<CheckedLog | undefined> {
  const { crypto, report } = options;
  const text = await readText(source, '/log/checkpoint');
  if (text === undefined) return void report('no-checkpoint', { address: '/log/checkpoint' });
  const first = tryVerdict(options, text, []);
  if (first === undefined) return undefined;
  const { checkpoint } = first;
  const memory = options.memory === null ? undefined : openMemory(options.memory, checkpoint.origin);
  if (options.memory !== null && source.kind === 'http') {
    const before = await firstOrigin(options.memory, source.name, checkpoint.origin);
    if (before !== checkpoint.origin)
      report('origin-changed', checkpointPlace, { before, now: checkpoint.origin });
  }
  const shown = readKeys(crypto, (await readText(source, '/log/vkey')) ?? '');
  const remembered = readKeys(crypto, ((await memory?.keys()) ?? []).join('\n'));
  const given = readKeys(crypto, (options.keys ?? []).join('\n'));
  const trusted = given.length > 0 ? given : remembered.length > 0 ? remembered : shown;
  if (given.length + remembered.length === 0)
    for (const key of shown) report('key-first-seen', { address: '/log/vkey' }, { key: keyLabel(key) });

  const kept = await readKept(
    memory,
    checkpoint.origin,
    (kept) => checkSignatures(crypto, kept, trusted, options.policy),
    report,
  );
  const copy = await readLog(crypto.sha256, source, checkpoint.size, report, options.progress);
  if (copy === undefined) return undefined;
  const isRoot = equalBytes(copy.root, checkpoint.root);
  if (!isRoot)
    report(
      'root-differs',
      { address: '/log/checkpoint' },
      { size: checkpoint.size, signed: shortHash(checkpoint.root), rebuilt: shortHash(copy.root) },
    );
  const keys = [...trusted, ...followRotations(crypto, copy, checkpoint.origin, trusted, report)];
  const verdict = tryVerdict(options, text, keys) ?? first;
  tellSignatures(verdict, options, shown);
  if (isRoot)
    report('log-holds', {}, { size: checkpoint.size, kept: kept.length, origin: checkpoint.origin });
  const isConsistent = await compareKept(kept, copy, report);
  await checkTiles(crypto.sha256, source, copy, report, options.progress);
  const items = gatherItems(copy.entries, copy.leafAt, report);
  tellHistory(copy, report);
  const served = await readServed(
    source,
    (one) => checkSignatures(crypto, one, keys, options.policy),
    report,
  );
  // A site goes on publishing while it is read: what came since is compared the next time. What it has not even now, it took back.
  const now = (source.kind === 'http' ? await readCheckpointSize(source) : undefined) ?? checkpoint.size;
  const isSince = (size: number) => size > checkpoint.size && size <= now;
  await compareKept(served?.filter((one) => !isSince(one.checkpoint.size)) ?? [], copy, report);
  if (served !== undefined)
    report('served-compared', { address: '/log/checkpoints' }, { count: served.length });
  const sightings = sightingsOf([...kept, verdict, ...(served ?? [])]);
  compareTimes(copy.entries, sightings, served !== undefined, report);
  findSilence(copy.entries, source.kind === 'http' ? options.now : lastTime(verdict, copy), report);
  if (memory !== undefined && verdict.log === 'signed' && isRoot) {
    // A fork is kept beside what it contradicts: both are the evidence.
    await memory.keep(checkpoint.size, encodeHex(checkpoint.root), text);
    if (given.length === 0 && isConsistent) await memory.keepKeys(keys.map(formatVerifierKey));
  }
  return { copy, verdict, items, keys, holds: isRoot && verdict.log === 'signed' };
}

/** The signatures, or undefined (told) when the text is no signed checkpoint. */
function tryVerdict(
  { crypto, policy, report }: LogOptions,
  text: string,
  keys: readonly VerifierKey[],
): SignatureVerdict | undefined {
  try {
    return checkSignatures(crypto, text, keys, policy);
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    return void report('checkpoint-malformed', { address: '/log/checkpoint' }, { fault: error.code });
  }
}

function tellSignatures(
  verdict: SignatureVerdict,
  { report, policy }: LogOptions,
  shown: readonly VerifierKey[],
): void {
  const where = { address: '/log/checkpoint' };
  if (verdict.log === 'wrong') report('signature-wrong', where);
  if (verdict.log === 'unknown') report('signature-missing', where);
  if (verdict.log === 'foreign') report('key-changed', where, { key: shown.map(keyLabel).join(' ') });
  if (verdict.second === 'fails') report('signature-wrong', where, { second: 1 });
  else if (verdict.second !== undefined)
    report('second-signature', where, { checked: verdict.second === 'holds' ? 1 : 0 });
  for (const name of verdict.wrongWitnesses) report('cosignature-wrong', where, { name });
  for (const { name, at } of verdict.witnesses)
    report('cosigned', where, { name, at: new Date(at).toISOString(), size: verdict.checkpoint.size });
  if (policy !== undefined)
    report(verdict.quorum ? 'quorum-met' : 'quorum-missing', where, { quorum: policy.quorum ?? '' });
  else if (verdict.strangers.length > 0)
    report('cosigners-unchecked', where, { names: verdict.strangers.join(' ') });
  else report('no-cosignatures', where);
}

/** The newest moment a copy knows of: heartbeats after it cannot be missing. */
function lastTime(verdict: SignatureVerdict, copy: LogCopy): number {
  const claims = copy.entries.map((entry) =>
    entry !== undefined && 'claimed_at' in entry ? Date.parse(entry.claimed_at) : 0,
  );
  return Math.max(
    ...verdict.witnesses.map(({ at }) => at),
    claims.reduce((a, b) => Math.max(a, b), 0),
  );
}

/** Size of the checkpoint served now, or undefined when there is none that can be read. */
export async function readCheckpointSize(source: Source): Promise<number | undefined> {
  try {
    const text = await readText(source, '/log/checkpoint');
    return text === undefined ? undefined : parseCheckpoint(parseNote(text).text).size;
  } catch (error) {
    if (error instanceof TlogError) return undefined;
    throw error;
  }
}
