import { done, type Result, refuse, type UnitId, type UnitRef } from '#kernel';
import { findUnitRef } from '#modules/organisations';
import type { Reader } from '#platform/database';
import { defineRoute, type Route } from '#platform/http';
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
      const unit = await findUnitRef(ctx.read, query.unit as UnitId);
      const allowed = ctx.permit('disclosure.read', unit ?? null);
      if (!allowed.ok) return allowed;
      return unit === undefined ? refuse('not-found', 404, {}, 'unit') : showTerms(ctx.read, unit);
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
      const unit = await findUnitRef(ctx.read, body.unit as UnitId);
      const allowed = ctx.permit('disclosure.set-terms', unit ?? null);
      if (!allowed.ok) return allowed;
      if (unit === undefined) return refuse('not-found', 404, {}, 'unit');
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
