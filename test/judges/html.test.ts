import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { outsideTools } from '#test/outside-tools';
import { approve, correct, draft, withdraw } from '#test/walk-dossiers';
import { startTown, type Town } from '#test/walk-people';
import { addressesOf, findKnown } from '#test/walk-places';
import { eachOf } from '#test/walk-visit';
import { allModules } from '../../src/app/compose.ts';

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

/** A few items of every fate, so that pages have something to show. */
async function publishSome(town: Town): Promise<void> {
  const words = (word: string) => ({
    title: `关于${word}的<公示> & “${word}”`,
    body: `${word}正文 & <b>`,
    keyword: word,
    fileName: `${word} 1&2`,
    file: `${word}附件`,
  });
  await approve(town, await draft(town, { words: words('公开') }));
  const fixed = await approve(town, await draft(town, { words: words('更正前') }));
  await correct(town, fixed, { words: words('更正后'), scope: 'society', note: '金额 <有误>' });
  const gone = await approve(town, await draft(town, { words: words('撤下') }));
  await withdraw(town, gone, '不宜 <公开>');
  await approve(town, await draft(town, { words: words('党内'), scope: 'wholeParty' }));
}

type Look = {
  readonly name: string;
  readonly session: string | null;
  readonly cookies: string;
  /** Of one kind of page so many addresses: they differ in what they show, not in how they are made. */
  readonly ofEach: number;
};

async function readPages(town: Town, look: Look): Promise<ReadonlyMap<string, string>> {
  const known = await findKnown(town.app.db);
  const vocabulary = { known, heads: ['公示'], home: String(town.units.branchA) };
  const places = allModules(town.app.installation.config).flatMap((module) => module.pages);
  const paths = places.flatMap((place) => addressesOf(place, vocabulary, '').slice(0, look.ofEach));
  const pages = new Map<string, string>();
  await eachOf([...new Set([...paths, '/not-there', '/i/zzzzzzz9'])], 6, async (path) => {
    const cookie = [look.cookies, look.session === null ? '' : `gongkai_session=${look.session}`]
      .filter((one) => one !== '')
      .join('; ');
    const answer = await town.app.fetch(path, { headers: { cookie } });
    const text = await answer.text();
    assert.ok(answer.status < 500 || answer.status === 503, `${path} ${answer.status}`);
    if (text !== '' && (answer.headers.get('content-type') ?? '').startsWith('text/html'))
      pages.set(path, text);
  });
  return pages;
}

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
