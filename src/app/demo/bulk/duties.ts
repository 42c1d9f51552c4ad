import { sql } from 'kysely';
import { recordAudit } from '#platform/audit';
import { systemActor } from '#platform/command';
import { tables } from '#platform/database';
import { inBatch, type LoadTarget } from '../loading/target.ts';

/**
 * Multiplies the duties that catalogues have made until there are about `wanted`, for measurements: copies carry the period
 * `bench-<n>`, are due on other days of the year, and four of five are fulfilled, some late. Not for demonstrations.
 * @returns how many duties there are now
 */
export async function fillDuties(target: LoadTarget, wanted: number, now: Date): Promise<number> {
  return inBatch(target.office, async (as, tx) => {
    const db = tables<Record<never, never>>(tx);
    const before = await sql<{ n: number }>`select count(*) as n from catalogue.duty`.execute(db);
    const there = before.rows[0]?.n ?? 0;
    const copies = there === 0 ? 0 : Math.max(0, Math.ceil(wanted / there) - 1);
    await sql`insert into catalogue.duty (id, unit_id, affairs_kind, catalogue_id, item_id, item_key, period, opens_on, due_on,
        nominal_on, posting, warnings, explanation, state, fulfilled_at, fulfilled_on, publication, created_at)
      select gen_random_uuid(), d.unit_id, d.affairs_kind, d.catalogue_id, d.item_id, d.item_key, 'bench-' || c.n || ':' || d.period,
        d.opens_on + c.days, d.due_on + c.days, d.nominal_on + c.days, '[]', '[]', '[]',
        case when c.done then 'fulfilled' else 'open' end, case when c.done then (d.due_on + c.days + c.late)::timestamptz end,
        case when c.done then d.due_on + c.days + c.late end, case when c.done then gen_random_uuid() end, ${now}
      from catalogue.duty d cross join lateral (
        select n, ((n * 37 + hashtext(d.id::text)::bigint) % 180)::integer as days,
          (n + hashtext(d.id::text)::bigint) % 5 <> 0 as done,
          case when hashtext(d.id::text || n) % 7 = 0 then 6 else -3 end as late
        from generate_series(1, ${copies}::integer) n) c
      where d.period not like 'bench-%' on conflict do nothing`.execute(db);
    const after = await sql<{ n: number }>`select count(*) as n from catalogue.duty`.execute(db);
    const duties = after.rows[0]?.n ?? 0;
    await recordAudit(as(systemActor, now), { action: 'demo.bulk-duties', data: { duties } });
    return duties;
  });
}
