import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Actor } from '#kernel';
import { openFileStore } from '#platform/files';
import { createHttpServer, httpMessages } from '#platform/http';
import { createTranslator } from '#platform/i18n';
import { tabularMessages } from '#platform/tabular';
import type { TestDatabase } from '#test/database';
import { organisations } from '../module.ts';
import { now } from './world.ts';

/* This room alone behind the real web server, for the tests of its routes. */

export type Answer = {
  readonly status: number;
  readonly body: unknown;
  readonly text: string;
  readonly bytes: Buffer;
};
export type Ask = (method: 'GET' | 'POST', url: string, body?: unknown, as?: Actor | null) => Promise<Answer>;

/** @param faults collects what the server logs as a fault */
export async function serveRoom(
  t: TestContext,
  db: TestDatabase,
  actors: readonly Actor[],
  faults: unknown[],
): Promise<Ask> {
  const folder = mkdtempSync(join(tmpdir(), 'room-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const server = await createHttpServer({
    roles: { portal: false, office: true },
    office: db.office,
    portal: null,
    files: await openFileStore(folder),
    permissions: new Map(Object.entries(organisations.permissions)),
    routes: organisations.routes,
    pages: [],
    forms: [],
    translator: createTranslator([httpMessages, tabularMessages, ...organisations.messages]),
    now: () => now,
    baseUrl: () => 'http://localhost',
    demo: false,
    trustProxy: false,
    findSession: async (token) => {
      const actor = actors.find((one) => one.person === token);
      return actor === undefined ? null : { id: token, actor, tokenHash: token, locale: null };
    },
    errorPage: (_ctx, problem) => ({ status: problem.status, body: problem.message }),
    health: async () => ({ status: 'ok' }),
    openApi: () => ({}),
    log: (entry) => faults.push(entry),
    mount: async () => undefined,
  });
  t.after(() => server.close());
  return async (method, url, body, as = actors[0] ?? null) => {
    const raw = body instanceof Uint8Array;
    const answer = await server.inject({
      method,
      url,
      ...(as === null ? {} : { cookies: { gongkai_session: as.person } }),
      ...(body === undefined ? {} : { payload: raw ? Buffer.from(body) : JSON.stringify(body) }),
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': raw ? 'application/octet-stream' : 'application/json' } }),
    });
    const json = String(answer.headers['content-type']).includes('json');
    return {
      status: answer.statusCode,
      body: json ? answer.json() : null,
      text: answer.body,
      bytes: answer.rawPayload,
    };
  };
}
