import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedFiles } from '../test/support/generated.ts';

/** Writes every file that is made from the code: `npm run generate`. A test fails when one of them is out of date. */
const root = join(import.meta.dirname, '..');
for (const { path, make } of generatedFiles) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), await make());
  console.log(path);
}
