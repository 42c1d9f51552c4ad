import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  compare,
  fingerprintsOf,
  prepare,
  type Shingled,
} from '../../src/modules/similarity/engine/index.ts';
import { isSimilar } from '../../src/modules/similarity/queries.ts';
import {
  chanceOf,
  madeText,
  ownParagraph,
  pick,
  unitOf,
} from '../../src/modules/similarity/testing/texts.ts';

/*
 * The same on long real texts (laws, regulations, work reports): cuts of them, edited, are found again among all of them; real
 * articles quoted in made texts call nobody a copyist. Regulations do copy one another, so a text of the corpus being like
 * another one is no false alarm and is not counted here.
 */

// The limits were chosen on another third of the corpus than the one read here.
const shared = process.env['GONGKAI_SHARED'] ?? join(import.meta.dirname, '../../../shared');
const corpus = join(shared, 'domain', 'corpus');

type Long = { readonly text: string; readonly shingled: Shingled };

function readCorpus(): readonly Long[] {
  const rows = readFileSync(join(corpus, 'index.csv'), 'utf8').split('\n').slice(1);
  return rows
    .map((row) => row.split(',')[1] ?? '')
    .filter((file) => file.endsWith('.md') && !file.startsWith('law-versions'))
    .filter((_, index) => index % 3 === 1)
    .map((file) => readFileSync(join(corpus, file), 'utf8').slice(0, 60_000))
    .filter((text) => text.length > 4_000)
    .map((text) => ({ text, shingled: prepare(text, []) }));
}

/** One character in sixteen is replaced by others: a heavier hand than people have. */
function scratched(text: string, seed: number): string {
  const chance = chanceOf(seed);
  return [...text].map((char) => (chance() < 1 / 16 ? pick(chance, [...'山水田林路桥房地']) : char)).join('');
}

/** The corpus by fingerprint, as the index would answer. */
function searcher(texts: readonly Long[]) {
  const places = new Map<number, number[]>();
  texts.forEach(({ shingled }, index) => {
    for (const one of fingerprintsOf(shingled)) places.set(one, [...(places.get(one) ?? []), index]);
  });
  const common = new Set([...places].filter(([, found]) => found.length > 20).map(([one]) => one));
  return (text: string) => {
    const shingled = prepare(text, []);
    const shares = new Map<number, number>();
    for (const one of fingerprintsOf(shingled)) {
      if (common.has(one)) continue;
      for (const index of places.get(one) ?? []) shares.set(index, (shares.get(index) ?? 0) + 1);
    }
    const best = [...shares].sort((a, b) => b[1] - a[1]).slice(0, 12);
    return best
      .map(([index]) => texts[index] as Long)
      .filter((theirs) => isSimilar(compare(shingled, theirs.shingled, common)));
  };
}

test('cuts of long real texts are found again; real law quoted is no copy', (t) => {
  if (!existsSync(corpus)) return t.skip(`shared data missing: ${corpus}`);
  const texts = readCorpus();
  assert.ok(texts.length > 300, `only ${texts.length} texts were read`);
  const search = searcher(texts);
  const count = 150;
  let found = 0;
  let lifted = 0;
  for (let i = 0; i < count; i += 1) {
    const source = texts[(i * 37) % texts.length] as Long;
    const from = Math.floor(chanceOf(i)() * (source.text.length - 1_600));
    const cut = source.text.slice(from, from + 1_500);
    const own = madeText(700_000 + i, unitOf(i)).own;
    if (search(scratched(cut, i)).includes(source)) found += 1;
    // With their numbers they would be quoted articles; whoever passes them off as their own drops these.
    const taken = cut.replace(/^第[一二三四五六七八九十百]+条[ \t　]*/gm, '').slice(0, 600);
    const parts = [own.slice(0, 5).join('\n'), scratched(taken, i), own.slice(5).join('\n')];
    if (search(parts.join('\n')).includes(source)) lifted += 1;
  }
  t.diagnostic(
    `${texts.length} long texts; edited cuts found: ${found} of ${count}; 600 characters lifted: ${lifted} of ${count}`,
  );
  assert.ok(found / count >= 0.95 && lifted / count >= 0.95, `${found} and ${lifted} of ${count}`);

  const articles = texts.flatMap(
    ({ text }) => text.match(/^第[一二三四五六七八九十百]+条　?.{60,220}$/gm) ?? [],
  );
  assert.ok(articles.length > 1_000, `only ${articles.length} articles were found`);
  let alarms = 0;
  for (let i = 0; i < count; i += 1) {
    const chance = chanceOf(80_000 + i);
    const article = pick(chance, articles);
    const words = article.replace(/^第[一二三四五六七八九十百]+条　?\s*/, '');
    const quoting = pick(chance, [
      `《某某办法》第八条规定：“${words}”`,
      `按照《某某办法》第八条的规定，${words.replaceAll('。', '，')}现予公开。`,
      article,
    ]);
    const own = Array.from({ length: 6 }, () => ownParagraph(chance, unitOf(i)));
    if (search([...own.slice(0, 3), quoting, ...own.slice(3)].join('\n')).length > 0) alarms += 1;
  }
  t.diagnostic(`texts quoting a real article called copies: ${alarms} of ${count}`);
  assert.ok(alarms / count <= 0.05, `${alarms} of ${count}`);
});
