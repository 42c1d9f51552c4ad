import assert from 'node:assert/strict';
import { approve, correct, type Dossier, draft, type Words, withdraw } from '#test/walk-dossiers';
import type { Town } from '#test/walk-people';
import { addressesOf, findKnown } from '#test/walk-places';
import { eachOf } from '#test/walk-visit';
import { allModules } from '../../src/app/compose.ts';

export const someWords = (word: string): Words => ({
  title: `关于${word}的<公示> & “${word}”`,
  body: `${word}正文 & <b>`,
  keyword: word,
  fileName: `${word} 1&2`,
  file: `${word}附件`,
});

export type Published = Readonly<Record<'live' | 'corrected' | 'withdrawn' | 'inner', Dossier>>;

/** A few items of every fate, so that pages have something to show. */
export async function publishSome(town: Town): Promise<Published> {
  const live = await approve(town, await draft(town, { words: someWords('公开') }));
  const fixed = await approve(town, await draft(town, { words: someWords('更正前') }));
  const corrected = await correct(town, fixed, {
    words: someWords('更正后'),
    scope: 'society',
    note: '金额 <有误>',
  });
  const gone = await approve(town, await draft(town, { words: someWords('撤下') }));
  const withdrawn = await withdraw(town, gone, '不宜 <公开>');
  const inner = await approve(town, await draft(town, { words: someWords('党内'), scope: 'wholeParty' }));
  return { live, corrected, withdrawn, inner };
}

/** As whom pages are asked for, and how they shall look. */
export type Look = {
  readonly name: string;
  readonly session: string | null;
  readonly cookies: string;
  /** Of one kind of page so many addresses: they differ in what they show, not in how they are made. */
  readonly ofEach: number;
};

/** One or more addresses of every kind of page and some more, with what is answered there. */
export async function readPages(
  town: Town,
  look: Look,
  more: readonly string[] = [],
): Promise<ReadonlyMap<string, string>> {
  const known = await findKnown(town.app.db);
  const vocabulary = { known, heads: ['公示'], home: String(town.units.branchA) };
  const places = allModules(town.app.installation.config).flatMap((module) => module.pages);
  const paths = places.flatMap((place) => addressesOf(place, vocabulary, '').slice(0, look.ofEach));
  const pages = new Map<string, string>();
  await eachOf([...new Set([...paths, ...more, '/not-there', '/i/zzzzzzz9'])], 6, async (path) => {
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
