import type { Reader } from '#platform/database';
import { formIndexNumber } from '../domain.ts';
import type { ItemDetailView, ItemSummaryView, PlanPage, PlanView } from '../forms.ts';
import { getIndexPattern, own } from '../store.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { listHistory, listRelated } from './item.ts';
import { type ItemSummary, summary } from './items.ts';

/** An item as the office's answers carry it. */
export function toSummaryView(item: ItemSummary): ItemSummaryView {
  const { documentDate: _, expiresOn: __, ...rest } = item;
  return {
    ...rest,
    path: `/i/${item.slug}`,
    publishedAt: item.publishedAt.toISOString(),
    changedAt: item.changedAt.toISOString(),
  };
}

/** The unit an item belongs to and its scope, for the permission question; undefined when there is no such item. */
export async function findItemUnit(
  db: Reader,
  by: { readonly id: string } | { readonly disclosure: string },
): Promise<{ id: string; unit: number } | undefined> {
  const query = own(db).selectFrom('publication.item').select(['id', 'unit']);
  return (
    'id' in by ? query.where('id', '=', by.id) : query.where('disclosure', '=', by.disclosure)
  ).executeTakeFirst();
}

/** An item with its history and relations, withdrawn ones included: the office keeps what the portal no longer shows. */
export async function getItemDetail(db: Reader, id: string): Promise<ItemDetailView> {
  const row = await own(db)
    .selectFrom('publication.item')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const stone = await own(db)
    .selectFrom('publication.tombstone')
    .selectAll()
    .where('item', '=', id)
    .orderBy('withdrawn_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const waiting = await own(db)
    .selectFrom('publication.registration')
    .select('log_index')
    .where('item', '=', id)
    .where('revealed_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  const history = await listHistory(db, id);
  const related = await listRelated(db, id);
  return {
    ...toSummaryView(summary(row)),
    disclosure: row.disclosure,
    state: row.state,
    waiting: waiting !== undefined,
    withdrawnAt: row.state === 'withdrawn' ? (stone?.withdrawn_at.toISOString() ?? null) : null,
    withdrawnReason: row.state === 'withdrawn' ? (stone?.reason ?? null) : null,
    history: history.map((entry) => ({ ...entry, publishedAt: entry.publishedAt.toISOString() })),
    related: related.map((one) => ({ ...one, item: toSummaryView(one.item) })),
  };
}

/** Plans of a unit, newest first; `findings` are those refused, published after their window, or waiting past it. */
export async function listPlans(
  db: Reader,
  query: {
    readonly unit: number;
    readonly only: 'waiting' | 'findings' | 'all';
    readonly limit: number;
    readonly cursor?: string | undefined;
  },
  now: Date,
): Promise<PlanPage> {
  const after = query.cursor === undefined ? null : readCursor(query.cursor);
  const rows = await own(db)
    .selectFrom('publication.plan')
    .selectAll()
    .where('unit', '=', query.unit)
    .$if(query.only === 'waiting', (q) => q.where('state', '=', 'waiting'))
    .$if(query.only === 'findings', (q) =>
      q.where((eb) =>
        eb.or([
          eb('missed', '=', true),
          eb('state', '=', 'refused'),
          eb.and([eb('state', 'in', ['waiting', 'registered']), eb('window_ends_at', '<', now)]),
        ]),
      ),
    )
    .$if(after !== null, (q) =>
      q.where((eb) =>
        eb(eb.refTuple('created_at', 'revision'), '<', eb.tuple(after?.at ?? now, after?.id ?? '')),
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('revision', 'desc')
    .limit(query.limit + 1)
    .execute();
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(
      (row): PlanView => ({
        revision: row.revision,
        disclosure: row.disclosure,
        unit: row.unit,
        purpose: row.purpose,
        publishAt: row.publish_at.toISOString(),
        windowEndsAt: row.window_ends_at.toISOString(),
        state: row.state,
        missed:
          row.missed || ((row.state === 'waiting' || row.state === 'registered') && row.window_ends_at < now),
        attempts: row.attempts,
        code: row.last_code,
        settledAt: row.settled_at?.toISOString() ?? null,
      }),
    ),
    total: null,
    next:
      rows.length > query.limit && last !== undefined
        ? writeCursor({ at: last.created_at, id: last.revision })
        : null,
  };
}

/** The rule by which a unit forms index numbers, with what the next one would look like. */
export async function getIndexRule(
  db: Reader,
  unit: { readonly id: number; readonly uscc: string | null; readonly code: string },
  year: number,
) {
  const pattern = await getIndexPattern(db, unit.id);
  const row = await own(db)
    .selectFrom('publication.index_rule')
    .select('unit')
    .where('unit', '=', unit.id)
    .executeTakeFirst();
  const authority = unit.uscc ?? unit.code;
  const serial = await own(db)
    .selectFrom('publication.index_serial')
    .select('last')
    .where('authority', '=', authority)
    .where('year', '=', year)
    .executeTakeFirst();
  const example = formIndexNumber(pattern, { authority, year, serial: (serial?.last ?? 0) + 1 });
  return { unit: unit.id, pattern, own: row !== undefined, example };
}
