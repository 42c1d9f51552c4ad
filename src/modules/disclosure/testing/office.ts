import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { v7 } from 'uuid';
import type { Role } from '#kernel';
import { startTestApp, type TestApp } from '#test/app';
import type { CaseView } from '../forms.ts';
import { sampleContent } from './content.ts';

/* The room through its doors: the whole program, real sessions, JSON as the office sends it. */

export const planted = '云溪村植入的草稿字样';

export type Person = { readonly id: string; readonly session: string };

export async function person(
  app: TestApp,
  name: string,
  unit: number,
  held: readonly Role[],
): Promise<Person> {
  const id = v7();
  await app.db.owner.pool.query(
    'insert into identity.person (id, account, name, home_unit, created_at) values ($1, $2, $3, $4, now())',
    [id, id, name, unit],
  );
  for (const role of held) {
    await app.db.owner.pool.query(
      `insert into identity.role_grant (id, person, role, unit, reach, starts_on, granted_at)
       values ($1, $2, $3, $4, 'own', '2020-01-01', now())`,
      [v7(), id, role, unit],
    );
  }
  return { id, session: await app.sessionFor(id) };
}

export async function office(t: TestContext) {
  const app = await startTestApp(t);
  await app.db.owner.pool.query(`insert into organisations.unit (id, code, name, level, kind, superior_id, path, created_at) values
    (901, 'd9', '青禾区委', 'district', 'localPartyCommittee', null, '/901/', now()),
    (902, 't9', '云溪镇党委', 'town', 'grassrootsPartyCommittee', 901, '/901/902/', now()),
    (903, 'v9', '云溪村', 'village', 'villageCommittee', 902, '/901/902/903/', now()),
    (904, 'o9', '石桥镇党委', 'town', 'grassrootsPartyCommittee', 901, '/901/904/', now())`);
  const cast = {
    handler: await person(app, '钱经办', 903, ['handler']),
    reviewer: await person(app, '孙审核', 903, ['reviewer']),
    secrecy: await person(app, '李保密', 903, ['secrecyReviewer']),
    approver: await person(app, '周书记', 903, ['approver']),
    elsewhere: await person(app, '郑外人', 904, ['handler', 'reviewer', 'approver']),
    roleless: await person(app, '王群众', 904, []),
  };
  const call = async (who: Person | null, method: string, path: string, body?: unknown) => {
    const isJson = method !== 'GET' && !(body instanceof Uint8Array);
    const answer = await app.fetch(path, {
      method,
      session: who?.session ?? null,
      ...(method === 'GET' || method === 'DELETE'
        ? {}
        : { body: isJson ? JSON.stringify(body ?? {}) : (body as Uint8Array<ArrayBuffer>) }),
      headers:
        method === 'GET' || method === 'DELETE'
          ? {}
          : { 'content-type': isJson ? 'application/json' : 'application/octet-stream' },
    });
    const text = await answer.text();
    return { status: answer.status, text, json: () => JSON.parse(text) };
  };
  const { attachments: _, duties: __, ...content } = sampleContent({ scopeUnit: 903, title: planted });
  const create = async (): Promise<CaseView> => {
    const made = await call(cast.handler, 'POST', '/api/disclosures', { unit: 903, content });
    assert.equal(made.status, 200, made.text);
    return made.json();
  };
  return { app, cast, call, create };
}
