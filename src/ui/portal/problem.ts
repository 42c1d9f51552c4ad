import { type Html, type HtmlValue, html } from '#platform/html';
import type { Chrome } from './chrome.ts';
import { page } from './layout.ts';

export type Problem = {
  readonly status: number;
  /** What is wrong, in the reader's words. */
  readonly message: string;
  readonly requestId: string | null;
};

const titled = new Set([400, 401, 403, 404, 410, 500]);

/** What happened, and what to do next. Tells nothing of what a reader may not know: absent and hidden read alike. */
export function problemPage(chrome: Chrome, problem: Problem): Html {
  const { t } = chrome;
  const title = t(`portal.problem.${titled.has(problem.status) ? problem.status : 'other'}`);
  return page(chrome, {
    title,
    place: null,
    crumbs: [{ label: title, href: null }],
    noIndex: true,
    body: html`<h1>${title}</h1><div class="prose"><p>${problem.message}</p><p>${t('portal.problem.next')}</p><ul>${nextSteps(chrome, problem)}</ul>${problem.requestId !== null && html`<p class="soft small">${t('portal.problem.number', { request: problem.requestId })}</p>`}</div>`,
  });
}

function nextSteps({ t, here, reader }: Chrome, { status, requestId }: Problem): HtmlValue {
  const link = (href: string, key: string) => html`<li><a href="${href}">${t(key)}</a></li>`;
  if (status >= 500)
    return [
      html`<li>${t('portal.problem.again', { request: requestId ?? '—' })}</li>`,
      link('/', 'portal.problem.home'),
    ];
  return [
    (status === 404 || status === 400) && html`<li>${t('portal.problem.check')}</li>`,
    reader === null &&
      status >= 401 &&
      status <= 404 &&
      link(`/signin?back=${encodeURIComponent(here)}`, 'portal.problem.signIn'),
    link('/search', 'portal.problem.find'),
    link('/catalogue', 'portal.problem.catalogue'),
    link('/units', 'portal.problem.units'),
    link('/', 'portal.problem.home'),
  ];
}
