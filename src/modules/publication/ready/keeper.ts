import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { findLastCheckpoint } from '#modules/transparency-log';
import { type Database, type Reader, tables } from '#platform/database';
import { bootNumber, type MadePage, openReadyWriter, type ReadyWriter } from '#platform/ready-pages';
import { findPublicUnit } from '../queries/units.ts';
import {
  findItemRows,
  findStones,
  itemKey,
  type Plan,
  planItem,
  planLists,
  planStone,
  planUnit,
  unitKey,
} from './addresses.ts';
import { allPlans } from './all-plans.ts';
import { type Effect, effectOf, readChanges, type Watch } from './changes.ts';
import { endOfDay } from './days.ts';
import { type Left, makeLeft } from './left.ts';
import { makeQueue, type Queue } from './queue.ts';

/** Makes a page as an outsider is answered; null for what is no page to be kept. */
export type Render = (plan: Plan) => Promise<MadePage | null>;

export type KeeperOptions = {
  readonly folder: string;
  /** Reads what was changed. */
  readonly worker: Database;
  /** Reads what is public, without a session. */
  readonly portal: Database;
  readonly render: Render;
  /** Addresses of the program's own files. */
  readonly assets: readonly string[];
  /** What pages are made with beside the database: program, public address, mode. Another one: everything is made anew. */
  readonly madeWith: string;
  readonly now: () => Date;
  readonly onFailure: (error: unknown) => void;
};

/** How long pages may be served after the keeper last looked for changes; it looks several times a second. */
export const ANSWERS_FOR_MS = 15_000;
const LOOK_MS = 250;
/** Pages made between two looks. */
const AT_ONCE = 24;
/** Lists of a busy site are made so often. */
const LISTS_MS = 5_000;
/** What lies beside pages (proofs, feeds) waits until nothing has been published for so long: publishing goes first. */
const QUIET_MS = 1_500;
/** What could not be put because something was being published is made again so often. */
const AGAIN_MS = 300;
/** How many kept pages are made again for comparison when there is nothing else to do. */
const SWEPT = 2;

export type Keeper = {
  /**
   * One look for changes, and some pages made.
   * @returns whether there is more to do
   */
  readonly step: () => Promise<boolean>;
  /** Pages found untrue without anybody having told: what `sweep` put right since the start. */
  readonly repaired: () => number;
  readonly writer: ReadyWriter;
  readonly close: () => void;
};

/** Opens the folder as its only writer and looks what has to be made. Only for who holds the keeper's lock. */
export async function openKeeper(options: KeeperOptions): Promise<Keeper> {
  const { folder, worker, now } = options;
  const writer = openReadyWriter(folder, { fresh: !(await isOfThisDatabase(options)) });
  // A keeper that was killed had not wiped everything it replaced.
  if (writer.state().unwiped > 0) writer.renew('always');
  const { changesRead, madeWith, boot } = writer.state();
  const watch: Watch = { read: changesRead, missing: new Map() };
  const isNew = changesRead === 0 || boot !== bootNumber();
  if (isNew || madeWith !== numberOf(options.madeWith)) {
    watch.read = Math.max(watch.read, await lastChange(worker.reader));
    if (changesRead > 0) writer.stale('all');
  } else {
    // What was under way when the last keeper ended may have come in below what it had read.
    watch.read = Math.max(0, changesRead - RE_READ);
  }
  writer.remember('madeWith', numberOf(options.madeWith));
  writer.remember('boot', bootNumber());
  const queue = makeQueue();
  const left = makeLeft(writer, (slugs) => plansOf(options, slugs));
  let backlog = allPlans(options);
  let sweep = writer.keys();
  let repaired = 0;
  let listsAt = 0;
  let againAt = 0;
  let changedAt = 0;
  let day = endOfDay(now());
  const look = async () => {
    const changes = await readChanges(worker.reader, watch, now().getTime());
    const effects = [...changes.map(effectOf), ...(takeRequest(folder) ? [{ all: true }] : [])];
    for (const effect of effects) await apply(options, { writer, queue, left }, effect);
    if (effects.some((one) => one.all === true) || endOfDay(now()) !== day) backlog = allPlans(options);
    day = endOfDay(now());
    if (now().getTime() >= againAt) {
      againAt = now().getTime() + AGAIN_MS;
      queue.takeUpLater();
    }
    if (effects.some((one) => one.item !== undefined)) changedAt = now().getTime();
    const last = changes.at(-1);
    if (last !== undefined || writer.state().changesRead === 0)
      await rememberRead(worker.reader, writer, watch.read);
    writer.goodUntil(now().getTime() + ANSWERS_FOR_MS);
    if (queue.listsWanted() && now().getTime() >= listsAt) {
      listsAt = now().getTime() + LISTS_MS;
      queue.listsTaken();
      const lists = await planLists(options.portal.reader, now());
      left.lists(lists);
      queue.add(lists);
    }
    return changes.length > 0;
  };
  const fill = async (): Promise<boolean> => {
    const next = await backlog.next();
    if (next.done === true) return false;
    queue.add(next.value.filter((plan) => !writer.isReady(plan.address, now().getTime())));
    return true;
  };
  return {
    step: async () => {
      const changed = await look();
      const isQuiet = now().getTime() - changedAt >= QUIET_MS;
      const some = queue.take(AT_ONCE, isQuiet);
      for (const plan of some) await makeOne(options, writer, queue, plan);
      writer.wipe(now().getTime());
      writer.renew('needed');
      if (some.length > 0 || changed) return true;
      if (!isQuiet) return false;
      if (await left.step(now().getTime())) return true;
      if (await fill()) return true;
      for (let at = 0; at < SWEPT; at += 1) {
        const next = sweep.next();
        if (next.done === true) {
          // Once around: again, and the addresses as well (a midnight has passed, a page was lost).
          sweep = writer.keys();
          backlog = allPlans(options);
          break;
        }
        if (await sweepOne(options, writer, queue, next.value)) repaired += 1;
      }
      return queue.listsWanted();
    },
    repaired: () => repaired,
    writer,
    close: () => writer.close(),
  };
}

