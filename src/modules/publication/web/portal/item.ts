import { definePage, type Page, type PageAnswer, type PageContext } from '#platform/http';
import { answerPage } from '#ui/portal';
import { pageSlug, pageVersion } from '../../forms.ts';
import { itemPage } from '../../pages/item-page.ts';
import { tombstonePage } from '../../pages/tombstone-page.ts';
import { listMattersOf } from '../../queries/duties.ts';
import { findItem } from '../../queries/item.ts';
import { findProvenTimes, findRegistration, findWithdrawal } from '../../queries/proof.ts';
import { findPublicUnit } from '../../queries/units.ts';
import { readSlug } from '../../slug.ts';
import { answerProblem, readShown } from './shown.ts';

/** Item pages answer 200, 410 with the tombstone, or 404 for absent and hidden alike. */
async function answerItem(ctx: PageContext, typed: string, version?: number): Promise<PageAnswer> {
  const slug = readSlug(typed);
  if (slug === null) return answerProblem(ctx, 404, 'publication.page.absent');
  if (slug !== typed) return redirect(ctx, `/i/${slug}${version === undefined ? '' : `/v/${version}`}`);
  const shown = await readShown(ctx, async (db) => {
    const answer = await findItem(db, slug, version);
    if (answer.kind === 'withdrawn') {
      const proven = await findProvenTimes(db, await findWithdrawal(db, answer.stone));
      return { answer, unit: undefined, matters: [], proven };
    }
    if (answer.kind !== 'item') return { answer, unit: undefined, matters: [], proven: null };
    const { item, shown: one } = answer.view;
    return {
      answer,
      unit: await findPublicUnit(db, item.unit),
      matters: await listMattersOf(db, item.id),
      proven: await findProvenTimes(db, await findRegistration(db, item.id, one.version)),
    };
  });
  const { answer, ...rest } = shown;
  if (answer.kind === 'absent') return answerProblem(ctx, 404, 'publication.page.absent');
  if (answer.kind === 'withdrawn')
    return answerPage(ctx, tombstonePage({ ...rest, stone: answer.stone }), { status: 410 });
  return answerPage(ctx, itemPage({ ...rest, view: answer.view }));
}

/** An address typed from paper (capitals, O for 0) leads to the one address of the item. */
async function redirect(ctx: PageContext, location: string): Promise<PageAnswer> {
  await readShown(ctx, async () => ({}));
  return { status: 301, body: '', headers: { location, 'cache-control': 'public, max-age=3600' } };
}

export const itemPages: readonly Page[] = [
  definePage({
    path: '/i/:slug',
    params: pageSlug,
    handle: (ctx, { params }) => answerItem(ctx, params.slug),
  }),
  definePage({
    path: '/i/:slug/v/:version',
    params: pageVersion,
    handle: (ctx, { params }) => answerItem(ctx, params.slug, params.version),
  }),
];
