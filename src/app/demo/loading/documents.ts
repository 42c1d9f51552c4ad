import type { Actor, UnitRef } from '#kernel';
import {
  type DutyView,
  findRowInForce,
  listOpenDuties,
  recordTriggerEvent,
  withholdDuty,
} from '#modules/catalogue';
import {
  approve,
  attachFile,
  createDisclosure,
  type DraftContent,
  escalate,
  getFrozenRevision,
  passStep,
  prepareFile,
  propose,
  returnRevision,
  saveDraft,
  startCorrection,
  startValidityChange,
  startWithdrawal,
} from '#modules/disclosure';
import type { Tx } from '#platform/database';
import { discardFile, type FileStore, stageBytes } from '#platform/files';
import { fromMarkdown } from '#platform/richtext';
import { addDays, type Day } from '../world/dates.ts';
import type { World, WorldDossier, WorldStep, WorldUnit } from '../world/index.ts';
import { decideFindings } from './findings.ts';
import { type As, must } from './target.ts';

/** Where a dossier of the world stands in the installation. */
export type Story = { readonly disclosure: string; readonly revision: string; readonly sha256: string };

export type Telling = {
  readonly as: As;
  readonly tx: Tx;
  readonly files: FileStore;
  readonly world: World;
  readonly unit: WorldUnit;
  readonly ref: UnitRef;
  readonly dossier: WorldDossier;
  readonly step: WorldStep;
  readonly actor: Actor;
  readonly before: Story | undefined;
  /** Item keys of the unit's rows in force, by the world's own keys. */
  readonly rowKeys: Readonly<Record<string, string>>;
};

/** Lets a person do the next thing with a dossier, by the command they would use. @returns where it stands now */
export async function act(telling: Telling): Promise<Story | undefined> {
  const { as, step, actor } = telling;
  // Made when needed: a context nobody uses would count as a command without a trace.
  let made: ReturnType<As> | undefined;
  const context = (): ReturnType<As> => {
    made ??= as(actor, step.at);
    return made;
  };
  return acts[step.act](telling, context);
}

type Context = () => ReturnType<As>;
type Act = (telling: Telling, ctx: Context) => Promise<Story | undefined>;

function story(telling: Telling): Story {
  if (telling.before === undefined) throw new Error(`${telling.dossier.key} was not begun`);
  return telling.before;
}

function what(telling: Telling): string {
  return `${telling.dossier.key} ${telling.step.act}`;
}

const decide =
  (command: typeof passStep | typeof approve | typeof returnRevision | typeof escalate): Act =>
  async (telling, ctx) => {
    const { revision, sha256, ...rest } = story(telling);
    const decision = { revision, contentSha256: sha256, opinion: telling.step.opinion };
    must(await command(ctx(), decision), what(telling));
    return { ...rest, revision, sha256 };
  };

const acts: Readonly<Record<WorldStep['act'], Act>> = {
  create: async (telling, ctx) => {
    const { dossier, ref } = telling;
    const duties = await dutiesFor(telling, ctx);
    const content = contentOf(telling, dossier.body, duties);
    const made = must(await createDisclosure(ctx(), ref, content), what(telling));
    for (const file of dossier.attachments) {
      const staged = await stageBytes(telling.files, file.bytes, file.name);
      const prepared = must(await prepareFile(staged), `${what(telling)} ${file.name}`);
      must(await attachFile(ctx(), telling.files, made.revision, prepared), `${what(telling)} ${file.name}`);
      await discardFile(staged);
    }
    return { disclosure: made.disclosure, revision: made.revision, sha256: '' };
  },
  propose: async (telling, ctx) => {
    const { disclosure, revision } = story(telling);
    // A first draft is proposed as it was made; a later revision was saved once.
    const lockVersion = telling.before?.sha256 === '' ? 0 : 1;
    must(await propose(ctx(), { revision, lockVersion, opinion: telling.step.opinion }), what(telling));
    const { contentSha256 } = await getFrozenRevision(telling.tx, revision);
    return { disclosure, revision, sha256: contentSha256 };
  },
  review: decide(passStep),
  secrecy: async (telling, ctx) => {
    await decideFindings(ctx(), story(telling).revision, '演示数据，均为虚构，不指向任何个人。');
    return decide(passStep)(telling, ctx);
  },
  approve: decide(approve),
  return: decide(returnRevision),
  escalate: decide(escalate),
  // Approval wrote the plan; the plan is carried out when the day's transaction is in (see live.ts).
  publish: async (telling) => story(telling),
  correct: (telling, ctx) =>
    revise(
      telling,
      ctx,
      startCorrection,
      { changeNote: telling.step.opinion },
      telling.dossier.correctedBody,
    ),
  withdraw: (telling, ctx) => revise(telling, ctx, startWithdrawal, { reason: telling.step.opinion }, null),
  repeal: (telling, ctx) =>
    revise(
      telling,
      ctx,
      startValidityChange,
      { validity: 'repealed', reason: telling.step.opinion, changeNote: telling.step.opinion },
      null,
    ),
  revise: async () => {
    throw new Error('the world knows no plain revision');
  },
  withhold: async (telling, ctx) => {
    const [duty] = await dutiesFor(telling, ctx);
    if (duty === undefined) return undefined;
    const party = telling.dossier.affairs === 'party';
    must(
      await withholdDuty(ctx(), duty, {
        reason: party ? 'UNSUITABLE_BY_RULE' : 'PROCESS_INFORMATION',
        note: telling.step.opinion,
        reviewOn: addDays(dayOf(telling.step.at), 120),
        noticePublic: true,
      }),
      what(telling),
    );
    return undefined;
  },
};

