import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fact, FactId } from '#kernel';
import { done } from '#kernel';
import { systemActor } from '#platform/command';
import { testActor, valueOf } from '#test/database';
import { claim } from './commands/claim.ts';
import { createDisclosure } from './commands/create-disclosure.ts';
import { units } from './testing/cases.ts';
import { draft, monday, proposeNow, type World, world } from './testing/world.ts';
import { followMove, redateOpenSteps, takeOver } from './upkeep.ts';

const fact = (kind: string, data: unknown): Fact => ({
  id: crypto.randomUUID() as FactId,
  kind,
  version: 1,
  at: monday,
  actor: null,
  unit: null,
  subject: '',
  data,
});

/** As the worker runs a hearer. */
async function hear(w: World, work: Parameters<World['as']>[1]): Promise<void> {
  valueOf(
    await w.as(systemActor, async (ctx) => {
      ctx.audit.rows += 1;
      return work(ctx);
    }),
  );
}

async function proposed(w: World): Promise<string> {
  const revision = await draft(w);
  valueOf(await proposeNow(w, revision));
  return revision;
}

test('a changed calendar gives open steps another date and another explanation', async (t) => {
  const w = await world(t);
  const revision = await proposed(w);
  assert.equal((await w.load(revision)).openStep?.due_on, '2026-03-04');
  const holidays = [3, 4].map((day) => `('2026-03-0${day}', 2026, 'holiday', '水灾停工', '某通知')`).join();
  await w.db.owner.pool.query(`insert into platform.calendar_year values (2026, '某通知', now())`);
  await w.db.owner.pool.query(`insert into platform.calendar_day values ${holidays}`);
  for (let twice = 0; twice < 2; twice += 1) {
    await hear(w, async (ctx) => {
      await redateOpenSteps(ctx);
      return done(null);
    });
  }
  const { openStep } = await w.load(revision);
  assert.equal(openStep?.due_on, '2026-03-06');
  assert.match(JSON.stringify(openStep?.due_steps), /水灾停工/);
});

test('a moved unit takes its dossiers and open steps along', async (t) => {
  const w = await world(t);
  const revision = await proposed(w);
  await hear(w, async (ctx) => {
    await followMove(ctx, fact('organisations.moved', { unit: 2, oldPath: '/1/2/', newPath: '/1/4/2/' }));
    return done(null);
  });
  const { unit, openStep } = await w.load(revision);
  assert.deepEqual([unit.path, openStep?.unit_path], ['/1/4/2/3/', '/1/4/2/3/']);
});

test('what somebody had claimed is free when they hand over', async (t) => {
  const w = await world(t);
  const revision = await proposed(w);
  valueOf(await w.as(w.people.reviewer, (ctx) => claim(ctx, revision)));
  const data = { fromUnit: 3, toUnit: 3, fromPerson: w.people.reviewer.person, toPerson: null };
  await hear(w, async (ctx) => {
    await takeOver(ctx, fact('organisations.handed-over', data));
    return done(null);
  });
  assert.equal(
    (await w.load(revision)).case.lanes.every((lane) => lane.claimedBy === null),
    true,
  );
});

test('what somebody had in hand is offered to the successor, by title only as far as their roles reach', async (t) => {
  const w = await world(t);
  const revision = await proposed(w);
  const begun = await draft(w);
  valueOf(await w.as(w.people.reviewer, (ctx) => claim(ctx, revision)));
  const { reviewer, handler } = w.people;
  const hand = (fromPerson: string | null, toPerson: string | null) =>
    hear(w, async (ctx) => {
      await takeOver(
        ctx,
        fact('organisations.handed-over', { fromUnit: 3, toUnit: 3, fromPerson, toPerson }),
      );
      return done(null);
    });
  const told = async (person: string | null) =>
    (
      await w.db.owner.pool.query<{ kind: string; link: string; params: { count?: number } }>(
        `select kind, link, params from platform.notification where person = $1 and kind like '%-offered' or kind like '%-beyond-roles' order by id`,
        [person],
      )
    ).rows;
  // The handler holds no reviewing role: the number, no title and no link to the text.
  await hand(reviewer.person, handler.person);
  const [beyond, ...others] = await told(handler.person);
  assert.deepEqual(
    [beyond?.kind, beyond?.params.count, beyond?.link, others.length],
    ['disclosure.work-beyond-roles', 1, '/disclosures?unit=3', 0],
  );
  assert.equal(JSON.stringify(beyond?.params).includes('title'), false);
  // Freed by now: offered once.
  await hand(reviewer.person, handler.person);
  assert.equal((await told(handler.person)).length, 1);
  valueOf(await w.as(reviewer, (ctx) => claim(ctx, revision)));
  await hand(reviewer.person, reviewer.person);
  await hand(handler.person, null);
  await hand(handler.person, handler.person);
  const offered = (await told(reviewer.person)).filter((one) => one.kind === 'disclosure.step-offered');
  assert.deepEqual(
    offered.map((one) => one.link),
    [`/revisions/${revision}`],
  );
  const drafts = (await told(handler.person)).filter((one) => one.kind === 'disclosure.draft-offered');
  assert.deepEqual(
    drafts.map((one) => one.link),
    [`/revisions/${begun}`],
  );
});

test('a merged unit’s work goes to its successor, whose people go on with it; no number is lost', async (t) => {
  const w = await world(t);
  const revision = await proposed(w);
  const successor = testActor('何经办', ['handler'], units.otherTown);
  const theirs = await w.as(successor, (ctx) => createDisclosure(ctx, units.otherTown));
  assert.equal(valueOf(theirs).number, '2026-0001');
  const data = { fromUnit: 3, toUnit: 4, fromPerson: null, toPerson: null };
  for (let twice = 0; twice < 2; twice += 1) {
    await hear(w, async (ctx) => {
      await takeOver(ctx, fact('organisations.handed-over', data));
      return done(null);
    });
  }
  const moved = await w.load(revision);
  assert.deepEqual([moved.unit.id, moved.dossier.number, moved.openStep?.unit_id], [4, '2026-0001-3', 4]);
});
