import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationSource } from '#platform/database';
import architecture from '../../architecture.json' with { type: 'json' };

/** Pieces of the platform that own tables, in order. */
const platformPieces = ['.', 'calendar', 'imports', 'notifications', 'erasing', 'mail'] as const;

/**
 * Where the migrations lie, lower rooms first: a room's tables may refer to those of rooms it may enter.
 * The order is that of `architecture.json`, in which every room stands after the rooms it enters.
 */
export function migrationSources(): readonly MigrationSource[] {
  const source = join(import.meta.dirname, '..');
  const sources = [
    ...platformPieces.map((piece) => ({
      room: join('platform', piece),
      folder: join(source, 'platform', piece, 'sql'),
    })),
    ...Object.keys(architecture).map((room) => ({ room, folder: join(source, 'modules', room, 'sql') })),
  ];
  return sources.filter(({ folder }) => existsSync(folder));
}
