import { getHashes, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { findSignedBytes, type RevisionContent } from '#modules/disclosure';
import type { CommandContext } from '#platform/command';
import { kept, later } from '#platform/database';
import type { Place } from '../registration/meta.ts';
import {
  type Commits,
  commitOf,
  commitsOf,
  commitsOfStream,
  cutParts,
  type ManifestPart,
  manifestBytes,
  type Piece,
  SALT_BYTES,
} from '../registration/parts.ts';
import { own } from '../store.ts';

let bySm3 = false;

/**
 * Whether manifests hold SM3 beside SHA-256 from now on: told once, when the program is put together. What was registered before
 * stays as it is.
 * @throws when the cryptographic library of this machine has no SM3
 */
export function connectManifests(settings: { readonly sm3: boolean }): void {
  if (settings.sm3 && !getHashes().includes('sm3'))
    throw new Error(
      'GONGKAI_LOG_SM3=1, but the OpenSSL of this Node.js has no SM3: unset it, or use another build',
    );
  bySm3 = settings.sm3;
}

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
  // The second hash lies in the manifest alone.
  const rows = parts.map(({ sm3: _, ...part }, position) => ({ item, version, position, ...part }));
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
    return { kind, media, size: bytes.length, ...commitsOf(salt, bytes, bySm3), salt, bytes, sha256: null };
  }
  const { sha256, size } = piece;
  const stored = await findSignedBytes(piece);
  if (!stored.ok) throw new Error(`attachment ${sha256} is gone or altered`);
  const commits: Commits = await commitsOfStream(salt, createReadStream(stored.value), bySm3);
  return { kind, media, size, ...commits, salt, bytes: null, sha256 };
}
