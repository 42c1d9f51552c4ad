import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { installPacked, run } from '../../packed.ts';
import * as front from './index.ts';

const folder = join(import.meta.dirname, '..');
const root = join(folder, '..', '..');

/** The examples of the README: every block of TypeScript, by the file name its first line says. */
function examples(): ReadonlyMap<string, string> {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/^```ts\n\/\/ (\S+\.ts)\n([\s\S]*?)^```$/gm)];
  assert.equal(blocks.length, readme.split('```ts\n').length - 1, 'a block without a file name');
  return new Map(blocks.map(([, name = '', text = '']) => [name, text]));
}

describe('the package as it is published', () => {
  const work = mkdtempSync(join(tmpdir(), 'tlog-package-'));
  const user = join(work, 'user');
  after(() => rmSync(work, { recursive: true, force: true }));

  before(async () => {
    await installPacked('tlog', work);
  });

  test('has its licence, its documents and its types, and neither tests nor dependencies', () => {
    const installed = join(user, 'node_modules', 'gongkai-tlog');
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
    for (const file of ['LICENSE', 'README.md', 'dist/index.js', 'dist/index.d.ts']) {
      assert.ok(files.includes(file), file);
    }
    assert.deepEqual(
      files.filter((file) => /test|second|\.ts$/.test(file) && !file.endsWith('.d.ts')),
      [],
    );
    const description = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    assert.equal(description.version, '0.1.0');
    assert.equal(description.license, 'Apache-2.0');
    assert.equal(description.dependencies, undefined);
    assert.deepEqual(
      readdirSync(join(user, 'node_modules')).filter((name) => !name.startsWith('.')),
      ['gongkai-tlog'],
    );
  });

  test('has a document on every name it exports', () => {
    const dist = join(user, 'node_modules', 'gongkai-tlog', 'dist');
    const named = readFileSync(join(dist, 'index.d.ts'), 'utf8');
    const names = [...named.matchAll(/export \{([^}]*)\}/g)].flatMap(([, list = '']) =>
      list.split(',').flatMap((name) => name.replace('type ', '').trim() || []),
    );
    const declared = readdirSync(dist)
      .filter((file) => file.endsWith('.d.ts') && file !== 'index.d.ts')
      .map((file) => readFileSync(join(dist, file), 'utf8'))
      .join('\n');
    for (const name of names) {
      const pattern = new RegExp(`\\*/\\nexport (?:declare )?(?:function|const|type|class) ${name}\\b`);
      assert.match(declared, pattern, `${name} has no document`);
    }
    assert.ok(names.length > Object.keys(front).length, `${names.length} names`);
  });

  test('is imported by plain node, with every name of its front door', () => {
    const names = run(user, process.execPath, [
      '--input-type=module',
      '--eval',
      "import * as tlog from 'gongkai-tlog'; console.log(JSON.stringify(Object.keys(tlog).sort()))",
    ]);
    assert.deepEqual(JSON.parse(names), Object.keys(front).sort());
  });

  test('every example of the README compiles against its types, and runs', () => {
    const found = examples();
    assert.ok(found.size >= 6, `${found.size} examples`);
    for (const [name, text] of found) writeFileSync(join(user, name), text);
    run(user, process.execPath, [
      join(root, 'node_modules/.bin/tsc'),
      ...['--strict', '--noUncheckedIndexedAccess', '--exactOptionalPropertyTypes'],
      ...['--module', 'nodenext', '--target', 'es2022', '--lib', 'es2022'],
      ...['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')],
      ...found.keys(),
    ]);
    for (const name of found.keys()) run(user, process.execPath, [name.replace('.ts', '.js')]);
  });
});