const RE_READ = 500;

/** 48 bits of a text's hash: a number that fits where numbers are kept. */
const numberOf = (text: string): number => createHash('sha256').update(text).digest().readUIntBE(0, 6);

async function lastChange(db: Reader): Promise<number> {
  const { rows } = await sql<{
    last: number;
  }>`select coalesce(max(seq), 0) as last from platform.audit`.execute(tables<Record<never, never>>(db));
  return rows[0]?.last ?? 0;
}

async function momentOf(db: Reader, seq: number): Promise<number> {
  const { rows } = await sql<{
    at: Date;
  }>`select at from platform.audit where seq <= ${seq} order by seq desc limit 1`.execute(
    tables<Record<never, never>>(db),
  );
  return rows[0]?.at.getTime() ?? 0;
}

async function rememberRead(db: Reader, writer: ReadyWriter, read: number): Promise<void> {
  writer.remember('changesAt', await momentOf(db, read));
  writer.remember('changesRead', read);
}

/** A restored backup, or another database, has not the changes that the folder knows of. */
async function isOfThisDatabase({ folder, worker }: KeeperOptions): Promise<boolean> {
  const writer = openReadyWriter(folder);
  const { changesRead, changesAt } = writer.state();
  writer.close();
  if (changesRead === 0) return true;
  return (
    (await lastChange(worker.reader)) >= changesRead &&
    (await momentOf(worker.reader, changesRead)) === changesAt
  );
}

type Work = { readonly writer: ReadyWriter; readonly queue: Queue; readonly left: Left };

async function apply(options: KeeperOptions, work: Work, effect: Effect): Promise<void> {
  const { writer, queue } = work;
  const now = options.now();
  if (effect.all === true) writer.stale('all');
  if (effect.unit !== undefined) {
    const superior =
      effect.above === true ? await findSuperior(options.portal.reader, effect.unit) : undefined;
    for (const unit of [effect.unit, superior]) {
      if (unit === undefined) continue;
      writer.stale([unitKey(unit)]);
      queue.add(planUnit(unit, now));
    }
  }
  if (effect.item !== undefined) await applyItem(options, work, effect.item);
  if (effect.lists === true) {
    writer.stale('lists');
    queue.wantLists();
  }
}

async function findSuperior(db: Reader, unit: number): Promise<number | undefined> {
  return (await findPublicUnit(db, unit))?.ancestors.at(-1)?.id;
}

/** The item, and those that name it. */
async function applyItem(options: KeeperOptions, { writer, queue, left }: Work, item: string): Promise<void> {
  if (!/^[0-9a-f-]{36}$/.test(item)) return;
  const { rows } = await sql<{ slug: string }>`
    select i.slug from publication.item i where i.id in (select ${item}::uuid
      union select to_item from publication.relation where from_item = ${item}::uuid
      union select from_item from publication.relation where to_item = ${item}::uuid
      union select other.item from publication.item_matter own join publication.item_matter other on other.matter = own.matter
        where own.item = ${item}::uuid)`.execute(tables<Record<never, never>>(options.worker.reader));
  const slugs = rows.map((row) => row.slug);
  writer.stale(slugs.map(itemKey));
  const plans = await plansOf(options, slugs);
  queue.add(plans);
  // What is new has left nothing.
  left.changed(
    slugs.filter((slug) => writer.has(`/i/${slug}`)),
    plans,
  );
}

