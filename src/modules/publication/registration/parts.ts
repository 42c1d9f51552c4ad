import { createHash } from 'node:crypto';
import type { RevisionContent } from '#modules/disclosure';
import { html, toMarkup } from '#platform/html';
import { canonicalJson, toHtmlBlocks } from '#platform/richtext';
import type { PartKind } from '../words.ts';
import { metaOf, type Place } from './meta.ts';

/** A part before it is salted: small ones with their bytes, an attachment by the hash under which the file store has it. */
export type Piece =
  | { readonly kind: Exclude<PartKind, 'attachment'>; readonly media: string; readonly bytes: Buffer }
  | {
      readonly kind: 'attachment';
      readonly media: string;
      readonly name: string;
      readonly sha256: string;
      readonly size: number;
    };

/** A part as the manifest names it. */
export type ManifestPart = {
  readonly kind: PartKind;
  readonly commit: string;
  /** The same by SM3 (GB/T 32905), where the installation registers by both hashes. */
  readonly sm3?: string;
  readonly size: number;
  readonly media: string;
};

export const SALT_BYTES = 32;

/**
 * Cuts a version into its parts, in the order of the page: title, metadata, blocks of the text, attachments.
 * The bytes of a block are the very ones the page shows; pictures in it lead to the attachments of this version, whose address
 * stays when newer versions come.
 */
export function cutParts(
  content: RevisionContent,
  place: Place & { readonly slug: string },
): readonly Piece[] {
  const base = `/i/${place.slug}/v/${place.version}/files`;
  const positionOf = new Map(content.attachments.map((one, index) => [one.sha256, index + 1]));
  // Withheld whole, nothing of the text is shown.
  const blocks =
    content.withholding?.extent === 'whole'
      ? []
      : toHtmlBlocks(content.body, {
          imageUrl: (sha256) => `${base}/${positionOf.get(sha256) ?? 0}/image`,
        });
  return [
    { kind: 'title', media: 'text/plain', bytes: Buffer.from(writable(content.title)) },
    { kind: 'meta', media: 'application/json', bytes: Buffer.from(canonicalJson(metaOf(content, place))) },
    ...blocks.map((block): Piece => ({ kind: 'block', media: 'text/html', bytes: Buffer.from(block) })),
    ...content.attachments.map(({ name, sha256, size, media }): Piece => {
      return { kind: 'attachment', media, name, sha256, size };
    }),
  ];
}

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

/** The text as a page can show it: what HTML forbids is replaced now, so that page and frozen bytes say the same. */
function writable(text: string): string {
  return toMarkup(html`${text}`).replace(/&(?:lt|gt|quot|#39|amp);/g, (one) => entities[one] ?? one);
}

/** Hashes a part is committed to by: SHA-256 always, SM3 beside it where it is asked for. */
export type Commits = { readonly commit: string; readonly sm3?: string };

/** SHA-256(02 ‖ salt ‖ bytes): says nothing of the bytes to whoever has not the salt. */
export function commitOf(salt: Uint8Array, bytes: Uint8Array): string {
  return beginCommit(salt).update(bytes).digest('hex');
}

/** The same for bytes that come in pieces, by SM3 as well if that is wanted. */
export async function commitsOfStream(
  salt: Uint8Array,
  bytes: AsyncIterable<Uint8Array>,
  bySm3: boolean,
): Promise<Commits> {
  const hash = beginCommit(salt);
  const second = bySm3 ? beginCommit(salt, 'sm3') : null;
  for await (const piece of bytes) {
    hash.update(piece);
    second?.update(piece);
  }
  return { commit: hash.digest('hex'), ...(second === null ? {} : { sm3: second.digest('hex') }) };
}

/** The same for bytes in one piece. */
export function commitsOf(salt: Uint8Array, bytes: Uint8Array, bySm3: boolean): Commits {
  const commit = commitOf(salt, bytes);
  return bySm3 ? { commit, sm3: beginCommit(salt, 'sm3').update(bytes).digest('hex') } : { commit };
}

function beginCommit(salt: Uint8Array, algorithm: 'sha256' | 'sm3' = 'sha256') {
  if (salt.length !== SALT_BYTES) throw new RangeError(`a salt has ${SALT_BYTES} bytes, not ${salt.length}`);
  return createHash(algorithm).update(Uint8Array.of(2)).update(salt);
}

/** The bytes of a manifest: what the entry in the log commits to. */
export function manifestBytes(slug: string, version: number, parts: readonly ManifestPart[]): Buffer {
  const listed = parts.map(({ kind, commit, sm3, size, media }) => ({
    kind,
    commit,
    size,
    media,
    // Without it the bytes are those of before there was a second hash.
    ...(sm3 === undefined ? {} : { sm3 }),
  }));
  return Buffer.from(canonicalJson({ v: 1, item: slug, ver: version, parts: listed }));
}
