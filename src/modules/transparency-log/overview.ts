import { sql } from 'kysely';
import { addDays, localDateAt } from '#platform/calendar';
import type { Reader } from '#platform/database';
import type { Locale } from '#platform/i18n';
import { parseNote } from '#tlog';
import { listAlarms } from './alarms.ts';
import { explainAlarm } from './explain.ts';
import type { Overview } from './forms.ts';
import { keysAt } from './signing/sign-head.ts';
import { type Checkpoint, countLeaves, findLastCheckpoint, findOrigin, own } from './store.ts';

/** Twelve weeks: what fits on a screen and shows a gap. */
const DAYS = 84;

/** Reads how the log stands. */
export async function readOverview(db: Reader, now: Date, locale: Locale): Promise<Overview> {
  const last = await findLastCheckpoint(db);
  const registered = await countLeaves(db);
  const published = last?.size ?? 0;
  const keys = await own(db)
    .selectFrom('transparency_log.signer_key')
    .selectAll()
    .orderBy('since', 'desc')
    .orderBy('kind')
    .execute();
  const signing = new Set(keysAt(keys.toReversed(), registered + 1).map(({ vkey }) => vkey));
  return {
    origin: (await findOrigin(db)) ?? null,
    registered,
    last: viewOf(last),
    lastWitnessed: viewOf(cosigned(last?.witnessed === true ? last : await findLastWitnessed(db), keys)),
    pending: { count: registered - published, since: await findOldestPending(db, published) },
    alarms: (await listAlarms(db)).map((alarm) => ({
      code: alarm.code,
      stops: alarm.stops,
      ...explainAlarm(alarm, locale),
      since: alarm.since.toISOString(),
      lastAt: alarm.lastAt.toISOString(),
      count: alarm.count,
    })),
    keys: keys.map(({ vkey, kind, since, made_at }) => ({
      vkey,
      kind,
      since,
      signs: signing.has(vkey),
      madeAt: made_at.toISOString(),
    })),
    heartbeats: await readHeartbeats(db, now),
  };
}

function viewOf(checkpoint: Checkpoint | undefined): Overview['last'] {
  if (checkpoint === undefined) return null;
  const { size, root, witnessed, published_at } = checkpoint;
  return { size, root: root.toString('base64'), witnessed, at: published_at.toISOString() };
}

/** Where no witness is asked for, a checkpoint counts as witnessed for publishing; to people it is not. */
function cosigned(
  checkpoint: Checkpoint | undefined,
  keys: readonly { readonly vkey: string }[],
): Checkpoint | undefined {
  if (checkpoint === undefined) return undefined;
  const ours = new Set(keys.map(({ vkey }) => vkey.split('+')[0]));
  return parseNote(checkpoint.note).signatures.some(({ name }) => !ours.has(name)) ? checkpoint : undefined;
}

function findLastWitnessed(db: Reader): Promise<Checkpoint | undefined> {
  return own(db)
    .selectFrom('transparency_log.published')
    .select(['seq', 'size', 'root', 'note', 'witnessed', 'published_at'])
    .where('witnessed', '=', true)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
}

async function findOldestPending(db: Reader, published: number): Promise<string | null> {
  const row = await own(db)
    .selectFrom('transparency_log.leaf')
    .select('registered_at')
    .where('idx', '=', published)
    .executeTakeFirst();
  return row?.registered_at.toISOString() ?? null;
}

async function readHeartbeats(db: Reader, now: Date): Promise<Overview['heartbeats']> {
  const to = localDateAt(now);
  const from = addDays(to, 1 - DAYS);
  const { rows } = await sql<{ day: string; first: string }>`
    select distinct (claimed_at at time zone 'Asia/Shanghai')::date as day
    from (select (convert_from(entry, 'UTF8')::jsonb ->> 'claimed_at')::timestamptz as claimed_at
      from transparency_log.leaf where type = 'heartbeat' order by idx desc limit ${DAYS * 2}) as beat
    where claimed_at >= ${`${from}T00:00:00+08:00`}::timestamptz order by day`.execute(own(db));
  const first = await own(db)
    .selectFrom('transparency_log.leaf')
    .select('registered_at')
    .orderBy('idx')
    .limit(1)
    .executeTakeFirst();
  const logBegan = first === undefined ? null : localDateAt(first.registered_at);
  return { from, to, logBegan, days: rows.map(({ day }) => day) };
}
