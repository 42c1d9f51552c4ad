import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { indexDocuments } from '#modules/search';
import { fromMarkdown, toText } from '#platform/richtext';
import { sampleDocument } from '../../src/modules/search/testing/shelf.ts';
import { median } from '../frame/alternate.ts';
import { atLeast, atMost, type Bench, type Finding, type Group, told } from '../frame/measure.ts';
import type { Installation } from '../frame/stage.ts';
import { dictionaryWords, seeded } from '../worlds/library.ts';
import { openOffice } from '../worlds/office.ts';

const SIGNS = 1_500;
const AT_ONCE = 50;

/** Texts of 1,500 signs of dictionary words, each another one. */
function textsOf(many: number): readonly string[] {
  const { draw } = dictionaryWords();
  const random = seeded(33);
  return Array.from({ length: many }, () => {
    let text = '';
    while (text.length < SIGNS) text += `${draw(random)}${random() < 0.08 ? '，' : ''}`;
    return text.slice(0, SIGNS);
  });
}

/** Documents a second that one core only cuts into words. */
function cutRate(texts: readonly string[]): number {
  const jieba = Jieba.withDict(dict);
  jieba.cut(texts[0] ?? '', false);
  const begun = performance.now();
  for (const text of texts) jieba.cut(text, false);
  return texts.length / ((performance.now() - begun) / 1_000);
}

/** Documents a second that search takes in: terms made, stored, in the index. */
async function indexRate({ worker }: Installation, texts: readonly string[]): Promise<number> {
  const begun = performance.now();
  for (let at = 0; at < texts.length; at += AT_ONCE) {
    const documents = texts.slice(at, at + AT_ONCE).map((body) => sampleDocument({ body }));
    await worker.transaction((tx) => indexDocuments(tx, documents));
  }
  return texts.length / ((performance.now() - begun) / 1_000);
}

type Whole = { readonly rate: number; readonly memory: readonly number[] };

/**
 * Documents a second the whole way that an import of documents takes here: read, drafted, proposed, screened, four hands,
 * registered in the log with frozen parts, sealed, indexed, visible. The same rules as for a person's own document: there is no
 * shorter way in.
 */
async function wholeRate(bench: Bench, installation: Installation, texts: readonly string[]): Promise<Whole> {
  const office = await openOffice(installation);
  const runner = await office.work();
  const memory: number[] = [];
  try {
    const begun = performance.now();
    for (let at = 0; at < texts.length; at += AT_ONCE) {
      const some = texts.slice(at, at + AT_ONCE);
      for (const text of some) toText(fromMarkdown(text).body);
      const matters = await office.bring(some.length, () => undefined);
      for (const one of matters) await office.approve(one);
      await office.visible(matters);
      memory.push(process.memoryUsage().rss);
      bench.progress('P3: documents', at + some.length, texts.length);
    }
    return { rate: texts.length / ((performance.now() - begun) / 1_000), memory };
  } finally {
    await runner.stop();
    office.close();
  }
}

async function run(bench: Bench): Promise<readonly Finding[]> {
  const texts = textsOf(bench.quick ? 400 : 4_000);
  const installation = await bench.freshInstallation();
  const rounds = Array.from({ length: 5 }, (_, at) =>
    texts.slice((at * texts.length) / 5, ((at + 1) * texts.length) / 5),
  );
  const pairs: { readonly ours: number; readonly alone: number }[] = [];
  for (const [at, some] of rounds.entries()) {
    const first = at % 2 === 0 ? cutRate(some) : null;
    const ours = await indexRate(installation, some);
    pairs.push({ ours, alone: first ?? cutRate(some) });
    bench.progress('P3: rounds', at + 1, rounds.length);
  }
  const alone = median(pairs.map((one) => one.alone));
  const whole = await wholeRate(bench, installation, texts.slice(0, bench.quick ? 100 : 1_000));
  const [early = Number.NaN] = whole.memory.slice(Math.floor(whole.memory.length / 4));
  const last = whole.memory.at(-1) ?? Number.NaN;
  return [
    {
      id: 'P3',
      what: `documents of ${SIGNS} signs, from the text to the page in the log and in search`,
      against: 'jieba alone, one core',
      unit: '/s',
      ours: whole.rate,
      reference: alone,
      ratio: whole.rate / alone,
      mark: atLeast(0.5),
    },
    {
      id: 'P3a',
      what: 'into search alone: terms, text, index',
      against: 'jieba alone, one core',
      unit: '/s',
      ours: median(pairs.map((one) => one.ours)),
      reference: alone,
      ratio: median(pairs.map((one) => one.ours / one.alone)),
      mark: told,
    },
    {
      id: 'P3b',
      what: 'memory at the end of P3',
      against: 'after a quarter of it',
      unit: '%',
      ours: (last / early) * 100,
      reference: 100,
      ratio: last / early,
      mark: atMost(1.2),
    },
  ];
}

export const importGroup: Group = {
  name: 'import',
  summary: 'P3: documents in bulk, the whole way and into search alone',
  run,
};
