import { existsSync } from 'node:fs';
import type { Database } from '#platform/database';
import { failPoint } from '#platform/fail-point';
import { addSignatures, consistencyProof, parseSignatures } from '#tlog';
import { type Alarm, clearAlarms, listAlarms, raiseAlarm } from '../alarms.ts';
import { type HeadToCosign, WitnessAhead } from '../cosigner.ts';
import { sha256 } from '../entries.ts';
import { writeCheckpointFile } from '../files/checkpoint.ts';
import { dropPartials, tileFilesBetween, writeTileFiles } from '../files/tiles.ts';
import type { LogSettings } from '../log.ts';
import { withNodes } from '../proofs/nodes.ts';
import { signHead } from '../signing/sign-head.ts';
import { MayNotSign, type StopCode, stopCodes, type TroubleCode } from '../stops.ts';
import { findLastHead, type Head, hasUrgent, type LogState, own, readLogState, rootOf } from '../store.ts';
import { checkLog } from './check.ts';
import { ensureOriginAndKeys, settledOrigin } from './first-start.ts';
import { reveal } from './reveal.ts';
import { asSequencer } from './sequencer.ts';

/** One checkpoint adds at most so many entries: what a transaction of the rooms can take well. */
const MOST_AT_ONCE = 4096;

/**
 * `sealed`: everything registered before is public. `waiting`: signed, but too few witnesses have answered; to be tried again.
 * `stopped`: the log may not sign, an alarm says why.
 */
export type SealOutcome = 'sealed' | 'waiting' | 'stopped';

export type SealContext = {
  readonly database: Database;
  readonly settings: LogSettings;
  readonly now: () => Date;
};

/**
 * Makes everything registered public: signs, writes tiles, collects cosignatures, reveals. The one path, at rest, after a crash
 * at any point, and for any number of processes at once: it always begins by looking at what is there.
 * @throws what the disk or the database says; then nothing more is public than before
 */
export async function seal(context: SealContext): Promise<SealOutcome> {
  return asSequencer(context.database, async () => {
    try {
      return await sealAll(context);
    } catch (error) {
      const { reader } = context.database;
      const stop = stopOf(error);
      if (stop !== null) await raiseAlarm(reader, stop, context.now());
      // On a full disk the alarm may not fit either; what went wrong is thrown and logged all the same.
      else await raiseAlarm(reader, troubleOf(error), context.now()).catch(() => undefined);
      if (stop === null) throw error;
      return 'stopped';
    }
  });
}

function stopOf(error: unknown) {
  if (error instanceof MayNotSign) return { code: error.code, stops: true, params: error.params };
  if (error instanceof WitnessAhead)
    return {
      code: 'witness-ahead' as const,
      stops: true,
      params: { witness: error.witness, size: error.size },
    };
  return null;
}

function troubleOf(error: unknown) {
  const code = error instanceof Error ? String(Reflect.get(error, 'code') ?? '') : '';
  const isFull = code === 'ENOSPC' || code === 'EDQUOT' || code === '53100';
  const message = (error instanceof Error ? error.message : String(error)).slice(0, 300);
  return {
    code: isFull ? ('disk-full' as const) : ('seal-failed' as const),
    stops: false,
    params: { message },
  };
}

async function sealAll(context: SealContext): Promise<SealOutcome> {
  const { database, settings, now } = context;
  const alarms = await listAlarms(database.reader);
  if (alarms.some((alarm) => waitsForPerson(alarm, settings))) return 'stopped';
  let state = await readLogState(database.reader, MOST_AT_ONCE);
  let origin = settledOrigin(state, settings);
  if (origin === undefined) {
    origin = await ensureOriginAndKeys(database, settings);
    state = await readLogState(database.reader, MOST_AT_ONCE);
  }
  const { unreadable } = await checkLog(database, settings, state, origin, now());
  if (unreadable !== null)
    await raiseAlarm(
      database.reader,
      { code: 'checkpoint-unreadable', stops: false, params: { path: unreadable } },
      now(),
    );
  await lookBack(context);
  let step = await sealStep(context, origin, state);
  while (step === 'more')
    step = await sealStep(context, origin, await readLogState(database.reader, MOST_AT_ONCE));
  // Not before: what stopped the log may show only when something is to be done.
  await clearAlarms(database.reader, await settledAlarms(alarms));
  return step;
}

