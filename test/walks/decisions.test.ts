import assert from 'node:assert/strict';
import { test } from 'node:test';
import { v7 } from 'uuid';
import { z } from 'zod';
import { done, type Role, roles } from '#kernel';
import { defineForm, definePage, defineRoute, type FormRoute, type Page, type Route } from '#platform/http';
import { defineModule, type Module } from '#platform/module';
import { approve, draft } from '#test/walk-dossiers';
import { type Answer, type Person, startTown, type Town } from '#test/walk-people';
import { fill, findKnown, type Known, paramsOf } from '#test/walk-places';
import { type Given, sampleOf, schemaOf, texts } from '#test/walk-samples';
import { eachOf } from '#test/walk-visit';
import { allModules } from '../../src/app/compose.ts';

/*
 * Every door asks. Each route, page and form is called with valid input by somebody of every role: none may end without a
 * recorded permission decision, none may fail; nothing is changed for nobody or for another site.
 */

const words = { title: '甲', body: '乙', keyword: '丙', fileName: '丁', file: '戊' };

async function furnished(t: Parameters<typeof startTown>[0], extra: readonly Module[] = []): Promise<Town> {
  const town = await startTown(t, { extraModules: extra });
  await draft(town, { words });
  await approve(town, await draft(town, { words }));
  return town;
}

/** Somebody who holds one role in branch A, and nothing else. */
async function holderOf(town: Town, role: Role): Promise<Person> {
  const id = v7();
  const { pool } = town.app.db.owner;
  await pool.query(
    `insert into identity.person (id, account, name, home_unit, created_at) values ($1, $2, $3, $4, now())`,
    [id, `only.${role}`.toLowerCase(), `某${role}`, town.units.branchA],
  );
  await pool.query(
    `insert into identity.role_grant (id, person, role, unit, reach, starts_on, granted_at)
     values ($1, $2, $3, $4, 'own', '2020-01-01', now())`,
    [v7(), id, role, town.units.branchA],
  );
  return { id, account: '', session: await town.app.sessionFor(id) };
}

async function everybody(town: Town): Promise<ReadonlyMap<string, Person | null>> {
  const found = new Map<string, Person | null>([
    ['nobody', null],
    ['member', town.people.memberA],
    ['every role', town.everyRole],
  ]);
  for (const role of roles) found.set(role, await holderOf(town, role));
  return found;
}

/** Parameters that lead to something, and parameters that lead to nothing. */
function paramsFor(
  route: Pick<Route | Page, 'path' | 'params'>,
  known: Known,
): readonly Record<string, string>[] {
  if (!route.path.includes(':')) return [{}];
  const json = route.params === undefined ? {} : schemaOf(route.params);
  const sample = sampleOf(json) as Record<string, unknown>;
  const unknown = texts(sample);
  const isTaught = known !== nothing && !/:(kind|other|term|move|item)\b/.test(route.path);
  const real = isTaught ? safeParams(route.path, known) : [];
  return [unknown, ...real.slice(0, 1)];
}

function safeParams(path: string, known: Known): readonly Record<string, string>[] {
  try {
    return paramsOf(path, known, '');
  } catch {
    // Ids of things this world has none of (sessions, grants, posts, …): only the unknown one is tried.
    return [];
  }
}

const nothing = {} as Known;

function queryFor(route: Pick<Route | Page, 'query'>, given: Given): string {
  if (route.query === undefined) return '';
  const sample = sampleOf(schemaOf(route.query), given) as Record<string, unknown>;
  const text = new URLSearchParams(texts(sample)).toString();
  return text === '' ? '' : `?${text}`;
}

function bodyFor(route: Route, given: Given): unknown {
  if (route.upload !== undefined) return new TextEncoder().encode('a,b\n1,2\n');
  return route.body === undefined ? undefined : sampleOf(schemaOf(route.body), given);
}

type Call = {
  readonly route: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
};

/** Reading first: what the writers change must not hide anything from the readers. */
function callsOf(routes: readonly Route[], known: Known, given: Given): readonly Call[] {
  const order = [...routes].sort((a, b) => Number(a.method !== 'GET') - Number(b.method !== 'GET'));
  return order.flatMap((route) =>
    paramsFor(route, known).map((params) => ({
      route: `${route.method} ${route.path}`,
      method: route.method,
      path: fill(route.path, params) + queryFor(route, given),
      body: bodyFor(route, given),
    })),
  );
}

const codeOf = (answer: Answer) => (answer.json()['error'] as { code: string } | undefined)?.code ?? '';

