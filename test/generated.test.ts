import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { generatedFiles } from './support/generated.ts';

const root = join(import.meta.dirname, '..');

for (const { path, make } of generatedFiles) {
  test(`${path} is what the code makes (npm run generate)`, async () => {
    assert.equal(readFileSync(join(root, path), 'utf8'), await make());
  });
}
