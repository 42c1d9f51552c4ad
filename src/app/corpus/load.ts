import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor, UnitRef } from '#kernel';
import { approve, createDisclosure, getFrozenRevision, passStep, propose } from '#modules/disclosure';
import { carryOutPlan } from '#modules/publication';
import type { Tx } from '#platform/database';
import { createTranslator } from '#platform/i18n';
import { fromMarkdown, type RichText } from '#platform/richtext';
import { findDistrict, type LoadTarget } from '../demo/load.ts';
import { decideFindings } from '../demo/loading/findings.ts';
import { type Ledger, openLedger } from '../demo/loading/ledger.ts';
import type { District } from '../demo/loading/live.ts';
import { type As, getJob, inBatch, LoadRefused, must } from '../demo/loading/target.ts';
import { dropPublishJob, newestFact, tellRooms } from '../demo/loading/tell-rooms.ts';
import { demoMessages } from '../demo/messages.ts';
import { noProgress, type OnProgress } from '../demo/progress.ts';
import { addDays } from '../demo/world/dates.ts';
import type { Body, WorldUnit } from '../demo/world/index.ts';
import { handKey } from '../demo/world/people.ts';
import { handsOf } from '../demo/world/steps.ts';
import { assign, documentDateOf } from './assign.ts';
import { type CorpusEntry, readCorpusIndex } from './index-file.ts';
import { type Moments, momentsOf } from './moments.ts';
import type { CategoryCount, CorpusReport, RefusedDocument } from './report.ts';

export { type CorpusReport, reportLines } from './report.ts';

/** There is nobody to publish for: another world stands in the data folder, or none. The message says what to do. */
export class NoDistrict extends Error {}

const noDistrict = {
  largerWorld:
    '此数据目录是用 demo:world 生成的，没有文档所属的演示区县。请另设 GONGKAI_DATA，先用 npm start 载入演示区县，再导入。/ ' +
    'This data folder holds a world of demo:world, which has no district for these documents. Set GONGKAI_DATA to another folder, load the district there with npm start, then call this again.',
  nothingLoaded:
    '演示区县还没有载入完毕。请先运行 npm start（演示模式），看到“已载入”后再导入。/ ' +
    'The demonstration district is not loaded (yet). Run npm start in demonstration mode first; when it says that the district is loaded, call this again.',
};

const LANES = 3;
const words = createTranslator([demoMessages])('zh-CN');

/**
 * Publishes the documents of a corpus folder (`index.csv`, `<category>/NNNN.md`) as history of the district's units,
 * through the whole order: drafted, proposed, reviewed, screened and reviewed for secrecy, approved, published, by the
 * unit's own four people. Killed and called again, it goes on; nothing is published twice.
 * @param folder the corpus
 * @throws NoDistrict, or when the folder has no readable index
 */
export async function loadCorpus(
  target: LoadTarget,
  folder: string,
  onProgress: OnProgress = noProgress,
): Promise<CorpusReport> {
  const { entries, bad } = await readCorpusIndex(folder);
  if ((await openLedger(target.office, 'world')).read('begin') !== undefined)
    throw new NoDistrict(noDistrict.largerWorld);
  const district = await findDistrict(target);
  if (district === undefined) throw new NoDistrict(noDistrict.nothingLoaded);
  const run = await beginRun(district, folder, entries, onProgress);
  for (const { line, problem } of bad)
    run.refuse('index.csv', { file: `index.csv:${line}`, code: 'corpus-index-line', detail: problem });
  // One queue for all lanes: each takes the next document when it is done with its last.
  const queue = entries.entries();
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      for (const [position, entry] of queue) await publishEntry(run, position, entry);
    }),
  );
  await run.settle();
  return run.report();
}

type Keeper = { readonly unit: WorldUnit; readonly body: Body; readonly ref: UnitRef };

type Run = {
  readonly district: District;
  readonly folder: string;
  readonly ledger: Ledger;
  readonly keepers: ReadonlyMap<string, Keeper>;
  readonly count: number;
  readonly done: (category: string, what: 'published' | 'present') => void;
  readonly refuse: (category: string, refused: RefusedDocument) => void;
  readonly decided: (findings: number) => void;
  readonly undated: () => void;
  readonly settle: () => Promise<void>;
  readonly report: () => CorpusReport;
};

async function beginRun(
  district: District,
  folder: string,
  entries: readonly CorpusEntry[],
  tell: OnProgress,
): Promise<Run> {
  const began = performance.now();
  const categories: Record<string, CategoryCount> = {};
  const refused: RefusedDocument[] = [];
  const sums = { published: 0, present: 0, undated: 0, findings: 0 };
  const countIn = (category: string, what: keyof CategoryCount): void => {
    const found = categories[category] ?? { published: 0, present: 0, refused: 0 };
    found[what] += 1;
    categories[category] = found;
    tell('corpus', sums.published + sums.present + refused.length, entries.length);
  };
  return {
    district,
    folder,
    ledger: await openLedger(district.target.office, 'corpus'),
    keepers: keepersOf(district),
    count: entries.length,
    done: (category, what) => {
      sums[what] += 1;
      countIn(category, what);
    },
    refuse: (category, one) => {
      refused.push(one);
      countIn(category, 'refused');
    },
    decided: (findings) => {
      sums.findings += findings;
    },
    undated: () => {
      sums.undated += 1;
    },
    settle: () => settlePlans(district),
    report: () => ({
      published: sums.published,
      present: sums.present,
      refused,
      undated: sums.undated,
      categories,
      findingsDecided: sums.findings,
      seconds: (performance.now() - began) / 1000,
    }),
  };
}

