import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeEntry } from '#modules/transparency-log';
import { type Before, entryOf, type Registered } from './entry.ts';

const registered: Registered = {
  effect: 'create',
  purpose: 'publish',
  scope: 'society',
  claimedAt: new Date('2026-03-02T02:00:00.000Z'),
  unit: 'v',
  slug: '7k3m9x2q',
  version: 1,
  duties: ['00000000-0000-4000-8000-000000000001'],
  ground: null,
  manifestCommit: 'c'.repeat(64),
};
const society = { idx: 4, leaf: '4'.repeat(64), scope: 'society' } as const;
const inner = { idx: 9, leaf: '9'.repeat(64), scope: 'unit' } as const;

const shape = (changes: Partial<Registered>, before: Before = []) => {
  const { type, ver, prev, purpose, basis, manifest, duty } = entryOf({ ...registered, ...changes }, before);
  return { type, ver, prev: prev?.idx, purpose, basis, manifest: manifest !== undefined, duty: duty?.length };
};
const plain = { ver: 1, prev: undefined, purpose: undefined, basis: undefined, manifest: true, duty: 1 };

test('each purpose has its entry; codes and commitments only', () => {
  assert.deepEqual(shape({}), { ...plain, type: 'publish' });
  for (const purpose of ['correct', 'clarify', 'changeValidity'] as const)
    assert.deepEqual(shape({ effect: 'addVersion', version: 2, purpose }, [society]), {
      ...plain,
      type: 'correct',
      ver: 2,
      prev: 4,
      purpose,
    });
  assert.deepEqual(shape({ ground: 'art15-2' }), { ...plain, type: 'withhold', basis: 'art15-2' });
  assert.deepEqual(shape({ effect: 'withdraw', purpose: 'withdraw', manifestCommit: null }, [society]), {
    ...plain,
    type: 'withdraw',
    prev: 4,
    manifest: false,
    duty: undefined,
  });
});

test('narrowed, society is told of a withdrawal; opened again, of a publication that follows no inner entry', () => {
  const closed = shape({ effect: 'close', purpose: 'correct', manifestCommit: null }, [society]);
  assert.deepEqual([closed.type, closed.prev, closed.purpose], ['withdraw', 4, undefined]);
  const opened = shape({ effect: 'addVersion', purpose: 'correct', version: 2 }, [inner]);
  assert.deepEqual([opened.type, opened.prev, opened.ver], ['publish', undefined, 2]);
  const again = shape({ effect: 'addVersion', purpose: 'correct', version: 3 }, [society, inner]);
  assert.deepEqual([again.type, again.prev], ['correct', 4]);
  const inside = shape({ effect: 'addVersion', purpose: 'correct', version: 3, scope: 'unit' }, [
    society,
    inner,
  ]);
  assert.deepEqual([inside.type, inside.prev], ['correct', 9]);
});

test('the bytes of an entry are these', () => {
  assert.equal(
    Buffer.from(encodeEntry(entryOf(registered, []))).toString(),
    `{"claimed_at":"2026-03-02T02:00:00.000Z","duty":["00000000-0000-4000-8000-000000000001"],"item":"7k3m9x2q","manifest":{"commit":"${'c'.repeat(64)}"},"type":"publish","unit":"v","v":1,"ver":1}`,
  );
});

test('the longest list of duties still fits an entry', () => {
  const duties = Array.from(
    { length: 50 },
    (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  );
  assert.ok(encodeEntry(entryOf({ ...registered, duties }, [society])).length < 4096);
});
