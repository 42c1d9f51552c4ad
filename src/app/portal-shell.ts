import { getSite } from '#modules/publication';
import type { Database } from '#platform/database';
import type { HttpApp } from '#platform/http';
import type { SiteFacts } from '#ui/portal';
import { errorPage } from './portal/index.ts';

/**
 * The page for refusals and faults. It must not need the database, so it keeps what the site last said of itself.
 */
export async function portalErrorPages(portal: Database): Promise<HttpApp['errorPage']> {
  let site: SiteFacts = await getSite(portal.reader);
  const refresh = () =>
    getSite(portal.reader).then(
      (found) => {
        site = found;
      },
      () => undefined,
    );
  return (ctx, problem) => {
    void refresh();
    return errorPage(ctx, problem, site);
  };
}
