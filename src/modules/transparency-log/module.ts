import { join } from 'node:path';
import { defineModule, type Module } from '#platform/module';
import { anchorMessages } from './anchors/messages.ts';
import { anchorPages } from './anchors/pages.ts';
import { auditWords } from './audit-words.ts';
import { logJobs } from './jobs.ts';
import type { LogSettings } from './log.ts';
import { messages } from './messages.ts';
import { permissions } from './policy.ts';
import { startLog } from './sealing/start.ts';
import { readStanding } from './standing.ts';
import { logRoutes } from './web/api.ts';
import { logPages } from './web/portal.ts';
import { witnessMessages } from './witness/messages.ts';
import { outsideRoutes } from './witness/routes.ts';

/** Manifest of the room. It is made for one installation: its folder, its name, its witnesses. */
export function transparencyLogModule(settings: LogSettings): Module {
  return defineModule({
    name: 'transparency-log',
    messages: [messages, auditWords, witnessMessages, anchorMessages],
    permissions,
    routes: [...logRoutes, ...outsideRoutes(settings)],
    pages: [...logPages(settings.folder), ...anchorPages(settings)],
    jobs: logJobs(settings),
    starts: ({ database, now }) => startLog({ database, settings, now }),
    health: readStanding,
    migrations: join(import.meta.dirname, 'sql'),
  });
}
