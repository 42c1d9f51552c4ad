import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import type { Actor, Result, Role } from '#kernel';
import {
  approve,
  createDisclosure,
  getFrozenRevision,
  passReview,
  passSecrecyReview,
  propose,
} from '#modules/disclosure';
import { createPerson, findSessionByHash, grantRole, hashToken } from '#modules/identity';
import { createUnit, findUnitRef } from '#modules/organisations';
import { type CommandContext, inTransaction, systemActor } from '#platform/command';
import { openFileStore } from '#platform/files';
import { type JobRunner, startJobs } from '#platform/jobs';
import { paragraph } from '#platform/richtext';
import { allModules } from '../../src/app/compose.ts';
import { allJobs } from '../../src/app/serve.ts';
import type { Installation } from '../frame/stage.ts';

/** An approved matter of the bench's village, or one that waits for its approval. */
export type Matter = { readonly revision: string; readonly contentSha256: string };

/** A village at work on an installation, with the whole program's rooms, jobs and log; real people, real permissions. */
export type BenchOffice = {
  readonly installation: Installation;
  /** Data folder: files and log. */
  readonly data: string;
  /** Matters up to their approval. */
  readonly bring: (count: number, tell: (done: number, total: number) => void) => Promise<readonly Matter[]>;
  readonly approve: (matter: Matter) => Promise<void>;
  /** Starts the worker as the program does. */
  readonly work: () => Promise<JobRunner>;
  /** Waits until everybody can see them, and their entries are in the log that is served. */
  readonly visible: (matters: readonly Matter[]) => Promise<void>;
  readonly close: () => void;
};

type Hands = Readonly<Record<'handler' | 'reviewer' | 'secrecyReviewer' | 'approver', Actor>>;
type Run = <T>(actor: Actor, work: (ctx: CommandContext) => Promise<Result<T>>) => Promise<T>;

export const BENCH_URL = 'https://bench.example/gongkai';

