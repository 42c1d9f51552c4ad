import type { RevisionContent } from '#modules/disclosure';
import type { Reader } from '#platform/database';
import { own } from '../store.ts';
import type { AffairsKind, Purpose, RelationKind } from '../words.ts';
import { type ItemSummary, summary } from './items.ts';
import { listMatterStages, type MatterStage } from './matter.ts';
import { listParts, type Part } from './parts.ts';

export type ItemVersion = {
  readonly version: number;
  readonly purpose: Exclude<Purpose, 'withdraw'>;
  readonly content: RevisionContent;
  readonly contentSha256: string;
  readonly unitName: string;
  readonly publishedAt: Date;
  readonly attachments: readonly Attachment[];
  /** Made by erasing personal data: what became of its files; null for every other version. */
  readonly erasure: { readonly masked: number; readonly removed: number } | null;
  /** Frozen when it was registered; empty for what was public before the log began and is not registered yet. */
  readonly parts: readonly Part[];
};

export type Attachment = {
  readonly position: number;
  readonly name: string;
  /** Null once it was erased. */
  readonly sha256: string | null;
  readonly size: number;
  readonly media: string;
};

export type HistoryEntry = {
  readonly version: number;
  /** `redact`: personal data was erased. */
  readonly purpose: Exclude<Purpose, 'withdraw'> | 'redact';
  readonly note: string | null;
  readonly publishedAt: Date;
};

export type Related = {
  readonly kind: RelationKind;
  readonly direction: 'to' | 'from';
  readonly item: ItemSummary;
};

export type Tombstone = {
  readonly item: string;
  readonly revision: string;
  readonly slug: string;
  readonly indexNumber: string;
  readonly unit: number;
  readonly unitName: string;
  readonly affairsKind: AffairsKind;
  readonly reason: string;
  readonly publishedAt: Date;
  readonly withdrawnAt: Date;
};

export type ItemView = {
  readonly item: ItemSummary;
  readonly shown: ItemVersion;
  readonly history: readonly HistoryEntry[];
  readonly related: readonly Related[];
  /** Public stages of its major matter, itself included; empty when it is of none. */
  readonly stages: readonly MatterStage[];
};

export type ItemAnswer =
  | { readonly kind: 'item'; readonly view: ItemView }
  | { readonly kind: 'withdrawn'; readonly stone: Tombstone }
  | { readonly kind: 'absent' };

/**
 * An item as this reader may see it, at its newest version or the one asked for.
 * Absent: there is none, or the reader may not know of it; both answer alike.
 */
export async function findItem(db: Reader, slug: string, version?: number): Promise<ItemAnswer> {
  const row = await findItemOf(db, slug);
  if (row === undefined) return findTombstone(db, slug);
  // A version that is registered and not yet revealed is there for nobody.
  const wanted = version ?? row.version;
  const shown = wanted > row.version ? undefined : await findVersion(db, row.id, wanted);
  if (shown === undefined) return { kind: 'absent' };
  const [history, related] = [await listHistory(db, row.id), await listRelated(db, row.id)];
  const stages = await listMatterStages(db, row.id);
  return { kind: 'item', view: { item: summary(row), shown, history, related, stages } };
}

/** The row of an item that this reader may see now. */
export function findItemOf(db: Reader, slug: string) {
  return own(db)
    .selectFrom('publication.item')
    .selectAll()
    .where('slug', '=', slug)
    .where('state', '=', 'live')
    .executeTakeFirst();
}

