import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');

type Term = { readonly word: string; readonly identifier: string; readonly file: string };

function readGlossary(): readonly Term[] {
  const rows = readFileSync(join(root, 'docs', 'glossary.md'), 'utf8').matchAll(
    /^\| (\S+) \| `(\w+)` \| (\S+) \|/gm,
  );
  return [...rows].map(([, word = '', identifier = '', file = '']) => ({ word, identifier, file }));
}

test('every term of the glossary is an identifier of the file it names', () => {
  const terms = readGlossary();
  assert.ok(terms.length >= 50, `only ${terms.length} terms were read`);
  for (const { word, identifier, file } of terms) {
    const path = join(root, file);
    assert.ok(existsSync(path), `${word}: ${file} does not exist`);
    assert.match(
      readFileSync(path, 'utf8'),
      new RegExp(`\\b${identifier}\\b`),
      `${word}: no ${identifier} in ${file}`,
    );
  }
});
