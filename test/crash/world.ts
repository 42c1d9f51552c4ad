import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { v7 } from 'uuid';
import type { Result, Role } from '#kernel';
import { createPerson, grantRole, hashToken } from '#modules/identity';
import { createUnit } from '#modules/organisations';
import { type CommandContext, inTransaction, systemActor } from '#platform/command';
import { prepareDataFolder, readConfig } from '#platform/config';
import { valueOf } from '#test/database';
import { openInstallation } from '../../src/app/open.ts';

/* A town with a few villages, made through the rooms' own commands before the server starts. */

export const environment = { GONGKAI_MODE: 'production', GONGKAI_URL: 'https://gongkai.example.cn' };

/** Somebody signed in: the value of the session cookie. */
export type Session = string;

export type Village = {
  readonly unit: number;
  readonly code: string;
  readonly people: Readonly<Record<'handler' | 'reviewer' | 'secrecyReviewer' | 'approver', Session>>;
};

export type CrashWorld = {
  readonly town: string;
  readonly administrator: Session;
  /** 党委办公室 of the town. */
  readonly office: Session;
  readonly villages: readonly Village[];
};

type Run = <T>(work: (ctx: CommandContext) => Promise<Result<T>>) => Promise<T>;

/**
 * Makes the world in an empty data folder, on a database with real fsync, and leaves nothing running.
 * @param databaseUrl an outside database; null: the folder's own
 */
export async function makeWorld(
  data: string,
  villages: number,
  databaseUrl: string | null = null,
): Promise<CrashWorld> {
  const read = readConfig({
    ...environment,
    GONGKAI_DATA: data,
    ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  if (prepareDataFolder(data) !== null) throw new Error(`cannot use ${data}`);
  const installation = await openInstallation(read.config, { exclusive: true });
  try {
    const run: Run = async (work) =>
      valueOf(await inTransaction(installation.office, { actor: systemActor, now: new Date() }, work));
    const owner = new pg.Client({ connectionString: installation.ownerUrl });
    await owner.connect();
    try {
      return await fill(run, owner, villages);
    } finally {
      await owner.end();
    }
  } finally {
    await installation.close();
  }
}

async function fill(run: Run, owner: pg.Client, count: number): Promise<CrashWorld> {
  const unit = (code: string, name: string, level: 'town' | 'village', superiorId: number | null) => {
    const kind = level === 'town' ? 'grassrootsPartyCommittee' : 'villageCommittee';
    return run((ctx) => createUnit(ctx, { code, name, shortName: null, level, kind, superiorId }));
  };
  const town = await unit('T', '云溪镇党委', 'town', null);
  const hire = (name: string, role: Role, at: number) => hireIn(run, owner, name, role, at);
  const administrator = await hire('管理员', 'systemAdministrator', town);
  const office = await hire('党委办公室', 'committeeOffice', town);
  const villages: Village[] = [];
  for (let number = 1; number <= count; number += 1) {
    const code = `V${number}`;
    const id = await unit(code, `云溪第${number}村`, 'village', town);
    const people = {
      handler: await hire(`${number}村经办`, 'handler', id),
      reviewer: await hire(`${number}村审核`, 'reviewer', id),
      secrecyReviewer: await hire(`${number}村保密`, 'secrecyReviewer', id),
      approver: await hire(`${number}村书记`, 'approver', id),
    };
    villages.push({ unit: id, code, people });
  }
  return { town: 'T', administrator, office, villages };
}

/** An account with one role, and an open session as a sign-in would have left it. */
async function hireIn(run: Run, owner: pg.Client, name: string, role: Role, unit: number): Promise<Session> {
  const account = { account: v7(), name, homeUnit: unit, passwordHash: null, mustChangePassword: false };
  const person = await run((ctx) => createPerson(ctx, account));
  await run((ctx) =>
    grantRole(ctx, person, {
      role,
      unit,
      reach: 'below',
      line: null,
      startsOn: '2026-01-01',
      endsOn: null,
      reason: '测试',
    }),
  );
  const token = `crash-${crypto.randomUUID()}`;
  await owner.query(
    `insert into identity.session (id, token_hash, person, created_at, last_seen_at, expires_at, second_factor)
     values ($1, $2, $3, now(), now(), now() + interval '4 hours', false)`,
    [v7(), hashToken(token), person],
  );
  return token;
}

/** Looks into the embedded database of a data folder as its owner, over a connection of this question's own. */
export async function withOwner<T>(data: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const secret = readFileSync(join(data, 'database.secret'), 'utf8').trim();
  const port = readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3];
  const url = `postgres://gongkai_owner:${encodeURIComponent(secret)}@127.0.0.1:${port}/gongkai`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
