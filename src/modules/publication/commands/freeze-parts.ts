import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { findSignedBytes, type RevisionContent } from '#modules/disclosure';
import type { CommandContext } from '#platform/command';
import { kept, later } from '#platform/database';
import type { Place } from '../registration/meta.ts';
import {
  commitOf,
  commitOfStream,
  cutParts,
  type ManifestPart,
  manifestBytes,
  type Piece,
  SALT_BYTES,
} from '../registration/parts.ts';
import { own } from '../store.ts';

export type Cut = Place & { readonly item: string; readonly slug: string };

/**
 * Freezes the parts of a version with their salts, and the manifest over them.
 * @returns the commitment to the manifest, which goes into the log
 * @throws when the bytes of an attachment are not those that were signed: that was asked before, under the same lock
 */
export async function freezeParts(ctx: CommandContext, content: RevisionContent, cut: Cut): Promise<string> {
  const { item, version } = cut;
  const parts = await Promise.all(cutParts(content, cut).map(salted));
  const bytes = manifestBytes(cut.slug, version, parts);
  const salt = randomBytes(SALT_BYTES);
  const commit = commitOf(salt, bytes);
  const rows = parts.map((part, position) => ({ item, version, position, ...part }));
  await later(ctx.tx, own(ctx.tx).insertInto('publication.part').values(rows));
  const manifest = { item, version, bytes, salt, commit };
  await later(ctx.tx, kept(own(ctx.tx).insertInto('publication.manifest').values(manifest)));
  return commit;
}

type Salted = ManifestPart & {
  readonly salt: Buffer;
  readonly bytes: Buffer | null;
  readonly sha256: string | null;
};

async function salted(piece: Piece): Promise<Salted> {
  const salt = randomBytes(SALT_BYTES);
  const { kind, media } = piece;
  if (piece.kind !== 'attachment') {
    const { bytes } = piece;
    return { kind, media, size: bytes.length, commit: commitOf(salt, bytes), salt, bytes, sha256: null };
  }
  const { sha256, size } = piece;
  const stored = await findSignedBytes(piece);
  if (!stored.ok) throw new Error(`attachment ${sha256} is gone or altered`);
  const commit = await commitOfStream(salt, createReadStream(stored.value));
  return { kind, media, size, commit, salt, bytes: null, sha256 };
}
