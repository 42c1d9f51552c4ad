import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getDuty } from '#modules/catalogue';
import { createTranslator } from '#platform/i18n';
import { commandContext, valueOf } from '#test/database';
import { saveDraft } from '../commands/save-draft.ts';
import type { DraftContent } from '../content.ts';
import { checkPublishable, confirmPublished } from '../publishing.ts';
import { units } from '../testing/cases.ts';
import { sampleContent } from '../testing/content.ts';
import { plantRows } from '../testing/duties.ts';
import { approveNow, monday, proposeNow, review, type World, world } from '../testing/world.ts';
import { proposeUrgently } from '../urgent/commands.ts';
import { type CreateMatter, closeMatter, createMatter, startStage } from './commands.ts';
import { listMatters, viewMatter } from './queries.ts';
import { findMatter, type MatterRow } from './store.ts';
import type { Audience, Stage } from './words.ts';

const t = createTranslator([])('zh-CN');
const on = (day: string) => new Date(`${day}T10:00:00+08:00`);

async function matter(w: World, changes: Partial<CreateMatter> = {}): Promise<MatterRow> {
  const id = valueOf(
    await w.as(w.people.handler, (ctx) =>
      createMatter(ctx, {
        unit: units.village,
        kind: 'majorFunds',
        title: '村道硬化资金安排',
        affairsKind: 'village',
        inside: true,
        outside: true,
        insideRow: null,
        outsideRow: null,
        ...changes,
      }),
    ),
  );
  const found = await findMatter(w.db.office.reader, id);
  assert.ok(found !== undefined);
  return found;
}

const start = (w: World, of: MatterRow, stage: Stage, audience: Audience, now = monday) =>
  w.as(
    w.people.handler,
    (ctx) => startStage(ctx, { matter: of, unit: units.village, stage, audience, happenedOn: '2026-03-02' }),
    now,
  );

/** Gives the draft its text; what the stage brought stays. */
async function write(w: World, revision: string, now = monday): Promise<void> {
  const loaded = await w.load(revision);
  const { attachments: _, ...content } = { attachments: [], ...loaded.revision.content };
  const text: DraftContent = { ...content, body: sampleContent().body };
  valueOf(
    await w.as(
      w.people.handler,
      (ctx) => saveDraft(ctx, { revision, lockVersion: loaded.revision.lock_version, content: text }),
      now,
    ),
  );
}

async function publish(w: World, revision: string, now: Date) {
  const run = commandContext({ ...w.db, office: w.db.worker }, w.people.approver, now);
  return run(async (ctx) => {
    const allowed = await checkPublishable(ctx, revision);
    if (allowed.ok) await confirmPublished(ctx, allowed.value, now);
    return allowed;
  });
}

async function toOut(w: World, revision: string, now: Date): Promise<void> {
  await write(w, revision, now);
  valueOf(await proposeNow(w, revision, w.people.handler, now));
  await review(w, revision);
  valueOf(await approveNow(w, revision));
  valueOf(await publish(w, revision, now));
}

const codeOf = (answer: { ok: boolean; code?: string }) => (answer.ok ? null : answer.code);

test('a stage begins with its draft filled in, its own dossier and its own dated duty', async (c) => {
  const w = await world(c);
  const planted = await plantRows(w.db, [
    { matter: '重大事项（党内）', scope: 'wholeParty', stages: ['before', 'decision', 'result'] },
    { matter: '重大事项（社会）', scope: 'society', stages: ['before', 'decision', 'result'] },
  ]);
  const [insideRow, outsideRow] = planted.rows as [string, string];
  const of = await matter(w, { insideRow, outsideRow });
  const inside = valueOf(await start(w, of, 'before', 'inside'));
  const outside = valueOf(await start(w, of, 'before', 'outside'));
  assert.notEqual(inside.disclosure, outside.disclosure);
  const contents = [
    (await w.load(inside.revision)).revision.content,
    (await w.load(outside.revision)).revision.content,
  ];
  assert.deepEqual(
    contents.map((one) => [one.title, one.scope, one.category]),
    [
      ['村道硬化资金安排（事前公开）', 'wholeParty', '大额度资金运作'],
      ['村道硬化资金安排（事前公开）', 'society', '大额度资金运作'],
    ],
  );
  const duties = contents.map((one) => one.duties);
  assert.deepEqual(
    duties.map((one) => one.length),
    [1, 1],
  );
  assert.notDeepEqual(duties[0], duties[1]);
  const duty = await getDuty(w.db.office.reader, duties[0]?.[0] ?? '', '2026-03-02');
  assert.deepEqual([duty.itemKey, duty.state], [insideRow, 'open']);
  const view = await viewMatter(w.db.office.reader, of, { now: monday, t, mayWork: true });
  const [first, second] = view.places;
  assert.deepEqual(
    [first?.dossier?.disclosure, first?.duty?.id, first?.problem],
    [inside.disclosure, duty.id, null],
  );
  assert.deepEqual(second?.problem, { code: 'matter-inside-missing', params: {} });
  assert.ok((first?.duty?.sentence ?? '') !== '');
  assert.equal(codeOf(await start(w, of, 'before', 'inside')), 'matter-stage-begun');
});

