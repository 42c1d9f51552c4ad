import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Coverage } from '#platform/permission';
import { commandContext, valueOf } from '#test/database';
import { saveDraft } from '../commands/save-draft.ts';
import { checkPublishable, confirmPublished } from '../publishing.ts';
import { units } from '../testing/cases.ts';
import { type Planted, plantRows } from '../testing/duties.ts';
import { approveNow, monday, proposeNow, review, type World, world } from '../testing/world.ts';
import { noticeFor, reviewWithholding, startWithholding } from './commands.ts';
import type { WithholdingQuery } from './forms.ts';
import { listWithholdings } from './queries.ts';
import { listReviewsToTell, tellReviewDue } from './review-due.ts';

const everywhere: Coverage = { paths: ['/1/'], units: [], lines: [] };
const elsewhereOnly: Coverage = { paths: ['/1/4/'], units: [4], lines: [] };
const year = new Date('2027-03-02T09:00:00+08:00');

async function begin(w: World, planted: Planted, ground = 'art15-2') {
  return w.as(w.people.handler, (ctx) =>
    startWithholding(ctx, {
      unit: units.village,
      duties: planted.duties.slice(0, 1),
      extent: 'whole',
      ground,
    }),
  );
}

/** Through the whole order, and out as the publication room does it. */
async function decide(w: World, revision: string, now = monday): Promise<void> {
  valueOf(await proposeNow(w, revision));
  await review(w, revision);
  valueOf(await approveNow(w, revision));
  const run = commandContext({ ...w.db, office: w.db.worker }, w.people.approver, now);
  valueOf(
    await run(async (ctx) => {
      const allowed = await checkPublishable(ctx, revision);
      if (allowed.ok) await confirmPublished(ctx, allowed.value, now);
      return allowed;
    }),
  );
}

async function giveBasis(w: World, revision: string): Promise<void> {
  const loaded = await w.load(revision);
  const { attachments: _, ...content } = { attachments: [], ...loaded.revision.content };
  const { withholding } = content;
  assert.ok(withholding !== undefined);
  valueOf(
    await w.as(w.people.handler, (ctx) =>
      saveDraft(ctx, {
        revision,
        lockVersion: loaded.revision.lock_version,
        content: { ...content, withholding: { ...withholding, basis: '名单涉及家庭病情' } },
      }),
    ),
  );
}

const list = (w: World, box: WithholdingQuery['box'], today: string, coverage = everywhere) =>
  listWithholdings(w.db.office.reader, coverage, { box, limit: 20 }, today);

test('a decision to withhold is a dossier like any other: coded, with its notice and a day of review', async (t) => {
  const w = await world(t);
  const planted = await plantRows(w.db, [{ matter: '救助对象名单', scope: 'society' }]);
  const made = valueOf(await begin(w, planted));
  const { content } = (await w.load(made.revision)).revision;
  assert.equal(content.title, '关于“救助对象名单”不予公开的说明');
  assert.deepEqual(content.duties, planted.duties);
  assert.equal(content.withholding?.reviewOn, '2027-03-02');
  assert.match(content.withholding?.noticeText ?? '', /“救助对象名单”涉及个人隐私.*第十五条.*云溪村/);
  const early = await proposeNow(w, made.revision);
  assert.equal(early.ok ? null : early.code, 'draft-incomplete');
  await giveBasis(w, made.revision);
  await decide(w, made.revision);
  const inForce = await list(w, 'inForce', '2026-03-03');
  assert.deepEqual(
    inForce.rows.map((row) => [row.revision, row.ground, row.reviewOn, row.due, row.underWay]),
    [[made.revision, 'art15-2', '2027-03-02', false, false]],
  );
  assert.deepEqual((await list(w, 'reviewDue', '2027-03-01')).rows, []);
  assert.equal((await list(w, 'reviewDue', '2027-03-02')).rows.length, 1);
  assert.deepEqual((await list(w, 'inForce', '2026-03-03', elsewhereOnly)).rows, []);
});

test('a ground that does not apply, or a duty that is not the unit’s own, begins nothing', async (t) => {
  const w = await world(t);
  const planted = await plantRows(w.db, [{ matter: '救助对象名单', scope: 'society' }]);
  const foreign = await begin(w, planted, 'SECRET');
  assert.equal(foreign.ok ? null : foreign.code, 'withhold-ground-unknown');
  const none = await begin(w, { ...planted, duties: [crypto.randomUUID()] });
  assert.equal(none.ok ? null : none.code, 'withhold-duty-unknown');
  const elsewhere = await w.as(w.people.handler, (ctx) =>
    startWithholding(ctx, { unit: units.town, duties: planted.duties, extent: 'whole', ground: 'art15-2' }),
  );
  assert.equal(elsewhere.ok ? null : elsewhere.code, 'withhold-duty-unknown');
  const dossiers = await w.db.owner.pool.query('select 1 from disclosure.disclosure');
  assert.equal(dossiers.rowCount, 0);
});

