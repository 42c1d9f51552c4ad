import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paragraph } from '#platform/richtext';
import { type DocumentContent, screenDocument, screenDocumentInTurns } from './screen-document.ts';

/** A text of many paragraphs, every tenth with the example number of GB 11643 in it. */
function long(paragraphs: number): DocumentContent {
  const body = Array.from({ length: paragraphs }, (_, at) =>
    paragraph(
      `第${at}段：${'公示资金使用情况，'.repeat(30)}${at % 10 === 0 ? '身份证号11010519491231002X' : ''}`,
    ),
  );
  return { title: '关于资金使用情况的公示', body: { type: 'doc', content: body }, attachments: [] };
}

test('in turns finds what is found at once', async () => {
  const content = long(200);
  const found = await screenDocumentInTurns(content, {});
  assert.equal(found.length, 20);
  assert.deepEqual(found, screenDocument(content));
});

test('others have their turn while a long text is read', async () => {
  let turns = 0;
  let isReading = true;
  const count = () => {
    turns += 1;
    if (isReading) setImmediate(count);
  };
  setImmediate(count);
  const found = await screenDocumentInTurns(long(4_000), {});
  isReading = false;
  assert.equal(found.length, 400);
  assert.ok(turns > 1, `${turns} turns`);
});
