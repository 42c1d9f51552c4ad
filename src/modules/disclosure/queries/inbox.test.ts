import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Actor } from '#kernel';
import { valueOf } from '#test/database';
import { returnRevision } from '../commands/decide-step.ts';
import { decide } from '../domain/index.ts';
import { findCases } from '../store/load-case.ts';
import { grant, units } from '../testing/cases.ts';
import {
  approved,
  draft,
  hashNow,
  monday,
  proposeNow,
  toApproval,
  type World,
  world,
} from '../testing/world.ts';
import type { InboxBox } from '../words.ts';
import { listDossiers, listDrafts } from './dossiers.ts';
import { inboxRows } from './heads.ts';
import { countInbox, daysAt, latenessOf, listInboxIds } from './inbox.ts';

async function box(w: World, actor: Actor, name: InboxBox, now = monday): Promise<readonly string[]> {
  const days = await daysAt(w.db.office.reader, now);
  return (await listInboxIds(w.db.office.reader, actor, name, days, { limit: 50 })).ids;
}

test('each box shows its own, and nobody sees what they cannot decide', async (t) => {
  const w = await world(t);
  const inReview = await draft(w);
  valueOf(await proposeNow(w, inReview));
  const inApproval = await toApproval(w);
  const ready = await approved(w);
  const sentBack = await toApproval(w);
  const decision = { revision: sentBack, contentSha256: await hashNow(w, sentBack), opinion: '请补充' };
  valueOf(await w.as(w.people.approver, (ctx) => returnRevision(ctx, decision)));

  assert.deepEqual(await box(w, w.people.reviewer, 'mine'), [inReview]);
  assert.deepEqual(await box(w, w.people.secrecy, 'mine'), []);
  assert.deepEqual(await box(w, w.people.approver, 'mine'), [inApproval]);
  assert.deepEqual(await box(w, w.people.stranger, 'mine'), []);
  assert.deepEqual(
    (await box(w, w.people.handler, 'waiting')).toSorted(),
    [inReview, inApproval, ready].toSorted(),
  );
  assert.deepEqual(await box(w, w.people.handler, 'returned'), [sentBack]);
  assert.deepEqual(await countInbox(w.db.office.reader, w.people.handler, monday), {
    mine: 0,
    dueSoon: 0,
    late: 0,
    waiting: 3,
    returned: 1,
    nobody: 0,
  });
});

test('what is due soon and what is late follows the day', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  valueOf(await proposeNow(w, revision));
  // Due on Wednesday 4 March, two working days after Monday.
  const at = (day: string) => new Date(`2026-03-${day}T10:00:00+08:00`);
  assert.deepEqual(await box(w, w.people.reviewer, 'dueSoon', at('02')), [revision]);
  assert.deepEqual(await box(w, w.people.reviewer, 'dueSoon', at('04')), [revision]);
  assert.deepEqual(await box(w, w.people.reviewer, 'late', at('04')), []);
  assert.deepEqual(await box(w, w.people.reviewer, 'late', at('05')), [revision]);
  assert.deepEqual(await box(w, w.people.reviewer, 'dueSoon', at('05')), []);
});

test('lateness is one rule', () => {
  const days = { today: '2026-03-02', soon: '2026-03-04' };
  assert.deepEqual(
    [null, '2026-03-01', '2026-03-02', '2026-03-04', '2026-03-05'].map((due) => latenessOf(due, days)),
    ['none', 'late', 'dueSoon', 'dueSoon', 'none'],
  );
});

