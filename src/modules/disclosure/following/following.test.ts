import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Actor, PersonId } from '#kernel';
import { deliverFact } from '#platform/outbox';
import { coverage } from '#platform/permission';
import { valueOf } from '#test/database';
import { approve, passReview, passSecrecyReview, returnRevision } from '../commands/decide-step.ts';
import { resubmit } from '../commands/open-revision.ts';
import { joinHears } from '../hears.ts';
import { permissions } from '../policy.ts';
import { similarHears } from '../similar/hears.ts';
import { units } from '../testing/cases.ts';
import {
  approveNow,
  draft,
  hashNow,
  monday,
  world as plainWorld,
  proposeNow,
  review,
  toApproval,
  type World,
} from '../testing/world.ts';
import { comment } from './comment.ts';
import { makeDigests } from './digest.ts';
import { followingHears } from './hears.ts';
import { findSeenBefore, hasSeenAll, listUnseen, see } from './seeing.ts';
import { connectStaff } from './staff.ts';
import { viewFollowing } from './view.ts';
import { setWatching } from './watching.ts';

const heard = joinHears(followingHears, similarHears);

/** The world, with what identity would say of its people. */
async function world(t: TestContext): Promise<World> {
  const w = await plainWorld(t);
  const gone = new Set<Actor>();
  const staff = (): readonly Actor[] =>
    Object.values(w.people)
      .filter((one) => !gone.has(one))
      .toSorted((a, b) => (a.person < b.person ? -1 : 1));
  connectStaff({
    list: async (_db, _now, after, limit) =>
      staff()
        .filter((one) => after === null || one.person > after)
        .slice(0, limit),
    find: async (_db, _now, persons) => staff().filter((one) => persons.includes(one.person)),
  });
  return {
    ...w,
    dismiss: (actor) => {
      gone.add(actor);
      w.dismiss(actor);
    },
  };
}

/** Hands the room every fact recorded so far, as the outbox does; those heard before are passed over. */
async function deliver(w: World): Promise<void> {
  const facts = await w.db.owner.pool.query<{ id: string }>('select id from platform.fact order by seq');
  for (const { id } of facts.rows) await deliverFact(w.db.worker, new Map([['disclosure', heard]]), id);
}

async function noticesOf(w: World, person: Actor): Promise<readonly string[]> {
  const { rows } = await w.db.owner.pool.query<{ kind: string }>(
    'select kind from platform.notification where person = $1 order by id',
    [person.person],
  );
  return rows.map((row) => row.kind);
}

async function watchersOf(w: World, revision: string): Promise<readonly string[]> {
  const loaded = await w.load(revision);
  const { watchers } = await viewFollowing(w.db.office.reader, loaded, w.people.handler.person);
  return watchers.map((one) => one.name);
}

const read = async (w: World, revision: string, who: Actor) =>
  viewFollowing(w.db.office.reader, await w.load(revision), who.person);

test('writers and signers watch by themselves and are told what became of it, once', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  valueOf(await proposeNow(w, revision));
  const decision = { revision, contentSha256: await hashNow(w, revision), opinion: '同意' };
  const hour = (n: number) => new Date(monday.getTime() + n * 3_600_000);
  valueOf(await w.as(w.people.reviewer, (ctx) => passReview(ctx, decision), hour(1)));
  valueOf(await w.as(w.people.secrecy, (ctx) => passSecrecyReview(ctx, decision), hour(2)));
  await deliver(w);
  assert.deepEqual((await watchersOf(w, revision)).toSorted(), ['孙审核', '李保密', '钱经办'].toSorted());
  valueOf(await w.as(w.people.approver, (ctx) => approve(ctx, decision), hour(3)));
  await deliver(w);
  await deliver(w);
  const toldMoves = async (who: Actor) =>
    (await noticesOf(w, who)).filter((kind) => kind === 'disclosure.watched-moved').length;
  assert.equal(await toldMoves(w.people.reviewer), 1, 'of what became of it, not of every step');
  assert.equal(await toldMoves(w.people.secrecy), 1);
  // Told as the writer that it is approved, and not a second time as one who watches.
  const handler = await noticesOf(w, w.people.handler);
  assert.equal(handler.filter((kind) => kind === 'disclosure.approved').length, 1);
  assert.equal(await toldMoves(w.people.handler), 0);
  assert.equal(await toldMoves(w.people.stranger), 0);
});

test('whoever asked to watch is told of every move', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  valueOf(await proposeNow(w, revision));
  const loaded = await w.load(revision);
  valueOf(await w.as(w.people.handler, (ctx) => setWatching(ctx, loaded, true)));
  const decision = { revision, contentSha256: await hashNow(w, revision), opinion: '同意' };
  const hour = (n: number) => new Date(monday.getTime() + n * 3_600_000);
  valueOf(await w.as(w.people.reviewer, (ctx) => passReview(ctx, decision), hour(1)));
  valueOf(await w.as(w.people.secrecy, (ctx) => passSecrecyReview(ctx, decision), hour(2)));
  await deliver(w);
  const told = await noticesOf(w, w.people.handler);
  assert.deepEqual(told, ['disclosure.watched-moved', 'disclosure.watched-moved']);
});

