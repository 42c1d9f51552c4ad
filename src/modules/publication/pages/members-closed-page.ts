import { type Html, html } from '#platform/html';
import { page } from '#ui/portal';
import type { Shown } from './shared.ts';

/** The member area for somebody who has not signed in: why it is closed, who may come in, and how. */
export function membersClosedPage({ chrome }: Shown): Html {
  const { t } = chrome;
  return page(chrome, {
    title: t('publication.members.closed'),
    place: 'members',
    crumbs: [{ label: t('portal.place.members'), href: null }],
    noIndex: true,
    body: html`<h1>${t('publication.members.closed')}</h1><div class="prose"><p>${t('publication.members.why')}</p><p>${t('publication.members.who')}</p><p><a class="button" href="/signin?back=%2Fmembers">${t('portal.signIn')}</a></p></div>`,
  });
}