export async function openOffice(installation: Installation): Promise<BenchOffice> {
  const data = mkdtempSync(join(tmpdir(), 'gongkai-bench-data-'));
  const modules = allModules({ data, mode: 'production', url: BENCH_URL });
  const files = await openFileStore(data);
  const run: Run = async (actor, work) => {
    const result = await inTransaction(installation.office, { actor, now: new Date() }, work);
    if (!result.ok) throw new Error(`refused: ${result.code} ${JSON.stringify(result.params)}`);
    return result.value;
  };
  const village = await makeVillage(run);
  const hands = await hire(run, installation, village);
  for (const { starts } of modules) await starts?.({ database: installation.worker, now: () => new Date() });
  const checkpoints = await listen(installation);
  let made = 0;
  return {
    installation,
    data,
    bring: async (count, tell) => {
      const matters: Matter[] = [];
      for (let at = 0; at < count; at += 1) {
        made += 1;
        matters.push(await bringOne(run, installation, { village, hands, number: made }));
        tell(at + 1, count);
      }
      return matters;
    },
    approve: async (matter) =>
      void (await run(hands.approver, (ctx) => approve(ctx, { ...matter, opinion: '同意' }))),
    work: () =>
      startJobs(installation.worker, allJobs(modules, files), {
        now: () => new Date(),
        onFailure: (job, error) => console.error(job, error),
      }),
    visible: (matters) => waitUntilVisible(installation, matters, checkpoints),
    close: () => {
      checkpoints.end();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function makeVillage(run: Run): Promise<number> {
  const names = { shortName: null, superiorId: null };
  const town = await run(systemActor, (ctx) =>
    createUnit(ctx, {
      ...names,
      code: 'T',
      name: '云溪镇党委',
      level: 'town',
      kind: 'grassrootsPartyCommittee',
    }),
  );
  return run(systemActor, (ctx) =>
    createUnit(ctx, {
      ...names,
      code: 'V',
      name: '云溪村村民委员会',
      level: 'village',
      kind: 'villageCommittee',
      superiorId: town,
    }),
  );
}

async function hire(run: Run, installation: Installation, unit: number): Promise<Hands> {
  const one = async (name: string, role: Role): Promise<Actor> => {
    const account = { account: v7(), name, homeUnit: unit, passwordHash: null, mustChangePassword: false };
    const person = await run(systemActor, (ctx) => createPerson(ctx, account));
    const grant = {
      role,
      unit,
      reach: 'below',
      line: null,
      startsOn: '2026-01-01',
      endsOn: null,
      reason: '测试',
    } as const;
    await run(systemActor, (ctx) => grantRole(ctx, person, grant));
    const token = `bench-${v7()}`;
    await installation.owner.pool.query(
      `insert into identity.session (id, token_hash, person, created_at, last_seen_at, expires_at, second_factor)
       values ($1, $2, $3, now(), now(), now() + interval '12 hours', false)`,
      [v7(), hashToken(token), person],
    );
    const found = await findSessionByHash(installation.office.reader, hashToken(token), new Date());
    if (found === null) throw new Error(`${name} is not signed in`);
    return found.session.actor;
  };
  return {
    handler: await one('钱经办', 'handler'),
    reviewer: await one('孙审核', 'reviewer'),
    secrecyReviewer: await one('李保密', 'secrecyReviewer'),
    approver: await one('周书记', 'approver'),
  };
}

/** About 1,500 characters, as the texts of villages have. */
const PARAGRAPHS = Array.from(
  { length: 20 },
  (_, at) =>
    `第${at + 1}项：本季度村集体收入与支出经村务监督委员会逐笔审核，票据齐全，手续完备，现将明细予以公布，村民如有疑问可向村务监督委员会反映。`,
);

async function bringOne(
  run: Run,
  { office }: Installation,
  { village, hands, number }: { readonly village: number; readonly hands: Hands; readonly number: number },
): Promise<Matter> {
  const unit = await findUnitRef(office.reader, village);
  if (unit === undefined) throw new Error('no village');
  const title = `云溪村第${number}号收支公示`;
  const body = { type: 'doc' as const, content: [title, ...PARAGRAPHS].map((text) => paragraph(text)) };
  const draft = { title, category: '财务公开', affairsKind: 'village' as const, keywords: ['收支'], body };
  const { revision } = await run(hands.handler, (ctx) => createDisclosure(ctx, unit, draft));
  await run(hands.handler, (ctx) => propose(ctx, { revision, lockVersion: 0, opinion: '请审' }));
  const { contentSha256 } = await getFrozenRevision(office.reader, revision);
  const decision = { revision, contentSha256, opinion: '同意' };
  await run(hands.reviewer, (ctx) => passReview(ctx, decision));
  await run(hands.secrecyReviewer, (ctx) => passSecrecyReview(ctx, decision));
  return { revision, contentSha256 };
}

/** Whoever listens hears of a new checkpoint at the moment it is public: no looking in vain, which would be work as well. */
async function listen({ owner }: Installation): Promise<Checkpoints> {
  await owner.pool.query(`
    create function public.bench_tell() returns trigger language plpgsql as
      $$ begin perform pg_notify('bench_published', new.size::text); return null; end $$;
    create trigger bench_tells after insert on transparency_log.published
      for each row execute function public.bench_tell()`);
  const client = await owner.pool.connect();
  const news = new EventEmitter();
  client.on('notification', () => news.emit('published'));
  await client.query('listen bench_published');
  return { news, end: () => client.release(true) };
}

type Checkpoints = { readonly news: EventEmitter; readonly end: () => void };

/** Visible is what the portal's role is told. */
async function waitUntilVisible(
  { portal, owner }: Installation,
  matters: readonly Matter[],
  { news }: Checkpoints,
): Promise<void> {
  const wanted = matters.map((one) => one.revision);
  for (;;) {
    const next = once(news, 'published');
    const index = await lastIndex(owner.pool, wanted);
    if (index !== undefined) {
      const { rows } = await portal.pool.query<{ size: number }>(
        'select transparency_log.visible_size() as size',
      );
      if ((rows[0]?.size ?? 0) > index) return;
    }
    await next;
  }
}

/** Where the last of them stands in the log, once all are registered. */
async function lastIndex(
  pool: Installation['owner']['pool'],
  revisions: readonly string[],
): Promise<number | undefined> {
  const { rows } = await pool.query<{ count: number; last: number }>(
    'select count(*) as count, max(log_index) as last from publication.registration where revision = any($1::uuid[])',
    [revisions],
  );
  const [row] = rows;
  return row?.count === revisions.length ? row.last : undefined;
}