test('whoever ends watching is told no more, and is not made to begin again by signing', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  valueOf(await proposeNow(w, revision));
  await deliver(w);
  const loaded = await w.load(revision);
  valueOf(await w.as(w.people.handler, (ctx) => setWatching(ctx, loaded, false)));
  valueOf(await w.as(w.people.reviewer, (ctx) => setWatching(ctx, loaded, false)));
  await review(w, revision);
  await deliver(w);
  assert.deepEqual(await watchersOf(w, revision), ['李保密']);
  assert.ok(!(await noticesOf(w, w.people.handler)).includes('disclosure.watched-moved'));
  valueOf(await w.as(w.people.handler, (ctx) => setWatching(ctx, loaded, true)));
  assert.equal((await read(w, revision, w.people.handler)).watching, true);
});

test('whoever lost the right to see a case hears nothing of it any more', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  valueOf(await proposeNow(w, revision));
  await deliver(w);
  w.dismiss(w.people.handler);
  const before = (await noticesOf(w, w.people.handler)).length;
  await review(w, revision);
  await deliver(w);
  assert.equal((await noticesOf(w, w.people.handler)).length, before);
});

test('an opinion calls upon colleagues who may see the case, and upon nobody else', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  valueOf(await proposeNow(w, revision));
  const contentSha256 = await hashNow(w, revision);
  const opinion = '同意，@周书记 请关注金额；@郑外人 也看看';
  valueOf(await w.as(w.people.reviewer, (ctx) => passReview(ctx, { revision, contentSha256, opinion })));
  await deliver(w);
  assert.deepEqual(await noticesOf(w, w.people.approver), ['disclosure.mentioned']);
  assert.deepEqual(await noticesOf(w, w.people.stranger), []);
});

test('a comment is kept with whom it calls upon, told, and never changed', async (t) => {
  const w = await world(t);
  const revision = await toApproval(w);
  await deliver(w);
  const loaded = await w.load(revision);
  const before = (await noticesOf(w, w.people.reviewer)).length;
  valueOf(await w.as(w.people.handler, (ctx) => comment(ctx, loaded, '请＠孙审核 核对附表\n谢谢 @郑外人')));
  assert.deepEqual((await noticesOf(w, w.people.reviewer)).slice(before), ['disclosure.mentioned']);
  assert.ok((await noticesOf(w, w.people.secrecy)).includes('disclosure.commented'));
  assert.deepEqual(await noticesOf(w, w.people.stranger), []);
  const [said] = (await read(w, revision, w.people.reviewer)).comments;
  assert.deepEqual([said?.mentions.map((one) => one.name), said?.isNew], [['孙审核'], true]);
  assert.equal((await read(w, revision, w.people.handler)).comments[0]?.isNew, false);
  for (const statement of [`update disclosure.comment set text = '改'`, 'delete from disclosure.comment']) {
    await assert.rejects(w.db.owner.pool.query(statement), /never changed/);
    await assert.rejects(w.db.office.pool.query(statement), /permission denied/);
  }
});

test('a comment with a mark of secrecy is refused and nothing of it stays', async (t) => {
  const w = await world(t);
  const revision = await toApproval(w);
  const loaded = await w.load(revision);
  const said = await w.as(w.people.handler, (ctx) => comment(ctx, loaded, '机密★10年 植入涉密字样'));
  assert.equal(!said.ok && said.code, 'screening-secret');
  assert.equal((await w.db.owner.pool.query('select from disclosure.comment')).rowCount, 0);
});

async function unseen(w: World, who: Actor, revision: string): Promise<boolean> {
  const { dossier } = await w.load(revision);
  const covered = coverage(who, permissions['disclosure.read']);
  return (await listUnseen(w.db.office.reader, who.person, covered, [dossier.id])).length > 0;
}

test('a case is unseen until looked at, and again when somebody else does or says something', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  assert.equal(await unseen(w, w.people.handler, revision), false, 'one’s own doing is no news');
  valueOf(await proposeNow(w, revision));
  assert.equal(await unseen(w, w.people.reviewer, revision), true);
  assert.equal(
    await unseen(w, w.people.stranger, revision),
    false,
    'nothing is said of a case that is not theirs',
  );
  const look = async (who: Actor) => {
    const loaded = await w.load(revision);
    valueOf(await w.as(who, (ctx) => see(ctx, loaded)));
    assert.equal(await hasSeenAll(w.db.office.reader, loaded, who.person), true);
  };
  await look(w.people.reviewer);
  assert.equal(await unseen(w, w.people.reviewer, revision), false);
  const loaded = await w.load(revision);
  valueOf(await w.as(w.people.handler, (ctx) => comment(ctx, loaded, '已补充说明')));
  assert.equal(await unseen(w, w.people.reviewer, revision), true);
  await look(w.people.reviewer);
  await look(w.people.handler);
  const contentSha256 = await hashNow(w, revision);
  valueOf(await w.as(w.people.reviewer, (ctx) => passReview(ctx, { revision, contentSha256, opinion: '' })));
  assert.equal(await unseen(w, w.people.reviewer, revision), false);
  assert.equal(await unseen(w, w.people.handler, revision), true);
  assert.equal((await read(w, revision, w.people.handler)).newEvents?.length, 1);
});

