import { join } from 'node:path';
import { defineModule } from '#platform/module';

/** Manifest of the room: its table. Pages and addresses are publication's, which knows what may be shown. */
export const searchModule = defineModule({
  name: 'search',
  migrations: join(import.meta.dirname, 'sql'),
});
