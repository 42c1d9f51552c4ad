import { dict } from '@node-rs/jieba/dict.js';
import { wordsForIndex } from '../../src/modules/search/engine/words.ts';
import type { Installation } from '../frame/stage.ts';

/*
 * A library for search: documents of about 1,500 signs, of sentences drawn at random, of words as often as a Chinese dictionary
 * says they are. Made inside the database; every term is one that the program would have made of such a text.
 */

const SENTENCES = 20_000;
const WORDS_IN_SENTENCE = 15;
/** Each stands in its text twice: a text says its words again, and has some 400 different ones. */
const SENTENCES_IN_TEXT = 25;
const LINES = 12;

/** Numbers in 0..1 that are the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export type Words = { readonly draw: (random: () => number) => string; readonly byRank: readonly string[] };

/** Chinese words of two signs and more with their frequencies. */
export function dictionaryWords(most = 40_000): Words {
  const all = Buffer.from(dict)
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const [word = '', times = '0'] = line.split(' ');
      return /^\p{Script=Han}{2,4}$/u.test(word) ? [{ word, times: Number(times) }] : [];
    })
    .sort((a, b) => b.times - a.times)
    .slice(0, most);
  const sums = new Float64Array(all.length);
  let sum = 0;
  for (const [at, { times }] of all.entries()) {
    sum += times;
    sums[at] = sum;
  }
  const draw = (random: () => number): string => {
    const wanted = random() * sum;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return all[low]?.word ?? '';
  };
  return { draw, byRank: all.map((one) => one.word) };
}

export type Library = { readonly words: Words; readonly sentences: readonly string[] };

/** Sentences with their terms, as a table of the owner's. */
export async function layOut({ owner }: Installation): Promise<Library> {
  const words = dictionaryWords();
  const random = seeded(20_260_101);
  const sentences = Array.from({ length: SENTENCES }, () =>
    Array.from({ length: WORDS_IN_SENTENCE }, () => words.draw(random)).join(''),
  );
  await owner.pool.query(
    'create table public.bench_sentence (id integer primary key, text text not null, terms text[] not null)',
  );
  await owner.pool.query(
    `insert into public.bench_sentence select (e ->> 'id')::integer, e ->> 'text',
      array(select jsonb_array_elements_text(e -> 'terms')) from jsonb_array_elements($1::jsonb) e`,
    [JSON.stringify(sentences.map((text, id) => ({ id, text, terms: wordsForIndex(text) })))],
  );
  await owner.pool.query(`create function public.bench_pick(number bigint, place integer) returns integer language sql immutable
    parallel safe as $$ select mod(abs(hashint8extended(number * 64 + place, 77)), ${SENTENCES})::integer $$`);
  return { words, sentences };
}

const TITLE_SIGNS = 24;

/* A title is the beginning of the first sentence; its pairs are made as the program makes them. Sounds are left out: nothing
   measured asks for them. */
export const fillSql = `
  insert into search.document (item, number, slug, version, title, document_number, index_number, unit, unit_name, line, line_name,
    affairs_kind, category, scope, scope_unit, published_at, changed_at, body, terms)
  select gen_random_uuid(), n, lpad(n::text, 8, '0'), 1, left(first.text, ${TITLE_SIGNS}), '样政发〔' || year || '〕' || n || '号', 'X/' || n,
    unit, '样例单位' || unit, unit % ${LINES}, '条线' || unit % ${LINES}, kind, category, 'society', unit, at, at, body.text || '。' || body.text,
    array_to_tsvector(string_to_array(body.terms, ' ')
      || array(select 't:' || t from unnest((first.terms)[1:8]) t)
      || array(select 'b:' || substring(first.text from p for 2) from generate_series(1, ${TITLE_SIGNS - 1}) p)
      || array['u:' || unit, 'w:1', 'w:' || unit, 'k:' || kind, 'c:' || category, 'l:' || unit % ${LINES}, 's:society', 'd:' || year,
        'd:' || to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM'), 'n:样政发' || year || n || '号'] || search.places(n))
  from generate_series($1::bigint, $2::bigint) n
  cross join lateral (select mod(abs(hashint8extended(n, 1)), 3000)::integer + 2 as unit,
    (array['party', 'government', 'village', 'school', 'factory', 'hospital'])[mod(abs(hashint8extended(n, 2)), 6) + 1] as kind,
    '类别' || mod(abs(hashint8extended(n, 3)), 40) as category,
    timestamptz '2015-01-01' + n * ($3::float8 * interval '1 second') as at) f
  cross join lateral (select extract(year from at at time zone 'Asia/Shanghai')::text as year) y
  cross join lateral (select s.text, s.terms from public.bench_sentence s where s.id = public.bench_pick(n, 0)) first
  cross join lateral (select string_agg(s.text, '。' order by p) as text, string_agg(array_to_string(s.terms, ' '), ' ') as terms
    from generate_series(0, ${SENTENCES_IN_TEXT - 1}) p join public.bench_sentence s on s.id = public.bench_pick(n, p)) body`;

const AT_ONCE = 2_000;
const ELEVEN_YEARS = 11 * 365 * 86_400;

/** Documents with these numbers, spread over eleven years; the index of terms is made afterwards in one go. */
export async function fillLibrary(
  { owner }: Installation,
  documents: number,
  tell: (done: number, total: number) => void,
): Promise<void> {
  await owner.pool.query('drop index search.document_terms');
  const queue = Array.from({ length: Math.ceil(documents / AT_ONCE) }, (_, at) => at * AT_ONCE + 1)[
    Symbol.iterator
  ]();
  let done = 0;
  await Promise.all(
    [1, 2].map(async () => {
      for (const begin of queue) {
        const end = Math.min(begin + AT_ONCE - 1, documents);
        await owner.pool.query(fillSql, [begin, end, ELEVEN_YEARS / documents]);
        done += end - begin + 1;
        tell(done, documents);
      }
    }),
  );
  const client = await owner.pool.connect();
  try {
    await client.query(`set maintenance_work_mem = '2GB'`);
    await client.query(`create index document_terms on search.document using gin (terms)
      with (fastupdate = on, gin_pending_list_limit = 512)`);
  } finally {
    client.release(true);
  }
  await owner.pool.query('vacuum analyze search.document');
}
