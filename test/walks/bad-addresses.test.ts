import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Route } from '#platform/http';
import { startTown } from '#test/walk-people';
import { fill } from '#test/walk-places';
import { type Given, type Json, sampleOf, schemaOf, texts } from '#test/walk-samples';
import { isRefused, refusalOf } from '#test/walk-sending';
import { eachOf } from '#test/walk-visit';
import { allModules } from '../../src/app/compose.ts';

/* Nonsense in every place of every address that can be read. */

const strings: readonly (readonly [string, string])[] = [
  ['NUL', '%00'],
  ['half a surrogate', '%ED%A0%80'],
  ['bytes that are no text', '%FF%FE'],
  ['a broken escape', '%'],
  ['negative', '-1'],
  ['beyond every integer', '99999999999999999999999'],
  ['infinite', '1e309'],
  ['a word', 'nonsense'],
  ['long', 'x'.repeat(4_000)],
  ['Chinese, long', encodeURIComponent('长').repeat(500)],
  ['SQL', "'%20or%20''='"],
  ['a pattern', '%25%5C_%25'],
  ['an object', '%5Bobject%20Object%5D'],
];

test('addresses with nonsense in every place never make a fault, and typed places name themselves', async (t) => {
  const town = await startTown(t);
  const given: Given = { unit: town.units.branchA };
  const modules = allModules(town.app.installation.config);
  const places = [
    ...modules.flatMap((module) => module.routes.filter((one) => one.method === 'GET')),
    ...modules.flatMap((module) => module.pages),
  ];
  const problems: string[] = [];
  let sent = 0;
  for (const place of places) {
    await eachOf(nonsenseFor(place, given), 6, async ({ path, name, what, isTyped }) => {
      sent += 1;
      const answer = await town.ask(town.everyRole, 'GET', path);
      const isBad = answer.status >= 500 || (isTyped && !isRefused(answer));
      if (isBad)
        problems.push(`${name} ${what} ${path.slice(0, 160)}: ${answer.status} ${answer.text.slice(0, 160)}`);
      else if (
        isTyped &&
        path.startsWith('/api/') &&
        what === 'a word' &&
        !refusalOf(answer).field?.endsWith(name)
      )
        problems.push(`field? ${name} ${what} ${path}: ${answer.text.slice(0, 160)}`);
    });
  }
  t.diagnostic(`${sent} addresses`);
  assert.deepEqual(problems.slice(0, 60), []);
  assert.deepEqual(town.app.faults, []);
});

type Nonsense = {
  readonly path: string;
  readonly name: string;
  readonly what: string;
  readonly isTyped: boolean;
};

function nonsenseFor(place: Pick<Route, 'path' | 'params' | 'query'>, given: Given): readonly Nonsense[] {
  const params = place.params === undefined ? {} : schemaOf(place.params);
  const query = place.query === undefined ? {} : schemaOf(place.query);
  const sample = (json: Json) => Object.entries((sampleOf(json, given) ?? {}) as Record<string, unknown>);
  const soundPath = fill(place.path, texts(sampleOf(params, given)));
  const sound = (without: string) =>
    sample(query)
      .filter(([key]) => key !== without)
      .map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`);
  const inPath = Object.entries(params.properties ?? {}).flatMap(([name, json]) =>
    strings
      .filter(([what]) => !what.startsWith('long') && !what.startsWith('Chinese'))
      .map(([what, text]) => ({
        name,
        what,
        isTyped: isTyped(json, what),
        path: `${place.path.replace(`:${name}`, text).replace(/:(\w+)/g, (_, other: string) => String(Object.fromEntries(sample(params))[other]))}?${sound('').join('&')}`,
      })),
  );
  const inQuery = Object.entries(query.properties ?? {}).flatMap(([name, json]) =>
    [...strings, ['twice', `x&${name}=y`] as const].map(([what, text]) => ({
      name,
      what,
      isTyped: isTyped(json, what),
      path: `${soundPath}?${[...sound(name), `${name}=${text}`].join('&')}`,
    })),
  );
  const unknown = {
    name: 'unheardOf',
    what: 'a word',
    isTyped: false,
    path: `${soundPath}?${[...sound(''), 'unheardOf=1'].join('&')}`,
  };
  return [...inPath, ...inQuery, unknown];
}

/** Is no string at all right here but a few? Then nonsense must be refused, whatever it is. */
function isTyped(json: Json, what: string): boolean {
  if (what === 'a pattern' || what === 'an object') return false;
  const isList = json.enum !== undefined || json.format !== undefined || json.type === 'integer';
  return isList && what !== 'long';
}
