import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { catalogueModule } from '#modules/catalogue';
import { attachFile, connectFiles, disclosureModule, prepareFile } from '#modules/disclosure';
import { organisations } from '#modules/organisations';
import { discardFile, type FileStore, openFileStore, stageBytes } from '#platform/files';
import { createHttpServer, type HttpServer, httpMessages, type Session } from '#platform/http';
import { createTranslator } from '#platform/i18n';
import { valueOf } from '#test/database';
import { portalMessages } from '#ui/portal';
import { publicationModule } from '../index.ts';
import { type World, world } from './world.ts';

/** The world behind a real web server with the pages and routes of this room, as an outsider or as one of some readers. */
export type Site = World & {
  readonly http: HttpServer;
  readonly files: FileStore;
  readonly get: (
    path: string,
    reader?: ReaderName,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<LightMyRequestResponse>;
  /** Things the server logged as faults. */
  readonly faults: object[];
};

/** A member of the village's branch, a member elsewhere, a member of staff of the town. */
export const readers = {
  member: [{ unit: 3, path: '/1/2/3/', kind: 'member' }],
  elsewhere: [{ unit: 9, path: '/9/', kind: 'member' }],
  staff: [{ unit: 2, path: '/1/2/', kind: 'staff' }],
} as const;
export type ReaderName = keyof typeof readers;

export async function site(t: TestContext, now: () => Date): Promise<Site> {
  const w = await world(t);
  // Sessions here are named after their readers, so that no account is needed: identity's own lookup is tested there.
  await w.db.owner.pool.query(`create or replace function platform.current_reader() returns jsonb language sql stable as $$
    select case when r.ties is null then null else jsonb_build_object('person', gen_random_uuid(), 'affiliations', r.ties) end
    from (select '${JSON.stringify(readers)}'::jsonb -> current_setting('gongkai.session', true) as ties) r
  $$`);
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-portal-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const files = await openFileStore(folder);
  connectFiles(files);
  const modules = [organisations, catalogueModule, disclosureModule, publicationModule];
  const faults: object[] = [];
  const http = await createHttpServer({
    roles: { portal: true, office: true },
    office: w.db.office,
    portal: w.db.portal,
    files,
    permissions: new Map(modules.flatMap((module) => Object.entries(module.permissions))),
    routes: publicationModule.routes,
    pages: [...publicationModule.pages, ...w.log.module.pages],
    forms: [],
    translator: createTranslator([
      httpMessages,
      portalMessages,
      ...modules.flatMap((module) => module.messages),
    ]),
    now,
    baseUrl: () => 'http://gongkai.example',
    demo: false,
    trustProxy: false,
    findSession: async (token) => sessionOf(w, token),
    errorPage: (_ctx, problem) => ({ status: problem.status, body: `<p>${problem.code}</p>` }),
    health: async () => ({ status: 'ok' }),
    openApi: () => ({}),
    log: (entry) => faults.push(entry),
    mount: async () => undefined,
  });
  t.after(() => http.close());
  const get: Site['get'] = (path, reader, headers = {}) =>
    http.inject({
      url: path,
      headers,
      ...(reader === undefined ? {} : { cookies: { gongkai_session: reader } }),
    });
  return { ...w, http, files, get, faults };
}

function sessionOf(w: World, token: string): Session | null {
  if (!Object.hasOwn(readers, token)) return null;
  const grants = token === 'staff' ? w.people.handler.grants : [];
  const actor = { ...w.people.handler, name: '读者', grants, affiliations: [] };
  return { id: token, actor, tokenHash: token, locale: null };
}

/** Adds a file to a draft: its text, or its bytes. */
export function attaching(
  s: Pick<Site, 'files'> & World,
  name: string,
  content: string | Uint8Array,
): (revision: string) => Promise<void> {
  return async (revision) => {
    const staged = await stageBytes(s.files, Buffer.from(content), name);
    const prepared = valueOf(await prepareFile(staged));
    valueOf(await s.as(s.people.handler, (ctx) => attachFile(ctx, s.files, revision, prepared)));
    await discardFile(staged);
  };
}
