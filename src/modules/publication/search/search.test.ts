import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyQuery, search } from '#modules/search';
import { valueOf } from '#test/database';
import { attaching, site } from '../testing/site.ts';
import { approved, body, monday, publish, register, revised } from '../testing/world.ts';
import { searchChannel } from './channel.ts';
import { checkSearch, followMove, mendSearch, rebuildSearch } from './rebuild.ts';

const agrees = { missing: [], surplus: [], stale: [] };

test('an item is found with its page: registered not yet, corrected in its new words, withdrawn no more', async (t) => {
  const s = await site(t, () => monday);
  const find = async (text: string) => {
    const page = await search(s.db.portal.reader, { ...emptyQuery, text });
    return page.rows.map((row) => row.title.map((piece) => piece.text).join(''));
  };
  const matter = await approved(
    s,
    { title: '云溪村水渠修缮公示', body: body('水渠修缮用款见附件。') },
    attaching(s, '明细.txt', '闸门更换两处，合计三千元。'),
  );
  await register(s, matter);
  assert.deepEqual(await find('水渠'), [], 'registered, and visible to nobody');
  await s.log.seal(monday);
  assert.deepEqual(await find('水渠'), ['云溪村水渠修缮公示']);
  assert.deepEqual(await find('闸门更换'), ['云溪村水渠修缮公示'], 'words of its file');
  assert.deepEqual(await checkSearch(s.db.worker.reader), agrees);

  const corrected = await revised(s, matter, 'correct', {
    title: '云溪村渡槽修缮公示',
    body: body('渡槽修缮用款见附件。'),
    changeNote: '名称有误',
  });
  const made = valueOf(await publish(s, corrected));
  assert.deepEqual(await find('水渠'), []);
  assert.deepEqual(await find('渡槽'), ['云溪村渡槽修缮公示']);
  const where = { item: made.item, slug: made.slug };
  const asked = { db: s.db.worker.reader, now: monday };
  assert.equal(await searchChannel.shows(asked, where), true);

  await publish(s, await revised(s, corrected, 'withdraw', { reason: '含个人信息' }));
  for (const words of ['渡槽', '闸门更换', made.slug]) assert.deepEqual(await find(words), [], words);
  assert.equal(await searchChannel.shows(asked, where), false);
  assert.deepEqual(await checkSearch(s.db.worker.reader), agrees);
  const { rows } = await s.db.owner.pool.query('select from search.document');
  assert.equal(rows.length, 0, 'nothing of it is left in the index');
});

test('the index is made anew from what is published, and the check says where they differ', async (t) => {
  const s = await site(t, () => monday);
  const titles = ['云溪村甲事项公示', '云溪村乙事项公示', '云溪村丙事项公示'];
  for (const [at, title] of titles.entries())
    await publish(s, await approved(s, { title }), new Date(monday.getTime() + at * 60_000));
  const { rows } = await s.db.owner.pool.query<{ item: string }>(
    'select item from search.document order by number',
  );
  const [one, two, three] = rows.map((row) => row.item);
  assert.ok(one !== undefined && two !== undefined && three !== undefined);
  const spoil = () =>
    s.db.owner.pool.query(
      `delete from search.document where item = '${one}'; update search.document set version = 9 where item = '${two}';
       update search.document set item = gen_random_uuid() where item = '${three}'`,
    );
  await spoil();
  const found = await checkSearch(s.db.worker.reader);
  assert.deepEqual(
    [found.missing.toSorted(), found.surplus.length, found.stale],
    [[one, three].toSorted(), 1, [two]],
  );
  assert.equal(await mendSearch(s.db.worker), 4);
  assert.deepEqual(await checkSearch(s.db.worker.reader), agrees);

  await spoil();
  const told: number[] = [];
  assert.equal(await rebuildSearch(s.db.worker, (done) => told.push(done)), 3);
  assert.deepEqual(told, [3]);
  assert.deepEqual(await checkSearch(s.db.worker.reader), agrees);
  const again = await s.db.owner.pool.query<{ title: string }>(
    'select title from search.document order by number',
  );
  assert.deepEqual(
    again.rows.map((row) => row.title),
    titles,
    'numbered in the order of publication',
  );
  await s.db.owner.pool.query('delete from search.document');
  assert.equal(await mendSearch(s.db.worker), 3, 'an empty index is built anew');
});

test('a unit that moves takes what it published along', async (t) => {
  const s = await site(t, () => monday);
  await publish(s, await approved(s, { title: '云溪村甲事项公示' }));
  const below = async (unit: number) =>
    (await search(s.db.portal.reader, { ...emptyQuery, text: '公示', unit })).total.count;
  assert.deepEqual([await below(2), await below(3)], [1, 1]);
  await s.db.owner.pool.query(`insert into organisations.unit (id, code, name, level, kind, superior_id, path, created_at)
    values (9, 'n', '新塘镇党委', 'town', 'grassrootsPartyCommittee', 1, '/1/9/', now());
    update organisations.unit set superior_id = 9, path = '/1/9/3/' where id = 3`);
  assert.equal(await followMove(s.db.worker, 3), 1);
  assert.deepEqual([await below(2), await below(9), await below(3)], [0, 1, 1]);
});
