import type { Job, JobTools } from '#platform/jobs';
import type { Channel } from '#platform/module';
import { findOnBoards } from './boards/find.ts';
import { remindOfSheets } from './boards/remind.ts';
import { askChannels } from './channels/ask.ts';
import { ASK_CHANNELS } from './channels/plan.ts';
import { attemptDelivery } from './deliveries/attempt.ts';
import { DELIVER } from './deliveries/plan.ts';
import { sweepDeliveries } from './deliveries/sweep.ts';
import { findSilent } from './devices/find.ts';
import { findMailRefused } from './findings/mail.ts';
import type { FindHolders } from './findings/tell.ts';

function textOf(payload: unknown, key: string): string {
  const value =
    typeof payload === 'object' && payload !== null ? Object.entries(payload).find(([k]) => k === key) : null;
  return String(value?.[1] ?? '');
}

/** What the room does in the background. */
export function carriersJobs(
  channels: () => readonly Channel[],
  findHolders?: FindHolders,
): Readonly<Record<string, Job>> {
  return {
    [DELIVER]: { run: (payload, tools) => attemptDelivery(tools, textOf(payload, 'id')) },
    [ASK_CHANNELS]: { run: (payload, tools) => askChannels(tools, channels(), textOf(payload, 'fact')) },
    'carriers/find-silent': { cron: '*/5 * * * *', run: async (_payload, tools) => findSilent(tools) },
    'carriers/find-mail-refused': {
      cron: '50 * * * *',
      run: async (_payload, tools) => findMailRefused(tools),
    },
    'carriers/find-on-boards': { cron: '20 * * * *', run: async (_payload, tools) => findOnBoards(tools) },
    ...(findHolders === undefined
      ? {}
      : {
          'carriers/remind': {
            cron: '10 0 * * *',
            run: async (_payload: unknown, tools: JobTools) => remindOfSheets(tools, findHolders),
          },
        }),
    'carriers/sweep': { cron: '*/10 * * * *', run: async (_payload, tools) => sweepDeliveries(tools) },
  };
}
