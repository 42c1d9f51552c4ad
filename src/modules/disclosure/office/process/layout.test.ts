import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Box, type Drawn, layoutProcess } from './layout.ts';

const step = (key: string, changes: Partial<Drawn> = {}): Drawn => ({
  key,
  words: key,
  seats: ['本单位'],
  conditional: false,
  faulty: false,
  passedOver: false,
  ...changes,
});

test('a chain is drawn in its order, with its ends', () => {
  const { boxes, lines } = layoutProcess([step('a'), step('b')], '提出', '发布');
  assert.deepEqual(
    boxes.map((box) => box.lines[0]),
    ['提出', 'a', 'b', '发布'],
  );
  const xs = boxes.map((box) => box.x);
  assert.deepEqual(
    xs,
    xs.toSorted((a, b) => a - b),
  );
  assert.equal(lines.length, 6);
});

test('countersigning stands as parallel lanes, a conditional step has a way around it', () => {
  const { boxes, lines } = layoutProcess(
    [step('a', { conditional: true }), step('b', { seats: ['甲', '乙', '丙'] })],
    '提出',
    '发布',
  );
  const lanes = boxes.filter((box) => box.lines[0] === 'b');
  assert.equal(new Set(lanes.map((box) => box.x)).size, 1);
  assert.equal(new Set(lanes.map((box) => box.y)).size, 3);
  assert.deepEqual(
    lines.filter((one) => one.kind === 'around').map((one) => one.key),
    ['a around'],
  );
});

test('whatever the process, boxes lie inside the drawing and do not cover one another', () => {
  const any = fc.array(fc.record({ seats: fc.integer({ min: 1, max: 9 }), conditional: fc.boolean() }), {
    maxLength: 15,
  });
  fc.assert(
    fc.property(any, (shape) => {
      const steps = shape.map(({ seats, conditional }, index) =>
        step(`s${index}`, { conditional, seats: Array.from({ length: seats }, (_, lane) => `处${lane}`) }),
      );
      const { boxes, width, height } = layoutProcess(steps, '提出', '发布');
      assert.equal(new Set(boxes.map((box) => box.key)).size, boxes.length);
      for (const box of boxes) {
        assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height);
      }
      for (const [index, a] of boxes.entries()) {
        for (const b of boxes.slice(index + 1)) assert.ok(!overlap(a, b), `${a.key} and ${b.key}`);
      }
    }),
    { numRuns: 300, seed: 4 },
  );
});

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