test('what is compared with is the text the reader saw last', async (t) => {
  const w = await world(t);
  const first = await draft(w);
  valueOf(await proposeNow(w, first));
  const loaded = await w.load(first);
  valueOf(await w.as(w.people.reviewer, (ctx) => see(ctx, loaded)));
  const decision = { revision: first, contentSha256: await hashNow(w, first), opinion: '请补充' };
  valueOf(await w.as(w.people.reviewer, (ctx) => returnRevision(ctx, decision)));
  const { revision: second } = valueOf(await w.as(w.people.handler, (ctx) => resubmit(ctx, first)));
  const now = await w.load(second);
  const before = await findSeenBefore(w.db.office.reader, now, w.people.reviewer.person);
  assert.deepEqual([before?.revision, before?.revisionNumber], [first, 1]);
  assert.equal(await findSeenBefore(w.db.office.reader, now, w.people.approver.person), null);
});

async function announceDue(w: World, revision: string, inWorkingDays: number): Promise<void> {
  const { dossier } = await w.load(revision);
  const data = {
    disclosure: dossier.id,
    revision,
    purpose: 'publish',
    stepKey: 'approval',
    lane: 0,
    request: null,
  };
  await w.db.owner.pool.query(
    `insert into platform.fact (id, kind, version, at, subject, data)
     values (gen_random_uuid(), 'disclosure.step-due-soon', 1, now(), 'x', $1)`,
    [JSON.stringify({ ...data, dueOn: '2026-03-09', inWorkingDays })],
  );
  await deliver(w);
}

test('whoever can act in a step is reminded of its date; whoever had a hand is not', async (t) => {
  const w = await world(t);
  const second = w.hire('陈书记', 'approver', units.village);
  const revision = await toApproval(w);
  await deliver(w);
  const before = (await noticesOf(w, w.people.reviewer)).length;
  for (const days of [5, 1, 0, -1]) await announceDue(w, revision, days);
  const told = (await noticesOf(w, w.people.approver)).filter((kind) => /due/.test(kind));
  assert.deepEqual(told, [
    'disclosure.due-soon',
    'disclosure.due-soon',
    'disclosure.due-today',
    'disclosure.overdue',
  ]);
  assert.equal((await noticesOf(w, second)).filter((kind) => /due/.test(kind)).length, 4);
  assert.equal((await noticesOf(w, w.people.reviewer)).length, before);
  valueOf(await approveNow(w, revision));
  await announceDue(w, revision, 1);
  assert.equal(
    (await noticesOf(w, w.people.approver)).filter((kind) => /due/.test(kind)).length,
    4,
    'the step is over',
  );
});

test('the digest says what waits for each, once a day, and nothing to whom nothing waits', async (t) => {
  const w = await world(t);
  await toApproval(w);
  await deliver(w);
  const nextDay = new Date('2026-03-03T08:00:00+08:00');
  assert.ok((await makeDigests(w.db.worker, nextDay)) >= 1);
  assert.equal(await makeDigests(w.db.worker, nextDay), 0, 'run again it makes nothing');
  const { rows } = await w.db.owner.pool.query<{
    person: PersonId;
    lines: { kind: string; params: object }[];
  }>('select person, lines from platform.digest');
  const approver = rows.find((row) => row.person === w.people.approver.person);
  assert.deepEqual(approver?.lines[0], {
    kind: 'disclosure.mine',
    params: { count: 1 },
    link: '/inbox?box=mine',
  });
  assert.equal(
    rows.some((row) => row.person === w.people.stranger.person),
    false,
  );
  assert.ok((await noticesOf(w, w.people.approver)).includes('disclosure.digest'));
  assert.equal(await makeDigests(w.db.worker, new Date('2026-03-07T08:00:00+08:00')), 0, 'a Saturday');
});

test('whoever wishes no digest gets none', async (t) => {
  const w = await world(t);
  await toApproval(w);
  await w.db.owner.pool.query(
    `insert into platform.notice_preference select v.person, 'off', now() from unnest($1::uuid[]) v (person)`,
    [Object.values(w.people).map((one) => one.person)],
  );
  assert.equal(await makeDigests(w.db.worker, new Date('2026-03-03T08:00:00+08:00')), 0);
});
