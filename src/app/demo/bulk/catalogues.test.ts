import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { loadWorld } from '../load-world.ts';
import { getJob } from '../loading/target.ts';
import { emptyTarget } from '../loading/testing.ts';
import { at } from '../world/dates.ts';
import { makeWorld } from '../world/index.ts';
import { chooseModels } from './models.ts';

const today = '2026-08-07';
const seed = 20_260_701;

test('a world in bulk: every unit has its catalogue, as if the commands had written each', async (t) => {
  const target = await emptyTarget(t);
  const rows = async <Row extends object>(statement: string): Promise<readonly Row[]> =>
    (await target.db.owner.pool.query<Row>(statement)).rows;
  const counts = async () =>
    (
      await rows<Record<string, number>>(`select (select count(*) from organisations.unit) as units,
        (select count(*) from identity.person) as people, (select count(*) from catalogue.catalogue) as catalogues,
        (select count(*) from catalogue.item) as items, (select count(*) from catalogue.duty) as duties`)
    )[0] ?? {};
  await loadWorld(target, { scale: 'tiny', seed, today });
  const before = await counts();
  const world = makeWorld('tiny', seed, today);
  const units = [...world.units()];
  const { models } = chooseModels(world);
  assert.ok(models.size < units.length / 2, 'most are copies, or this test shows nothing');
  assert.deepEqual(before, {
    units: units.length,
    people: [...world.bodies()].flatMap((body) => world.people(body)).length,
    catalogues: units.length,
    items: units.reduce((sum, unit) => sum + world.catalogue(unit).rows.length, 0),
    duties: before['duties'],
  });

  const filed = await rows<{ name: string; unit: number; title: string; sha256: string; content: string }>(`
    select u.name, c.unit_id as unit, c.title, c.content_sha256 as sha256, f.content from catalogue.catalogue c
    join organisations.unit u on u.id = c.unit_id
    join catalogue.filed_content f on f.catalogue_id = c.id and f.sha256 = c.content_sha256 where c.state = 'inForce'`);
  assert.equal(filed.length, units.length);
  for (const one of filed) {
    assert.equal(createHash('sha256').update(one.content).digest('hex'), one.sha256, one.name);
    const { unit, title } = JSON.parse(one.content) as { unit: number; title: string };
    assert.deepEqual([unit, title], [one.unit, one.title]);
  }
  assert.equal(new Set(filed.map((one) => one.sha256)).size, filed.length);

  const wrong = await rows(`
    select 'duty of another catalogue' as what, d.id from catalogue.duty d join catalogue.item i on i.id = d.item_id
      where i.catalogue_id <> d.catalogue_id or i.item_key <> d.item_key
    union all select 'signed by a stranger', c.id from catalogue.catalogue c where not exists (
      select from identity.role_grant g where g.person = c.approved_by and g.role = 'approver' and g.unit = c.unit_id)
    union all select 'history is short', c.id from catalogue.catalogue c
      where (select count(*) from catalogue.history h where h.catalogue_id = c.id) <> 6
    union all select 'path', gen_random_uuid() from organisations.unit u join organisations.unit s on s.id = u.superior_id
      where u.path <> s.path || u.id || '/'`);
  assert.deepEqual(wrong, []);

  // The room's own planner, run over every catalogue, finds nothing to add, to date anew or to drop.
  await getJob(target, 'catalogue', 'day').run({}, { database: target.worker, now: () => at(today, 0, 40) });
  assert.deepEqual(await counts(), before);
  assert.deepEqual(await rows(`select * from catalogue.duty_change`), []);
  await loadWorld(target, { scale: 'tiny', seed, today });
  assert.deepEqual(await counts(), before);
});
