import { toDocument } from '#platform/html';
import type { PageAnswer, PageContext } from '#platform/http';
import { chromeOf, pageHeaders, problemPage, type SiteFacts } from '#ui/portal';

/**
 * The page for a refusal or fault that the web server shows to people; fits `HttpApp.errorPage`.
 * @param site what the footer says; a fault must not need the database, so the caller keeps the last known facts
 */
export function errorPage(
  ctx: PageContext,
  problem: { readonly status: number; readonly message: string; readonly requestId: string },
  site: SiteFacts,
): PageAnswer {
  const made = problemPage(chromeOf(ctx, site), {
    status: problem.status,
    message: problem.message,
    requestId: problem.status >= 500 ? problem.requestId : null,
  });
  return {
    status: problem.status,
    body: toDocument(made),
    headers: { ...pageHeaders, 'cache-control': 'private, no-store' },
  };
}
