import { join } from 'node:path';
import { defineModule } from '#platform/module';
import { refusals, templateMessages, words, workflowWords } from './messages/index.ts';
import { permissions } from './policy.ts';
import { hears } from './upkeep.ts';
import { routes } from './web/api.ts';

/** Manifest of the disclosure room. `compose.ts` also calls `connectPeople` with the answers of identity. */
export const disclosureModule = defineModule({
  name: 'disclosure',
  messages: [refusals, templateMessages, words, workflowWords],
  permissions,
  routes,
  hears,
  namesFiles: ['disclosure.attachment.sha256'],
  migrations: join(import.meta.dirname, 'sql'),
});
