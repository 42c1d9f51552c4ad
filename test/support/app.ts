import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { v7 } from 'uuid';
import { hashToken } from '#modules/identity';
import type { Config } from '#platform/config';
import { openFileStore } from '#platform/files';
import { allModules } from '../../src/app/compose.ts';
import type { Installation } from '../../src/app/open.ts';
import { serve } from '../../src/app/serve.ts';
import { freshDatabase, type TestDatabase } from './database.ts';

/** The whole program on a fresh database: web server on a free port, worker running. */
export type TestApp = {
  readonly db: TestDatabase;
  readonly installation: Installation;
  readonly url: string;
  /** What the server logged as faults. */
  readonly faults: readonly object[];
  /** A request, with the session of somebody (see `sessionFor`) or none. */
  readonly fetch: (
    path: string,
    init?: RequestInit & { readonly session?: string | null },
  ) => Promise<Response>;
  /** Opens a session for a person without a password, as a sign-in would. */
  readonly sessionFor: (person: string) => Promise<string>;
};

export async function startTestApp(
  t: Pick<TestContext, 'after'>,
  options: {
    readonly mode?: Config['mode'];
    readonly log?: NonNullable<Config['log']>;
    /** Partner systems may stand on this machine. */
    readonly privateWebhooks?: boolean;
    readonly extraModules?: ReturnType<typeof allModules>;
    /** Other settings, such as which roles the process plays. */
    readonly config?: Partial<Pick<Config, 'roles' | 'ready' | 'mail' | 'privateWebhooks'>>;
  } = {},
): Promise<TestApp> {
  // What was opened last closes first: the program stops before its database goes.
  const closers: (() => unknown)[] = [];
  const later = { after: (close: () => unknown) => void closers.push(close) };
  t.after(async () => {
    for (const close of closers.toReversed()) await close();
  });
  const db = await freshDatabase(later);
  const data = mkdtempSync(join(tmpdir(), 'gongkai-app-'));
  later.after(() => rmSync(data, { recursive: true, force: true }));
  const config: Config = {
    data,
    port: 0,
    host: '127.0.0.1',
    url: null,
    mode: options.mode ?? 'demo',
    databaseUrl: db.url,
    roles: new Set(['portal', 'office', 'worker']),
    trustProxy: false,
    privateWebhooks: options.privateWebhooks ?? false,
    ...(options.log === undefined ? {} : { log: options.log }),
    ...options.config,
  };
  const installation: Installation = {
    config,
    office: db.office,
    worker: db.worker,
    portal: db.portal,
    files: await openFileStore(data),
    ownerUrl: db.url,
    migrated: [],
    close: async () => undefined,
  };
  const faults: object[] = [];
  const running = await serve(installation, [...allModules(config), ...(options.extraModules ?? [])], {
    log: (entry) => faults.push(entry),
  });
  later.after(() => running.close());
  return {
    db,
    installation,
    url: running.url,
    faults,
    fetch: (path, { session = null, ...init } = {}) => {
      const headers = new Headers(init.headers);
      if (session !== null) headers.set('cookie', `gongkai_session=${session}`);
      return fetch(new URL(path, running.url), { redirect: 'manual', ...init, headers });
    },
    sessionFor: async (person) => {
      const token = `test-${crypto.randomUUID()}`;
      await db.owner.pool.query(
        `insert into identity.session (id, token_hash, person, created_at, last_seen_at, expires_at, second_factor)
         values ($1, $2, $3, now(), now(), now() + interval '2 hours', false)`,
        [v7(), hashToken(token), person],
      );
      return token;
    },
  };
}
