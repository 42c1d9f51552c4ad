import { done, type Result, type UnitRef } from '#kernel';
import type { Reader } from '#platform/database';
import { defineRoute, type Route } from '#platform/http';
import { permitUnit } from '../web/permit-unit.ts';
import { setTermForm, type TermList, termList, termQuery } from './forms.ts';
import { unitsOfKey } from './rules.ts';
import { listTerms, setTerm } from './store.ts';

const tag = 'disclosure';

/** Routes of the terms a unit sets for itself. */
export const termRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/disclosures/terms',
    tag,
    summary: 'Terms of urgent publication, withholding and major matters as they hold for a unit',
    query: termQuery,
    answer: termList,
    handle: async (ctx, { query }) => {
      const allowed = await permitUnit(ctx, 'disclosure.read', query.unit);
      return allowed.ok ? showTerms(ctx.read, allowed.value.unit) : allowed;
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/disclosures/terms',
    tag,
    summary: 'Set a term for a unit and the units below it that set none',
    body: setTermForm,
    answer: termList,
    handle: async (ctx, { body }) => {
      const allowed = await permitUnit(ctx, 'disclosure.set-terms', body.unit);
      if (!allowed.ok) return allowed;
      const { unit } = allowed.value;
      const set = await ctx.command((c) =>
        setTerm(c, unit, body.key, { amount: body.amount, unit: body.per }),
      );
      return set.ok ? showTerms(ctx.read, unit) : set;
    },
  }),
];

async function showTerms(db: Reader, unit: UnitRef): Promise<Result<TermList>> {
  const held = await listTerms(db, unit);
  return done({
    rows: held.map(({ key, amount, unit: per, setBy }) => ({
      key,
      amount,
      per,
      units: [...unitsOfKey[key]],
      own: setBy === unit.id,
    })),
  });
}
