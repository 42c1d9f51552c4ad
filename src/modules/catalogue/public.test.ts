import assert from 'node:assert/strict';
import { test } from 'node:test';
import { valueOf as value } from '#test/database';
import { addItem, editItem } from './commands/edit-catalogue.ts';
import { registerVersions } from './commands/register-versions.ts';
import { withholdDuty } from './commands/settle-duty.ts';
import { listOpenDuties } from './queries/duties.ts';
import { listPublicCatalogues, listPublicRows } from './queries/public.ts';
import { listItems } from './store/catalogues.ts';

import {
  approver,
  as,
  bringIntoForce,
  draft,
  fields,
  handler,
  portalAs,
  reveal,
  type Tie,
  today,
  world,
} from './testing/world.ts';

test('the portal’s role sees rows in force of its scope and nothing else, even by raw SQL', async (t) => {
  const db = await world(t);
  const inner = await draft(db, [
    fields({ matter2: '内部事项', scope: 'unit' }),
    fields({ matter2: '公开事项', scope: 'society' }),
  ]);
  await bringIntoForce(db, inner);
  await reveal(db);
  await draft(db, [fields({ matter2: '草稿事项', scope: 'society' })], { source: { from: 'blank' } });
  const seen = await db.portal.pool.query('select matter2 from catalogue.public_item');
  assert.deepEqual(seen.rows, [{ matter2: '公开事项' }]);
  assert.equal((await db.portal.pool.query('select 1 from catalogue.public_duty')).rowCount, 4);
  for (const table of [
    'catalogue',
    'item',
    'duty',
    'history',
    'trigger_event',
    'filed_content',
    'unit_ref',
    'template',
  ]) {
    await assert.rejects(db.portal.pool.query(`select * from catalogue.${table}`), /permission denied/);
  }
});

test('inner scopes on the portal: whoever has a tie to the unit or below it, members for the whole Party, nobody else', async (t) => {
  const db = await world(t);
  const scopes = ['society', 'wholeParty', 'unit', 'specific'] as const;
  await bringIntoForce(
    db,
    await draft(
      db,
      scopes.map((scope) => fields({ matter2: scope, scope })),
    ),
  );
  await reveal(db);
  const read = await portalAs(db);
  const readers: readonly (readonly [string, readonly Tie[] | null, readonly string[]])[] = [
    ['outsider', null, ['society']],
    ['signed in without a tie', [], ['society']],
    ['staff of the unit', [{ unit: 2, path: '/1/2/', kind: 'staff' }], ['society', 'specific', 'unit']],
    ['resident below', [{ unit: 3, path: '/1/2/3/', kind: 'resident' }], ['society', 'specific', 'unit']],
    ['staff above', [{ unit: 1, path: '/1/', kind: 'staff' }], ['society']],
    ['staff beside', [{ unit: 20, path: '/1/20/', kind: 'staff' }], ['society']],
    ['member elsewhere', [{ unit: 20, path: '/1/20/', kind: 'member' }], ['society', 'wholeParty']],
    ['member here', [{ unit: 2, path: '/1/2/', kind: 'member' }], scopes.toSorted()],
  ];
  for (const [who, ties, wanted] of readers) {
    const items = await read(ties, 'select matter2 from catalogue.public_item order by matter2 collate "C"');
    assert.deepEqual(
      items.map(({ matter2 }) => matter2),
      wanted,
      who,
    );
    const duties = await read(ties, 'select count(*)::int n from catalogue.public_duty');
    assert.equal(duties[0]?.n, 4 * wanted.length, who);
    // The same rule as for items, where an item's audience is the unit's own tree.
    const rule = `select s from unnest($1::text[]) s where publication.may_see(platform.current_reader(), s, 2, '{2, 3}') order by s collate "C"`;
    assert.deepEqual(
      (await read(ties, rule, [scopes])).map(({ s }) => s),
      wanted,
      who,
    );
  }
});

