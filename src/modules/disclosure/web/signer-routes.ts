import { z } from 'zod';
import { done, refuse, type UnitId } from '#kernel';
import { findUnitRef } from '#modules/organisations';
import { defineRoute, type Route } from '#platform/http';
import { addSigner, withdrawSigner } from '../commands/signers.ts';
import { transfer } from '../commands/transfer.ts';
import {
  addSignerForm,
  caseView,
  colleagueList,
  revisionId,
  standInList,
  transferForm,
  withdrawSignerForm,
} from '../forms.ts';
import { listColleagues, listStandIns } from '../queries/colleagues.ts';
import { openCase, runOnCase } from './open-case.ts';

const tag = 'disclosure';
const params = z.strictObject({ revision: revisionId });

/** Routes by which a step is shared: one more opinion (加签), or another holder (转办). */
export const signerRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/disclosures/stand-ins',
    tag,
    summary: 'Who works on disclosures in a unit, to leave one’s work to while away',
    query: z.strictObject({ unit: z.coerce.number().int().positive() }),
    answer: standInList,
    handle: async (ctx, { query }) => {
      const unit = await findUnitRef(ctx.read, query.unit as UnitId);
      const allowed = ctx.permit('disclosure.read', unit ?? null);
      if (!allowed.ok) return allowed;
      if (unit === undefined || ctx.actor === null) return refuse('not-found', 404, {}, 'unit');
      return done(await listStandIns(ctx.read, { unit, asker: ctx.actor, now: ctx.now }));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/revisions/:revision/colleagues',
    tag,
    summary: 'Who in a unit may be asked for an opinion, or take the step over',
    params,
    query: z.strictObject({ unit: z.coerce.number().int().positive() }),
    answer: colleagueList,
    handle: async (ctx, given) => {
      const opened = await openCase(ctx, given.params.revision);
      if (!opened.ok) return opened;
      const unit = await findUnitRef(ctx.read, given.query.unit as UnitId);
      if (unit === undefined || ctx.actor === null) return refuse('not-found', 404, {}, 'unit');
      return done(await listColleagues(ctx.read, opened.value, { unit, asker: ctx.actor, now: ctx.now }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/revisions/:revision/signers',
    tag,
    summary: 'Ask one more person or role for an opinion, before or after deciding',
    params,
    body: addSignerForm,
    answer: caseView,
    handle: async (ctx, given) =>
      runOnCase(ctx, given.params.revision, (c) => addSigner(c, { ...given.body, ...given.params })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/revisions/:revision/signers/withdraw',
    tag,
    summary: 'Take a request for an opinion back',
    params,
    body: withdrawSignerForm,
    answer: caseView,
    handle: async (ctx, given) =>
      runOnCase(ctx, given.params.revision, (c) => withdrawSigner(c, { ...given.body, ...given.params })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/revisions/:revision/transfer',
    tag,
    summary: 'Pass the step on to another who holds the same seat',
    params,
    body: transferForm,
    answer: caseView,
    handle: async (ctx, given) =>
      runOnCase(ctx, given.params.revision, (c) => transfer(c, { ...given.body, ...given.params })),
  }),
];
