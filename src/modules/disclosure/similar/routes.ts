import { z } from 'zod';
import { done, type UnitId } from '#kernel';
import { findUnitRef, listNames } from '#modules/organisations';
import type { KnownText, Match } from '#modules/similarity';
import { defineRoute, type Route, type RouteContext } from '#platform/http';
import { revisionId } from '../forms.ts';
import { openCase } from '../web/open-case.ts';
import { type SimilarMatch, similarAnswer } from './forms.ts';
import { isOpenToAll, percentOf, similarTo } from './library.ts';

/** What the asker sees of others' texts: what is open to society, and what their rights cover. */
function sightOf(ctx: RouteContext) {
  const covered = new Map<number, boolean>();
  const covers = async (unit: number): Promise<boolean> => {
    const known = covered.get(unit);
    if (known !== undefined) return known;
    const ref = await findUnitRef(ctx.read, unit as UnitId);
    const answer = ref !== undefined && ctx.permit('disclosure.read', ref).ok;
    covered.set(unit, answer);
    return answer;
  };
  const visible = async (texts: readonly KnownText[]): Promise<readonly KnownText[]> => {
    const seen: KnownText[] = [];
    for (const text of texts) if (isOpenToAll(text) || (await covers(text.unit))) seen.push(text);
    return seen;
  };
  return { covers, visible };
}

/** Texts that a revision is like (DIS-7). */
export const similarRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/revisions/:revision/similar',
    tag: 'disclosure',
    summary: 'Published texts of other units that this text is like, with the passages side by side',
    params: z.strictObject({ revision: revisionId }),
    answer: similarAnswer,
    handle: async (ctx, { params }) => {
      const opened = await openCase(ctx, params.revision);
      if (!opened.ok) return opened;
      const { covers, visible } = sightOf(ctx);
      const { others, ownEarlier } = await similarTo(ctx.read, opened.value, visible);
      const names = await listNames(
        ctx.read,
        [...others, ...ownEarlier].map((one) => one.known.unit),
      );
      const views = (matches: readonly Match[]) =>
        Promise.all(matches.map(async (one) => view(one, names, await covers(one.known.unit))));
      return done({ others: await views(others), ownEarlier: await views(ownEarlier) });
    },
  }),
];

function view(
  { known, share, passages }: Match,
  names: ReadonlyMap<number, string>,
  mayOpen: boolean,
): SimilarMatch {
  return {
    disclosure: known.subject,
    revision: known.revision,
    unit: { id: known.unit, name: names.get(known.unit) ?? String(known.unit) },
    title: known.title,
    publishedAt: known.publishedAt.toISOString(),
    percent: percentOf(share),
    page: `/i/${known.slug}`,
    mayOpen,
    passages: passages.map(({ ours, theirs }) => ({ ours: [...ours], theirs: [...theirs] })),
  };
}
