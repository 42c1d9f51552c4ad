import { readOverview } from '#modules/catalogue';
import type { Database } from '#platform/database';
import { alternate, type Work } from '../frame/alternate.ts';
import { atMost, type Bench, type Finding, type Group } from '../frame/measure.ts';
import { loadDuties, ROOT, TODAY, YEAR } from '../worlds/duties.ts';

/** What the district office's overview and the daily look at all duties ask, by the catalogue room's own code. */
function inspect(office: Database, units: number): Work {
  return async () => {
    const rows = await readOverview(office.reader, ROOT, YEAR, TODAY);
    // Root and towns have rows as well: none may be left out, however little they owe.
    if (rows.length <= units) throw new Error(`the overview has ${rows.length} rows for ${units} units`);
  };
}

/** The least that looking at every duty of the subtree can cost: the same joins and conditions, one number. */
function countAll(office: Database, expected: number): Work {
  return async () => {
    const found = await office.pool.query<{ count: number }>(
      `select count(*) as count from catalogue.duty d join catalogue.unit_ref u on u.id = d.unit_id
       where u.path >= $1 and u.path < $2 and d.due_on between $3::date and $4::date`,
      [ROOT, `${ROOT.slice(0, -1)}0`, YEAR.from, YEAR.to],
    );
    if (found.rows[0]?.count !== expected) throw new Error(`${found.rows[0]?.count} duties, not ${expected}`);
  };
}

async function run(bench: Bench): Promise<readonly Finding[]> {
  const few = bench.quick ? 300 : 3_000;
  const many = few * 10;
  const small = await bench.freshInstallation();
  await loadDuties(small.owner, few, bench.progress);
  const large = await bench.freshInstallation();
  await loadDuties(large.owner, many, bench.progress);
  const figures = (units: number) =>
    `${(units * 100).toLocaleString('en')} duties, ${units.toLocaleString('en')} units`;
  const tell = (id: string) => (done: number, total: number) => bench.progress(`${id}: rounds`, done, total);
  return [
    await alternate({
      id: 'I1a',
      what: `daily inspection, ${figures(few)}`,
      against: 'one count(*), same joins',
      mark: atMost(20),
      ours: inspect(small.office, few),
      reference: countAll(small.office, few * 100),
      rounds: bench.quick ? 15 : 25,
      calls: 1,
      referenceCalls: 2,
      onRound: tell('I1a'),
    }),
    await alternate({
      id: 'I1b',
      what: `daily inspection, ${figures(many)}`,
      against: 'one count(*), same joins',
      mark: atMost(20),
      ours: inspect(large.office, many),
      reference: countAll(large.office, many * 100),
      rounds: bench.quick ? 15 : 11,
      calls: 1,
      referenceCalls: 2,
      onRound: tell('I1b'),
    }),
    await alternate({
      id: 'I1c',
      what: `daily inspection of 10 × the data, ${figures(many)}`,
      against: `the same of ${figures(few)}`,
      mark: atMost(11),
      ours: inspect(large.office, many),
      reference: inspect(small.office, few),
      rounds: bench.quick ? 15 : 11,
      calls: 1,
      referenceCalls: 10,
      onRound: tell('I1c'),
    }),
  ];
}

export const inspectionGroup: Group = {
  name: 'inspection',
  summary: 'I1: how every unit stands — due, done, late, missing — over all its duties',
  run,
};
