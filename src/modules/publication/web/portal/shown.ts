import type { Reader } from '#platform/database';
import type { PageAnswer, PageContext } from '#platform/http';
import { answerPage, chromeOf, problemPage } from '#ui/portal';
import type { Shown } from '../../pages/shared.ts';
import { getSite } from '../../queries/site.ts';

/** Everything on the portal is for whoever comes; what they may see is decided row by row in the database. */
export function openToAll(ctx: PageContext): void {
  ctx.openTo('everyone', 'the row-level policies of the portal role show each reader what is open to them');
}

/** Reads what a page needs, with the frame, in one go as this reader. */
export async function readShown<T>(ctx: PageContext, work: (db: Reader) => Promise<T>): Promise<T & Shown> {
  openToAll(ctx);
  return ctx.read(async (db) => {
    const chrome = chromeOf(ctx, await getSite(db));
    return { ...(await work(db)), chrome, now: ctx.now, baseUrl: ctx.baseUrl };
  });
}

/** A page that says that something is not here, without saying whether it exists. */
export async function answerProblem(ctx: PageContext, status: 404 | 410, key: string): Promise<PageAnswer> {
  const { chrome } = await readShown(ctx, async () => ({}));
  return answerPage(ctx, problemPage(chrome, { status, message: ctx.t(key), requestId: null }), { status });
}
