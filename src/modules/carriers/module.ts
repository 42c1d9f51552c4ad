import { join } from 'node:path';
import type { Fact } from '#kernel';
import type { CommandContext } from '#platform/command';
import type { Messages } from '#platform/i18n';
import { type Channel, defineModule, type Module } from '#platform/module';
import { auditWords } from './audit-words.ts';
import { briefChannel } from './briefs/channel.ts';
import { briefMessages } from './briefs/messages.ts';
import { planAsking } from './channels/plan.ts';
import { screenChannel } from './channels/screens.ts';
import { planDeliveries } from './deliveries/plan.ts';
import { type FindHolders, tellFinding } from './findings/tell.ts';
import { carriersJobs } from './jobs.ts';
import { carriersMessages } from './messages.ts';
import { carriersPermissions } from './policy.ts';
import { sheetMessages } from './sheets/messages.ts';
import { carriersRoutes } from './web/api.ts';
import { deviceForms } from './web/devices-portal.ts';
import { carriersPages } from './web/portal.ts';
import { webhookChannel } from './webhooks/channel.ts';
import { webhookMessages } from './webhooks/messages.ts';
import { connectWebhooks, type WebhookSettings } from './webhooks/settings.ts';

export type CarriersSettings = {
  /** The derived ways out of all rooms; asked when needed, since this room is itself one of them. */
  readonly channels: () => readonly Channel[];
  /** Who is told of a finding; absent: nobody is. */
  readonly findHolders?: FindHolders;
  /** The words of all rooms, asked for when needed. */
  readonly messages: () => readonly Messages[];
  /** Absent: there are no partner systems. */
  readonly webhooks?: WebhookSettings;
};

/** Manifest of the room. */
export function carriersModule({ channels, findHolders, messages, webhooks }: CarriersSettings): Module {
  if (webhooks !== undefined) connectWebhooks(webhooks);
  const ask = planAsking(channels);
  const hear = async (ctx: CommandContext, fact: Fact): Promise<void> => {
    await planDeliveries(ctx, fact);
    await ask(ctx, fact);
  };
  return defineModule({
    name: 'carriers',
    channels: [briefChannel, screenChannel, webhookChannel],
    messages: [sheetMessages, briefMessages, carriersMessages, auditWords, webhookMessages],
    permissions: carriersPermissions,
    routes: carriersRoutes,
    pages: carriersPages,
    forms: deviceForms,
    jobs: carriersJobs(channels, findHolders),
    hears: {
      'publication.published': hear,
      'publication.withdrawn': hear,
      'publication.erased': hear,
      ...(findHolders === undefined ? {} : { 'carriers.finding': tellFinding(findHolders, messages) }),
    },
    namesFiles: [
      'carriers.carrier.photo_sha256',
      'carriers.posting.photo_sha256',
      'carriers.posting.taken_photo_sha256',
    ],
    migrations: join(import.meta.dirname, 'sql'),
  });
}