test('every route and page decides, whoever asks, and nothing fails', async (t) => {
  const town = await furnished(t);
  const modules = allModules(town.app.installation.config);
  const known = await findKnown(town.app.db);
  const given: Given = { unit: town.units.branchA, homeUnit: town.units.branchA, name: 'a.csv' };
  const calls = callsOf(
    modules.flatMap((module) => module.routes),
    known,
    given,
  );
  const pages = modules
    .flatMap((module) => module.pages)
    .flatMap((page) => paramsFor(page, known).map((params) => fill(page.path, params) + queryFor(page, {})));
  const problems: string[] = [];
  let answered = 0;
  const people = await everybody(town);
  for (const [name, who] of people) {
    await eachOf(calls, 6, async (call) => {
      const answer = await town.ask(who, call.method, call.path, call.body);
      if (answer.status === 200) answered += 1;
      const isInvalid = answer.status === 400 && codeOf(answer) === 'invalid-input';
      if (answer.status >= 500 || isInvalid)
        problems.push(`${name} ${call.method} ${call.path}: ${answer.status} ${answer.text.slice(0, 300)}`);
    });
    await eachOf(pages, 6, async (path) => {
      const answer = await town.ask(who, 'GET', path);
      if (answer.status >= 500 || answer.status === 400) problems.push(`${name} ${path}: ${answer.status}`);
    });
  }
  t.diagnostic(
    `${calls.length} calls and ${pages.length} pages by ${people.size} people, ${answered} answered`,
  );
  // Most people may do little; but what the walk sends is right, or nobody would have been let in.
  assert.ok(answered > 300, `${answered} answered`);
  assert.deepEqual(problems, []);
  assert.deepEqual(town.app.faults, []);
});

test('nothing is changed for nobody, nor for a page of another site', async (t) => {
  const town = await startTown(t);
  const modules = allModules(town.app.installation.config);
  const writers = modules.flatMap((module) => module.routes).filter((route) => route.method !== 'GET');
  const given: Given = { unit: town.units.branchA, homeUnit: town.units.branchA, name: 'a.csv' };
  const calls = callsOf(writers, nothing, given);
  assert.ok(calls.length > 40);
  for (const { method, path, body } of calls) {
    const answer = await town.ask(null, method, path, body);
    assert.deepEqual([answer.status, codeOf(answer)], [401, 'sign-in-required'], `${method} ${path}`);
  }
  const forms = modules
    .flatMap((module) => module.forms)
    .map((form) => ({ method: 'POST', path: form.path }));
  for (const { method, path } of [...calls, ...forms]) {
    const answer = await town.app.fetch(path, {
      method,
      session: town.everyRole.session,
      headers: { origin: 'https://elsewhere.example', 'content-type': 'application/json' },
      body: '{}',
    });
    assert.equal(answer.status, 403, `${method} ${path}`);
  }
  const { rows } = await town.app.db.owner.pool.query<{ count: number }>(
    `select count(*) from platform.audit where outcome = 'done' and actor = $1`,
    [town.everyRole.id],
  );
  assert.equal(Number(rows[0]?.count), 0);
});

test('a route, a page and a form that forget to decide answer nothing of what they prepared', async (t) => {
  const routes = [
    defineRoute({
      method: 'GET',
      path: '/api/forgetful',
      tag: 'forgetful',
      summary: 'Asks nobody',
      answer: z.strictObject({ secret: z.string() }),
      handle: async () => done({ secret: '不应出现' }),
    }),
  ];
  const pages = [definePage({ path: '/forgetful', handle: async () => ({ status: 200, body: '不应出现' }) })];
  const forms: readonly FormRoute[] = [
    defineForm({
      path: '/forgetful',
      fields: z.strictObject({}),
      handle: async () => ({ status: 200, body: '不应出现' }),
    }),
  ];
  const town = await startTown(t, {
    extraModules: [defineModule({ name: 'forgetful', routes, pages, forms })],
  });
  for (const who of [null, town.everyRole]) {
    for (const [method, path] of [
      ['GET', '/api/forgetful'],
      ['GET', '/forgetful'],
      ['POST', '/forgetful'],
    ] as const) {
      const answer = await town.ask(who, method, path, method === 'POST' ? {} : undefined);
      assert.deepEqual([answer.status, codeOf(answer)], [500, 'no-decision'], `${method} ${path}`);
      assert.doesNotMatch(answer.text, /不应出现/);
    }
  }
  assert.equal(town.app.faults.length, 6);
});
