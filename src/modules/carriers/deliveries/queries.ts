import type { z } from 'zod';
import { isCovered } from '#modules/organisations';
import { findTeasers } from '#modules/publication';
import type { Reader } from '#platform/database';
import type { Translate } from '#platform/i18n';
import type { Coverage } from '#platform/permission';
import type { DeliveryDetail, DeliveryView, deliveryQuery, ReceiptList } from '../forms.ts';
import { cutPage, readCursor } from '../paging.ts';
import { own } from '../store.ts';

function deliveries(db: Reader) {
  return own(db)
    .selectFrom('carriers.delivery as d')
    .innerJoin('organisations.unit as u', 'u.id', 'd.unit')
    .leftJoin('carriers.carrier as c', 'c.id', 'd.carrier')
    .selectAll('d')
    .select(['u.name as unit_name', 'c.name as carrier_name']);
}

type Row = Awaited<ReturnType<ReturnType<typeof deliveries>['executeTakeFirstOrThrow']>>;

async function toViews(db: Reader, rows: readonly Row[]): Promise<DeliveryView[]> {
  const items = await findTeasers(db, [...new Set(rows.map(({ item }) => item))]);
  return rows.map((row) => toView(row, items.get(row.item)?.title ?? null));
}

function toView(row: Row, title: string | null): DeliveryView {
  return {
    id: row.id,
    kind: row.kind,
    carrier: row.carrier,
    carrierName: row.carrier_name,
    what: row.what,
    item: row.item,
    slug: row.slug,
    title,
    version: row.version,
    unit: row.unit,
    unitName: row.unit_name,
    state: row.state,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    settledAt: row.settled_at?.toISOString() ?? null,
  };
}

/** Deliveries about items of the units covered: of one item where it is out, of one carrier what is pending. */
export async function listDeliveries(
  db: Reader,
  coverage: Coverage,
  query: z.output<typeof deliveryQuery>,
): Promise<{ rows: DeliveryView[]; next: string | null }> {
  const after = readCursor(query.cursor);
  const { unit, item, carrier, kind, state } = query;
  const found = await deliveries(db)
    .where(isCovered(coverage, 'u'))
    .$if(unit !== undefined, (q) => q.where('d.unit', '=', unit ?? 0))
    .$if(item !== undefined, (q) => q.where('d.item', '=', item ?? ''))
    .$if(carrier !== undefined, (q) => q.where('d.carrier', '=', carrier ?? ''))
    .$if(kind !== undefined, (q) => q.where('d.kind', '=', kind ?? ''))
    .$if(state !== undefined, (q) => q.where('d.state', '=', state ?? 'waiting'))
    .$if(after !== undefined, (q) => q.where('d.id', '<', after ?? ''))
    .orderBy('d.id', 'desc')
    .limit(query.limit + 1)
    .execute();
  const { rows, next } = cutPage(found, query.limit);
  return { rows: await toViews(db, rows), next };
}

/** One delivery with every attempt, or undefined. */
export async function findDelivery(db: Reader, id: string): Promise<DeliveryDetail | undefined> {
  const row = await deliveries(db).where('d.id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  const attempts = await own(db)
    .selectFrom('carriers.delivery_attempt')
    .select(['attempt', 'at', 'outcome', 'answer', 'milliseconds'])
    .where('delivery', '=', id)
    .orderBy('ordinal', 'desc')
    .limit(100)
    .execute();
  const titles = await findTeasers(db, [row.item]);
  return {
    delivery: toView(row, titles.get(row.item)?.title ?? null),
    receipt: row.receipt,
    attempts: attempts.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() })),
  };
}

/** What the derived ways out answered about an item after its newest withdrawal. */
export async function listReceipts(db: Reader, item: string, t: Translate): Promise<ReceiptList> {
  const rows = await own(db)
    .selectFrom('carriers.channel_receipt')
    .select(['channel', 'state', 'asked', 'asked_at', 'gone_at'])
    .where('item', '=', item)
    .orderBy('created_at', 'desc')
    .orderBy('channel')
    .limit(100)
    .execute();
  return {
    rows: rows.map((row) => ({
      channel: row.channel,
      name: t(`channel.${row.channel}`),
      state: row.state,
      asked: row.asked,
      askedAt: row.asked_at?.toISOString() ?? null,
      goneAt: row.gone_at?.toISOString() ?? null,
    })),
  };
}
