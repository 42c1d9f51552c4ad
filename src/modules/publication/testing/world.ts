import type { TestContext } from 'node:test';
import { type Actor, covers, type Result, type Role, type UnitRef } from '#kernel';
import {
  approve,
  connectPeople,
  createDisclosure,
  type DraftContent,
  getFrozenRevision,
  passReview,
  passSecrecyReview,
  propose,
  saveDraft,
  startClarification,
  startCorrection,
  startValidityChange,
  startWithdrawal,
} from '#modules/disclosure';
import { type CommandContext, inTransaction, systemActor } from '#platform/command';
import { paragraph, type RichText } from '#platform/richtext';
import {
  commandContext,
  freshDatabase,
  type TestDatabase,
  testActor,
  unitRef,
  valueOf,
} from '#test/database';
import { type TestLog, testLog } from '#test/log';
import { type Publication, publicationModule, registerRevision } from '../index.ts';

/* A village in a real database whose people bring texts through the whole order; nothing is mocked but the directory. */

export const monday = new Date('2026-03-02T10:00:00+08:00');
export const village = unitRef(3, '/1/2/3/');

export type World = {
  readonly db: TestDatabase;
  readonly log: TestLog;
  readonly as: <T, Code extends string>(
    actor: Actor,
    work: (ctx: CommandContext) => Promise<Result<T, Code>>,
    now?: Date,
  ) => Promise<Result<T, Code>>;
  readonly people: Readonly<Record<'handler' | 'reviewer' | 'secrecy' | 'approver', Actor>>;
  /** From now on the person holds nothing. */
  readonly dismiss: (actor: Actor) => void;
};

export async function world(t: Pick<TestContext, 'after'>): Promise<World> {
  const db = await freshDatabase(t);
  await db.owner.pool.query(`insert into organisations.unit (id, code, name, level, kind, superior_id, path, uscc, created_at) values
    (1, 'd', '青禾区委', 'district', 'localPartyCommittee', null, '/1/', null, now()),
    (2, 't', '云溪镇党委', 'town', 'grassrootsPartyCommittee', 1, '/1/2/', null, now()),
    (3, 'v', '云溪村', 'village', 'villageCommittee', 2, '/1/2/3/', '91350100M000100Y43', now())`);
  const staff = new Map<string, Actor>();
  const hire = (name: string, role: Role, unit: UnitRef) => {
    const actor = testActor(name, [role], unit);
    staff.set(actor.person, actor);
    return actor;
  };
  connectPeople({
    findHolders: async (_db, role, unit) =>
      [...staff.values()].flatMap((one) =>
        one.grants
          .filter((grant) => grant.role === role && covers(grant, unit))
          .map((grant) => ({ person: one.person, principal: grant.principal })),
      ),
    findName: async (_db, person) => staff.get(person)?.name,
  });
  return {
    db,
    log: testLog(t, db, { reveals: [publicationModule.reveals] }),
    as: (actor, work, now = monday) => commandContext(db, actor, now)(work),
    people: {
      handler: hire('钱经办', 'handler', village),
      reviewer: hire('孙审核', 'reviewer', village),
      secrecy: hire('李保密', 'secrecyReviewer', village),
      approver: hire('周书记', 'approver', village),
    },
    dismiss: (actor) => {
      staff.delete(actor.person);
    },
  };
}

export const body = (text: string): RichText => ({ type: 'doc', content: [paragraph(text)] });

export const sample: Partial<DraftContent> = {
  title: '云溪村第一季度收支公示',
  documentNumber: '云村〔2026〕3号',
  documentDate: '2026-03-01',
  affairsKind: 'village',
  category: '财务收支',
  keywords: ['收支'],
  body: body('本季度收入与支出见附表。'),
};

/** Brings a draft to its approval by four different people. */
async function approveDraft(w: World, revision: string, lockVersion: number): Promise<string> {
  const { handler, reviewer, secrecy, approver } = w.people;
  valueOf(await w.as(handler, (ctx) => propose(ctx, { revision, lockVersion, opinion: '请审' })));
  const { contentSha256 } = await getFrozenRevision(w.db.office.reader, revision);
  const decision = { revision, contentSha256, opinion: '同意' };
  valueOf(await w.as(reviewer, (ctx) => passReview(ctx, decision)));
  valueOf(await w.as(secrecy, (ctx) => passSecrecyReview(ctx, decision)));
  valueOf(await w.as(approver, (ctx) => approve(ctx, decision)));
  return revision;
}

export type Approved = { readonly disclosure: string; readonly revision: string };

/** A new matter, approved and waiting to be published. */
export async function approved(
  w: World,
  changes: Partial<DraftContent> = {},
  prepare: (revision: string) => Promise<void> = async () => undefined,
): Promise<Approved> {
  const made = valueOf(
    await w.as(w.people.handler, (ctx) => createDisclosure(ctx, village, { ...sample, ...changes })),
  );
  await prepare(made.revision);
  await approveDraft(w, made.revision, 0);
  return made;
}

const starts = {
  correct: startCorrection,
  clarify: startClarification,
  changeValidity: startValidityChange,
  withdraw: startWithdrawal,
} as const;

/** The next revision of a public matter, approved. */
export async function revised(
  w: World,
  before: Approved,
  purpose: keyof typeof starts,
  changes: Partial<DraftContent>,
): Promise<Approved> {
  const opened = valueOf(await w.as(w.people.handler, (ctx) => starts[purpose](ctx, before.disclosure)));
  const { attachments: _, ...content } = (await getFrozenRevision(w.db.office.reader, before.revision))
    .content;
  const saved = valueOf(
    await w.as(w.people.handler, (ctx) =>
      saveDraft(ctx, { revision: opened.revision, lockVersion: 0, content: { ...content, ...changes } }),
    ),
  );
  if (saved.outcome !== 'saved') throw new Error('somebody else is writing');
  await approveDraft(w, opened.revision, saved.lockVersion);
  return { disclosure: before.disclosure, revision: opened.revision };
}

/** Registers as the worker does: decided and frozen, visible to nobody. */
export function register(w: World, { revision }: Approved, now = monday): Promise<Result<Publication>> {
  return inTransaction(w.db.worker, { actor: systemActor, now }, (ctx) => registerRevision(ctx, revision));
}

/** Registers and seals, as the worker does: visible when it returns. */
export async function publish(w: World, approved: Approved, now = monday): Promise<Result<Publication>> {
  const made = await register(w, approved, now);
  await w.log.seal(now);
  return made;
}
