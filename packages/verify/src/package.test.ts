import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { installPacked, run } from '../../packed.ts';
import * as front from './index.ts';
import { writeFolder } from './testing/serve.ts';
import { heartbeat, makeLog, pageOf, proofOf, publish, siteFiles } from './testing/world.ts';

const folder = join(import.meta.dirname, '..');
const root = join(folder, '..', '..');

/** Runs without holding up this process, which serves what is asked for. */
function runBeside(
  cwd: string,
  program: string,
  args: readonly string[],
  home: string,
): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env: { PATH: process.env['PATH'], HOME: home, LANG: 'C' } });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (out += String(text)));
    child.once('close', (code) => resolve({ code: code ?? -1, out }));
  });
}

describe('the package as it is published', () => {
  const work = mkdtempSync(join(tmpdir(), 'verify-package-'));
  const user = join(work, 'user');
  after(() => rmSync(work, { recursive: true, force: true }));

  before(async () => {
    await installPacked('verify', work);
  });

  test('brings command, library, types and page, and needs no other package', () => {
    const installed = join(user, 'node_modules', 'gongkai-verify');
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
    for (const file of ['LICENSE', 'README.md', 'dist/command.js', 'dist/index.js', 'dist/verify.html'])
      assert.ok(files.includes(file), file);
    assert.deepEqual(
      files.filter((file) => /\.ts$/.test(file) && !file.endsWith('.d.ts')),
      [],
    );
    assert.deepEqual(
      readdirSync(join(user, 'node_modules')).filter((name) => !name.startsWith('.')),
      ['gongkai-verify'],
    );
    const page = readFileSync(join(installed, 'dist/verify.html'), 'utf8');
    assert.ok(page.length < 150_000 && !page.includes('/*script*/'));
    const names = run(user, process.execPath, [
      '--input-type=module',
      '--eval',
      "import * as all from 'gongkai-verify'; console.log(JSON.stringify(Object.keys(all).sort()))",
    ]);
    assert.deepEqual(JSON.parse(names), Object.keys(front).sort());
  });

  test('every name it exports has a document, and every value stands in the README', () => {
    const sources = readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => readFileSync(join(folder, 'src', file), 'utf8'));
    const [door = ''] = sources.filter((text) => text.startsWith('/** gongkai-verify'));
    const names = [...door.matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(([, list = '']) =>
      list.split(',').flatMap((name) => name.replace('type ', '').trim() || []),
    );
    assert.ok(names.length > Object.keys(front).length);
    for (const name of names) {
      const documented = new RegExp(`\\*/\\nexport (?:async )?(?:function|const|type|class) ${name}\\b`);
      assert.ok(
        sources.some((text) => documented.test(text)),
        `${name} has no document`,
      );
    }
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    for (const name of Object.keys(front)) assert.ok(readme.includes(name), name);
  });

  test('the command and the examples of the README do what they say', async () => {
    const log = makeLog('notice.example/log');
    heartbeat(log, new Date().toISOString());
    const item = publish(log, 'aaaa0001', { claimedAt: new Date().toISOString() });
    const site = join(user, 'copy');
    await writeFolder(site, await siteFiles(log, [[item]]));
    writeFileSync(join(user, 'page.html'), pageOf(item));
    writeFileSync(join(user, 'one.tlog-proof'), await proofOf(log, item));
    const [command, vkey] = [join(user, 'node_modules/.bin/gongkai-verify'), log.keys[0]?.vkey ?? ''];
    const whole = await runBeside(user, command, ['./copy', '--lang', 'en'], work);
    assert.deepEqual([whole.code, /All holds: 0 findings/.test(whole.out)], [0, true], whole.out);
    // The key the site showed is remembered, so the proof needs none.
    const one = await runBeside(
      user,
      command,
      ['proof', 'page.html', 'one.tlog-proof', '--lang', 'zh'],
      work,
    );
    assert.deepEqual([one.code, one.out.startsWith('内容一致')], [0, true], one.out);
    const none = await runBeside(user, command, ['proof', 'page.html', 'missing'], work);
    assert.equal(none.code, 2, none.out);
    runExamples(vkey);
  });

  function runExamples(vkey: string): void {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    const blocks = [...readme.matchAll(/^```ts\n\/\/ (\S+)\.ts\n([\s\S]*?)^```$/gm)];
    assert.deepEqual(
      blocks.map(([, name]) => name),
      ['proof', 'site'],
    );
    for (const [, name = '', text = ''] of blocks) writeFileSync(join(user, `${name}.ts`), text);
    writeFileSync(
      join(user, 'main.ts'),
      `import assert from 'node:assert/strict';
import { isUnchanged } from './proof.js';
import { findings } from './site.js';
assert.equal(await isUnchanged('page.html', 'one.tlog-proof', ${JSON.stringify(vkey)}), true);
assert.equal(await isUnchanged('package.json', 'one.tlog-proof', ${JSON.stringify(vkey)}), false);
assert.deepEqual(await findings('./copy', './memory'), []);
console.log('held');
`,
    );
    run(user, process.execPath, [
      join(root, 'node_modules/.bin/tsc'),
      ...['--strict', '--noUncheckedIndexedAccess', '--exactOptionalPropertyTypes'],
      ...['--module', 'nodenext', '--target', 'es2022', '--lib', 'es2022'],
      ...['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')],
      'main.ts',
    ]);
    assert.equal(run(user, process.execPath, ['main.js']), 'held\n');
  }
});
