import { localDateAt } from '#platform/calendar';
import { attrs, type Html, html } from '#platform/html';
import type { Translate } from '#platform/i18n';
import { field } from '#ui/portal';
import { CONFIRM_HOURS } from '../domain.ts';
import type { OwnSubscription } from '../queries.ts';
import { type Pace, paces } from '../words.ts';
import type { Content } from './shell.ts';

type T = { readonly t: Translate };

function paceChoice({ t }: T, chosen: Pace, id: string): Html {
  return html`<div class="field"><label for="${id}">${t('subscriptions.pace')}</label><select id="${id}" name="pace">${paces.map(
    (one) =>
      html`<option ${attrs({ value: one, selected: one === chosen })}>${t(`subscriptions.pace.${one}`)}</option>`,
  )}</select></div>\n`;
}

export type SubscribeInput = {
  readonly mailOff: boolean;
  readonly target: string;
  readonly what: string;
  readonly address: string;
  readonly pace: Pace;
  readonly wrong: string | null;
};

/** What is subscribed to, where to, how often; and for those who are: the link to their own. */
export function subscribeContent(chrome: T, input: SubscribeInput): Content {
  const { t } = chrome;
  const title = t('subscriptions.page.title');
  const feeds = html`<p><a href="/feeds">${t('subscriptions.page.feeds')}</a></p>`;
  if (input.mailOff) return { title, body: html`<p>${t('subscriptions.page.off')}</p>\n${feeds}` };
  const address = {
    name: 'address',
    label: t('subscriptions.page.address'),
    autocomplete: 'email',
    required: true,
    maxlength: 254,
  } as const;
  const wrong = input.wrong === null ? {} : { wrong: input.wrong };
  return {
    title,
    body: html`<p>${t('subscriptions.page.what')} <strong>${input.what}</strong></p>
<p class="soft">${t('subscriptions.page.about')}</p>
<form method="post" action="/subscribe" class="stacked"><input type="hidden" name="target" value="${input.target}">
${field({ ...address, ...wrong, value: input.address, hint: t('subscriptions.page.addressHint') })}${paceChoice(chrome, input.pace, 'pace')}<p><button>${t('subscriptions.page.submit')}</button></p></form>
${feeds}
<h2>${t('subscriptions.page.known')}</h2>
<p class="soft">${t('subscriptions.page.knownText')}</p>
<form method="post" action="/subscriptions" class="stacked"><div class="field"><label for="known">${t('subscriptions.page.address')}</label><input id="known" name="address" type="text" autocomplete="email" required maxlength="254"></div>
<p><button>${t('subscriptions.page.sendLink')}</button></p></form>`,
  };
}

/** The same whoever asked. */
export function sentContent({ t }: T): Content {
  return {
    title: t('subscriptions.page.sent'),
    body: html`<p>${t('subscriptions.page.sentText', { hours: CONFIRM_HOURS })}</p>`,
  };
}

/** One sentence and one button that posts to this very address: nothing happens by looking. */
export function buttonContent(title: string, text: string, action: string, button: string): Content {
  return {
    title,
    body: html`<p>${text}</p>\n<form method="post" action="${action}"><p><button>${button}</button></p></form>`,
  };
}

export const saidContent = (title: string, text: string): Content => ({ title, body: html`<p>${text}</p>` });

export type NamedSubscription = OwnSubscription & { readonly what: string; readonly page: string };

/** All subscriptions of an address, each with its pace and its end. */
export function manageContent(chrome: T, action: string, all: readonly NamedSubscription[]): Content {
  const { t } = chrome;
  const title = t('subscriptions.manage.title');
  if (all.length === 0) return saidContent(title, t('subscriptions.manage.none'));
  const one = (row: NamedSubscription) => html`<li><h2><a href="${row.page}">${row.what}</a></h2>
<p class="soft">${t('subscriptions.manage.since', { day: localDateAt(row.confirmedAt) })}</p>
<form method="post" action="${action}"><input type="hidden" name="act" value="pace"><input type="hidden" name="subscription" value="${row.id}">${paceChoice(chrome, row.pace, `pace-${row.id}`)}<p><button>${t('subscriptions.manage.change')}</button></p></form>
<form method="post" action="${action}"><input type="hidden" name="act" value="end"><input type="hidden" name="subscription" value="${row.id}"><p><button>${t('subscriptions.manage.end')}</button></p></form></li>\n`;
  return {
    title,
    body: html`<ul class="plain">${all.map(one)}</ul>
<form method="post" action="${action}"><input type="hidden" name="act" value="endAll"><p><button>${t('subscriptions.manage.endAll')}</button></p></form>`,
  };
}
