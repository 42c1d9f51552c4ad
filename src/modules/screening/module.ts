import { join } from 'node:path';
import { defineModule } from '#platform/module';
import { auditWords } from './audit-words.ts';
import { messages } from './messages.ts';
import { permissions } from './policy.ts';
import { routes } from './web/api.ts';

/** Manifest of the room. */
export const screeningModule = defineModule({
  name: 'screening',
  messages: [messages, auditWords],
  permissions,
  routes,
  migrations: join(import.meta.dirname, 'sql'),
});
