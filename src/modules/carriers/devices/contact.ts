import { noOrigin, systemActor } from '#platform/command';
import type { Database, Reader, Tx } from '#platform/database';
import { receiveDeliveries } from '../deliveries/receive.ts';
import { openFinding, resolveFinding } from '../findings/open.ts';
import { readBundle } from '../kiosk/bundle.ts';
import { own } from '../store.ts';
import type { DeviceKind, ShownSource } from '../words.ts';
import { readContent, type Told } from './content.ts';
import { hashKey, isKeyOf, newKey } from './keys.ts';

/** A key is renewed by itself when it is this old. */
const KEY_DAYS = 30;
/** Other bytes than those that should be there may be on a screen for as long as it takes to fetch them. */
const MISMATCH_MS = 10 * 60_000;
/** After a withdrawal a kiosk may show the page for as long as nobody touches it. */
const KIOSK_RESET_MS = 2 * 60_000;

export type Knock = { readonly device: string; readonly key: string };

/** The device with this key, as the portal may know it; undefined for everybody else, whatever is wrong. */
export async function findDevice(db: Reader, { device, key }: Knock, kind: DeviceKind) {
  const row = await own(db)
    .selectFrom('carriers.device')
    .select(['id', 'carrier', 'kind', 'key_hash', 'next_key_hash', 'shows'])
    .where('id', '=', device)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  // Compared all the same, so that an address that is not there takes as long as a wrong key.
  const isRight = isKeyOf(key, row?.key_hash ?? null);
  const isNext = isKeyOf(key, row?.next_key_hash ?? null);
  return row !== undefined && row.kind === kind && (isRight || isNext) ? row : undefined;
}

export type Said = Knock & {
  /** Hash of the manifest it shows. */
  readonly hash: string;
  /** Addresses of the items it shows. */
  readonly shown: readonly string[];
  /** Its own clock, milliseconds. */
  readonly wall: number;
  readonly version: string;
};

/** A contact: what the device shows and how it is; receipts and findings follow from it. */
export async function receiveContact(
  database: Database,
  said: Said,
  kind: DeviceKind,
  told: Told,
): Promise<{ readonly key: string | null } | undefined> {
  const found = await findDevice(database.reader, said, kind);
  if (found === undefined) return undefined;
  const content = await contentOf(database.reader, found, said, told);
  if (content === undefined) return undefined;
  return database.transaction((tx) =>
    keepContact(tx, found.id, said, { expected: content.hash, now: told.now }),
  );
}

/** What the device should hold. A kiosk whose browser keeps nothing (plain HTTP) says so by an empty hash: then it shows nothing. */
async function contentOf(
  db: Reader,
  found: { readonly carrier: string; readonly kind: DeviceKind; readonly shows: ShownSource },
  { hash }: Said,
  told: Told,
): Promise<{ readonly hash: string } | undefined> {
  if (found.kind === 'screen') return readContent(db, found, told);
  return hash === '' ? { hash: '' } : readBundle(db, found.carrier, told.baseUrl);
}

type Expected = { readonly expected: string; readonly now: Date };

async function keepContact(
  tx: Tx,
  id: string,
  said: Said,
  { expected, now }: Expected,
): Promise<{ readonly key: string | null } | undefined> {
  const row = await own(tx)
    .selectFrom('carriers.device')
    .selectAll()
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const keys = nextKeys(row, said.key, now);
  const same = said.hash === expected;
  const since = same ? null : (row.mismatch_since ?? now);
  await own(tx)
    .updateTable('carriers.device')
    .set({
      ...keys.columns,
      last_contact_at: now,
      last_hash: said.hash,
      expected_hash: expected,
      mismatch_since: since,
      last_shown: [...said.shown],
      last_skew_seconds: Math.max(
        -2_000_000_000,
        Math.min(2_000_000_000, Math.round((said.wall - now.getTime()) / 1000)),
      ),
      last_version: said.version,
    })
    .where('id', '=', id)
    .execute();
  const ctx = { tx, actor: systemActor, now, origin: noOrigin, audit: { rows: 0 } };
  await resolveFinding(ctx, 'silentScreen', `device:${row.carrier}`);
  await judgeBytes(ctx, row.carrier, since);
  await settle(ctx, row, said, same);
  return { key: keys.handOut };
}

type Keys = { readonly key_hash: string; readonly next_key_hash: string | null; readonly key_made_at: Date };

/** A new key is handed out beside the old one and takes its place with its first use: a lost answer locks nobody out. */
function nextKeys(row: Keys, key: string, now: Date) {
  if (isKeyOf(key, row.next_key_hash) && row.next_key_hash !== null)
    return {
      columns: { key_hash: row.next_key_hash, next_key_hash: null, key_made_at: now },
      handOut: null,
    };
  if (now.getTime() - row.key_made_at.getTime() < KEY_DAYS * 86_400_000)
    return { columns: {}, handOut: null };
  const made = newKey();
  return { columns: { next_key_hash: hashKey(made) }, handOut: made };
}

type Context = Parameters<typeof openFinding>[0];

async function judgeBytes(ctx: Context, carrier: string, since: Date | null): Promise<void> {
  const subject = `device:${carrier}`;
  if (since === null) return resolveFinding(ctx, 'otherBytes', subject);
  if (ctx.now.getTime() - since.getTime() < MISMATCH_MS) return;
  const { unit } = await own(ctx.tx)
    .selectFrom('carriers.carrier')
    .select('unit')
    .where('id', '=', carrier)
    .executeTakeFirstOrThrow();
  await openFinding(ctx, {
    kind: 'otherBytes',
    subject,
    unit,
    carrier,
    evidence: { since: since.toISOString() },
  });
}

/** What the device says is the receipt: an item shown came, one not shown is gone, one that newer ones pushed off is past. */
async function settle(
  ctx: Context,
  row: { readonly carrier: string; readonly kind: DeviceKind },
  said: Said,
  same: boolean,
): Promise<void> {
  const waiting = await own(ctx.tx)
    .selectFrom('carriers.delivery')
    .select(['id', 'slug', 'what', 'created_at'])
    .where('kind', '=', row.kind)
    .where('carrier', '=', row.carrier)
    .where('state', '=', 'waiting')
    .execute();
  if (waiting.length === 0) return;
  const shown = new Set(said.shown);
  const isThere = (one: (typeof waiting)[number]) =>
    row.kind === 'kiosk'
      ? !shown.has(one.slug) && ctx.now.getTime() - one.created_at.getTime() >= KIOSK_RESET_MS
      : one.what === 'withdraw'
        ? !shown.has(one.slug)
        : same && shown.has(one.slug);
  const came = waiting.filter(isThere);
  const past =
    row.kind === 'screen' && same
      ? waiting.filter((one) => one.what !== 'withdraw' && !shown.has(one.slug))
      : [];
  const of = { kind: row.kind, carrier: row.carrier };
  const receipt = { hash: said.hash, at: ctx.now.toISOString() };
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
  await receiveDeliveries(ctx, { ...of, ids: ids(came) }, receipt);
  await receiveDeliveries(ctx, { ...of, ids: ids(past) }, { ...receipt, newer: true }, 'superseded');
}
