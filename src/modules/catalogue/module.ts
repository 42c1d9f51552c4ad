import { join } from 'node:path';
import { defineModule } from '#platform/module';
import { auditWords } from './audit-words.ts';
import { revealVersions } from './commands/register-versions.ts';
import { hears, jobs } from './jobs.ts';
import { messages } from './messages.ts';
import { permissions } from './policy.ts';
import { routes } from './web/api.ts';

export const catalogue = defineModule({
  name: 'catalogue',
  messages: [messages, auditWords],
  permissions,
  routes,
  jobs,
  hears,
  reveals: revealVersions,
  migrations: join(import.meta.dirname, 'sql'),
});