/**
 * Only a person may end what a witness objected to: by `log:accept-restore`, or, when it is the witness that is wrong, by taking
 * it out of the policy file. Other stops end when what is looked at is in order again.
 */
function waitsForPerson({ code, params }: Alarm, { policy }: SealContext['settings']): boolean {
  if (code !== 'witness-ahead') return false;
  return policy == null || policy.witnesses.some((one) => one.name === params['witness']);
}

/** Alarms whose reason is gone: those that stopped what has just been done, and the file that somebody has looked at. */
async function settledAlarms(alarms: readonly Alarm[]): Promise<readonly (StopCode | TroubleCode)[]> {
  const settled: (StopCode | TroubleCode)[] = [];
  for (const { code, params } of alarms) {
    const stop = stopCodes.find((one) => one === code);
    if (stop !== undefined) settled.push(stop);
    const isLookedAt = code === 'checkpoint-unreadable' && !existsSync(String(params['path']));
    if (isLookedAt) settled.push('checkpoint-unreadable');
  }
  return settled;
}

/** One checkpoint more, if there is one to make. */
async function sealStep(
  context: SealContext,
  origin: string,
  state: LogState,
): Promise<SealOutcome | 'more'> {
  const { database, settings, now } = context;
  const { served } = state;
  const from = served?.size ?? 0;
  const head = await nextHead(context, origin, from, state);
  if (head === undefined || (head.size === from && served?.witnessed === true)) {
    await clearAlarms(database.reader, ['disk-full', 'below-quorum', 'seal-failed']);
    return 'sealed';
  }
  await writeTileFiles(database.reader, settings.folder, tileFilesBetween(from, head.size));
  const cosigned = await cosign(context, head);
  if (!cosigned.witnessed) {
    const params = { size: head.size };
    await raiseAlarm(database.reader, { code: 'below-quorum', stops: false, params }, now());
    if (head.size === from || !(await hasUrgent(database.reader, from, head.size))) return 'waiting';
  }
  await reveal(database, settings, head, { ...cosigned, from }, now());
  await writeCheckpointFile(settings.folder, cosigned.note);
  await dropPartials(settings.folder, from, head.size);
  return 'more';
}

/** The head to publish: everything registered, signed now or before a crash. */
async function nextHead(
  context: SealContext,
  origin: string,
  from: number,
  { head: last, registered, roots, keys }: LogState,
): Promise<Head | undefined> {
  const { database, settings, now } = context;
  const before = last?.size ?? 0;
  const size = Math.min(registered, Math.max(before, from + MOST_AT_ONCE));
  if (size <= before) return last;
  const tree = { size, root: roots.get(size) ?? (await rootOf(database.reader, size)) };
  const head = { ...tree, note: await signHead(keys, settings.folder, origin, tree, before) };
  failPoint('after-signing');
  await own(database.reader)
    .insertInto('transparency_log.head')
    .values({ ...head, signed_at: now() })
    .execute();
  failPoint('after-head-commit');
  return head;
}

/** Whoever knows more of this log than we do says so before anything new is signed, or added to what was restored. */
async function lookBack(context: SealContext): Promise<void> {
  const { cosigner, cosignMs } = context.settings;
  const last = cosigner.lookBack === undefined ? undefined : await findLastHead(context.database.reader);
  if (last === undefined) return;
  await cosigner.lookBack?.(toCosign(context, last), AbortSignal.timeout(cosignMs), context);
}

function toCosign({ database }: SealContext, head: Head): HeadToCosign {
  const proofFrom = (oldSize: number) =>
    withNodes(database.reader, (read) => consistencyProof(sha256, oldSize, head.size, read));
  return { ...head, proofFrom };
}

async function cosign(
  context: SealContext,
  head: Head,
): Promise<{ readonly note: string; readonly witnessed: boolean }> {
  const { cosigner, cosignMs } = context.settings;
  const lines = await cosigner.ask(toCosign(context, head), AbortSignal.timeout(cosignMs), context);
  failPoint('after-cosignatures');
  const signatures = lines.length === 0 ? [] : parseSignatures(`${lines.join('\n')}\n`);
  return { note: addSignatures(head.note, signatures), witnessed: cosigner.hasQuorum(lines) };
}
