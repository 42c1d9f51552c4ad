import { type FoundProof, findProof } from '#modules/transparency-log';
import type { Reader } from '#platform/database';
import { definePage, type Page, type PageAnswer, type PageContext } from '#platform/http';
import { canonicalJson } from '#platform/richtext';
import { encodeUtf8, formatProof, parseCheckpoint, parseNote } from '#tlog';
import { pageSlug, pageVersion } from '../../forms.ts';
import { qrPng } from '../../pages/qr-png.ts';
import { checkpointFragment, proofFragment, type QrCheckpoint } from '../../proof-qr.ts';
import { findManifest, listParts } from '../../queries/parts.ts';
import { findProven, type Registration } from '../../queries/proof.ts';
import { readSlug } from '../../slug.ts';
import { answerProblem, openToAll } from './shown.ts';

type File = { readonly media: string; readonly name: string | null; readonly body: string | Buffer };
type Make = (
  db: Reader,
  found: Registration,
  ctx: PageContext,
  slug: string,
) => Promise<File | 'absent' | 'gone'>;

/**
 * A file beside an item's page. Whoever may not see the item learns nothing: the address answers as one that never was.
 * Of what is withdrawn there is the proof of its withdrawal and nothing else.
 */
async function answerFile(
  ctx: PageContext,
  typed: string,
  version: number | null,
  make: Make,
): Promise<PageAnswer> {
  openToAll(ctx);
  const slug = readSlug(typed);
  const made =
    slug === null
      ? 'absent'
      : await ctx.read(async (db) => {
          const found = await findProven(db, slug, version);
          return typeof found === 'string' ? found : make(db, found, ctx, slug);
        });
  if (made === 'absent') return answerProblem(ctx, 404, 'publication.page.absent');
  if (made === 'gone') return answerProblem(ctx, 410, 'publication.page.goneFile');
  return {
    status: 200,
    media: made.media,
    body: made.body,
    headers: {
      ...(made.name === null ? {} : { 'content-disposition': `attachment; filename="${made.name}"` }),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': ctx.actor === null ? 'public, no-cache' : 'private, no-store',
      vary: 'cookie',
    },
  };
}

const base64 = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString('base64'));

/** `extra` of a proof: the entry, its opening where it is inner, and what leads from a document to the entry. */
async function extraOf(db: Reader, registration: Registration, { entry }: FoundProof): Promise<Uint8Array> {
  const { item, version, inner } = registration;
  const manifest = version === null ? undefined : await findManifest(db, item, version);
  const parts = version === null ? [] : await listParts(db, item, version);
  return encodeUtf8(
    canonicalJson({
      v: 1,
      entry: base64(entry),
      ...(inner === null ? {} : { inner: { salt: base64(inner.salt), entry: base64(inner.entry) } }),
      ...(manifest === undefined
        ? {}
        : {
            manifest: base64(manifest.bytes),
            manifestSalt: base64(manifest.salt),
            salts: parts.map((part) => base64(part.salt)),
          }),
    }),
  );
}

/** c2sp.org/tlog-proof@v1 */
const proof: Make = async (db, registration, _ctx, slug) => {
  const found = await findProof(db, registration.logIndex);
  if (found === undefined) return 'absent';
  const extra = await extraOf(db, registration, found);
  const { index, hashes, checkpoint } = found;
  return {
    media: 'text/plain; charset=utf-8',
    name: `${slug}${registration.version === null ? '' : `-v${registration.version}`}.tlog-proof`,
    body: formatProof({ extra, index, hashes: [...hashes], checkpoint }),
  };
};

/** Bytes and salts of all small parts; an attachment's bytes are the download itself, a part that was erased has neither. */
const partsFile: Make = async (db, { item, version }, _ctx, slug) => {
  if (version === null) return 'gone';
  const manifest = await findManifest(db, item, version);
  if (manifest === undefined) return 'absent';
  const parts = await listParts(db, item, version);
  const shown = parts.map(({ kind, media, bytes, salt }) => {
    return { kind, media, bytes: base64(bytes), salt: base64(salt) };
  });
  const body = canonicalJson({
    v: 1,
    item: slug,
    ver: version,
    manifest: base64(manifest.bytes),
    manifestSalt: base64(manifest.salt),
    parts: shown,
  });
  return { media: 'application/json; charset=utf-8', name: `${slug}-v${version}.parts.json`, body };
};

/** So many characters still make squares that a phone reads from 5 cm of paper. */
const MOST_PRINTED = 1_500;

/** The printed proof; where it is too long, the checkpoint alone. */
const code: Make = async (db, registration, ctx) => {
  if (registration.version === null) return 'gone';
  const found = await findProof(db, registration.logIndex);
  if (found === undefined) return 'absent';
  const checkpoint = printable(found.checkpoint);
  const { index, leaf, hashes: siblings } = found;
  const whole = `${ctx.baseUrl}/v#${proofFragment({ ...checkpoint, index, leaf, siblings })}`;
  const text = whole.length <= MOST_PRINTED ? whole : `${ctx.baseUrl}/v#${checkpointFragment(checkpoint)}`;
  return { media: 'image/png', name: null, body: qrPng(text) };
};

/** The log's own Ed25519 signature and one cosignature: more do not fit on paper. */
function printable(note: string): QrCheckpoint {
  const { text, signatures } = parseNote(note);
  const { origin, size, root } = parseCheckpoint(text);
  const own = signatures.find((one) => one.name === origin && one.signature.length === 64);
  const witness = signatures.find((one) => one.name !== origin && one.signature.length === 72);
  return { origin, size, root, signatures: [own, witness].filter((one) => one !== undefined) };
}

const pages = (suffix: string, make: Make): readonly Page[] => [
  definePage({
    path: `/i/:slug.${suffix}`,
    params: pageSlug,
    handle: (ctx, { params }) => answerFile(ctx, params.slug, null, make),
  }),
  definePage({
    path: `/i/:slug/v/:version.${suffix}`,
    params: pageVersion,
    handle: (ctx, { params }) => answerFile(ctx, params.slug, params.version, make),
  }),
];

export const proofPages: readonly Page[] = [
  ...pages('tlog-proof', proof),
  ...pages('parts.json', partsFile),
  ...pages('proof.png', code),
];