test('where the notice itself would tell the secret nothing of the duty is seen, and of a matter with no other duty not even the row', async (t) => {
  const db = await world(t);
  const yearly = { timeLimit: '每年1月31日前', scope: 'society' } as const;
  const texts = [
    fields({ matter2: '只此一项', ...yearly }),
    fields({ matter2: '另有各期', scope: 'society' }),
  ];
  await bringIntoForce(db, await draft(db, texts));
  await reveal(db);
  const read = await portalAs(db);
  const matters = async () =>
    (
      await read(
        [{ unit: 2, path: '/1/2/', kind: 'member' }],
        'select matter2 from catalogue.public_item order by position',
      )
    ).map(({ matter2 }) => matter2);
  const periods = async () =>
    (
      await read(
        [{ unit: 2, path: '/1/2/', kind: 'member' }],
        'select period from catalogue.public_duty order by due_on',
      )
    ).map(({ period }) => period);
  const duties = await listOpenDuties(db.office.reader, 2, today);
  const withhold = async (matter: string, noticePublic: boolean) => {
    const duty = duties.find(({ matter2 }) => matter2 === matter);
    assert.ok(duty !== undefined);
    const request = { reason: 'SECRET', note: '涉密', reviewOn: '2027-01-05', noticePublic } as const;
    value(await as(db, approver)((ctx) => withholdDuty(ctx, duty.id, request)));
  };
  assert.deepEqual(await matters(), ['只此一项', '另有各期']);
  await withhold('只此一项', false);
  await withhold('另有各期', false);
  assert.deepEqual(await matters(), ['另有各期']);
  assert.deepEqual(await periods(), ['2026-Q2', '2026-Q3', '2026-Q4']);
  await assert.rejects(read(null, 'select 1 from catalogue.duty'), /permission denied/);
  const [shown] = await listPublicCatalogues(db.portal.reader, 2);
  assert.deepEqual(
    (await listPublicRows(db.portal.reader, shown?.id ?? '', '2026-12-31')).map(({ matter2 }) => matter2),
    ['另有各期'],
  );
});

test('a version in force is shown from the checkpoint over its entry on; until then readers see the one before', async (t) => {
  const db = await world(t);
  const seen = async () => {
    const portal = (statement: string) => db.portal.pool.query<{ word: string }>(statement);
    const of = async (view: string) =>
      (await portal(`select distinct matter2 as word from catalogue.${view} order by 1`)).rows.map(
        (row) => row.word,
      );
    return { rows: await of('public_item'), duties: await of('public_duty') };
  };
  const next = async (from: string, name: string, added: string, at: Date) => {
    const id = await draft(db, [], { source: { from: 'version', catalogue: from }, at });
    const [row] = await listItems(db.office.reader, id);
    assert.ok(row !== undefined);
    const edited = fields({ matter2: name, scope: 'society' });
    value(await as(db, handler, at)((ctx) => editItem(ctx, id, row.id, { lock: row.lock, fields: edited })));
    value(
      await as(
        db,
        handler,
        at,
      )((ctx) => addItem(ctx, id, null, fields({ matter2: added, scope: 'society' }))),
    );
    await bringIntoForce(db, id, at);
    return id;
  };
  const first = await draft(db, [fields({ matter2: '甲', scope: 'society' })]);
  await bringIntoForce(db, first);
  assert.deepEqual(await seen(), { rows: [], duties: [] });
  await reveal(db);
  assert.deepEqual(await seen(), { rows: ['甲'], duties: ['甲'] });
  const day = (n: number) => new Date(Date.UTC(2026, 1, n));
  const second = await next(first, '乙', '新乙', day(2));
  const third = await next(second, '丙', '新丙', day(3));
  assert.deepEqual(await seen(), { rows: ['甲'], duties: ['甲'] });
  await registerVersions(db.worker, day(4));
  await registerVersions(db.worker, day(4));
  assert.deepEqual(await seen(), { rows: ['甲'], duties: ['甲'] });
  await reveal(db, day(4));
  assert.deepEqual(await seen(), { rows: ['丙', '乙', '新丙'], duties: ['丙', '乙', '新丙'] });
  const [shown] = await listPublicCatalogues(db.portal.reader, 2);
  assert.equal(shown?.id, third);
  const { rows } = await db.portal.pool.query<{ entry: Buffer }>(
    'select entry from transparency_log.leaf order by idx',
  );
  const entries = rows.map(({ entry }) => JSON.parse(entry.toString()) as Record<string, unknown>);
  assert.deepEqual(
    entries.map((one) => [one['type'], one['unit'], one['catalogue'], one['ver']]),
    [first, second, third].map((id, at) => ['catalogue', 'T', id, at + 1]),
  );
  assert.equal(entries[2]?.['sha256'], shown?.contentSha256);
});