/** The bureaus of the district by what they are about. */
function keepersOf({ world, units }: District): ReadonlyMap<string, Keeper> {
  const keepers = new Map<string, Keeper>();
  for (const body of world.bodies()) {
    for (const unit of body.units) {
      const ref = units.get(unit.code);
      const keeps = unit.family === 'department' || unit.family === 'government';
      if (keeps && unit.topic !== null && ref !== undefined) keepers.set(unit.topic, { unit, body, ref });
    }
  }
  return keepers;
}

async function publishEntry(run: Run, position: number, entry: CorpusEntry): Promise<void> {
  if (documentDateOf(entry) === null) run.undated();
  if (run.ledger.find(entry.id) !== undefined) {
    run.done(entry.category, 'present');
    return;
  }
  try {
    await publishOne(run, position, entry);
    run.done(entry.category, 'published');
  } catch (error) {
    if (!(error instanceof LoadRefused)) throw error;
    const { code, params, field } = error.refusal;
    const detail = [field, Object.keys(params).length === 0 ? '' : JSON.stringify(params)]
      .filter(Boolean)
      .join(' ');
    run.refuse(entry.category, { file: entry.file, code, detail });
  }
}

/** One document: the whole order in one transaction, which writes the plan; then the plan is carried out at its moment. */
async function publishOne(run: Run, position: number, entry: CorpusEntry): Promise<void> {
  const { world, target } = run.district;
  const assignment = assign(entry);
  const keeper = run.keepers.get(assignment.topic);
  if (keeper === undefined) throw new Error(`nobody keeps ${assignment.topic}`);
  const body = fromMarkdown(await readFile(join(run.folder, entry.file), 'utf8')).body;
  const date = documentDateOf(entry);
  const moments = momentsOf(position, run.count, date, addDays(world.today, -360), addDays(world.today, -2));
  const approved = await inBatch(target.office, async (as, tx) => {
    const since = await newestFact(tx);
    const revision = await takeThrough(run, { as, tx, keeper, moments, entry, body, date });
    await tellRooms(tx, target.rooms, since);
    await dropPublishJob(tx, revision);
    await run.ledger.note(tx, [[entry.id, revision]]);
    return revision;
  });
  must(await carryOutPlan(target.worker, approved, moments.publish), entry.file);
}

type Passage = {
  readonly as: As;
  readonly tx: Tx;
  readonly keeper: Keeper;
  readonly moments: Moments;
  readonly entry: CorpusEntry;
  readonly body: RichText;
  readonly date: string | null;
};

/** 提出—审核—保密审查—审批. @returns the approved revision */
async function takeThrough(run: Run, passage: Passage): Promise<string> {
  const { as, keeper, moments, entry } = passage;
  const who = handsOf(run.district.world.seed, keeper.body);
  const hand = (key: string): Actor => {
    const actor = run.district.people.get(key);
    if (actor === undefined) throw new Error(`nobody is ${key}`);
    return actor;
  };
  const handler = hand(handKey(keeper.body.code, 'handler'));
  const made = must(
    await createDisclosure(as(handler, moments.create), keeper.ref, contentOf(passage)),
    entry.file,
  );
  const { revision } = made;
  const opinion = words('corpus.opinion.propose');
  must(await propose(as(handler, moments.propose), { revision, lockVersion: 0, opinion }), entry.file);
  const { contentSha256 } = await getFrozenRevision(passage.tx, revision);
  const decision = (key: string) => ({ revision, contentSha256, opinion: words(`corpus.opinion.${key}`) });
  must(await passStep(as(hand(who.reviewer), moments.review), decision('review')), entry.file);
  const secrecy = as(hand(who.secrecyReviewer), moments.secrecy);
  run.decided(await decideFindings(secrecy, revision, words('corpus.decision.law-text')));
  must(await passStep(secrecy, decision('secrecy')), entry.file);
  must(await approve(as(hand(who.approver), moments.approve), decision('approve')), entry.file);
  return revision;
}

function contentOf({ keeper, entry, body, date }: Passage) {
  const { category, keywords } = assign(entry);
  return {
    title: entry.title.slice(0, 200),
    documentDate: date,
    scopeUnit: keeper.ref.id,
    affairsKind: 'government' as const,
    category,
    keywords: keywords.map((word) => word.slice(0, 30)),
    body,
  };
}

/** Whatever a kill left between approval and publication goes out at the time of the history; all is made public at once. */
async function settlePlans({ target, world }: District): Promise<void> {
  const now = new Date(`${world.today}T00:00:00+08:00`);
  const tools = { database: target.worker, now: () => now };
  await getJob(target, 'publication', 'sweep-plans').run({}, tools);
  await getJob(target, 'log', 'seal').run({}, tools);
}
