import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInThread } from './index.ts';
import type { Misbehaviour } from './testing/misbehave.ts';

const module = new URL('./testing/misbehave.ts', import.meta.url);
const limits = { megabytes: 200, millis: 60_000 };

const outcome = async (what: Misbehaviour, millis = limits.millis) => {
  const answer = await runInThread<string>(module, what, { ...limits, millis });
  return answer.ok ? answer.value : answer.fault;
};

test('whatever a parser does, the server gets an answer, and the next file is parsed', async () => {
  const cases: readonly (readonly [Misbehaviour, string])[] = [
    ['throw', 'crashed'],
    ['exit', 'crashed'],
    ['heap', 'too-large'],
    ['buffers', 'too-large'],
  ];
  for (const [what, fault] of cases) {
    assert.equal(await outcome(what), fault, what);
    assert.equal(await outcome('none'), 'none', `after ${what}`);
  }
  assert.equal(await outcome('loop', 300), 'too-slow');
  assert.equal(await outcome('none'), 'none');
});

test('tasks wait for one another, answer in their order, and are heard on their way', async () => {
  const order: string[] = [];
  const one = (what: Misbehaviour) =>
    runInThread<string>(module, what, limits, (piece) => order.push(piece)).then((answer) =>
      order.push(answer.ok ? answer.value : answer.fault),
    );
  await Promise.all([one('none'), one('throw'), one('none')]);
  assert.deepEqual(order, ['begun', 'none', 'begun', 'crashed', 'begun', 'none']);
});
