import { join } from 'node:path';
import { defineModule } from '#platform/module';
import { auditWords } from './audit-words.ts';
import { jobs } from './jobs.ts';
import { messages } from './messages.ts';
import { permissions } from './policy.ts';
import { routes } from './web/api.ts';

/** The manifest of the room. */
export const organisations = defineModule({
  name: 'organisations',
  messages: [messages, auditWords],
  permissions,
  routes,
  jobs,
  migrations: join(import.meta.dirname, 'sql'),
});