/** The stone that stands at an address for this reader. */
export async function findTombstone(
  db: Reader,
  slug: string,
): Promise<Exclude<ItemAnswer, { kind: 'item' }>> {
  // Narrowed first and withdrawn later, there are two: a reader sees the last of those meant for them.
  const stone = await own(db)
    .selectFrom('publication.tombstone')
    .selectAll()
    .where('slug', '=', slug)
    .orderBy('withdrawn_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (stone === undefined) return { kind: 'absent' };
  return {
    kind: 'withdrawn',
    stone: {
      item: stone.item,
      revision: stone.revision,
      slug: stone.slug,
      indexNumber: stone.index_number,
      unit: stone.unit,
      unitName: stone.unit_name,
      affairsKind: stone.affairs_kind,
      reason: stone.reason,
      publishedAt: stone.published_at,
      withdrawnAt: stone.withdrawn_at,
    },
  };
}

async function findVersion(db: Reader, item: string, version: number): Promise<ItemVersion | undefined> {
  const row = await own(db)
    .selectFrom('publication.item_version')
    .selectAll()
    .where('item', '=', item)
    .where('version', '=', version)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    version: row.version,
    purpose: row.purpose,
    content: row.content,
    contentSha256: row.content_sha256,
    unitName: row.unit_name,
    publishedAt: row.published_at,
    erasure: row.erasure,
    attachments: await listAttachments(db, item, version),
    parts: await listParts(db, item, version),
  };
}

async function listAttachments(db: Reader, item: string, version: number): Promise<readonly Attachment[]> {
  return own(db)
    .selectFrom('publication.item_attachment')
    .select(['position', 'name', 'sha256', 'size', 'media'])
    .where('item', '=', item)
    .where('version', '=', version)
    .orderBy('position')
    .execute();
}

/** All versions that are or were public, with their reasons, newest first. */
export async function listHistory(db: Reader, item: string): Promise<readonly HistoryEntry[]> {
  const rows = await own(db)
    .selectFrom('publication.item_version as v')
    .innerJoin('publication.item as i', 'i.id', 'v.item')
    .select((eb) => [
      'v.version',
      'v.purpose',
      'v.published_at',
      'v.erasure',
      eb.ref('v.content', '->>').key('changeNote').as('changeNote'),
      eb.ref('v.content', '->>').key('reason').as('reason'),
    ])
    .where('v.item', '=', item)
    .whereRef('v.version', '<=', 'i.version')
    .orderBy('v.version', 'desc')
    .execute();
  return rows.map((row) => ({
    version: row.version,
    purpose: row.erasure === null ? row.purpose : 'redact',
    note: row.erasure === null ? (row.changeNote ?? row.reason) : null,
    publishedAt: row.published_at,
  }));
}

/** Items linked either way, as far as both ends may be seen. */
export async function listRelated(db: Reader, item: string): Promise<readonly Related[]> {
  const rows = await own(db)
    .selectFrom('publication.relation as r')
    .innerJoin('publication.item as other', (join) =>
      join.on((eb) =>
        eb.or([
          eb.and([eb('r.from_item', '=', item), eb('other.id', '=', eb.ref('r.to_item'))]),
          eb.and([eb('r.to_item', '=', item), eb('other.id', '=', eb.ref('r.from_item'))]),
        ]),
      ),
    )
    .selectAll('other')
    .select(['r.kind', 'r.from_item'])
    .where('other.state', '=', 'live')
    .orderBy('other.published_at', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => ({
    kind: row.kind,
    direction: row.from_item === item ? 'to' : 'from',
    item: summary(row),
  }));
}

/** The file behind an attachment address, when this reader may see that version of that item. */
export async function findAttachment(
  db: Reader,
  slug: string,
  version: number | null,
  position: number,
): Promise<Attachment | 'withdrawn' | undefined> {
  const row = await own(db)
    .selectFrom('publication.item as i')
    .innerJoin('publication.item_attachment as a', 'a.item', 'i.id')
    .select(['a.position', 'a.name', 'a.sha256', 'a.size', 'a.media'])
    .where('i.slug', '=', slug)
    .where('i.state', '=', 'live')
    .where('a.position', '=', position)
    .where((eb) => eb('a.version', '=', version ?? eb.ref('i.version')))
    .whereRef('a.version', '<=', 'i.version')
    .executeTakeFirst();
  if (row !== undefined) return row;
  const answer = await findTombstone(db, slug);
  return answer.kind === 'withdrawn' ? 'withdrawn' : undefined;
}
