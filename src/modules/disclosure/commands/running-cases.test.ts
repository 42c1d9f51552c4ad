import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { valueOf } from '#test/database';
import { grantOfKind } from '../domain/index.ts';
import { type ProcessStep, processProblem, stepCondition, stepsFor } from '../process.ts';
import { fullSteps, units } from '../testing/cases.ts';
import { putInForce } from '../testing/processes.ts';
import { draft, hashNow, proposeNow, type World, world } from '../testing/world.ts';
import { type Scope, scopes, seatsOf } from '../words.ts';
import { approve, countersign, type Decision, passStep } from './decide-step.ts';

/*
 * A changed process definition never touches a running case. Random definitions, random cases, and definitions put in force
 * between any two moves: each case goes exactly through the steps that its own definition gave it when it began.
 */

const [review, risk, legality, secrecy, signing, approval] = fullSteps as [
  ProcessStep,
  ProcessStep,
  ProcessStep,
  ProcessStep,
  ProcessStep,
  ProcessStep,
];

const condition = fc.option(
  fc
    .record({ scopes: fc.subarray([...scopes]), tags: fc.subarray(['村务', '扶贫']) })
    .map((one) => stepCondition.parse(one)),
);
const extra = fc.record({
  of: fc.constantFrom(review, risk, legality, signing),
  when: condition,
  limit: fc.integer({ min: 1, max: 9 }),
});
const definition: fc.Arbitrary<readonly ProcessStep[]> = fc
  .array(extra, { maxLength: 4 })
  .map((more) => [
    review,
    ...more.map(({ of, when, limit }, index) => ({
      ...of,
      key: `extra${index}`,
      when,
      limitWorkingDays: limit,
    })),
    secrecy,
    approval,
  ])
  .filter((steps) => processProblem(steps) === null);

async function decideOpen(w: World, revision: string): Promise<void> {
  const loaded = await w.load(revision);
  const [lane] = loaded.case.lanes;
  assert.ok(lane !== undefined);
  const unit = lane.place.id === units.town.id ? units.town : units.village;
  const somebody = w.hire(`第${Math.floor(loaded.signatures.length)}人`, lane.role, unit);
  const given: Decision = { revision, contentSha256: await hashNow(w, revision), opinion: '同意' };
  const kind = loaded.case.steps[loaded.case.step ?? 0]?.kind ?? 'review';
  const command = { pass: passStep, countersign, approve }[grantOfKind[kind]];
  valueOf(await w.as(somebody, (ctx) => command(ctx, given)));
  w.dismiss(somebody);
}

test('a changed process definition never touches a running case', async (t) => {
  const w = await world(t);
  let different = 0;
  await fc.assert(
    fc.asyncProperty(
      definition,
      fc.array(definition, { minLength: 1, maxLength: 3 }),
      fc.constantFrom<Scope>('society', 'wholeParty', 'unit'),
      async (first, later, scope) => {
        await putInForce(w, first);
        const revision = await draft(w, { scope });
        const content = (await w.load(revision)).revision.content;
        valueOf(await proposeNow(w, revision));
        const mine = stepsFor(first, {
          ...content,
          purpose: 'publish',
          personalDataInFiles: false,
          urgent: false,
        });
        const gone: string[] = [];
        for (const [index, step] of mine.entries()) {
          const other = later[index];
          if (other !== undefined) await putInForce(w, other);
          assert.deepEqual((await w.load(revision)).case.steps, mine);
          for (const _ of seatsOf(step)) {
            gone.push((await w.load(revision)).openStep?.step_key ?? '');
            await decideOpen(w, revision);
          }
        }
        assert.equal((await w.load(revision)).revision.state, 'approved');
        assert.deepEqual(
          gone,
          mine.flatMap((step) => seatsOf(step).map(() => step.key)),
        );
        if (later.some((other) => JSON.stringify(other) !== JSON.stringify(first))) different += 1;
      },
    ),
    { numRuns: 25, seed: 20260302 },
  );
  assert.ok(different > 15, `only ${different} definitions were changed`);
});