/** What is to be ready at the addresses of items now: pages, tombstones, or nothing. */
async function plansOf({ portal, now }: KeeperOptions, slugs: readonly string[]): Promise<readonly Plan[]> {
  const items = await findItemRows(portal.reader, slugs);
  const shown = new Set(items.map((row) => row.slug));
  const stones = await findStones(
    portal.reader,
    slugs.filter((slug) => !shown.has(slug)),
  );
  return [...items.flatMap((row) => planItem(row, now())), ...stones.flatMap(planStone)];
}

async function makeOne(
  options: KeeperOptions,
  writer: ReadyWriter,
  queue: Queue,
  plan: Plan,
): Promise<boolean> {
  const { worker, render, now } = options;
  const madeAt = (await findLastCheckpoint(worker.reader))?.size ?? 0;
  const tick = writer.tick();
  const made = await render(plan);
  if (made === null) {
    if (writer.has(plan.address)) writer.drop(plan.address, now().getTime());
    return false;
  }
  const outcome = writer.put(plan.address, made, {
    madeAt,
    tick,
    now: now().getTime(),
    ...(plan.validUntil === undefined ? {} : { validUntil: plan.validUntil }),
    lists: plan.lists === true,
    ...(plan.on === undefined ? {} : { on: { key: plan.on, strictly: true } }),
  });
  if (outcome === 'later') queue.addLater(plan);
  return outcome === 'kept';
}

/** Makes a page again and compares: nothing may have changed that nobody told of, and nothing may be there that is not. */
async function sweepOne(
  options: KeeperOptions,
  writer: ReadyWriter,
  queue: Queue,
  address: string,
): Promise<boolean> {
  const slug = /^\/i\/([0-9a-z]{8})(?:[./]|$)/.exec(address)?.[1];
  if (slug === undefined) return false;
  const plan = (await plansOf(options, [slug])).find((one) => one.address === address);
  if (plan === undefined) {
    const wasReady = writer.isReady(address, options.now().getTime());
    writer.drop(address, options.now().getTime());
    return wasReady;
  }
  if (!writer.isReady(address, options.now().getTime())) return false;
  const hadChanged = await makeOne(options, writer, queue, plan);
  return hadChanged && !address.endsWith('.tlog-proof');
}

const REQUEST = 'rebuild';

/** Asks whoever keeps the pages to make them all anew. */
export function askForRebuild(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, REQUEST), '');
}

function takeRequest(folder: string): boolean {
  if (!existsSync(join(folder, REQUEST))) return false;
  rmSync(join(folder, REQUEST), { force: true });
  return true;
}

/**
 * Makes all pages anew: here, when nobody else keeps them, and otherwise by asking who does.
 * @returns `asked`: a running server does it while it goes on
 */
export async function rebuildReady(
  options: KeeperOptions,
  progress: (pages: number) => void,
): Promise<'done' | 'asked'> {
  askForRebuild(options.folder);
  let outcome: 'done' | 'asked' = 'asked';
  await asKeeper(options, async (keeper) => {
    outcome = 'done';
    for (let done = 0; await keeper.step(); done += 1)
      if (done % 20 === 0) progress(keeper.writer.state().used);
  });
  return outcome;
}

/** Any number, the same in every version: who holds this lock of a session keeps the pages of this database. */
const KEEPER_LOCK = 4_714_231;
const RETRY_MS = 3_000;

/** Keeps the pages ready until stopped, in turn with other workers: one at a time, the next when that one ends. */
export function startKeeper(options: KeeperOptions): { readonly stop: () => Promise<void> } {
  const stopped = new AbortController();
  const running = (async () => {
    while (!stopped.signal.aborted) {
      await keepWhileAlone(options, stopped.signal).catch((error: unknown) => {
        if (!stopped.signal.aborted) options.onFailure(error);
      });
      await pause(RETRY_MS, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      stopped.abort();
      await running;
    },
  };
}

async function keepWhileAlone(options: KeeperOptions, stopped: AbortSignal): Promise<void> {
  await asKeeper(options, async (keeper, lost) => {
    const over = AbortSignal.any([stopped, lost]);
    while (!over.aborted)
      if (!(await keeper.step())) await pause(LOOK_MS, undefined, { signal: over }).catch(() => undefined);
  });
}

/** Runs `work` as the keeper, or not at all when somebody else is. */
async function asKeeper(
  options: KeeperOptions,
  work: (keeper: Keeper, lost: AbortSignal) => Promise<void>,
): Promise<void> {
  const client = await options.worker.pool.connect();
  const lost = new AbortController();
  client.once('error', () => lost.abort());
  try {
    const { rows } = await client.query<{ mine: boolean }>(
      `select pg_try_advisory_lock(${KEEPER_LOCK}) as mine`,
    );
    if (rows[0]?.mine !== true) return;
    const keeper = await openKeeper(options);
    try {
      await work(keeper, lost.signal);
    } finally {
      keeper.close();
    }
  } finally {
    // Closed, not given back: the lock belongs to the session.
    client.release(true);
  }
}
