import { join } from 'node:path';
import { defineModule } from '#platform/module';

/** Manifest of the room: tables only. What it answers goes out through the routes of the room that asks. */
export const similarityModule = defineModule({
  name: 'similarity',
  migrations: join(import.meta.dirname, 'sql'),
});