test('the inbox in SQL shows exactly what the workflow lets one decide', async (t) => {
  const w = await world(t);
  const all: string[] = [];
  for (let round = 0; round < 2; round += 1) {
    const revision = await draft(w);
    valueOf(await proposeNow(w, revision));
    all.push(revision, await toApproval(w), await approved(w), await draft(w));
  }
  const cases = await findCases(w.db.office.reader, all);
  const persons = Object.values(w.people).map((one) => one.person);
  const grants = fc.array(
    fc
      .record({
        role: fc.constantFrom('handler', 'reviewer', 'secrecyReviewer', 'approver' as const),
        unit: fc.constantFrom(units.district, units.town, units.village, units.otherTown),
        reach: fc.constantFrom('own', 'below', 'line' as const),
        principal: fc.option(fc.constantFrom(...persons), { nil: null }),
      })
      .map(({ role, unit, reach, principal }) => grant(role, unit, { reach, principal })),
    { maxLength: 4 },
  );
  let shown = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...persons), grants, async (person, held) => {
      const actor: Actor = {
        person,
        name: '某',
        grants: held.filter((one) => one.principal !== person),
        affiliations: [],
      };
      const decidable = all.filter((id) => {
        const loaded = cases.get(id);
        return loaded !== undefined && decide(loaded.case, 'claim', actor).ok;
      });
      const found = await box(w, actor, 'mine');
      assert.deepEqual(found.toSorted(), decidable.toSorted());
      shown += found.length;
    }),
    { numRuns: 150, seed: 5 },
  );
  assert.ok(shown > 20, `only ${shown} shown`);
});

test('pages of a list join without gap or repetition, and rows say which moves are possible', async (t) => {
  const w = await world(t);
  const all: string[] = [];
  for (let index = 0; index < 5; index += 1) {
    const revision = await draft(w);
    valueOf(await proposeNow(w, revision));
    all.push(revision);
  }
  const db = w.db.office.reader;
  const days = await daysAt(db, monday);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listInboxIds(db, w.people.reviewer, 'mine', days, { limit: 2, cursor });
    assert.equal(page.total, 5);
    seen.push(...page.ids);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  assert.deepEqual(seen.toSorted(), all.toSorted());
  assert.equal(new Set(seen).size, 5);
  const [row] = await inboxRows(db, seen, w.people.reviewer, days);
  assert.deepEqual(
    [row?.moves, row?.unit.name, row?.proposer?.name],
    [['claim', 'transfer', 'addSigner', 'pass', 'return'], '云溪村', '钱经办'],
  );
  const spoiled = await listInboxIds(db, w.people.reviewer, 'mine', days, { limit: 2, cursor: 'nonsense' });
  assert.equal(spoiled.ids.length, 2);
});

test('dossiers are listed within the reader’s part of the tree, by state and words', async (t) => {
  const w = await world(t);
  await draft(w, { title: '村道硬化工程公示' });
  const second = await draft(w, { title: '100%低保_复核结果' });
  valueOf(await proposeNow(w, second));
  const list = async (coverage: Partial<{ paths: string[]; units: number[] }>, filter = {}) => {
    const within = { paths: [], units: [], lines: [], ...coverage };
    return (await listDossiers(w.db.office.reader, within, { limit: 10, ...filter }, monday)).rows.map(
      (one) => one.title,
    );
  };
  assert.equal((await list({ paths: ['/1/2/'] })).length, 2);
  assert.equal((await list({ units: [3] })).length, 2);
  assert.deepEqual(await list({ paths: ['/1/4/'] }), []);
  assert.deepEqual(await list({}), []);
  assert.deepEqual(await list({ units: [3] }, { state: 'inReview' }), ['100%低保_复核结果']);
  assert.deepEqual(await list({ units: [3] }, { text: '硬化' }), ['村道硬化工程公示']);
  assert.deepEqual(await list({ units: [3] }, { text: '0%低' }), ['100%低保_复核结果']);
  assert.deepEqual(await list({ units: [3] }, { text: '低%复' }), []);
  const drafts = await listDrafts(w.db.office.reader, w.people.handler, { limit: 10 }, monday);
  assert.deepEqual(
    drafts.rows.map((one) => one.title),
    ['村道硬化工程公示'],
  );
});
