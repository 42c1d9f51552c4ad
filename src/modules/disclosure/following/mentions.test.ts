import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Colleague, mentionedIn } from './mentions.ts';

const all: readonly Colleague[] = [
  { id: '1', name: '周书' },
  { id: '2', name: '周书记' },
  { id: '3', name: '孙审核' },
  { id: '4', name: '孙审核' },
];
const ids = (text: string) => mentionedIn(text, all).map((one) => one.id);

test('names after @ are called upon: the longest that fits, both of one name, nobody who is not on the list', () => {
  assert.deepEqual(ids('请@周书记看'), ['2']);
  assert.deepEqual(ids('请@周书看'), ['1']);
  assert.deepEqual(ids('＠孙审核、@周书记'), ['2', '3', '4']);
  assert.deepEqual(ids('周书记 a@b.example @ 孙审核 @某人'), []);
  assert.deepEqual(ids(''), []);
});
