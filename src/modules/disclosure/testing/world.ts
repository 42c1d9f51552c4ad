import type { TestContext } from 'node:test';
import type { Actor, Result, Role, UnitRef } from '#kernel';
import { covers } from '#kernel';
import type { CommandContext } from '#platform/command';
import { commandContext, freshDatabase, type TestDatabase, testActor, valueOf } from '#test/database';
import { createDisclosure } from '../commands/create-disclosure.ts';
import { approve, passReview, passSecrecyReview } from '../commands/decide-step.ts';
import type { Moved } from '../commands/make-move.ts';
import { propose } from '../commands/propose.ts';
import type { DraftContent } from '../content.ts';
import { connectPeople } from '../people.ts';
import { findCase, type LoadedCase } from '../store/load-case.ts';
import { units } from './cases.ts';
import { sampleContent } from './content.ts';

/* A district with a town and a village in a real database, and people in every role of the order. */

export const monday = new Date('2026-03-02T10:00:00+08:00');

export type World = {
  readonly db: TestDatabase;
  readonly people: ReturnType<typeof cast>;
  /** Somebody with one role in one unit, known to `findHolders`. */
  readonly hire: (name: string, role: Role, unit: UnitRef) => Actor;
  /** From now on the person holds nothing. */
  readonly dismiss: (actor: Actor) => void;
  readonly as: <T, Code extends string>(
    actor: Actor,
    work: (ctx: CommandContext) => Promise<Result<T, Code>>,
    now?: Date,
  ) => Promise<Result<T, Code>>;
  readonly load: (revision: string) => Promise<LoadedCase>;
};

function cast(hire: World['hire']) {
  return {
    handler: hire('钱经办', 'handler', units.village),
    reviewer: hire('孙审核', 'reviewer', units.village),
    secrecy: hire('李保密', 'secrecyReviewer', units.village),
    approver: hire('周书记', 'approver', units.village),
    townApprover: hire('吴书记', 'approver', units.town),
    stranger: hire('郑外人', 'approver', units.otherTown),
  };
}

export async function world(t: Pick<TestContext, 'after'>): Promise<World> {
  const db = await freshDatabase(t);
  await db.owner.pool.query(`insert into organisations.unit (id, code, name, level, kind, superior_id, path, created_at) values
    (1, 'd', '青禾区委', 'district', 'localPartyCommittee', null, '/1/', now()),
    (2, 't', '云溪镇党委', 'town', 'grassrootsPartyCommittee', 1, '/1/2/', now()),
    (3, 'v', '云溪村', 'village', 'villageCommittee', 2, '/1/2/3/', now()),
    (4, 'o', '石桥镇党委', 'town', 'grassrootsPartyCommittee', 1, '/1/4/', now())`);
  const staff = new Map<string, Actor>();
  connectPeople({
    findHolders: async (_db, role, unit) =>
      [...staff.values()].flatMap((one) =>
        one.grants
          .filter((grant) => grant.role === role && covers(grant, unit))
          .map((grant) => ({ person: one.person, principal: grant.principal })),
      ),
    findName: async (_db, person) => staff.get(person)?.name,
  });
  const hire: World['hire'] = (name, role, unit) => {
    const actor = testActor(name, [role], unit);
    staff.set(actor.person, actor);
    return actor;
  };
  return {
    db,
    people: cast(hire),
    hire,
    dismiss: (actor) => {
      staff.delete(actor.person);
    },
    as: (actor, work, now = monday) => commandContext(db, actor, now)(work),
    load: async (revision) => {
      const loaded = await findCase(db.office.reader, revision);
      if (loaded === undefined) throw new Error(`no revision ${revision}`);
      return loaded;
    },
  };
}

/** A complete draft of the village. @returns its revision */
export async function draft(w: World, changes: Partial<DraftContent> = {}): Promise<string> {
  const { attachments: _, ...content } = sampleContent();
  const made = await w.as(w.people.handler, (ctx) =>
    createDisclosure(ctx, units.village, { ...content, ...changes }),
  );
  return valueOf(made).revision;
}

/** The hash that everybody signs. */
export async function hashNow(w: World, revision: string): Promise<string> {
  return (await w.load(revision)).revision.content_sha256 ?? '';
}

export async function proposeNow(
  w: World,
  revision: string,
  actor = w.people.handler,
  now = monday,
): Promise<Result<Moved>> {
  const { lock_version } = (await w.load(revision)).revision;
  return w.as(actor, (ctx) => propose(ctx, { revision, lockVersion: lock_version, opinion: '请审' }), now);
}

/** Brings a draft as far as the approver's desk. */
export async function toApproval(w: World, changes: Partial<DraftContent> = {}): Promise<string> {
  const revision = await draft(w, changes);
  valueOf(await proposeNow(w, revision));
  await review(w, revision);
  return revision;
}

/** Both reviews pass. */
export async function review(w: World, revision: string): Promise<void> {
  const decision = { revision, contentSha256: await hashNow(w, revision), opinion: '同意' };
  valueOf(await w.as(w.people.reviewer, (ctx) => passReview(ctx, decision)));
  valueOf(await w.as(w.people.secrecy, (ctx) => passSecrecyReview(ctx, decision)));
}

export async function approveNow(
  w: World,
  revision: string,
  actor = w.people.approver,
): Promise<Result<Moved>> {
  const decision = { revision, contentSha256: await hashNow(w, revision), opinion: '同意公开' };
  return w.as(actor, (ctx) => approve(ctx, decision));
}

/** Approved and waiting to be published. */
export async function approved(w: World, changes: Partial<DraftContent> = {}): Promise<string> {
  const revision = await toApproval(w, changes);
  valueOf(await approveNow(w, revision));
  return revision;
}
