import { sql } from 'kysely';
import type { Reader } from '#platform/database';
import { address } from '../pages/shared.ts';
import { own } from '../store.ts';
import { affairsKinds } from '../words.ts';
import { endOfDay } from './days.ts';

/** An address that is kept ready, and what its page depends on. */
export type Plan = {
  readonly address: string;
  /** Milliseconds; undefined: no day changes it. */
  readonly validUntil?: number | undefined;
  /** It shows lists or figures of the whole site. */
  readonly lists?: boolean;
  /** `item:<slug>` or `unit:<id>`: what is published there makes it untrue at once. */
  readonly on?: string;
  /** The body is this file of the store. */
  readonly stored?: { readonly sha256: string; readonly size: number };
  /** Files beside a page come after all pages. */
  readonly beside?: boolean;
};

export const itemKey = (slug: string): string => `item:${slug}`;
export const unitKey = (unit: number): string => `unit:${unit}`;

const formats = ['atom', 'rss', 'json'] as const;
/** Not the printed code: it is drawn when somebody prints. */
const besides = ['tlog-proof', 'parts.json', 'json'] as const;

/** Pages that show the newest of everything, or figures. */
export async function planLists(db: Reader, now: Date): Promise<readonly Plan[]> {
  const categories = await distinct<string>(db, sql`category`, sql`category <> ''`);
  const years = await distinct<number>(
    db,
    sql`extract(year from published_at at time zone 'Asia/Shanghai')::integer`,
    sql`true`,
  );
  const lists = [
    '/',
    '/items',
    ...affairsKinds.map((kind) => address('/items', { kind })),
    ...categories.map((category) => address('/items', { category })),
    ...years.map((year) => address('/items', { year })),
    ...[...years, '/catalogue'].map((year) =>
      year === '/catalogue' ? year : address('/catalogue', { year }),
    ),
    '/units',
    '/sitemap',
    '/sitemap.xml',
    '/feeds',
    ...formats.map((format) => `/feeds/site.${format}`),
    ...affairsKinds.flatMap((kind) => formats.map((format) => `/feeds/kinds/${kind}.${format}`)),
    '/revoked',
    '/revoked.json',
    '/revoked.txt',
    '/log/checkpoint',
    '/log/checkpoints',
    '/log/vkey',
    '/log/vkey/history',
  ];
  const validUntil = endOfDay(now);
  return lists.map((one) => ({ address: one, lists: true, validUntil }));
}

async function distinct<T>(
  db: Reader,
  what: ReturnType<typeof sql>,
  where: ReturnType<typeof sql>,
): Promise<readonly T[]> {
  const found = await sql<{ value: T }>`select distinct ${what} as value from publication.item
    where state = 'live' and scope = 'society' and ${where} limit 500`.execute(own(db));
  return found.rows.map((row) => row.value);
}

/** Fixed text and the program's own files. */
export const planFixed = (assets: readonly string[]): readonly Plan[] =>
  [
    '/help',
    '/help/reading',
    '/help/finding',
    '/help/verifying',
    '/accessibility',
    '/about',
    '/verify',
    '/v',
    '/robots.txt',
    ...assets,
  ].map((one) => ({ address: one }));

/** A unit's page, the newest of it, its feeds. */
export function planUnit(unit: number, now: Date): readonly Plan[] {
  const on = unitKey(unit);
  const validUntil = endOfDay(now);
  return [
    { address: `/units/${unit}`, on, validUntil },
    { address: address('/items', { unit }), on, validUntil },
    ...formats.map((format) => ({ address: `/feeds/units/${unit}.${format}`, on, validUntil, beside: true })),
  ];
}

/** Rows of items by which their addresses are known. */
export type ItemRow = {
  readonly slug: string;
  readonly unit: number;
  readonly version: number;
  readonly expires_on: string | null;
  readonly files: readonly {
    readonly version: number;
    readonly position: number;
    readonly name: string;
    readonly sha256: string | null;
    readonly size: number;
  }[];
};

