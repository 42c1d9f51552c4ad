import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import type { TestDatabase } from '#test/database';
import {
  decodeUtf8,
  ed25519Verifier,
  leafHash,
  type OpenedCheckpoint,
  parseProof,
  parseVerifierKey,
  type Trust,
  verifyProof,
} from '#tlog';
import { commitOf } from '../registration/parts.ts';

/* What a reader's own program does with what the site gives out, and nothing but that. */

export const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest();

const rawKey = Buffer.from('302a300506032b6570032100', 'hex');

/** Trust in the log's own key, as printed at `/log/vkey`. */
export async function trustOf(db: TestDatabase): Promise<Trust> {
  const { rows } = await db.owner.pool.query<{ vkey: string }>(
    'select vkey from transparency_log.signer_key',
  );
  const key = parseVerifierKey(sha256, rows[0]?.vkey ?? '');
  const check = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) =>
    verify(
      null,
      message,
      createPublicKey({ key: Buffer.concat([rawKey, publicKey]), format: 'der', type: 'spki' }),
      signature,
    );
  return { origin: key.name, log: [ed25519Verifier(key, check)] };
}

export type Extra = {
  readonly entry: string;
  readonly inner?: { readonly salt: string; readonly entry: string };
  readonly manifest?: string;
  readonly manifestSalt?: string;
  readonly salts?: readonly (string | null)[];
};

export type Entry = {
  readonly type: string;
  readonly item?: string;
  readonly ver?: number;
  readonly commit?: string;
  readonly manifest?: { readonly commit: string };
  readonly prev?: { readonly idx: number };
};

export type Manifest = {
  readonly item: string;
  readonly ver: number;
  readonly parts: readonly {
    readonly kind: string;
    readonly commit: string;
    readonly size: number;
    readonly media: string;
  }[];
};

export type Checked = {
  readonly opened: OpenedCheckpoint & { readonly index: number };
  readonly extra: Extra;
  /** The entry itself; of an inner one, what it commits to. */
  readonly entry: Entry;
  readonly manifest: Manifest | null;
};

const bytesOf = (text: string) => Buffer.from(text, 'base64');

/** Verifies a `.tlog-proof` from its own bytes and the log's key. @throws when anything does not hold */
export function checkProof(text: string, trust: Trust): Checked {
  const proof = parseProof(text);
  const extra = JSON.parse(decodeUtf8(proof.extra ?? new Uint8Array())) as Extra;
  const logged = bytesOf(extra.entry);
  const opened = verifyProof(sha256, { ...trust, proof, leaf: leafHash(sha256, logged) });
  let entry = JSON.parse(logged.toString()) as Entry;
  if (extra.inner !== undefined) {
    assert.deepEqual(Object.keys(entry).sort(), ['commit', 'type', 'v']);
    assert.equal(commitOf(bytesOf(extra.inner.salt), bytesOf(extra.inner.entry)), entry.commit);
    entry = JSON.parse(bytesOf(extra.inner.entry).toString()) as Entry;
  }
  if (extra.manifest === undefined) return { opened, extra, entry, manifest: null };
  const manifest = bytesOf(extra.manifest);
  assert.equal(commitOf(bytesOf(extra.manifestSalt ?? ''), manifest), entry.manifest?.commit);
  return { opened, extra, entry, manifest: JSON.parse(manifest.toString()) as Manifest };
}

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

/** Parts of a saved page by their place in the manifest, as they were committed to. */
export function partsOfPage(page: string, manifest: Manifest): ReadonlyMap<number, Buffer> {
  const found = [...page.matchAll(/<!--part (\d+)-->([\s\S]*?)<!--\/part \1-->/g)];
  return new Map(
    found.map(([, place, markup = '']) => {
      const isBlock = manifest.parts[Number(place)]?.kind === 'block';
      const text = isBlock
        ? markup
        : markup.replace(/&(?:lt|gt|quot|#39|amp);/g, (one) => entities[one] ?? one);
      return [Number(place), Buffer.from(text)];
    }),
  );
}

/** Places of a page's parts that are not what the manifest says, and of small parts that the page does not show. */
export function wrongParts(page: string, { manifest, extra }: Checked): readonly number[] {
  assert.ok(manifest !== null);
  const shown = partsOfPage(page, manifest);
  return manifest.parts.flatMap(({ kind, commit, size }, place) => {
    const salt = extra.salts?.[place];
    const bytes = shown.get(place);
    if (kind === 'attachment') return bytes === undefined ? [] : [place];
    const isRight =
      bytes !== undefined &&
      typeof salt === 'string' &&
      bytes.length === size &&
      commitOf(bytesOf(salt), bytes) === commit;
    return isRight ? [] : [place];
  });
}
