import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSimilar } from '#modules/similarity';
import type { Database } from '#platform/database';
import { freshDatabase } from '#test/database';
import {
  fillShelf,
  formText,
  freshText,
  newcomer,
  shelfLibrary,
  shelfNumberOf,
  shelfText,
} from '../../src/modules/similarity/testing/shelf.ts';
import { copyKinds, copyOf, namesOf } from '../../src/modules/similarity/testing/texts.ts';

/*
 * How many copies are found, and how many honest texts are called copies, by the room's own code on the real database. The
 * bench (`npm run bench -- --only similarity`) asks the same among 100,000 texts.
 */

const shelf = { texts: 3_000, units: 300 };
const ask = (db: Database, n: number, text: string) =>
  findSimilar(
    db.reader,
    { subject: null, unit: 1, names: namesOf(newcomer(n)), text },
    shelfLibrary(shelf.units),
  );

test('copies are found and honest texts are not called copies', async (t) => {
  const db = await freshDatabase(t);
  await fillShelf(db.owner, shelf);
  const each = 40;
  const lines: string[] = [];
  for (const kind of copyKinds) {
    let found = 0;
    for (let i = 0; i < each; i += 1) {
      const n = (i * 71) % shelf.texts;
      const text = copyOf(shelfText(n, shelf.units), kind, 9_000 + i, newcomer(i));
      const { others } = await ask(db.office, i, text);
      if (others.some((one) => shelfNumberOf(one.known.subject) === n)) found += 1;
    }
    lines.push(`${kind}: ${found} of ${each} found`);
    assert.ok(found / each >= 0.95, lines.at(-1));
  }
  for (const [kind, make] of [
    ['fresh text with form and law', freshText],
    ['hardly more than form and law', (n: number) => formText(n, shelf.units)],
  ] as const) {
    let alarms = 0;
    for (let i = 0; i < each * 2; i += 1) {
      const { others } = await ask(db.office, i, make(i));
      if (others.length > 0) alarms += 1;
    }
    lines.push(`${kind}: ${alarms} of ${each * 2} called copies`);
    assert.ok(alarms / (each * 2) <= 0.05, lines.at(-1));
  }
  for (const line of lines) t.diagnostic(line);
});
