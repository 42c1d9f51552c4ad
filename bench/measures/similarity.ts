import { findSimilar } from '#modules/similarity';
import type { Database } from '#platform/database';
import {
  fillShelf,
  formText,
  freshText,
  newcomer,
  shelfLibrary,
  shelfNumberOf,
  shelfText,
} from '../../src/modules/similarity/testing/shelf.ts';
import { copyKinds, copyOf, namesOf } from '../../src/modules/similarity/testing/texts.ts';
import { alternate } from '../frame/alternate.ts';
import { atLeast, atMost, type Bench, type Finding, type Group } from '../frame/measure.ts';

const units = 3_000;
const library = shelfLibrary(units);

/** One search as the panel makes it: fingerprints, index, a dozen texts loaded and compared sign by sign. */
function search(db: Database, n: number, text: string) {
  return findSimilar(db.reader, { subject: null, unit: 1, names: namesOf(newcomer(n)), text }, library);
}

/** A copy of a text of the shelf by a unit that has nothing there; its kind changes from call to call. */
function copyNumber(call: number, texts: number): { readonly source: number; readonly text: string } {
  const source = (call * 7_919) % texts;
  const kind = copyKinds[call % copyKinds.length] ?? 'whole';
  return { source, text: copyOf(shelfText(source, units), kind, 20_000 + call, newcomer(call)) };
}

/** Parts of a hundred, as a finding. */
function share(id: string, what: string, hits: number, of: number, mark: Finding['mark']): Finding {
  return {
    id,
    what,
    against: `all ${of}`,
    unit: '%',
    ours: (hits / of) * 100,
    reference: 100,
    ratio: hits / of,
    mark,
  };
}

async function countCopies(office: Database, texts: number, of: number, bench: Bench): Promise<number> {
  let found = 0;
  for (let call = 0; call < of; call += 1) {
    const { source, text } = copyNumber(call, texts);
    const { others } = await search(office, call, text);
    if (others.some((one) => shelfNumberOf(one.known.subject) === source)) found += 1;
    bench.progress('D1: copies sought', call + 1, of);
  }
  return found;
}

async function countAlarms(office: Database, of: number, make: (n: number) => string): Promise<number> {
  let alarms = 0;
  for (let n = 0; n < of; n += 1) if ((await search(office, n, make(n))).others.length > 0) alarms += 1;
  return alarms;
}

/** The least that looking at every text can cost: one pass over all fingerprints, without the index. */
async function passOver(owner: Database, call: number): Promise<void> {
  await owner.pool.query(
    `select count(*) from similarity.text where array_length(fingerprints, 1) > 0 and fingerprints[1] <> ${call}`,
  );
}

async function run(bench: Bench): Promise<readonly Finding[]> {
  const texts = bench.quick ? 10_000 : 100_000;
  const { office, owner } = await bench.freshInstallation();
  await fillShelf(owner, { texts, units }, (done, total) => bench.progress('D1: texts', done, total));
  const many = texts.toLocaleString('en');
  const each = bench.quick ? 100 : 300;
  const rounds = bench.quick ? 15 : 31;
  const shared = {
    rounds,
    calls: 5,
    ours: (call: number) => search(office, call, copyNumber(call, texts).text),
  };
  return [
    await alternate({
      ...shared,
      id: 'D1a',
      what: `similar texts among ${many}, with passages`,
      against: 'one second, waited',
      mark: atMost(1),
      reference: () => new Promise((resolve) => setTimeout(resolve, 1_000)),
      referenceCalls: 1,
      onRound: (done, total) => bench.progress('D1a: rounds', done, total),
    }),
    await alternate({
      ...shared,
      id: 'D1b',
      what: `the same`,
      against: 'one pass over the table',
      mark: atMost(4),
      reference: (call) => passOver(owner, call),
      onRound: (done, total) => bench.progress('D1b: rounds', done, total),
    }),
    share(
      'D1c',
      `copies found: ${copyKinds.join(', ')}`,
      await countCopies(office, texts, each, bench),
      each,
      atLeast(0.95),
    ),
    share(
      'D1d',
      'honest texts with form and law called copies',
      await countAlarms(office, each, freshText),
      each,
      atMost(0.05),
    ),
    share(
      'D1e',
      'hardly more than form and law, called copies',
      await countAlarms(office, each, (n) => formText(n, units)),
      each,
      atMost(0.05),
    ),
  ];
}

export const similarityGroup: Group = {
  name: 'similarity',
  summary:
    'D1: copies of other units’ texts among 100,000 — found how often, how fast; forms and law left alone',
  run,
};