async function revise(
  telling: Telling,
  ctx: Context,
  start: typeof startCorrection,
  changed: Partial<DraftContent>,
  body: string | null,
): Promise<Story> {
  const { disclosure, revision: live } = story(telling);
  const opened = must(await start(ctx(), disclosure), what(telling));
  const { attachments: _, ...content } = (await getFrozenRevision(telling.tx, live)).content;
  const text = body === null ? {} : { body: fromMarkdown(body).body };
  const saved = must(
    await saveDraft(ctx(), {
      revision: opened.revision,
      lockVersion: 0,
      content: { ...content, publishAt: null, changeNote: null, reason: null, ...changed, ...text },
    }),
    what(telling),
  );
  if (saved.outcome !== 'saved') throw new Error(`${what(telling)}: somebody else is writing`);
  return { disclosure, revision: opened.revision, sha256: 'saved' };
}

function contentOf(telling: Telling, body: string, duties: readonly string[]): Partial<DraftContent> {
  const { dossier, ref } = telling;
  return {
    title: dossier.title,
    documentNumber: dossier.documentNumber,
    documentDate: earlier(dossier.documentDate, dayOf(telling.step.at)),
    scope: dossier.scope,
    audience: dossier.scope === 'specific' ? { units: [ref.id] } : null,
    scopeUnit: ref.id,
    affairsKind: dossier.affairs,
    category: dossier.category,
    keywords: [...dossier.keywords],
    publishAt: dossier.publishAt === null ? null : dossier.publishAt.toISOString(),
    duties: [...duties],
    body: fromMarkdown(body).body,
  };
}

function earlier(a: Day, b: Day): Day {
  return [a, b].sort()[0] ?? a;
}

function dayOf(moment: Date): Day {
  return new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** Finds the open duties of the rows it speaks of; for rows that wait for an event, the handler records that it happened. */
async function dutiesFor(telling: Telling, ctx: Context): Promise<string[]> {
  const { dossier, ref, tx } = telling;
  const today = dayOf(telling.step.at);
  const found: string[] = [];
  for (const row of dossier.rows) {
    const itemKey = telling.rowKeys[row];
    const item = itemKey === undefined ? undefined : await findRowInForce(tx, ref.id, itemKey);
    if (item === undefined || itemKey === undefined)
      throw new Error(`${dossier.key}: row ${row} is not in force`);
    const trigger = item.clauses.find(
      (one) => one.trigger !== null && !unmoved.includes(one.trigger),
    )?.trigger;
    if (trigger !== null && trigger !== undefined) await recordEvent(telling, ctx, itemKey, trigger);
    const open = await listOpenDuties(tx, ref.id, today);
    const duty = choose(
      open.filter((one) => one.itemKey === itemKey && !found.includes(one.id)),
      dossier,
    );
    if (duty !== undefined) found.push(duty.id);
  }
  return found;
}

type Trigger = Parameters<typeof recordTriggerEvent>[1]['trigger'];

/** Clocks that run by themselves: the calendar's, and how long a page stays. */
const unmoved: readonly Trigger[] = ['CALENDAR', 'PUBLISHED', 'ON_CHANGE'];

async function recordEvent(telling: Telling, ctx: Context, itemKey: string, trigger: Trigger): Promise<void> {
  const { dossier, ref } = telling;
  const today = dayOf(telling.step.at);
  const happened = dossier.period?.to ?? today;
  const event = {
    unit: ref.id,
    affairsKind: dossier.affairs,
    itemKey,
    trigger,
    happenedOn: earlier(happened, today),
    title: dossier.title.slice(0, 280),
    stage: null,
  };
  must(await recordTriggerEvent(ctx(), event), `${dossier.key} event`);
}

/** In time: the next one due. Late: the last one whose day has passed. */
function choose(open: readonly DutyView[], dossier: WorldDossier): DutyView | undefined {
  const day = dayOf(dossier.steps[dossier.steps.length - 1]?.at ?? new Date(0));
  const passed = open.filter((duty) => duty.due < day);
  const coming = open.filter((duty) => duty.due >= day);
  return dossier.fate === 'publishedLate' ? (passed.at(-1) ?? coming[0]) : (coming[0] ?? passed.at(-1));
}