test('on its day the review is told once to handlers and committee offices, here and above', async (t) => {
  const w = await world(t);
  const office = w.hire('赵办公室', 'committeeOffice', units.village);
  const above = w.hire('冯办公室', 'committeeOffice', units.town);
  const planted = await plantRows(w.db, [{ matter: '救助对象名单', scope: 'society' }]);
  const made = valueOf(await begin(w, planted));
  await giveBasis(w, made.revision);
  await decide(w, made.revision);
  assert.deepEqual(await listReviewsToTell(w.db.worker.reader, '2027-03-01'), []);
  assert.deepEqual(await listReviewsToTell(w.db.worker.reader, '2027-03-02'), [made.revision]);
  const run = commandContext({ ...w.db, office: w.db.worker }, w.people.approver, year);
  valueOf(await run((ctx) => tellReviewDue(ctx, made.revision)));
  const again = await run((ctx) => tellReviewDue(ctx, made.revision));
  assert.equal(again.ok ? null : again.code, 'nothing-to-review');
  const told = await w.db.owner.pool.query<{ person: string }>(
    `select person from platform.notification where kind = 'disclosure.withholding-review-due'`,
  );
  assert.deepEqual(
    told.rows.map((one) => one.person).toSorted(),
    [w.people.handler.person, office.person, above.person].toSorted(),
  );
});

test('reviewed: opened, the draft has no withholding; continued, it has a new date and a new basis to give', async (t) => {
  const w = await world(t);
  const planted = await plantRows(w.db, [{ matter: '救助对象名单', scope: 'society' }]);
  const made = valueOf(await begin(w, planted));
  const early = await w.as(w.people.handler, (ctx) => reviewWithholding(ctx, made.disclosure, 'open'));
  assert.equal(early.ok ? null : early.code, 'withhold-not-in-force');
  await giveBasis(w, made.revision);
  await decide(w, made.revision);
  const going = valueOf(
    await w.as(w.people.handler, (ctx) => reviewWithholding(ctx, made.disclosure, 'continue'), year),
  );
  const continued = (await w.load(going.revision)).revision.content;
  assert.deepEqual(
    [continued.withholding?.reviewOn, continued.withholding?.basis, continued.changeNote],
    ['2028-03-02', '', '经重新评估，决定继续不予公开。'],
  );
  assert.match(continued.withholding?.noticeText ?? '', /2028-03-02/);
  assert.doesNotMatch(continued.withholding?.noticeText ?? '', /2027-03-02/);
  assert.equal((await list(w, 'reviewDue', '2027-03-02')).rows[0]?.underWay, true);
  const twice = await w.as(w.people.handler, (ctx) => reviewWithholding(ctx, made.disclosure, 'open'), year);
  assert.equal(twice.ok ? null : twice.code, 'case-under-way');
  await giveBasis(w, going.revision);
  await decide(w, going.revision);
  const now = await list(w, 'inForce', '2027-03-03');
  assert.deepEqual(
    now.rows.map((row) => row.revision),
    [going.revision],
  );
  const opened = valueOf(
    await w.as(w.people.handler, (ctx) => reviewWithholding(ctx, made.disclosure, 'open'), year),
  );
  assert.equal('withholding' in (await w.load(opened.revision)).revision.content, false);
});

test('the notice is drawn up anew for another ground and changes nothing', async (t) => {
  const w = await world(t);
  const planted = await plantRows(w.db, [{ matter: '救助对象名单', scope: 'society' }]);
  const made = valueOf(await begin(w, planted));
  const asked = { extent: 'part', ground: 'art15-1', reviewOn: '2026-09-01' } as const;
  const text = valueOf(await noticeFor(w.db.office.reader, made.revision, asked, '2026-03-02'));
  assert.match(text, /商业秘密.*部分内容不予公开.*2026-09-01/);
  const unknown = await noticeFor(w.db.office.reader, made.revision, { ...asked, ground: 'x' }, '2026-03-02');
  assert.equal(unknown.ok ? null : unknown.code, 'withhold-ground-unknown');
});
