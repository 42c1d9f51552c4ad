import { loadDemoDistrict } from './load.ts';
import { emptyTarget } from './loading/testing.ts';

const after: (() => unknown)[] = [];
const target = await emptyTarget({
  after: (f: () => unknown) => {
    after.push(f);
  },
} as never);
const t0 = Date.now();
let last = '';
try {
  const loaded = await loadDemoDistrict(target, {
    today: process.argv[2] ?? '2026-11-22',
    onProgress: (s, d, n) => {
      const k = `${s} ${Math.floor((d / n) * 10)}`;
      if (k !== last) {
        last = k;
        console.log(((Date.now() - t0) / 1000).toFixed(1), s, d, n);
      }
    },
  });
  console.log(loaded.fresh, loaded.units, loaded.people, loaded.documents, (Date.now() - t0) / 1000);
  const q = async (sql: string) => console.log(sql, (await target.db.owner.pool.query(sql)).rows);
  await q(`select state, count(*) from disclosure.revision group by 1`);
  await q(`select state, count(*) from publication.item group by 1`);
  await q(`select state, missed, count(*) from publication.plan group by 1,2`);
  await q(
    `select state, count(*), count(*) filter (where fulfilled_on > due_on) late, count(*) filter (where state='open' and due_on < '2026-11-22') missed from catalogue.duty group by 1`,
  );
  await q(`select kind, count(*) from screening.finding group by 1`);
  await q(
    `select t.identifier, count(*) from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id=j.task_id group by 1`,
  );
  await q(`select count(*) from platform.audit`);
  await q(`select count(*), count(*) filter (where read_at is null) unread from platform.notification`);
  await q(`select pg_size_pretty(pg_database_size(current_database()))`);
  const t1 = Date.now();
  const again = await loadDemoDistrict(target, { today: '2026-12-01' });
  console.log('again', again.fresh, Date.now() - t1);
} finally {
  for (const f of after.reverse()) await f();
}
