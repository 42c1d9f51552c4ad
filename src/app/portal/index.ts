export { errorPage } from './error-page.ts';
export { siteMessages } from './messages.ts';
export { type SiteReader, sitePages } from './pages.ts';
export { type DemoAccount, type SignInInput, signInPage, type TotpInput, totpPage } from './sign-in.ts';
