import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  decideDissolve,
  decideEndPost,
  decideMove,
  isUscc,
  isWithin,
  mayStandEmpty,
  pathEnd,
  pathUnder,
  requirements,
  standingOf,
  type UnitFacts,
} from './domain.ts';
import { unitKinds, unitLevels } from './vocabulary.ts';

const path = fc
  .array(fc.integer({ min: 1, max: 2_000_000 }), { minLength: 1, maxLength: 6 })
  .map((ids) => `/${ids.join('/')}/`);
const inByteOrder = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

test('a subtree is exactly one range of paths in byte order', () => {
  fc.assert(
    fc.property(path, path, (top, other) => {
      const inRange = inByteOrder(other, top) >= 0 && inByteOrder(other, pathEnd(top)) < 0;
      assert.equal(inRange, isWithin(other, top));
    }),
  );
  fc.assert(
    fc.property(path, fc.integer({ min: 1 }), (top, id) => {
      const child = pathUnder(top, id);
      assert.ok(inByteOrder(child, top) > 0 && inByteOrder(child, pathEnd(top)) < 0);
    }),
  );
});

const unit: fc.Arbitrary<UnitFacts> = fc.record({
  id: fc.integer({ min: 1, max: 9 }),
  path: path,
  level: fc.constantFrom(...unitLevels),
  state: fc.constantFrom('active' as const, 'merged' as const, 'dissolved' as const),
  superiorId: fc.option(fc.integer({ min: 1, max: 9 })),
  version: fc.integer({ min: 1, max: 3 }),
});

test('whatever is allowed to move, goes from an active place to an active one outside itself and not above its level', () => {
  fc.assert(
    fc.property(unit, unit, fc.integer({ min: 1, max: 3 }), (moved, target, version) => {
      if (!decideMove(moved, target, version).ok) return;
      assert.ok(moved.state === 'active' && target.state === 'active' && moved.version === version);
      assert.ok(!isWithin(target.path, moved.path));
      assert.ok(moved.superiorId !== null && moved.superiorId !== target.id);
      assert.ok(unitLevels.indexOf(moved.level) >= unitLevels.indexOf(target.level));
    }),
    { numRuns: 2000 },
  );
});

test('whatever is allowed to end, leaves nobody below it and its work to somebody active', () => {
  fc.assert(
    fc.property(unit, unit, fc.integer({ min: 0, max: 2 }), (ended, successor, below) => {
      if (!decideDissolve(ended, successor, below, ended.version).ok) return;
      assert.ok(below === 0 && successor.state === 'active' && successor.id !== ended.id);
    }),
  );
});

test('the last holder of a post that must not stand empty ends only with a successor', () => {
  const post = { kind: 'handler', fromOn: '2026-01-01', endedOn: null, version: 1 } as const;
  const end = { on: '2026-03-01', today: '2026-03-02', version: 1 };
  const decide = (hasSuccessor: boolean, others: number, kind: 'school' | 'partyBranch' = 'school') => {
    const decision = decideEndPost(post, kind, { ...end, hasSuccessor }, others);
    return decision.ok || decision.code;
  };
  assert.deepEqual(
    [decide(false, 0), decide(true, 0), decide(false, 1), decide(false, 0, 'partyBranch')],
    ['post-successor-needed', true, true, true],
  );
  assert.ok(unitKinds.every((kind) => !mayStandEmpty('firstResponsible', kind)));
  assert.deepEqual(Object.keys(requirements).sort(), [...unitKinds].sort());
});

test('a term: held, ending soon, expired, ended', () => {
  const at = (untilOn: string | null, endedOn: string | null = null) =>
    standingOf({ untilOn, endedOn }, '2026-03-02', '2026-05-01');
  assert.deepEqual(
    [
      at(null),
      at('2026-05-02'),
      at('2026-05-01'),
      at('2026-03-02'),
      at('2026-03-01'),
      at('2026-03-01', '2026-03-01'),
    ],
    ['holds', 'holds', 'endsSoon', 'endsSoon', 'expired', 'ended'],
  );
});

test('the unified social credit code: the example of the standard, and every single wrong digit', () => {
  const right = '91350100M000100Y43';
  assert.ok(isUscc(right));
  for (let at = 0; at < 18; at += 1)
    for (const other of '0123456789ABCDEFGHJKLMNPQRTUWXY')
      if (other !== right[at]) assert.ok(!isUscc(right.slice(0, at) + other + right.slice(at + 1)));
  assert.ok(!isUscc(right.toLowerCase()));
  assert.ok(!isUscc('91350100I000100Y43'));
});
