import { type ExpressionBuilder, sql } from 'kysely';
import { type Reader, tables } from '#platform/database';
import { type DutyFigures, type DutyWord, noDuties, type PublicDuty } from '../duties.ts';
import type { AffairsKind, Scope } from '../words.ts';

/**
 * The views by which the catalogue room shows its duties to the portal: in force, in the reader's scope, without those
 * whose very notice would reveal a secret. Its tables are out of this room's reach. A duty carries the
 * name of the row under which it stood, which the catalogue now in force may no longer have.
 */
type CatalogueViews = {
  'catalogue.public_duty': {
    id: string;
    unit_id: number;
    affairs_kind: AffairsKind;
    item_key: string;
    period: string;
    due_on: string;
    state: 'open' | 'fulfilled' | 'fulfilledInPart' | 'withheld';
    fulfilled_on: string | null;
    publication: string | null;
    withhold_reason: string | null;
    review_on: string | null;
    matter1: string;
    matter2: string;
    scope: Scope;
  };
};

export type DutyQuery = {
  readonly unit?: number | undefined;
  readonly year: number;
  readonly kind?: AffairsKind | undefined;
  readonly state?: DutyWord | undefined;
};

type Where = ExpressionBuilder<CatalogueViews & { d: CatalogueViews['catalogue.public_duty'] }, 'd'>;

/** How a duty stands today, from its stored state and its dates. */
function wordOf(today: string) {
  return sql<DutyWord>`case
    when d.state = 'withheld' then 'withheld'
    when d.state = 'fulfilledInPart' then 'inPart'
    when d.state = 'fulfilled' and d.fulfilled_on > d.due_on then 'doneLate'
    when d.state = 'fulfilled' then 'done'
    when d.due_on < ${today}::date then 'late'
    else 'ahead' end`;
}

function within(eb: Where, query: Omit<DutyQuery, 'state'>) {
  const all = [eb('d.due_on', '>=', `${query.year}-01-01`), eb('d.due_on', '<=', `${query.year}-12-31`)];
  if (query.unit !== undefined) all.push(eb('d.unit_id', '=', query.unit));
  if (query.kind !== undefined) all.push(eb('d.affairs_kind', '=', query.kind));
  return eb.and(all);
}

/** Where a list of duties goes on: after this due date and id. */
type After = { readonly due: string; readonly id: string };

/** Duties by due date, the most urgent state of the year first within a page's order. Unit names are added by the caller. */
export async function listDuties(
  db: Reader,
  query: DutyQuery,
  today: string,
  options: { readonly limit: number; readonly after?: string | undefined },
): Promise<{ readonly rows: readonly Omit<PublicDuty, 'unitName'>[]; readonly next: string | null }> {
  const after = readAfter(options.after);
  const rows = await tables<CatalogueViews>(db)
    .selectFrom('catalogue.public_duty as d')
    .selectAll('d')
    .select(wordOf(today).as('word'))
    .where((eb) => within(eb, query))
    .$if(query.state !== undefined, (q) => q.where(wordOf(today), '=', query.state ?? 'done'))
    .$if(after !== null, (q) =>
      q.where(sql<boolean>`(d.due_on, d.id) > (${after?.due ?? ''}::date, ${after?.id ?? null}::uuid)`),
    )
    .orderBy('d.due_on')
    .orderBy('d.id')
    .limit(options.limit + 1)
    .execute();
  const shown = rows.slice(0, options.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map((row) => ({
      id: row.id,
      unit: row.unit_id,
      matter1: row.matter1,
      matter2: row.matter2,
      affairsKind: row.affairs_kind,
      scope: row.scope,
      period: row.period,
      due: row.due_on,
      word: row.word,
      item: row.publication,
      withheld:
        row.withhold_reason === null || row.review_on === null
          ? null
          : { reason: row.withhold_reason, reviewOn: row.review_on },
    })),
    next: rows.length > options.limit && last !== undefined ? `${last.due_on}.${last.id}` : null,
  };
}

function readAfter(text: string | undefined): After | null {
  const found = /^(\d{4}-\d{2}-\d{2})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text ?? '');
  return found === null || Number.isNaN(Date.parse(found[1] ?? ''))
    ? null
    : { due: found[1] ?? '', id: found[2] ?? '' };
}

/** How many duties of a year stand in each state. */
export async function countDuties(
  db: Reader,
  query: Omit<DutyQuery, 'state'>,
  today: string,
): Promise<DutyFigures> {
  const word = wordOf(today);
  const rows = await tables<CatalogueViews>(db)
    .selectFrom('catalogue.public_duty as d')
    .select((eb) => [word.as('word'), eb.fn.countAll<number>().as('count')])
    .where((eb) => within(eb, query))
    .groupBy(sql`1`)
    .execute();
  return { ...noDuties, ...Object.fromEntries(rows.map((row) => [row.word, row.count])) };
}

/** Matters that an item fulfilled, as `一级 / 二级`. */
export async function listMattersOf(db: Reader, item: string): Promise<readonly string[]> {
  const rows = await tables<CatalogueViews>(db)
    .selectFrom('catalogue.public_duty as d')
    .select(['d.matter1', 'd.matter2'])
    .distinct()
    .where('d.publication', '=', item)
    .limit(20)
    .execute();
  return rows.map((row) => [row.matter1, row.matter2].filter((one) => one !== '').join(' / '));
}

/** A duty in one line, for whoever shows a unit's next ones to everybody who passes. */
export type DutyLine = { readonly matter: string; readonly due: string; readonly word: DutyWord };

/** Duties of a unit open to society that fall due in a stretch of days and are not done, whoever reads. */
export async function listUnitDuties(
  db: Reader,
  unit: number,
  days: { readonly from: string; readonly to: string },
  today: string,
): Promise<readonly DutyLine[]> {
  const rows = await tables<CatalogueViews>(db)
    .selectFrom('catalogue.public_duty as d')
    .select(['d.matter1', 'd.matter2', 'd.due_on'])
    .select(wordOf(today).as('word'))
    .where('d.unit_id', '=', unit)
    .where('d.scope', '=', 'society')
    .where('d.state', '=', 'open')
    .where('d.due_on', '>=', days.from)
    .where('d.due_on', '<=', days.to)
    .orderBy('d.due_on')
    .orderBy('d.id')
    .limit(20)
    .execute();
  return rows.map((row) => ({
    matter: [row.matter1, row.matter2].filter((one) => one !== '').join(' / '),
    due: row.due_on,
    word: row.word,
  }));
}
