import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { outsideTools } from '#test/outside-tools';
import { startTown } from '#test/walk-people';
import { type Look, publishSome, readPages } from './pages.ts';

/*
 * The Nu Html Checker of the W3C looks at every kind of page, as an outsider and a member get them, in both languages and the
 * elder mode: what a browser puts right silently is a fault here. It also looks at the CSS.
 */

type Message = {
  readonly type: string;
  readonly url?: string;
  readonly lastLine?: number;
  readonly message: string;
  readonly extract?: string;
};

const jar = join(dirname(fileURLToPath(import.meta.resolve('vnu-jar'))), 'build', 'dist', 'vnu.jar');

function judge(folder: string): readonly Message[] {
  const args = ['-Xss2m', '-jar', jar, '--format', 'json', '--also-check-css', '--skip-non-html', folder];
  const ran = spawnSync('java', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, timeout: 180_000 });
  assert.ok(
    ran.stderr.includes('"messages"'),
    `the checker said nothing: ${ran.error?.message ?? ran.stderr}`,
  );
  return (JSON.parse(ran.stderr) as { messages: Message[] }).messages;
}

test('pages of every kind hold before the checker of the W3C', async (t) => {
  const town = await startTown(t);
  await publishSome(town);
  const tools = outsideTools(t);
  const looks: readonly Look[] = [
    { name: 'zh', session: null, cookies: '', ofEach: 3 },
    { name: 'en-elder', session: null, cookies: 'gongkai_locale=en; gongkai_elder=1', ofEach: 1 },
    { name: 'member', session: town.people.memberA.session, cookies: '', ofEach: 2 },
  ];
  const shown = new Map<string, string>();
  mkdirSync(join(tools.folder, 'pages'));
  for (const look of looks) {
    for (const [path, text] of await readPages(town, look)) {
      const file = `pages/${shown.size}.html`;
      tools.put(file, text);
      shown.set(`${shown.size}.html`, `${look.name} ${path}`);
    }
  }
  // What must be found, so that a checker that has gone blind is noticed.
  tools.put('pages/wrong.html', '<!doctype html><html lang="en"><title>x</title><p><div></p><img src="x">');
  const messages = judge(join(tools.folder, 'pages'));
  const nameOf = (url = '') => shown.get(url.slice(url.lastIndexOf('/') + 1)) ?? url;
  const isPlanted = ({ url = '' }: Message) => url.endsWith('/wrong.html');
  assert.ok(messages.some((one) => isPlanted(one) && one.type === 'error'));
  const wrong = messages
    .filter((one) => !isPlanted(one))
    .map(
      ({ url, lastLine, message, extract }) =>
        `${nameOf(url)}:${lastLine ?? 0} ${message} ${extract?.slice(0, 80) ?? ''}`,
    );
  t.diagnostic(`${shown.size} pages`);
  assert.deepEqual(wrong.slice(0, 40), []);
});
