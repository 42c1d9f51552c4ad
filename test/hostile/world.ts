import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { v7 } from 'uuid';
import { roles } from '#kernel';
import { hashToken } from '#modules/identity';
import { readConfig } from '#platform/config';
import { freshDataFolder, type RunningServer, startServer } from '#test/process';
import { hangSomething, someBoard } from '#test/walk-boards';
import { allModules } from '../../src/app/compose.ts';
import { environment, makeWorld, withOwner } from '../crash/world.ts';

/* The program as its operator runs it, with somebody who may upload everywhere. */

export type Target = {
  /** as the route is declared */
  readonly route: string;
  readonly path: string;
  readonly reads: 'files' | 'tables' | 'notices' | 'photos';
  /** bytes the route takes at most */
  readonly most: number;
};

export type Besieged = {
  readonly server: RunningServer;
  /** The server's folder for temporary files, its alone. */
  readonly temporary: string;
  readonly targets: readonly Target[];
  readonly send: (path: string, body: RequestInit['body'], signal?: AbortSignal) => Promise<Response>;
  /** What there is after everything: acts done, facts, files kept, imports begun, drafts and their attachments. */
  readonly traces: () => Promise<unknown>;
};

export async function besiege(t: Pick<TestContext, 'after'>): Promise<Besieged> {
  const data = freshDataFolder(t);
  await makeWorld(data, 1);
  const temporary = mkdtempSync(join(tmpdir(), 'hostile-'));
  t.after(() => rmSync(temporary, { recursive: true, force: true }));
  const server = await startServer(t, { data, env: { TMPDIR: temporary } });
  const session = await withOwner(data, makeEveryRole);
  const headers = { cookie: `gongkai_session=${session}` };
  const send: Besieged['send'] = (path, body, signal) =>
    fetch(server.url + path, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/octet-stream' },
      body: body ?? null,
      signal: signal ?? AbortSignal.timeout(180_000),
      duplex: 'half',
    } as RequestInit);
  const post = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
    const answer = await fetch(server.url + path, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  };
  return {
    server,
    temporary,
    send,
    targets: await findTargets(data, post),
    traces: () => withOwner(data, countTraces),
  };
}

type Owner = Parameters<Parameters<typeof withOwner>[1]>[0];

/** Somebody with every role over the whole town, which no administrator could grant. */
async function makeEveryRole(owner: Owner): Promise<string> {
  const id = v7();
  const town = (await owner.query<{ id: number }>(`select id from organisations.unit where code = 'T'`))
    .rows[0]?.id;
  await owner.query(
    `insert into identity.person (id, account, name, home_unit, created_at) values ($1, 'every.role', '某全权', $2, now())`,
    [id, town],
  );
  for (const role of roles)
    await owner.query(
      `insert into identity.role_grant (id, person, role, unit, reach, starts_on, granted_at)
       values ($1, $2, $3, $4, 'below', '2020-01-01', now())`,
      [v7(), id, role, town],
    );
  const token = `hostile-${crypto.randomUUID()}`;
  await owner.query(
    `insert into identity.session (id, token_hash, person, created_at, last_seen_at, expires_at, second_factor)
     values ($1, $2, $3, now(), now(), now() + interval '4 hours', false)`,
    [v7(), hashToken(token), id],
  );
  return token;
}

async function countTraces(owner: Owner): Promise<unknown> {
  const { rows } = await owner.query(
    `select (select count(*) from platform.audit where outcome = 'done') as done, (select count(*) from platform.fact) as facts,
       (select count(*) from platform.stored_file) as files, (select count(*) from platform.import_run) as runs,
       (select count(*) from disclosure.attachment) as attachments, (select count(*) from screening.term) as terms`,
  );
  return rows[0];
}

/** Every route of the program that takes files, at a place where it takes them. */
async function findTargets(
  data: string,
  post: (path: string, body: unknown) => Promise<Record<string, unknown>>,
): Promise<readonly Target[]> {
  const unit = await withOwner(data, async (owner) => {
    const found = await owner.query<{ id: number }>(`select id from organisations.unit where code = 'V1'`);
    return found.rows[0]?.id ?? 0;
  });
  const dossier = await post('/api/disclosures', { unit, content: contentOf(unit) });
  const catalogue = await post('/api/catalogues', {
    unit,
    affairsKind: 'village',
    year: 2026,
    title: '目录',
    source: { from: 'blank' },
  });
  const { carrier } = (await post('/api/carriers', { unit, fields: someBoard })) as {
    carrier: { id: string };
  };
  const posting = await withOwner(data, (owner) => hangSomething(owner, carrier.id, unit));
  const idOf = (path: string) => {
    if (path.startsWith('/api/carriers/postings/')) return posting;
    return path.startsWith('/api/carriers/') ? carrier.id : String(catalogue['id']);
  };
  const values = (path: string): Readonly<Record<string, string>> => ({
    ':revision': String(dossier['revision']),
    ':id': idOf(path),
    ':unit': String(unit),
  });
  const read = readConfig({ ...environment, GONGKAI_DATA: data });
  if (!read.ok) throw new Error('the settings are wrong');
  return allModules(read.config)
    .flatMap((module) => module.routes)
    .flatMap(({ path, upload }) =>
      upload === undefined
        ? []
        : [
            {
              route: path,
              path: path.replaceAll(/:\w+/g, (name) => values(path)[name] ?? name),
              reads: kindOf(path),
              most: upload.maxBytes,
            },
          ],
    );
}

function kindOf(route: string): Target['reads'] {
  if (/calendar/.test(route)) return 'notices';
  if (/carriers/.test(route)) return 'photos';
  return /revisions/.test(route) ? 'files' : 'tables';
}

const contentOf = (unit: number) => ({
  title: '关于经费的公示',
  scope: 'society',
  audience: null,
  scopeUnit: unit,
  affairsKind: 'village',
  category: '工作动态',
  keywords: [],
  publishAt: null,
  body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: '现予公示。' }] }] },
});
