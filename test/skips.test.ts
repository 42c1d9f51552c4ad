import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openScratch } from '#test/scratch';
import { judgeSkips, skipsIn } from '#test/skips';

const planted = `import { describe, test } from 'node:test';
test('of the corpus (all)', (t) => t.skip('shared data missing: /nowhere/domain'));
describe('inside', () => { test('as root', (t) => t.skip('not root')); });
test('served', (t) => t.skip('no nginx'));
test('nothing said', { skip: true }, () => {});
test('﹣ a name (1ms) # like one', () => {});
`;

test('tests that leave are read from what the reporter really writes, and judged by their reasons', (t) => {
  const scratch = openScratch();
  t.after(() => scratch.remove());
  const file = join(scratch.path, 'planted.test.mjs');
  writeFileSync(file, planted);
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const ran = spawnSync(process.execPath, ['--test', '--test-reporter=spec', file], {
    encoding: 'utf8',
    env,
  });
  const skips = skipsIn(ran.stdout);
  assert.deepEqual(
    skips.map(({ name, reason }) => [name, reason]),
    [
      ['of the corpus (all)', 'shared data missing: /nowhere/domain'],
      ['as root', 'not root'],
      ['served', 'no nginx'],
      ['nothing said', 'SKIP'],
    ],
    ran.stdout,
  );
  const strict = judgeSkips(skips, true);
  assert.equal(strict.refused, 2);
  assert.match(strict.lines.join('\n'), /SKIPPED 1: the shared texts are not there: set GONGKAI_SHARED/);
  assert.match(strict.lines.join('\n'), /SKIPPED, which fails here: served: no nginx/);
  assert.equal(judgeSkips(skips, false).refused, 0);
  assert.equal(judgeSkips(skips, false).lines.length, strict.lines.length);
  assert.deepEqual(judgeSkips([], true), { lines: [], refused: 0 });
});
