import { join } from 'node:path';
import { defineModule, type Module } from '#platform/module';
import { auditWords } from './audit-words.ts';
import { digestChannel } from './digests/channel.ts';
import { hears } from './digests/taken-back.ts';
import { subscriptionJobs } from './jobs.ts';
import { subscriptionMails } from './mails.ts';
import { subscriptionMessages } from './messages.ts';
import { subscriptionPermissions } from './policy.ts';
import { keysOf, type SubscriptionSettings } from './settings.ts';
import { subscriptionRoutes } from './web/api.ts';
import { subscriptionForms } from './web/forms.ts';
import { subscriptionPages } from './web/pages.ts';

/** The room of those who wish to be told by mail. */
export function subscriptionsModule(settings: SubscriptionSettings): Module {
  return defineModule({
    name: 'subscriptions',
    messages: [subscriptionMessages, auditWords],
    permissions: subscriptionPermissions,
    routes: subscriptionRoutes(settings),
    pages: subscriptionPages(settings),
    forms: subscriptionForms(settings),
    jobs: subscriptionJobs(settings),
    hears,
    channels: [digestChannel],
    mails: subscriptionMails(keysOf(settings)),
    migrations: join(import.meta.dirname, 'sql'),
  });
}
