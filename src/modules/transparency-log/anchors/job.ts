import type { Job } from '#platform/jobs';
import type { LogSettings } from '../log.ts';
import { makeAnchors } from './anchor.ts';

export const ANCHOR = 'log/anchor';

/** Every hour: peers are looked at, and what is due is anchored. Trouble is remembered for people, and tried again next hour. */
export function anchorJob(settings: LogSettings): Job {
  return {
    cron: '23 * * * *',
    run: async (_payload, tools) => {
      if (settings.anchors !== undefined) await makeAnchors(tools, settings.anchors, { isAsked: false });
    },
  };
}
