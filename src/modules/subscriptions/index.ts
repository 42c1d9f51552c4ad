/** Front door of subscriptions (邮件订阅): who wishes to be told by mail of what becomes public. */
export { digestFailPoints, makeDigests } from './digests/make.ts';
export { subscriptionsModule } from './module.ts';
export type { MailMode, SubscriptionSettings } from './settings.ts';
