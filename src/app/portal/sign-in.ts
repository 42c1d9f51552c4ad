import { type Html, type HtmlValue, html } from '#platform/html';
import { type Chrome, callout, field, page, table } from '#ui/portal';

/** A demonstration account as shown on the sign-in page; there are none in production. */
export type DemoAccount = {
  readonly account: string;
  readonly password: string;
  readonly name: string;
  readonly unit: string;
  /** What the person does, in the reader's language. */
  readonly role: string;
};

export type SignInInput = {
  /** Path to go to after signing in; already checked by `safeReturn`. */
  readonly back: string;
  /** What was typed before, kept so that it need not be typed again. Never the password. */
  readonly account: string;
  /** Why the last attempt was refused, in the reader's words. */
  readonly wrong: string | null;
  /** Demonstration mode only; null elsewhere. */
  readonly demoAccounts: readonly DemoAccount[] | null;
};

/** The sign-in form: posts `account`, `password` and `back` to `/signin`. */
export function signInPage(chrome: Chrome, input: SignInInput): Html {
  const { t } = chrome;
  const title = t('site.signIn.title');
  return page(chrome, {
    title,
    place: null,
    crumbs: [{ label: title, href: null }],
    noIndex: true,
    body: html`<h1>${title}</h1><p class="prose">${t('site.signIn.about')}</p>
${input.wrong !== null && html`<div role="alert">${callout(null, html`<p>${input.wrong}</p>`, 'warn')}</div>`}
<form method="post" action="/signin"><input type="hidden" name="back" value="${input.back}">
${field({ name: 'account', label: t('site.signIn.account'), value: input.account, autocomplete: 'username', required: true, maxlength: 100 })}
${field({ name: 'password', label: t('site.signIn.password'), type: 'password', autocomplete: 'current-password', required: true, maxlength: 1000 })}
<button>${title}</button></form><p class="soft small">${t('site.signIn.help')}</p>
${demoTable(chrome, input.demoAccounts)}`,
  });
}

function demoTable({ t }: Chrome, accounts: readonly DemoAccount[] | null): HtmlValue {
  if (accounts === null || accounts.length === 0) return null;
  return html`<section aria-labelledby="demo"><h2 id="demo">${t('site.signIn.demo')}</h2><p>${t('site.signIn.demoAbout')}</p>${table(
    t('site.signIn.demo'),
    [
      { head: t('site.signIn.account'), heads: true, cell: (one) => html`<code>${one.account}</code>` },
      { head: t('site.signIn.password'), cell: (one) => html`<code>${one.password}</code>` },
      { head: t('site.signIn.demoName'), cell: (one) => html`<span lang="zh-CN">${one.name}</span>` },
      { head: t('site.signIn.demoUnit'), cell: (one) => html`<span lang="zh-CN">${one.unit}</span>` },
      { head: t('site.signIn.demoRole'), cell: (one) => one.role },
    ],
    accounts,
    { stacks: true, hideCaption: true },
  )}</section>`;
}

export type TotpInput = {
  readonly back: string;
  /** Opaque proof that the password was right, issued by the identity room; goes back with the code. */
  readonly challenge: string;
  readonly wrong: string | null;
};

/** Second step: posts `challenge`, `code` and `back` to `/signin/totp`. */
export function totpPage(chrome: Chrome, input: TotpInput): Html {
  const { t } = chrome;
  const title = t('site.totp.title');
  return page(chrome, {
    title,
    place: null,
    crumbs: [
      { label: t('site.signIn.title'), href: '/signin' },
      { label: title, href: null },
    ],
    noIndex: true,
    body: html`<h1>${title}</h1><p class="prose">${t('site.totp.about')}</p>
<form method="post" action="/signin/totp"><input type="hidden" name="back" value="${input.back}"><input type="hidden" name="challenge" value="${input.challenge}">
${field({ name: 'code', label: t('site.totp.code'), autocomplete: 'one-time-code', inputmode: 'numeric', required: true, maxlength: 10, ...(input.wrong === null ? {} : { wrong: input.wrong }) })}
<button>${t('site.totp.button')}</button></form><p class="soft small">${t('site.totp.lost')}</p>`,
  });
}
