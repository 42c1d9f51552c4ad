import type { Database } from '#platform/database';
import type { Bench } from '../frame/measure.ts';

/** The day on which the world is looked at: the middle of its year. */
export const TODAY = '2026-07-01';
export const YEAR = { from: '2026-01-01', to: '2026-12-31' } as const;

/** Path of the unit above all others. */
export const ROOT = '/1/';

const ROWS_PER_UNIT = 20;
const DUTIES_PER_UNIT = 100;
const UNITS_PER_TOWN = 60;
/** Units whose rows are written in one statement. */
const CHUNK = 500;

/**
 * A district: towns of 60 units, every unit with a catalogue of 20 rows in force and 100 duties in the year, spread over
 * its days. Of what is past, 88 % are done in time, 5 % done late, 4 % still open, 3 % withheld; what is to come is open.
 * Written by the owner past the commands: only the rows count here, and every constraint and trigger holds for them.
 */
export async function loadDuties(owner: Database, units: number, tell: Bench['progress']): Promise<void> {
  await owner.pool.query(`
    insert into organisations.unit (id, code, name, level, kind, superior_id, path, created_at)
      values (1, 'root', '云溪区委员会', 'district', 'localPartyCommittee', null, '/1/', now());
    insert into organisations.unit (id, code, name, level, kind, superior_id, path, created_at, sort_order)
      select 1 + t, 'town-' || t, '第' || t || '镇委员会', 'town', 'grassrootsPartyCommittee', 1, '/1/' || 1 + t || '/', now(), t
      from generate_series(1, ${Math.ceil(units / UNITS_PER_TOWN)}) t;
    insert into organisations.unit (id, code, name, level, kind, superior_id, path, created_at, sort_order)
      select n + 1000000, 'village-' || n, '第' || n || '村村民委员会', 'village', 'villageCommittee', town,
        '/1/' || town || '/' || n + 1000000 || '/', now(), n
      from (select n, 2 + (n - 1) / ${UNITS_PER_TOWN} as town from generate_series(1, ${units}) n) v`);
  for (let first = 1; first <= units; first += CHUNK) {
    const last = Math.min(units, first + CHUNK - 1);
    await loadChunk(owner, first + 1_000_000, last + 1_000_000);
    tell(`I1: duties of ${units} units`, last, units);
  }
  // As autovacuum will have: statistics, and pages known to be visible to all.
  await owner.pool.query('vacuum analyze');
}

async function loadChunk(owner: Database, first: number, last: number): Promise<void> {
  await owner.pool.query(`
    begin;
    insert into catalogue.catalogue (id, unit_id, affairs_kind, year, version, title, kind, state, created_by,
        created_name, created_at, updated_at, updated_name)
      select gen_random_uuid(), id, 'village', 2026, 1, '2026年村务公开目录', 'yearly', 'draft', gen_random_uuid(),
        '承办人', now(), now(), '承办人'
      from organisations.unit where id between ${first} and ${last};
    insert into catalogue.item (id, catalogue_id, item_key, position, matter1, matter2, content, basis, scope, audience,
        mode, carriers, time_kind, time_limit, clauses, flagged, stages, responsible, admin_level, retention, note,
        updated_by, updated_name, updated_at)
      select gen_random_uuid(), c.id, gen_random_uuid(), i, '财务管理', '第' || i || '项', '收支明细、往来款项、村级债权债务',
        '《中华人民共和国村民委员会组织法》', 'society', '全社会', 'proactive', '{村务公开栏}', 'periodic', '每月公开一次',
        '[]', '[]', '{}', '村民委员会', '村级', 'years30', '', gen_random_uuid(), '承办人', now()
      from catalogue.catalogue c, generate_series(1, ${ROWS_PER_UNIT}) i
      where c.unit_id between ${first} and ${last};
    update catalogue.catalogue set state = 'inForce', in_force_from = '2026-01-01', content_sha256 = repeat('0', 64)
      where unit_id between ${first} and ${last};
    insert into catalogue.duty (id, unit_id, affairs_kind, catalogue_id, item_id, item_key, period, opens_on, due_on,
        nominal_on, posting, warnings, explanation, state, fulfilled_at, fulfilled_on, withhold_reason, review_on,
        notice_public, created_at)
      select gen_random_uuid(), unit_id, affairs_kind, catalogue_id, item_id, item_key, '2026-' || n, due_on - 10, due_on,
        due_on, '[]', '[]',
        '[{"code": "catalogue.step.printed", "params": {"clause": "每月公开一次"}}, {"code": "catalogue.step.period", "params": {"from": "2026-01-01", "label": "2026-01", "to": "2026-01-31"}}]',
        state, case when done_on is not null then done_on + interval '9 hours' end, done_on,
        case when state = 'withheld' then 'INTERNAL_AFFAIR' end, case when state = 'withheld' then due_on + 180 end,
        case when state = 'withheld' then true end, now()
      from (
        select d.*, case when due_on >= date '${TODAY}' or lot < 4 then 'open' when lot < 7 then 'withheld' else 'fulfilled' end as state,
          case when due_on >= date '${TODAY}' or lot < 7 then null when lot < 12 then due_on + 5 else due_on - 2 end as done_on
        from (
          select c.unit_id, c.affairs_kind, i.catalogue_id, i.id as item_id, i.item_key, n,
            date '2026-01-01' + (n * 73 + i.position * 17 + c.unit_id * 7) % 365 as due_on,
            (n * 37 + i.position * 11 + c.unit_id * 13) % 100 as lot
          from catalogue.catalogue c join catalogue.item i on i.catalogue_id = c.id,
            generate_series(1, ${DUTIES_PER_UNIT / ROWS_PER_UNIT}) n
          where c.unit_id between ${first} and ${last}) d) s;
    commit`);
}