/** What is at an item's address and below; of a page with an end of validity, until the day after it says something else. */
export function planItem(row: ItemRow, now: Date): readonly Plan[] {
  const on = itemKey(row.slug);
  const last = row.expires_on === null ? undefined : endOfDay(new Date(`${row.expires_on}T12:00:00+08:00`));
  const validUntil = last !== undefined && last > now.getTime() ? last : undefined;
  const page = (base: string): Plan[] => [
    { address: base, on, validUntil },
    ...besides.map((suffix) => ({ address: `${base}.${suffix}`, on, beside: true })),
  ];
  const versions = Array.from({ length: row.version }, (_, at) => at + 1);
  const older = row.version === 1 ? [] : versions.flatMap((version) => page(`/i/${row.slug}/v/${version}`));
  const files = row.files.flatMap(({ version, position, name, sha256, size }) => {
    if (sha256 === null) return [];
    const place = `files/${position}/${encodeURIComponent(name)}`;
    const named = { on, stored: { sha256, size }, beside: true };
    const ofVersion = { ...named, address: `/i/${row.slug}/v/${version}/${place}` };
    return version === row.version
      ? [ofVersion, { ...named, address: `/i/${row.slug}/${place}` }]
      : [ofVersion];
  });
  return [...page(`/i/${row.slug}`), ...older.map((plan) => ({ ...plan, beside: true })), ...files];
}

/** What stands where an item stood. */
export const planStone = (slug: string): readonly Plan[] => [
  { address: `/i/${slug}`, on: itemKey(slug) },
  { address: `/i/${slug}.tlog-proof`, on: itemKey(slug), beside: true },
];

const rowsOfItems = (where: ReturnType<typeof sql>, limit: number) => sql<ItemRow & { readonly id: string }>`
  select i.id, i.slug, i.unit, i.version, i.expires_on::text as expires_on, coalesce((
    select json_agg(json_build_object('version', a.version, 'position', a.position, 'name', a.name, 'sha256', a.sha256, 'size', a.size))
    from publication.item_attachment a where a.item = i.id), '[]') as files
  from publication.item i where i.state = 'live' and i.scope = 'society' and ${where} order by i.id limit ${limit}`;

/** Items by their addresses; those that society may not see are not among them. */
export async function findItemRows(db: Reader, slugs: readonly string[]): Promise<readonly ItemRow[]> {
  if (slugs.length === 0) return [];
  return (await rowsOfItems(sql`i.slug = any(${slugs}::text[])`, slugs.length).execute(own(db))).rows;
}

/** Addresses among these where a tombstone stands for society. */
export async function findStones(db: Reader, slugs: readonly string[]): Promise<readonly string[]> {
  if (slugs.length === 0) return [];
  const found = await sql<{ slug: string }>`select distinct slug from publication.tombstone
    where slug = any(${slugs}::text[]) and scope = 'society'`.execute(own(db));
  return found.rows.map((row) => row.slug);
}

const AT_ONCE = 500;

/** Every address of items and tombstones, in an order that does not change. */
export async function* listItemPlans(db: Reader, now: Date): AsyncGenerator<readonly Plan[]> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await rowsOfItems(sql`i.id > ${after}::uuid`, AT_ONCE).execute(own(db));
    yield rows.flatMap((row) => planItem(row, now));
    const last = rows.at(-1);
    if (last === undefined || rows.length < AT_ONCE) break;
    after = last.id;
  }
  for (let after = ''; ; ) {
    const { rows } = await sql<{ slug: string }>`select distinct s.slug from publication.tombstone s
      where s.scope = 'society' and s.slug > ${after} and not exists (
        select from publication.item i where i.slug = s.slug and i.state = 'live' and i.scope = 'society')
      order by s.slug limit ${AT_ONCE}`.execute(own(db));
    yield rows.flatMap((row) => planStone(row.slug));
    const last = rows.at(-1);
    if (last === undefined || rows.length < AT_ONCE) return;
    after = last.slug;
  }
}

/** Every address of units, those that publish first. */
export async function* listUnitPlans(
  db: Reader,
  below: (unit: number) => Promise<readonly { readonly id: number; readonly children: number }[]>,
  root: number | undefined,
  now: Date,
): AsyncGenerator<readonly Plan[]> {
  const found = await sql<{ unit: number }>`select distinct unit from publication.item
    where state = 'live' and scope = 'society' order by unit`.execute(own(db));
  const seen = new Set(found.rows.map((row) => row.unit));
  yield [...seen].flatMap((unit) => planUnit(unit, now));
  if (root === undefined) return;
  const waiting = [root];
  if (!seen.has(root)) yield planUnit(root, now);
  for (let unit = waiting.pop(); unit !== undefined; unit = waiting.pop()) {
    const children = await below(unit);
    yield children.filter(({ id }) => !seen.has(id)).flatMap(({ id }) => planUnit(id, now));
    for (const child of children) if (child.children > 0) waiting.push(child.id);
  }
}

/** Addresses of all items that society sees. */
export async function listLiveSlugs(db: Reader): Promise<ReadonlySet<string>> {
  const found = await sql<{
    slug: string;
  }>`select slug from publication.item where state = 'live' and scope = 'society'`.execute(own(db));
  return new Set(found.rows.map((row) => row.slug));
}
