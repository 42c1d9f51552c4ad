import { join } from 'node:path';
import type { Fact } from '#kernel';
import type { CommandContext } from '#platform/command';
import { type Channel, defineModule, type Module } from '#platform/module';
import { auditWords } from './audit-words.ts';
import { planAsking } from './channels/plan.ts';
import { planDeliveries } from './deliveries/plan.ts';
import { carriersJobs } from './jobs.ts';
import { carriersMessages } from './messages.ts';
import { carriersPermissions } from './policy.ts';
import { carriersRoutes } from './web/api.ts';
import { deviceForms } from './web/devices-portal.ts';
import { carriersPages } from './web/portal.ts';

export type CarriersSettings = {
  /** The derived ways out of all rooms; asked when needed, since this room is itself one of them. */
  readonly channels: () => readonly Channel[];
};

/** Manifest of the room. */
export function carriersModule({ channels }: CarriersSettings): Module {
  const ask = planAsking(channels);
  const hear = async (ctx: CommandContext, fact: Fact): Promise<void> => {
    await planDeliveries(ctx, fact);
    await ask(ctx, fact);
  };
  return defineModule({
    name: 'carriers',
    messages: [carriersMessages, auditWords],
    permissions: carriersPermissions,
    routes: carriersRoutes,
    pages: carriersPages,
    forms: deviceForms,
    jobs: carriersJobs(channels),
    hears: {
      'publication.published': hear,
      'publication.withdrawn': hear,
      'publication.erased': hear,
    },
    namesFiles: [
      'carriers.carrier.photo_sha256',
      'carriers.posting.photo_sha256',
      'carriers.posting.taken_photo_sha256',
    ],
    migrations: join(import.meta.dirname, 'sql'),
  });
}
