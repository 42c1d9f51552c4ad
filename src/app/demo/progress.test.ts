import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTranslator, locales } from '#platform/i18n';
import { demoMessages } from './messages.ts';
import { terminalProgress } from './progress.ts';
import { makeWorld } from './world/index.ts';

const translate = createTranslator([demoMessages])('zh-CN');

function written(isTTY: boolean, steps: number): string {
  let text = '';
  const progress = terminalProgress({ isTTY, write: (more) => (text += more) }, translate);
  for (let done = 1; done <= steps; done += 1) progress('units', done, steps);
  return text;
}

test('elsewhere than in a terminal: one plain line at each tenth, the last one included', () => {
  const lines = written(false, 200).trimEnd().split('\n');
  assert.equal(lines.length, 11);
  assert.equal(lines.at(-1), '建立单位：200/200（100%）');
  assert.ok(lines.every((line) => !line.includes('\u001b')));
});

test('in a terminal: one line that is written over, and ended when the stage is done', () => {
  const text = written(true, 20);
  assert.equal(text.split('\n').length, 2);
  assert.equal(text.split('\r').length, 21);
});

test('every printed account says what it shows, in both languages', () => {
  for (const locale of locales) {
    const tell = createTranslator([demoMessages])(locale);
    for (const { shows } of makeWorld('demo', 1, '2026-08-07').accounts())
      assert.notEqual(tell(shows), shows);
  }
});
