import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { soundsOf } from '#modules/search';
import { isReadAs, mostTyped, padKeys, typed } from '../../src/modules/carriers/devices/browser/typed.ts';

test('keys of a kiosk: letters join, a letter after Chinese begins anew, back and clear take away', () => {
  assert.equal(typed('s', 'z'), 'sz');
  assert.equal(typed('收支', 's'), 's');
  assert.equal(typed('收支', '2'), '收支2');
  assert.equal(typed('收支', 'back'), '收');
  assert.equal(typed('𠮷', 'back'), '');
  assert.equal(typed('sz', 'clear'), '');
  for (const other of ['', 'A', 'ab', '<', "'", 'backk']) assert.equal(typed('sz', other), 'sz');
});

test('whatever keys are pressed, the text stays short and of keys alone', () => {
  const keys = fc.array(fc.constantFrom(...padKeys, 'back', 'clear', '?'), { maxLength: 200 });
  fc.assert(
    fc.property(keys, (pressed) => {
      const text = pressed.reduce(typed, '');
      assert.match(text, /^[a-z0-9]*$/);
      assert.ok(text.length <= mostTyped);
    }),
  );
});

test('a kiosk without network reads letters as the search room does: initials, or sounds with the last unfinished', () => {
  const sounds = soundsOf('云溪村2026年第一季度收支公示');
  for (const letters of ['sz', 'szgs', 'yxc', 'shouzhi', 'shouzh', 'yunxicun', 'jidu'])
    assert.equal(isReadAs(sounds, letters), true, letters);
  for (const letters of ['zs', 'c2', 'shouzhix', 'xiyun', 'yxcn'])
    assert.equal(isReadAs(sounds, letters), false, letters);
});
