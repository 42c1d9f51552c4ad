import type { Reader } from '#platform/database';
import { own } from '../store.ts';
import type { PartKind } from '../words.ts';

/** A part of a version as it was frozen. Salt and bytes are null where it was erased; an attachment's bytes lie elsewhere. */
export type Part = {
  readonly position: number;
  readonly kind: PartKind;
  readonly commit: string;
  readonly media: string;
  readonly salt: Buffer | null;
  readonly bytes: Buffer | null;
  readonly erasedAt: Date | null;
};

/** The parts of a version in their order, as far as this reader may see the version. */
export function listParts(db: Reader, item: string, version: number): Promise<readonly Part[]> {
  return own(db)
    .selectFrom('publication.part')
    .select(['position', 'kind', 'commit', 'media', 'salt', 'bytes', 'erased_at as erasedAt'])
    .where('item', '=', item)
    .where('version', '=', version)
    .orderBy('position')
    .execute();
}

/** The manifest of a version with its salt; undefined when the reader may not see the version, or it has none. */
export function findManifest(
  db: Reader,
  item: string,
  version: number,
): Promise<{ readonly bytes: Buffer; readonly salt: Buffer } | undefined> {
  return own(db)
    .selectFrom('publication.manifest')
    .select(['bytes', 'salt'])
    .where('item', '=', item)
    .where('version', '=', version)
    .executeTakeFirst();
}
