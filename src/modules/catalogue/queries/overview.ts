import { type RawBuilder, sql } from 'kysely';
import { addDays, type LocalDate } from '#platform/calendar';
import type { Reader } from '#platform/database';
import { DUE_SOON_DAYS, MISSED_AFTER_DAYS } from '../duties/index.ts';
import type { OverviewRow } from '../forms/duty.ts';
import { endOfSubtree, query } from '../store/query.ts';

type Counted = Omit<OverviewRow, 'unitName' | 'catalogueMissing'> & {
  unit_name: string;
  catalogue_missing: boolean;
};

/**
 * How every unit of a subtree stands, from one grouped query (base of measure I1). Duties are counted per unit before the
 * units' names are joined, so they are read once and never sorted; a small subtree reads its part of `duty_standing` only.
 *
 * @param span duties due from … to, both included
 */
export async function readOverview(
  db: Reader,
  path: string,
  span: { readonly from: LocalDate; readonly to: LocalDate },
  today: LocalDate,
): Promise<OverviewRow[]> {
  const rows = await overviewSql(path, span, today).execute(query(db));
  return rows.rows.map(({ unit_name: unitName, catalogue_missing: catalogueMissing, ...counts }) => ({
    ...counts,
    unitName,
    catalogueMissing,
  }));
}

/** The statement itself, for the measurement. */
export function overviewSql(
  path: string,
  span: { readonly from: LocalDate; readonly to: LocalDate },
  today: LocalDate,
): RawBuilder<Counted> {
  const soonUntil = addDays(today, DUE_SOON_DAYS);
  const missedBefore = addDays(today, -MISSED_AFTER_DAYS);
  return sql<Counted>`
    select u.id as unit, u.name as unit_name,
      coalesce(n.total, 0) as total, coalesce(n.due, 0) as due, coalesce(n.due_soon, 0) as "dueSoon",
      coalesce(n.done, 0) as done, coalesce(n.done_late, 0) as "doneLate", coalesce(n.late, 0) as late,
      coalesce(n.missed, 0) as missed, coalesce(n.withheld, 0) as withheld,
      not exists (select from catalogue.catalogue c where c.unit_id = u.id and c.state = 'inForce') as catalogue_missing
    from catalogue.unit_ref u
    left join (
      select d.unit_id,
        count(*) filter (where d.state <> 'cancelled') as total,
        count(*) filter (where d.state = 'open' and d.due_on >= ${today}::date) as due,
        count(*) filter (where d.state = 'open' and d.due_on between ${today}::date and ${soonUntil}::date) as due_soon,
        count(*) filter (where d.state in ('fulfilled', 'fulfilledInPart') and d.fulfilled_on <= d.due_on) as done,
        count(*) filter (where d.state in ('fulfilled', 'fulfilledInPart') and d.fulfilled_on > d.due_on) as done_late,
        count(*) filter (where d.state = 'open' and d.due_on < ${today}::date and d.due_on >= ${missedBefore}::date) as late,
        count(*) filter (where d.state = 'open' and d.due_on < ${missedBefore}::date) as missed,
        count(*) filter (where d.state = 'withheld') as withheld
      from catalogue.duty d
      where d.due_on between ${span.from}::date and ${span.to}::date
        and d.unit_id in (select s.id from catalogue.unit_ref s where s.path >= ${path} and s.path < ${endOfSubtree(path)})
      group by d.unit_id
    ) n on n.unit_id = u.id
    where u.path >= ${path} and u.path < ${endOfSubtree(path)} and u.state = 'active'
    order by u.path`;
}
