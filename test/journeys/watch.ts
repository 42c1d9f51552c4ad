import type { BrowserContext, Page } from 'playwright-core';

/** What a person must never meet: collected while a journey goes on, each fault fails it. */
export type Watch = {
  readonly faults: string[];
  /** Answers of these kinds belong to the journey: `403 /api/revisions` allows a refusal below that path. */
  readonly allow: (status: number, path: string) => void;
};

/** Watches every page of a context: script errors, console errors (also of the Content-Security-Policy), refused and failed answers. */
export function watch(context: BrowserContext, who: string): Watch {
  const faults: string[] = [];
  const allowed: { readonly status: number; readonly path: string }[] = [];
  const isAllowed = (status: number, url: string) =>
    allowed.some((one) => one.status === status && new URL(url).pathname.startsWith(one.path));
  const tell = (page: Page, what: string) => faults.push(`${who} at ${page.url()}: ${what}`);
  context.on('weberror', (one) => faults.push(`${who}: page error: ${one.error().stack}`));
  context.on('page', (page) => {
    page.on('console', (message) => {
      // A failed request is judged by its answer below; the console repeats it.
      const isAnswer = message.text().startsWith('Failed to load resource: the server responded');
      if (message.type() === 'error' && !isAnswer) tell(page, `console: ${message.text()}`);
    });
    page.on('response', (answer) => {
      if (answer.status() >= 400 && !isAllowed(answer.status(), answer.url()))
        tell(page, `${answer.status()} ${answer.request().method()} ${answer.url()}`);
    });
    page.on('requestfailed', (request) => {
      // Leaving a page ends what it still asked for.
      const why = request.failure()?.errorText ?? '';
      if (why !== 'net::ERR_ABORTED') tell(page, `${why} ${request.url()}`);
    });
  });
  return { faults, allow: (status, path) => void allowed.push({ status, path }) };
}
