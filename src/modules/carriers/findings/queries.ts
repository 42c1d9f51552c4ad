import type { z } from 'zod';
import { isCovered } from '#modules/organisations';
import { findTeasers } from '#modules/publication';
import type { Reader } from '#platform/database';
import type { Translate } from '#platform/i18n';
import type { Coverage } from '#platform/permission';
import type { FindingView, findingQuery } from '../forms.ts';
import { cutPage, readCursor } from '../paging.ts';
import { own } from '../store.ts';

function findings(db: Reader) {
  return own(db)
    .selectFrom('carriers.finding as f')
    .innerJoin('organisations.unit as u', 'u.id', 'f.unit')
    .leftJoin('carriers.carrier as c', 'c.id', 'f.carrier')
    .selectAll('f')
    .select(['u.name as unit_name', 'c.name as carrier_name']);
}

type Row = Awaited<ReturnType<ReturnType<typeof findings>['executeTakeFirstOrThrow']>>;

const isMoment = (value: string | number): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value);

/** To the minute, as China's clocks show it. */
function formatChinaMinute(moment: string): string {
  const local = new Date(Date.parse(moment) + 8 * 3_600_000).toISOString();
  return `${local.slice(0, 10)} ${local.slice(11, 16)}`;
}

/** A finding in one sentence. Codes in its evidence are said in words where there are some (`carriers.evidence.what.withdraw`). */
export function wordsOf({ kind, evidence }: Pick<Row, 'kind' | 'evidence'>, t: Translate): string {
  const params = Object.fromEntries(
    Object.entries(evidence).map(([name, value]) => {
      if (isMoment(value)) return [name, formatChinaMinute(value)];
      const key = name === 'channel' ? `channel.${value}` : `carriers.evidence.${name}.${value}`;
      const words = t(key);
      return [name, words === key ? value : words];
    }),
  );
  return t(`finding.${kind}`, params);
}

async function toViews(db: Reader, rows: readonly Row[], t: Translate): Promise<FindingView[]> {
  const items = await findTeasers(db, [
    ...new Set(rows.flatMap(({ item }) => (item === null ? [] : [item]))),
  ]);
  return rows.map((row) => toView(row, items.get(row.item ?? '')?.title ?? null, t));
}

function toView(row: Row, title: string | null, t: Translate): FindingView {
  return {
    id: row.id,
    kind: row.kind,
    unit: row.unit,
    unitName: row.unit_name,
    carrier: row.carrier,
    carrierName: row.carrier_name,
    item: row.item,
    title,
    words: wordsOf(row, t),
    foundAt: row.found_at.toISOString(),
    resolvedAt: row.resolved_at?.toISOString() ?? null,
  };
}

/** What is wrong with carriers of the units covered, newest first. */
export async function listFindings(
  db: Reader,
  coverage: Coverage,
  query: z.output<typeof findingQuery>,
  t: Translate,
): Promise<{ rows: FindingView[]; next: string | null }> {
  const after = readCursor(query.cursor);
  const { unit, kind } = query;
  const found = await findings(db)
    .where(isCovered(coverage, 'u'))
    .$if(unit !== undefined, (q) => q.where('f.unit', '=', unit ?? 0))
    .$if(kind !== undefined, (q) => q.where('f.kind', '=', kind ?? 'silentScreen'))
    .$if(query.only === 'open', (q) => q.where('f.resolved_at', 'is', null))
    .$if(after !== undefined, (q) => q.where('f.id', '<', after ?? ''))
    .orderBy('f.id', 'desc')
    .limit(query.limit + 1)
    .execute();
  const { rows, next } = cutPage(found, query.limit);
  return { rows: await toViews(db, rows, t), next };
}

/** Findings of one carrier, open ones first. */
export async function listFindingsOf(db: Reader, carrier: string, t: Translate): Promise<FindingView[]> {
  const rows = await findings(db)
    .where('f.carrier', '=', carrier)
    .orderBy('f.resolved_at', (order) => order.desc().nullsFirst())
    .orderBy('f.id', 'desc')
    .limit(50)
    .execute();
  return toViews(db, rows, t);
}