test('inside first, then outside after the interval; the decision only after both have been out for their days', async (c) => {
  const w = await world(c);
  const of = await matter(w);
  const inside = valueOf(await start(w, of, 'before', 'inside'));
  const outside = valueOf(await start(w, of, 'before', 'outside'));
  const decision = valueOf(await start(w, of, 'decision', 'inside'));
  await write(w, outside.revision);
  await write(w, decision.revision);
  const propose = (revision: string, day: string) => proposeNow(w, revision, w.people.handler, on(day));
  assert.equal(codeOf(await propose(outside.revision, '2026-03-02')), 'matter-inside-missing');
  await toOut(w, inside.revision, monday);
  assert.equal(codeOf(await propose(outside.revision, '2026-03-08')), 'matter-inside-too-recent');
  assert.equal(codeOf(await propose(decision.revision, '2026-03-08')), 'matter-before-missing');
  await toOut(w, outside.revision, on('2026-03-09'));
  assert.equal(codeOf(await propose(decision.revision, '2026-03-23')), 'matter-before-too-recent');
  valueOf(await propose(decision.revision, '2026-03-24'));
});

test('what was in order when proposed is asked once more at publication', async (c) => {
  const w = await world(c);
  const of = await matter(w);
  await toOut(w, valueOf(await start(w, of, 'before', 'inside')).revision, monday);
  const outside = valueOf(await start(w, of, 'before', 'outside'));
  await write(w, outside.revision);
  valueOf(await proposeNow(w, outside.revision, w.people.handler, on('2026-03-09')));
  await review(w, outside.revision);
  valueOf(await approveNow(w, outside.revision));
  await w.db.owner.pool.query(`update disclosure.term set amount = 10 where key = 'insideFirst'`);
  assert.equal(codeOf(await publish(w, outside.revision, on('2026-03-09'))), 'matter-inside-too-recent');
  valueOf(await publish(w, outside.revision, on('2026-03-12')));
});

test('a decision that cannot wait goes the urgent way, with its reason; what it passed over is shown as missing', async (c) => {
  const w = await world(c);
  const of = await matter(w, { outside: false });
  const decision = valueOf(await start(w, of, 'decision', 'inside'));
  await write(w, decision.revision);
  assert.equal(codeOf(await proposeNow(w, decision.revision)), 'matter-before-missing');
  valueOf(
    await w.as(w.people.handler, (ctx) =>
      proposeUrgently(ctx, { revision: decision.revision, lockVersion: 1, reason: '汛期抢修，不能等待' }),
    ),
  );
  valueOf(await approveNow(w, decision.revision));
  valueOf(await publish(w, decision.revision, monday));
  const coverage = { paths: ['/1/'], units: [], lines: [] };
  const missing = await listMatters(w.db.office.reader, coverage, { box: 'missing', limit: 10 }, monday);
  assert.deepEqual(
    missing.rows.map((row) => row.places.map((one) => `${one.stage} ${one.standing}`)),
    [['before missing', 'decision out', 'result ahead']],
  );
});

test('matters are listed for those who cover the unit; a closed one begins nothing', async (c) => {
  const w = await world(c);
  const of = await matter(w);
  const db = w.db.office.reader;
  const list = (paths: string[], box: 'open' | 'closed' = 'open') =>
    listMatters(db, { paths, units: [], lines: [] }, { box, limit: 10 }, monday);
  assert.equal((await list(['/1/2/'])).rows.length, 1);
  assert.deepEqual((await list(['/1/4/'])).rows, []);
  valueOf(await w.as(w.people.handler, (ctx) => closeMatter(ctx, of, '项目取消')));
  assert.equal(codeOf(await w.as(w.people.handler, (ctx) => closeMatter(ctx, of, '再来'))), 'matter-closed');
  assert.equal(codeOf(await start(w, of, 'before', 'inside')), 'matter-closed');
  assert.deepEqual([(await list(['/1/'])).rows.length, (await list(['/1/'], 'closed')).rows.length], [0, 1]);
});

test('a matter needs an audience and rows that are disclosed in stages, and no mark of secrecy', async (c) => {
  const w = await world(c);
  const planted = await plantRows(w.db, [{ matter: '财务收支', scope: 'society' }]);
  const create = (changes: Partial<CreateMatter>) =>
    w.as(w.people.handler, (ctx) =>
      createMatter(ctx, {
        unit: units.village,
        kind: 'majorProject',
        title: '村道硬化',
        affairsKind: 'village',
        inside: true,
        outside: false,
        insideRow: null,
        outsideRow: null,
        ...changes,
      }),
    );
  assert.equal(codeOf(await create({ inside: false })), 'matter-no-audience');
  assert.equal(codeOf(await create({ insideRow: planted.rows[0] ?? null })), 'matter-row-unknown');
  assert.equal(codeOf(await create({ title: '机密★长期 村道硬化' })), 'screening-secret');
  const of = await matter(w, { outside: false });
  assert.equal(codeOf(await start(w, of, 'before', 'outside')), 'matter-audience-unexpected');
});
