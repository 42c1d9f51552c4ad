import { z } from 'zod';
import { done, type Result, refuse } from '#kernel';
import { localDate, localDateOf, yearOf } from '#platform/calendar';
import { defineRoute, type RouteContext } from '#platform/http';
import { changeDefaults } from '../commands/change-defaults.ts';
import { recordTriggerEvent } from '../commands/record-trigger-event.ts';
import { cancelDuty } from '../commands/settle-duty.ts';
import {
  calendarMonth,
  calendarQuery,
  cancelRequest,
  type DutyDetail,
  dutyDefaultKeys,
  dutyDefaults,
  dutyDetail,
  dutyPage,
  dutyQuery,
  newTriggerEvent,
  overview,
  overviewQuery,
  timeLimitQuestion,
  triggerEventView,
} from '../forms/duty.ts';
import { id, parsedTimeLimit, unitId } from '../forms/vocabulary.ts';
import { findDutyDetail, listDuties, readCalendarMonth } from '../queries/duties.ts';
import { listTriggerEvents } from '../queries/events.ts';
import { readOverview } from '../queries/overview.ts';
import { loadDefaults } from '../store/duties.ts';
import type { UnitRow } from '../store/query.ts';
import { parseTimeLimit } from '../time-limit/index.ts';
import { openDutyRecord, openUnit, reachAs } from './access.ts';

const tag = 'duty';
const byId = z.strictObject({ id });
const ofUnit = z.strictObject({ unit: unitId });

async function showDuty(ctx: RouteContext, duty: string): Promise<Result<DutyDetail>> {
  const detail = await findDutyDetail(ctx.read, duty, localDateOf(ctx.now), ctx.t);
  return detail === undefined ? refuse('duty-unknown', 404) : done(detail);
}

async function showDefaults(ctx: RouteContext, unit: number) {
  const defaults = await loadDefaults(ctx.read, unit);
  return done({ unit, rows: dutyDefaultKeys.map((key) => ({ key, ...defaults[key] })) });
}

const reading = [
  defineRoute({
    method: 'GET',
    path: '/api/duties',
    tag,
    summary: 'Duties the reader’s roles reach, by the day they are due',
    query: dutyQuery,
    answer: dutyPage,
    handle: async (ctx, { query }) => {
      const signedIn = ctx.openTo(
        'signed-in',
        'the list is limited in SQL to the units the reader’s roles reach',
      );
      if (!signedIn.ok) return signedIn;
      return done(await listDuties(ctx.read, query, reachAs(ctx, query.as), localDateOf(ctx.now)));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/duties/calendar',
    tag,
    summary: 'One month of working days and what falls due',
    query: calendarQuery,
    answer: calendarMonth,
    handle: async (ctx, { query }) => {
      const opened = await openUnit(ctx, 'catalogue.read', query.unit);
      if (!opened.ok) return opened;
      const below = query.below && reachesBelow(ctx, opened.value.unit);
      return done(await readCalendarMonth(ctx.read, { ...query, below }, localDateOf(ctx.now)));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/duties/overview',
    tag,
    summary: 'For every unit of a subtree: due, done, late, missing',
    query: overviewQuery,
    answer: overview,
    handle: async (ctx, { query }) => {
      const opened = await openUnit(ctx, 'catalogue.read', query.unit);
      if (!opened.ok) return opened;
      const today = localDateOf(ctx.now);
      const year = yearOf(today);
      const span = { from: query.from ?? localDate(year, 1, 1), to: query.to ?? localDate(year, 12, 31) };
      const { unit } = opened.value;
      const rows = await readOverview(ctx.read, unit.path, span, today);
      const seen = reachesBelow(ctx, unit) ? rows : rows.filter((row) => row.unit === unit.id);
      return done({ ...span, today, rows: seen });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/duties/:id',
    tag,
    summary: 'One duty with the reasons of its date',
    params: byId,
    answer: dutyDetail,
    handle: async (ctx, { params }) => {
      const opened = await openDutyRecord(ctx, 'catalogue.read', params.id);
      return opened.ok ? showDuty(ctx, params.id) : opened;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/time-limits/parse',
    tag,
    summary: 'What the grammar makes of a printed time limit',
    body: timeLimitQuestion,
    answer: parsedTimeLimit,
    handle: async (ctx, { body }) => {
      const signedIn = ctx.openTo('signed-in', 'a pure function of the text that was sent');
      if (!signedIn.ok) return signedIn;
      const { clauses, flagged } = parseTimeLimit(body.text);
      return done({ clauses: clauses.map((clause) => ({ ...clause })), flagged: [...flagged] });
    },
  }),
];

/** A role in the unit alone does not show the units below it; one of several that reaches them is enough. */
function reachesBelow(ctx: RouteContext, unit: UnitRow): boolean {
  return ctx.coverage('catalogue.read').paths.some((path) => unit.path.startsWith(path));
}

const settling = [
  defineRoute({
    method: 'POST',
    path: '/api/duties/:id/cancel',
    tag,
    summary: 'Strike a duty that turned out not to exist',
    params: byId,
    body: cancelRequest,
    answer: dutyDetail,
    handle: async (ctx, { params, body }) => {
      const opened = await openDutyRecord(ctx, 'catalogue.cancel', params.id);
      if (!opened.ok) return opened;
      const cancelled = await ctx.command((c) => cancelDuty(c, params.id, body.reason));
      return cancelled.ok ? showDuty(ctx, params.id) : cancelled;
    },
  }),
];

const events = [
  defineRoute({
    method: 'GET',
    path: '/api/trigger-events',
    tag,
    summary: 'What has happened for rows of a unit, with the duties it started',
    query: ofUnit,
    answer: z.strictObject({ rows: z.array(triggerEventView) }),
    handle: async (ctx, { query }) => {
      const opened = await openUnit(ctx, 'catalogue.read', query.unit);
      if (!opened.ok) return opened;
      return done({ rows: await listTriggerEvents(ctx.read, { unit: query.unit }, localDateOf(ctx.now)) });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/trigger-events',
    tag,
    summary: 'Record that something happened; the duties it starts are answered',
    body: newTriggerEvent,
    answer: triggerEventView,
    handle: async (ctx, { body }) => {
      const opened = await openUnit(ctx, 'catalogue.record-event', body.unit);
      if (!opened.ok) return opened;
      const recorded = await ctx.command((c) => recordTriggerEvent(c, body));
      if (!recorded.ok) return recorded;
      const [event] = await listTriggerEvents(ctx.read, { id: recorded.value }, localDateOf(ctx.now));
      if (event === undefined) throw new Error(`event ${recorded.value} was recorded and is gone`);
      return done(event);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/duty-defaults',
    tag,
    summary: 'What words without a number mean in days, for a unit',
    query: ofUnit,
    answer: dutyDefaults,
    handle: async (ctx, { query }) => {
      const opened = await openUnit(ctx, 'catalogue.read', query.unit);
      return opened.ok ? showDefaults(ctx, query.unit) : opened;
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/duty-defaults',
    tag,
    summary: 'Set what words without a number mean for a unit; open duties are dated again',
    body: dutyDefaults.extend({ unit: z.number().int().positive().max(2_147_483_647) }),
    answer: dutyDefaults,
    handle: async (ctx, { body }) => {
      const opened = await openUnit(ctx, 'catalogue.defaults', body.unit);
      if (!opened.ok) return opened;
      const changed = await ctx.command((c) => changeDefaults(c, opened.value.unit.id, body.rows));
      return changed.ok ? showDefaults(ctx, body.unit) : changed;
    },
  }),
];

export const dutyRoutes = [...reading, ...settling, ...events];
