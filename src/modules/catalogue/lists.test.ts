import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sha256Hex } from '#platform/richtext';
import { valueOf as value } from '#test/database';
import { importCatalogue, planImport, readCatalogueFile } from './commands/import-catalogue.ts';
import { createTemplate, decideProposal, editTemplate } from './commands/templates.ts';
import { exportCatalogue } from './import/export.ts';
import { listCatalogues } from './queries/catalogues.ts';
import { listDuties, readCalendarMonth } from './queries/duties.ts';
import { findTemplateView, listProposals } from './queries/templates.ts';
import { fieldsOf, findCatalogue, listItems } from './store/catalogues.ts';

import {
  as,
  bringIntoForce,
  draft,
  fields,
  handler,
  office,
  today,
  tryMove,
  world,
} from './testing/world.ts';

test('lists show the units a reader’s grants reach and no others', async (t) => {
  const db = await world(t);
  await bringIntoForce(db, await draft(db, [fields()]));
  const ask = async (coverage: { paths: string[]; units: number[]; lines: number[] }) => [
    (await listDuties(db.office.reader, { below: false, limit: 50 }, coverage, today)).rows.length,
    (await listCatalogues(db.office.reader, { below: false, limit: 50 }, coverage)).rows.length,
  ];
  assert.deepEqual(await ask({ paths: ['/1/'], units: [], lines: [] }), [4, 1]);
  assert.deepEqual(await ask({ paths: [], units: [2], lines: [] }), [4, 1]);
  assert.deepEqual(await ask({ paths: ['/1/2/3/'], units: [1], lines: [9] }), [0, 0]);
  assert.deepEqual(await ask({ paths: [], units: [], lines: [] }), [0, 0]);
  const month = await readCalendarMonth(db.office.reader, { unit: 1, below: true, month: '2026-03' }, today);
  assert.deepEqual(
    month.days.filter(({ due }) => due > 0).map(({ date, due }) => [date, due]),
    [['2026-03-31', 1]],
  );
});

test('a superior’s changed template reaches its adopters as proposals, taken or declined there', async (t) => {
  const db = await world(t);
  const model = await draft(db, [fields(), fields({ matter2: '民主评议' })]);
  const template = value(
    await as(
      db,
      office,
    )((ctx) =>
      createTemplate(ctx, {
        unit: 1,
        affairsKind: 'party',
        unitKinds: ['grassrootsPartyCommittee'],
        title: '镇级模板',
        catalogue: model,
      }),
    ),
  );
  value(await tryMove(db, model, 'discard', handler, '改用模板'));
  const id = await draft(db, [], { source: { from: 'template', template } });
  const view = await findTemplateView(db.office.reader, template);
  assert.ok(view !== undefined);
  const [keep] = view.rows;
  assert.ok(keep !== undefined);
  const rows = [
    { itemKey: keep.itemKey, fields: { ...keep.fields, basis: '新依据' } },
    { itemKey: null, fields: fields({ matter2: '发展党员' }) },
  ];
  assert.equal(
    value(
      await as(
        db,
        office,
      )((ctx) => editTemplate(ctx, template, { lock: view.lock, title: view.title, rows })),
    ),
    3,
  );
  const stale = await as(
    db,
    office,
  )((ctx) => editTemplate(ctx, template, { lock: view.lock, title: 'x', rows }));
  assert.equal(!stale.ok && stale.code, 'edited-meanwhile');
  const proposals = await listProposals(db.office.reader, { unit: 2 });
  assert.deepEqual(proposals.map(({ change }) => change).toSorted(), ['added', 'changed', 'removed']);
  for (const { id: proposal, change } of proposals) {
    const decision =
      change === 'removed'
        ? ({ decision: 'decline', reason: '本镇仍需公开' } as const)
        : ({ decision: 'accept', catalogue: id } as const);
    value(await as(db, handler)((ctx) => decideProposal(ctx, proposal, decision)));
    const twice = await as(db, handler)((ctx) => decideProposal(ctx, proposal, decision));
    assert.equal(!twice.ok && twice.code, 'proposal-decided');
  }
  const items = await listItems(db.office.reader, id);
  assert.deepEqual(
    items.map(({ matter2, basis }) => `${matter2} ${basis}`),
    ['党费收缴使用 新依据', '民主评议 《条例》第十一条', '发展党员 《条例》第十一条'],
  );
});

test('an import is written whole or not at all, and a second one of the same file changes nothing', async (t) => {
  const db = await world(t);
  const id = await draft(db, []);
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, bytes: Buffer | string) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return { path, name, size: statSync(path).size, sha256: sha256Hex(String(bytes)) };
  };
  const catalogue = await findCatalogue(db.office.reader, id);
  assert.ok(catalogue !== undefined);
  const options = { merge: 'replace', skipBroken: 'false' } as const;
  const broken = file(
    'a.csv',
    '序号,公开事项,公开内容,公开时限,公开范围\n1,甲,乙,及时公开,向社会公开\n2,丙,丁,及时公开,看情况\n',
  );
  const mapped = value(await readCatalogueFile(broken, catalogue, {}));
  const refused = await as(db, handler)((ctx) => importCatalogue(ctx, id, broken, mapped, options));
  assert.deepEqual(!refused.ok && [refused.code, refused.params], ['import-has-errors', { count: 1 }]);
  assert.equal((await listItems(db.office.reader, id)).length, 0);
  const some = value(
    await as(
      db,
      handler,
    )((ctx) => importCatalogue(ctx, id, broken, mapped, { ...options, skipBroken: 'true' })),
  );
  assert.deepEqual(
    [some.rows.length, some.skipped.map(({ code, row }) => `${code} ${row}`)],
    [1, ['header 1', 'broken 3']],
  );

  const rows = [fields(), fields({ matter2: '民主评议', timeLimit: '每年1月31日前' })];
  const sheet = file('b.xlsx', exportCatalogue('目录', rows, 'xlsx'));
  const read = value(await readCatalogueFile(sheet, catalogue, {}));
  const dry = await planImport(db.office.reader, id, sheet, read, options);
  assert.deepEqual(
    [dry.report.diff.added, dry.report.diff.removed, dry.report.changesNothing],
    [2, 1, false],
  );
  assert.equal((await listItems(db.office.reader, id)).length, 1);
  const first = value(await as(db, handler)((ctx) => importCatalogue(ctx, id, sheet, read, options)));
  assert.equal(first.committed, true);
  const items = await listItems(db.office.reader, id);
  assert.deepEqual(
    items.map(({ matter2 }) => matter2),
    ['党费收缴使用', '民主评议'],
  );
  const before = await findCatalogue(db.office.reader, id);
  const second = value(await as(db, handler)((ctx) => importCatalogue(ctx, id, sheet, read, options)));
  assert.equal(second.changesNothing, true);
  assert.deepEqual(await listItems(db.office.reader, id), items);
  assert.equal((await findCatalogue(db.office.reader, id))?.lock, before?.lock);
  assert.deepEqual(fieldsOf(items[1] ?? assert.fail()).clauses[0]?.amount, '01-31');
});
