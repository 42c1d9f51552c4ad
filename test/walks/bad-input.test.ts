import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { brokenCopies } from '#test/walk-broken';
import { startTown } from '#test/walk-people';
import { type Given, type Json, sampleOf, schemaOf } from '#test/walk-samples';
import { addressOf, isRefused, type Refused, refusalOf, routesOf, send, traces } from '#test/walk-sending';
import { eachOf } from '#test/walk-visit';

/*
 * Bad bodies, made from every route's own schema and sent by somebody who may do everything: the answer is always 4xx with
 * a stable code and the field, never a fault, and nothing is changed.
 */

test('every field of every body, broken in every way, is refused by name', async (t) => {
  const town = await startTown(t);
  const given: Given = { unit: town.units.branchA, homeUnit: town.units.branchA };
  const before = await traces(town);
  const problems: string[] = [];
  let sent = 0;
  for (const route of routesOf(town).filter((one) => one.body !== undefined && one.upload === undefined)) {
    const json = schemaOf(route.body ?? z.never());
    const sample = sampleOf(json, given);
    assert.ok(route.body?.safeParse(sample).success, `the sample for ${route.path} is right`);
    const copies = brokenCopies(json, sample);
    await eachOf(copies, 6, async ({ what, field, value }) => {
      sent += 1;
      const answer = await send(town, route.method, addressOf(route, given), JSON.stringify(value));
      const where = `${route.method} ${route.path} ${field || 'body'} ${what}: ${answer.status} ${answer.text.slice(0, 200)}`;
      if (!isRefused(answer)) problems.push(where);
      else if (!isNamed(refusalOf(answer), field, json)) problems.push(`field? ${where}`);
    });
  }
  t.diagnostic(`${sent} broken bodies`);
  assert.ok(sent > 1000);
  assert.deepEqual(problems.slice(0, 60), []);
  assert.deepEqual(await traces(town), before);
  assert.deepEqual(town.app.faults, []);
});

/** The refusal names the broken field, or the one around it where a choice between forms went wrong. */
function isNamed(refusal: Refused, field: string, json: Json): boolean {
  if (typeof refusal.code !== 'string' || refusal.message === `refusal.${refusal.code}`) return false;
  if (refusal.field === undefined) return false;
  const named = field.startsWith('body') ? refusal.field : refusal.field.replace(/^body\.?/, '');
  const isChoice = json.anyOf !== undefined || json.oneOf !== undefined;
  return field === '' || isChoice || field.startsWith(named) || named.startsWith(field);
}

test('bodies that are no bodies', async (t) => {
  const town = await startTown(t);
  const before = await traces(town);
  const bad: readonly (readonly [string, string | Uint8Array<ArrayBuffer>, string?])[] = [
    ['cut off', '{"a":'],
    ['not JSON', 'a=b'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a word', '"x"'],
    ['very deep', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['GBK', new Uint8Array([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xd6, 0xd0, 0x22, 0x7d])],
    ['a prototype', '{"__proto__":{"isAdmin":true}}'],
    ['the same key twice', '{"zz":1,"zz":2}'],
    ['too large', `{"a":"${'x'.repeat(5_000_000)}"}`],
    ['XML', '<a/>', 'application/xml'],
    ['plain text', 'x', 'text/plain'],
    ['a form', 'a=1', 'application/x-www-form-urlencoded'],
    ['no known type', 'x', 'nonsense'],
  ];
  const problems: string[] = [];
  const routes = routesOf(town).filter((one) => one.body !== undefined);
  for (const route of routes) {
    // What a body of nothing is to a route that needs nothing in it.
    const isEmptyFine = route.body?.safeParse({}).success ?? false;
    await eachOf(bad, 4, async ([what, body, type]) => {
      if (isEmptyFine && what === 'nothing') return;
      if (what === 'very deep' && route !== routes[0]) return;
      if (what === 'too large' && route !== routes[0]) return;
      const answer = await send(
        town,
        route.method,
        addressOf(route, { unit: town.units.branchA }),
        body,
        type,
      );
      if (!isRefused(answer) || refusalOf(answer).code === undefined)
        problems.push(`${route.method} ${route.path} ${what}: ${answer.status} ${answer.text.slice(0, 160)}`);
    });
  }
  assert.deepEqual(problems, []);
  assert.deepEqual(await traces(town), before);
  assert.deepEqual(town.app.faults, []);
});
