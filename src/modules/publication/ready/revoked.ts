import { sql } from 'kysely';
import type { Reader } from '#platform/database';
import { type Html, html } from '#platform/html';
import { definePage, type Page, type PageAnswer, type PageContext } from '#platform/http';
import { answerPage, count, empty, minute, page } from '#ui/portal';
import type { Shown } from '../pages/shared.ts';
import { own } from '../store.ts';
import { openToAll, readShown } from '../web/portal/shown.ts';

type Revoked = { readonly slug: string; readonly at: Date; readonly unit: number; readonly unitName: string };

const SHOWN = 200;
/** More than this is no list to be read whole; the newest count. */
const MOST = 100_000;

/** Addresses where something stood that society sees no more, newest first; no word of what stood there. */
async function listRevoked(db: Reader, limit: number): Promise<readonly Revoked[]> {
  const { rows } = await sql<Revoked>`
    select s.slug, max(s.withdrawn_at) as at, max(s.unit) as unit, max(s.unit_name) as "unitName"
    from publication.tombstone s where s.scope = 'society'
      and not exists (select from publication.item i where i.slug = s.slug and i.state = 'live' and i.scope = 'society')
    group by s.slug order by at desc, s.slug limit ${limit}`.execute(own(db));
  return rows;
}

function revokedPage(shown: Shown & { readonly rows: readonly Revoked[] }): Html {
  const { chrome, rows } = shown;
  const { t } = chrome;
  const title = t('publication.revoked.title');
  const row = (one: Revoked) =>
    html`<tr><td><a href="/i/${one.slug}">/i/${one.slug}</a></td><td>${minute(one.at)}</td><td><a href="/units/${one.unit}" lang="zh-CN">${one.unitName}</a></td></tr>`;
  return page(chrome, {
    title,
    place: null,
    crumbs: [{ label: title, href: null }],
    body: html`<h1>${title}</h1><p>${t('publication.revoked.about')}</p>
${
  rows.length === 0
    ? empty(t('publication.revoked.none'), null)
    : html`<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table><thead><tr><th scope="col">${t('publication.revoked.address')}</th><th scope="col">${t('publication.revoked.at')}</th><th scope="col">${t('publication.revoked.unit')}</th></tr></thead><tbody>${rows.map(row)}</tbody></table></div>`
}
<p class="soft">${t('publication.revoked.more', { count: count(SHOWN, chrome.locale) })} <a href="/revoked.json">JSON</a> · <a href="/revoked.txt">TXT</a></p>`,
  });
}

async function answerFile(
  ctx: PageContext,
  media: string,
  write: (rows: readonly Revoked[]) => string,
): Promise<PageAnswer> {
  openToAll(ctx);
  const rows = await ctx.read((db) => listRevoked(db, MOST));
  return {
    status: 200,
    media,
    body: write(rows),
    headers: {
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
      'cache-control': ctx.actor === null ? 'public, no-cache' : 'private, no-store',
      vary: 'cookie',
    },
  };
}

/** What partners and archives must stop showing: a page, and two files for programs. */
export const revokedPages: readonly Page[] = [
  definePage({
    path: '/revoked',
    handle: async (ctx) =>
      answerPage(
        ctx,
        revokedPage(await readShown(ctx, async (db) => ({ rows: await listRevoked(db, SHOWN) }))),
      ),
  }),
  definePage({
    path: '/revoked.json',
    handle: (ctx) =>
      answerFile(ctx, 'application/json; charset=utf-8', (rows) =>
        JSON.stringify({
          v: 1,
          revoked: rows.map(({ slug, at }) => ({
            address: `${ctx.baseUrl}/i/${slug}`,
            withdrawnAt: at.toISOString(),
          })),
        }),
      ),
  }),
  definePage({
    path: '/revoked.txt',
    handle: (ctx) =>
      answerFile(ctx, 'text/plain; charset=utf-8', (rows) =>
        rows.map(({ slug }) => `${ctx.baseUrl}/i/${slug}\n`).join(''),
      ),
  }),
];
