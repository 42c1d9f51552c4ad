import { done, type Result, refuse } from '#kernel';
import { findUnit } from '#modules/organisations';
import { findTeasers } from '#modules/publication';
import type { CommandContext } from '#platform/command';
import { defineRoute, type Route, type RouteContext } from '#platform/http';
import { byId } from '../forms.ts';
import { permitted, permittedList } from '../web/access.ts';
import { changeBrief, createBrief, moveBrief } from './commands.ts';
import {
  type BriefDetail,
  type BriefFields,
  briefDetail,
  briefPage,
  briefQuery,
  candidateList,
  candidatesQuery,
  changeBriefForm,
  monthForm,
  moveBriefForm,
  newBriefForm,
} from './forms.ts';
import { findBrief, findBriefUnit, listBriefs, listCandidates } from './queries.ts';
import { briefMoves, briefWorkflow, decideBrief } from './workflow.ts';

const tag = 'carriers';

async function detail(ctx: RouteContext, id: string, unit: number): Promise<Result<BriefDetail>> {
  const may = async (permission: string) => (await permitted(ctx, permission, unit)).ok;
  const [edit, issue] = [await may('carriers.compose-brief'), await may('carriers.issue-brief')];
  const person = ctx.actor?.person ?? '';
  const found = await findBrief(ctx.read, id, {
    edit,
    moves: (row) =>
      briefMoves.filter((move) => {
        const isPermitted = briefWorkflow[move].permission === 'carriers.issue-brief' ? issue : edit;
        const items = row.sections.reduce((sum, one) => sum + one.items.length, 0);
        const asked = {
          state: row.state,
          proposedBy: row.proposed_by,
          items,
          move,
          person,
          reason: '（理由）',
        };
        return isPermitted && decideBrief(asked).ok;
      }),
  });
  return found === undefined ? refuse('not-found', 404) : done(found);
}

/** Only what society may see now comes into an issue. */
async function checkItems(ctx: RouteContext, { sections }: BriefFields): Promise<Result<null>> {
  const ids = [...new Set(sections.flatMap((one) => one.items))];
  const found = await findTeasers(ctx.read, ids);
  return ids.every((id) => found.has(id)) ? done(null) : refuse('brief-not-public', 409, {}, 'sections');
}

async function runOn(
  ctx: RouteContext,
  unit: number,
  command: (c: CommandContext) => Promise<Result<string>>,
): Promise<Result<BriefDetail>> {
  const made = await ctx.command(command);
  return made.ok ? detail(ctx, made.value, unit) : made;
}

/** First and last day of `2026-03`. */
function daysOf(month: string): { readonly from: string; readonly to: string } {
  const [year = 0, at = 0] = month.split('-').map(Number);
  return { from: `${month}-01`, to: new Date(Date.UTC(year, at, 0)).toISOString().slice(0, 10) };
}

/** Everything of a month, by kind of affairs. */
async function monthFields(ctx: RouteContext, unit: number, month: string): Promise<BriefFields> {
  const { from, to } = daysOf(month);
  const { rows } = await listCandidates(ctx.read, unit, from, to);
  const of = await findUnit(ctx.read, unit);
  const name = ctx.t('carriers.brief.monthName', { unit: of?.name ?? '' }).slice(0, 60);
  const kinds = Map.groupBy(rows.slice(0, 100), (row) => row.affairsKind);
  return {
    name,
    periodFrom: from,
    periodTo: to,
    foreword: '',
    sections: [...kinds].map(([kind, items]) => ({
      heading: ctx.t(`publication.affairs.${kind}`),
      items: items.slice(0, 60).map((item) => item.id),
    })),
  };
}

export const briefRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/carriers/briefs',
    tag,
    summary: 'Briefs of the units covered, newest first',
    query: briefQuery,
    answer: briefPage,
    handle: async (ctx, { query }) => {
      const coverage = permittedList(ctx, 'carriers.view-briefs');
      return coverage.ok ? done(await listBriefs(ctx.read, coverage.value, query)) : coverage;
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/carriers/briefs/candidates',
    tag,
    summary: 'What a unit and those below it opened to society in a time',
    query: candidatesQuery,
    answer: candidateList,
    handle: async (ctx, { query }) => {
      const unit = await permitted(ctx, 'carriers.compose-brief', query.unit);
      return unit.ok ? done(await listCandidates(ctx.read, unit.value, query.from, query.to)) : unit;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/carriers/briefs',
    tag,
    summary: 'Begin an issue',
    body: newBriefForm,
    answer: briefDetail,
    handle: async (ctx, { body }) => {
      const unit = await permitted(ctx, 'carriers.compose-brief', body.unit);
      if (!unit.ok) return unit;
      const checked = await checkItems(ctx, body.fields);
      return checked.ok ? runOn(ctx, unit.value, (c) => createBrief(c, unit.value, body.fields)) : checked;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/carriers/briefs/month',
    tag,
    summary: 'Begin the issue of a month with everything opened in it',
    body: monthForm,
    answer: briefDetail,
    handle: async (ctx, { body }) => {
      const unit = await permitted(ctx, 'carriers.compose-brief', body.unit);
      if (!unit.ok) return unit;
      const fields = await monthFields(ctx, unit.value, body.month);
      return runOn(ctx, unit.value, (c) => createBrief(c, unit.value, fields));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/carriers/briefs/:id',
    tag,
    summary: 'An issue as its editor sees it',
    params: byId,
    answer: briefDetail,
    handle: async (ctx, { params }) => {
      const unit = await permitted(ctx, 'carriers.view-briefs', await findBriefUnit(ctx.read, params.id));
      return unit.ok ? detail(ctx, params.id, unit.value) : unit;
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/carriers/briefs/:id',
    tag,
    summary: 'Change a draft',
    params: byId,
    body: changeBriefForm,
    answer: briefDetail,
    handle: async (ctx, { params, body }) => {
      const unit = await permitted(ctx, 'carriers.compose-brief', await findBriefUnit(ctx.read, params.id));
      if (!unit.ok) return unit;
      const checked = await checkItems(ctx, body.fields);
      if (!checked.ok) return checked;
      return runOn(ctx, unit.value, (c) => changeBrief(c, params.id, body.lockVersion, body.fields));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/carriers/briefs/:id/moves',
    tag,
    summary: 'Propose, return, issue or withdraw an issue',
    params: byId,
    body: moveBriefForm,
    answer: briefDetail,
    handle: async (ctx, { params, body }) => {
      const { permission } = briefWorkflow[body.move];
      const unit = await permitted(ctx, permission, await findBriefUnit(ctx.read, params.id));
      return unit.ok ? runOn(ctx, unit.value, (c) => moveBrief(c, params.id, body)) : unit;
    },
  }),
];
