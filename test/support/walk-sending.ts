import type { Route } from '#platform/http';
import { allModules } from '../../src/app/compose.ts';
import type { Answer, Town } from './walk-people.ts';
import { fill } from './walk-places.ts';
import { type Given, sampleOf, schemaOf, texts } from './walk-samples.ts';

/* Sending bad things to the routes of the whole program, and looking whether anything came of it. */

export type Refused = { readonly code: string; readonly message: string; readonly field?: string };

export const refusalOf = (answer: Answer) => (answer.json()['error'] ?? {}) as Refused;

export const isRefused = ({ status }: Answer) => status >= 400 && status < 500;

export function routesOf(town: Town): readonly Route[] {
  return allModules(town.app.installation.config).flatMap((module) => module.routes);
}

/** The address of a route with sound parameters and the least query it needs. */
export function addressOf(route: Route, given: Given): string {
  const sample = (schema: Route['params']) =>
    schema === undefined ? {} : texts(sampleOf(schemaOf(schema), given));
  const query = new URLSearchParams(sample(route.query));
  return fill(route.path, sample(route.params)) + (query.size === 0 ? '' : `?${query}`);
}

/** What there is after everything: acts done, facts, files kept, imports begun. */
export async function traces(town: Town): Promise<unknown> {
  const { rows } = await town.app.db.owner.pool.query(
    `select (select count(*) from platform.audit where outcome = 'done') as done, (select count(*) from platform.fact) as facts,
       (select count(*) from platform.stored_file) as files, (select count(*) from platform.import_run) as runs`,
  );
  return rows[0];
}

/** Sends a raw body as somebody who may do everything. */
export async function send(
  town: Town,
  method: string,
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  type = 'application/json',
): Promise<Answer> {
  const headers = { 'content-type': type };
  const answer = await town.app.fetch(path, { method, session: town.everyRole.session, headers, body });
  const text = await answer.text();
  return { status: answer.status, text, headers: answer.headers, json: () => JSON.parse(text) };
}
