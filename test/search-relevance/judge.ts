import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { indexDocuments, parseSearchQuery, search } from '#modules/search';
import type { Database } from '#platform/database';
import { type CorpusEntry, readCorpusIndex } from '../../src/app/corpus/index-file.ts';
import { sampleDocument } from '../../src/modules/search/testing/shelf.ts';
import judged from './judged.json' with { type: 'json' };

type Judged = {
  readonly query: string;
  readonly kind: string;
  readonly judged: Readonly<Record<string, number>>;
};

export const queries: readonly Judged[] = judged.map((one) => ({ ...one, judged: gradesOf(one.judged) }));

function gradesOf(grades: Readonly<Record<string, number | undefined>>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(grades).flatMap(([id, grade]) => (grade === undefined ? [] : [[id, grade]])),
  );
}

/** The folder of the corpus, or undefined when it is not there. */
export function findCorpus(): string | undefined {
  const folder = join(process.env['GONGKAI_SHARED'] ?? '../shared', 'domain', 'corpus');
  return existsSync(join(folder, 'index.csv')) ? folder : undefined;
}

/**
 * Indexes the corpus as documents of one unit, published in the order of its index.
 * @param signs of each text; texts of the judged phrases are whole
 * @returns ids of the corpus by items
 */
export async function indexCorpus(
  database: Database,
  folder: string,
  signs = Infinity,
): Promise<ReadonlyMap<string, string>> {
  const { entries } = await readCorpusIndex(folder);
  const of = (kind: string) =>
    new Set(queries.filter((one) => one.kind === kind).flatMap((one) => Object.keys(one.judged)));
  const [whole, filed] = [of('phrase'), of('attachment')];
  const items = new Map<string, string>();
  const atOnce = 100;
  for (let at = 0; at < entries.length; at += atOnce) {
    const documents = entries.slice(at, at + atOnce).map((entry) => {
      const isFile = filed.has(entry.id);
      const made = documentOf(folder, entry, whole.has(entry.id) || isFile ? Infinity : signs, isFile);
      items.set(made.item, entry.id);
      return made;
    });
    await database.transaction((tx) => indexDocuments(tx, documents));
  }
  return items;
}

/** @param isFile the text hangs on the document as a file, and the document itself says nothing */
function documentOf(folder: string, entry: CorpusEntry, signs: number, isFile: boolean) {
  const text = readFileSync(join(folder, entry.file), 'utf8').slice(0, signs);
  const { title, category } = entry;
  const words = isFile ? { body: '', attachments: [{ name: '全文.docx', text }] } : { body: text };
  return sampleDocument({ title, documentNumber: null, category, ...words });
}

const DEPTH = 10;

/** Gain of a list against the best list there could be; 1 is perfect. */
function ndcg(grades: readonly number[], all: readonly number[]): number {
  const gain = (list: readonly number[]) =>
    list.slice(0, DEPTH).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);
  const best = gain(all.toSorted((a, b) => b - a));
  return best === 0 ? 0 : gain(grades) / best;
}

export type Score = { readonly ndcg: number; readonly mrr: number };
export type Verdict = {
  readonly best: Score;
  readonly newest: Score;
  readonly each: readonly {
    readonly query: string;
    readonly kind: string;
    readonly ndcg: number;
    readonly newest: number;
  }[];
};

/**
 * Asks every judged query, and where another was offered (您是不是要找), that: as a reader would click.
 * @param reader the portal's
 */
export async function judgeAll(reader: Database, items: ReadonlyMap<string, string>): Promise<Verdict> {
  const each: (Verdict['each'][number] & { readonly mrr: number; readonly newestMrr: number })[] = [];
  for (const one of queries) {
    const best = await gradesFor(reader, items, one, 'best');
    const newest = await gradesFor(reader, items, one, 'newest');
    const all = Object.values(one.judged);
    each.push({
      query: one.query,
      kind: one.kind,
      ndcg: ndcg(best, all),
      newest: ndcg(newest, all),
      mrr: reciprocal(best, all),
      newestMrr: reciprocal(newest, all),
    });
  }
  const mean = (of: (one: (typeof each)[number]) => number) =>
    each.reduce((sum, one) => sum + of(one), 0) / each.length;
  return {
    best: { ndcg: mean((one) => one.ndcg), mrr: mean((one) => one.mrr) },
    newest: { ndcg: mean((one) => one.newest), mrr: mean((one) => one.newestMrr) },
    each,
  };
}

/** The first document that answers: grade 2 or more, or the best there is. */
function reciprocal(grades: readonly number[], all: readonly number[]): number {
  const least = Math.min(2, Math.max(...all));
  const at = grades.findIndex((grade) => grade >= least);
  return at === -1 ? 0 : 1 / (at + 1);
}

async function gradesFor(
  { reader }: Database,
  items: ReadonlyMap<string, string>,
  { query, judged: grades }: Judged,
  order: string,
): Promise<readonly number[]> {
  const page = await search(reader, parseSearchQuery({ q: query, order }));
  const meant = page.didYouMean;
  const { rows } = meant !== null ? await search(reader, parseSearchQuery({ q: meant, order })) : page;
  return rows.slice(0, DEPTH).map((row) => grades[items.get(row.item) ?? ''] ?? 0);
}
