import { setTimeout as pause } from 'node:timers/promises';
import { type Selectable, sql } from 'kysely';
import type { UnitId } from '#kernel';
import { findUnit } from '#modules/organisations';
import { localDateAt } from '#platform/calendar';
import { noOrigin, systemActor } from '#platform/command';
import { type Database, type Reader, tables } from '#platform/database';
import { recordFact } from '#platform/outbox';
import { readSlug } from '../slug.ts';
import { own } from '../store.ts';
import { crawlDelay, lookAt } from './look.ts';
import { judge, type Look } from './outcome.ts';
import { linkSettings } from './settings.ts';
import type { LinkTables } from './tables.ts';

const links = (db: Reader) => tables<LinkTables>(db);

type Link = Pick<
  Selectable<LinkTables['publication.link']>,
  'url' | 'host' | 'kind' | 'state' | 'failed_days' | 'failed_on' | 'failing_since'
>;

/** Addresses of one run, hosts asked beside one another, addresses of one host in a run. */
const MOST = 200;
const HOSTS_AT_ONCE = 4;
const MOST_OF_HOST = 10;

/**
 * Looks at the addresses that are due: those of this site in the database, those outside by asking, one host's one after
 * another with a pause.
 * @returns how many were looked at
 */
export async function checkLinks(database: Database, now: () => Date): Promise<number> {
  const inside = await listDue(database.reader, ['internal', 'attachment'], now());
  for (const link of inside) await record(database, link, await lookInside(database.reader, link), now());
  if (!linkSettings().outside) return inside.length;
  const outside = await listDue(database.reader, ['external'], now());
  const byHost = [...Map.groupBy(outside, (link) => link.host).values()];
  const work = async (): Promise<void> => {
    for (let of = byHost.shift(); of !== undefined; of = byHost.shift())
      await checkHost(database, of.slice(0, MOST_OF_HOST), now);
  };
  await Promise.all(Array.from({ length: HOSTS_AT_ONCE }, work));
  return inside.length + outside.length;
}

async function checkHost(database: Database, all: readonly Link[], now: () => Date): Promise<void> {
  const settings = linkSettings();
  const [first] = all;
  if (first === undefined) return;
  const wait = Math.max(settings.pauseMs, await crawlDelay(first.url, settings));
  for (const link of all) {
    await pause(wait);
    await record(database, link, await lookAt(link.url, settings), now());
  }
}

function listDue(db: Reader, kinds: readonly Link['kind'][], now: Date): Promise<Link[]> {
  return links(db)
    .selectFrom('publication.link')
    .select(['url', 'host', 'kind', 'state', 'failed_days', 'failed_on', 'failing_since'])
    .where('kind', 'in', [...kinds])
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .orderBy('url')
    .limit(MOST)
    .execute();
}

/** Pages of this site: an item, a unit, a file. Other places of the site are the program's own and are there. */
async function lookInside(db: Reader, link: Link): Promise<Look> {
  const answer = (isThere: boolean): Look => ({
    found: isThere ? 'ok' : 'gone',
    status: null,
    reason: isThere ? null : 'not-here',
    location: null,
  });
  if (link.kind === 'attachment') {
    const sha256 = link.url.slice('sha256:'.length);
    const { rows } = await sql`select 1 from platform.stored_file where sha256 = ${sha256}`.execute(
      links(db),
    );
    return answer(rows.length > 0);
  }
  const [, place = '', name = ''] = new URL(link.url).pathname.split('/');
  if (place === 'units' && name !== '')
    return answer(/^[1-9]\d{0,8}$/.test(name) && (await findUnit(db, Number(name))) !== undefined);
  if (place !== 'i') return answer(true);
  const slug = readSlug(name);
  const found =
    slug === null
      ? undefined
      : await own(db)
          .selectFrom('publication.item')
          .select('id')
          .where('slug', '=', slug)
          .where('state', '=', 'live')
          .where('scope', '=', 'society')
          .executeTakeFirst();
  return answer(found !== undefined);
}

/** Keeps what was found with its history; an address that has just died is told, once, to every unit whose pages name it. */
async function record(database: Database, link: Link, look: Look, now: Date): Promise<void> {
  const today = localDateAt(now);
  const before = {
    state: link.state,
    failedDays: link.failed_days,
    failedOn: link.failed_on,
    failingSince: link.failing_since,
  };
  // Here nothing passes by itself: what is not in the database is not there.
  const judged = judge(before, look, today, now);
  const isGoneHere = link.kind !== 'external' && look.found === 'gone';
  const state = isGoneHere ? 'dead' : judged.state;
  if (state === 'unchecked') return;
  await database.transaction(async (tx) => {
    const changed = await links(tx)
      .updateTable('publication.link')
      .set({
        state,
        status: look.status,
        reason: look.reason,
        location: look.location?.slice(0, 2000) ?? null,
        checked_at: now,
        next_at: isGoneHere ? new Date(now.getTime() + 86_400_000) : judged.nextAt,
        failed_days: judged.failedDays,
        failed_on: judged.failedOn,
        failing_since: judged.failingSince,
      })
      .where('url', '=', link.url)
      .returning('url')
      .executeTakeFirst();
    // The page changed meanwhile and names it no more.
    if (changed === undefined) return;
    const { status, reason } = look;
    await links(tx)
      .insertInto('publication.link_check')
      .values({ url: link.url, at: now, state, status, reason })
      .execute();
    if (state !== 'dead' || link.state === 'dead') return;
    const uses = await links(tx)
      .selectFrom('publication.link_use')
      .select(['item', 'unit'])
      .where('url', '=', link.url)
      .orderBy('item')
      .execute();
    for (const [unit, items] of Map.groupBy(uses, (use) => use.unit))
      await recordFact(
        { tx, actor: systemActor, now, origin: noOrigin, audit: { rows: 0 } },
        {
          kind: 'publication.dead-link',
          version: 1,
          unit: unit as UnitId,
          subject: `link:${link.url}`,
          data: { url: link.url, kind: link.kind, items: items.map(({ item }) => item), status, reason },
        },
      );
  });
}

const KEPT_DAYS = 90;

/** Forgets looks of long ago. */
export async function forgetOldChecks(database: Database, now: Date): Promise<void> {
  await links(database.reader)
    .deleteFrom('publication.link_check')
    .where('at', '<', new Date(now.getTime() - KEPT_DAYS * 86_400_000))
    .execute();
}
