import { sql } from 'kysely';
import type { z } from 'zod';
import { done, refuse } from '#kernel';
import { findUnitRef } from '#modules/organisations';
import { type Reader, tables } from '#platform/database';
import { defineRoute, type Route } from '#platform/http';
import { type LinkRow, linkPage, linksQuery } from './forms.ts';
import { linkSettings } from './settings.ts';
import type { LinkTables } from './tables.ts';

const ROWS = 50;

type Found = {
  readonly url: string;
  readonly kind: LinkRow['kind'];
  readonly state: LinkRow['state'];
  readonly status: number | null;
  readonly reason: string | null;
  readonly location: string | null;
  readonly checked_at: Date | null;
  readonly failing_since: Date | null;
  readonly pages: readonly { readonly slug: string; readonly title: string }[];
};

/** Links of a unit's pages that do not lead where they should, with the pages that name them. */
async function listLinks(db: Reader, query: z.output<typeof linksQuery>): Promise<readonly Found[]> {
  const states = query.state === undefined ? ['dead', 'unreachable', 'redirected'] : [query.state];
  const { rows } =
    await sql<Found>`select l.url, l.kind, l.state, l.status, l.reason, l.location, l.checked_at, l.failing_since,
      jsonb_agg(jsonb_build_object('slug', i.slug, 'title', i.title) order by i.slug) as pages
    from publication.link l join publication.link_use u on u.url = l.url join publication.item i on i.id = u.item
    where u.unit = ${query.unit} and l.state = any(${states}::text[]) and i.state = 'live'
      and l.url > ${query.cursor ?? ''}
    group by l.url order by l.url limit ${ROWS + 1}`.execute(tables<LinkTables>(db));
  return rows;
}

export const linkRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/publications/links',
    tag: 'publication',
    summary:
      'Links on a unit’s public pages that are dead, unreachable or moved, with the pages that name them',
    query: linksQuery,
    answer: linkPage,
    handle: async (ctx, { query }) => {
      const unit = await findUnitRef(ctx.read, query.unit);
      const allowed = ctx.permit('publication.view', unit ?? null);
      if (unit === undefined || !allowed.ok) return allowed.ok ? refuse('not-found', 404) : allowed;
      const rows = await listLinks(ctx.read, query);
      const shown = rows.slice(0, ROWS);
      return done({
        outside: linkSettings().outside,
        rows: shown.map(({ checked_at, failing_since, pages, ...row }) => ({
          ...row,
          checkedAt: checked_at?.toISOString() ?? null,
          failingSince: failing_since?.toISOString() ?? null,
          pages: pages.map(({ slug, title }) => ({ path: `/i/${slug}`, title })),
        })),
        total: null,
        next: rows.length > ROWS ? (shown.at(-1)?.url ?? null) : null,
      });
    },
  }),
];
