import { equalBytes, leafHash, parseProof, TlogError, verifyInclusion } from '../../../tlog/src/index.ts';
import { checkDocument } from '../item/document.ts';
import { type Evidence, EvidenceError, matchPart, readEvidence } from '../item/evidence.ts';
import type { CheckedLog } from '../log/check-log.ts';
import type { ItemEntry } from '../log/entries.ts';
import type { Placed } from '../log/items.ts';
import { type Crypto, checkSignatures } from '../log/signatures.ts';
import type { Report } from '../report.ts';
import { SourceError } from '../source/types.ts';
import { linksIn, type Site, type SitePage } from './site.ts';

/** A version of an item as the log has it, and where the site should show it. */
export type Version = {
  readonly slug: string;
  /** `/i/<slug>` or `/i/<slug>/v/<n>` */
  readonly address: string;
  readonly step: Placed<ItemEntry>;
  /** Later entries that speak of this version: parts of it were erased. A proof may be of one of them. */
  readonly redactions: readonly Placed<ItemEntry>[];
};

/** What a page says of itself, in its `meta` part; only what the monitor uses. */
export type ShownMeta = {
  readonly unitName?: string;
  readonly affairsKind?: string;
  readonly category?: string;
  readonly publishedAt?: string;
  /** Its title, a part of its own; undefined once that is erased. */
  readonly title?: string;
};

export type PageContext = {
  readonly site: Site;
  readonly crypto: Crypto;
  readonly log: CheckedLog;
  readonly report: Report;
  /** Largest attachment that is read, in bytes. */
  readonly attachmentLimit: number;
};

/**
 * Checks one version: its page is there, its proof is of this entry, and every part of page, `parts.json` and attachments is
 * what the entry commits to.
 * @returns what the page says of itself, when that could be checked
 */
export async function checkVersion(context: PageContext, version: Version): Promise<ShownMeta | undefined> {
  const { site, report } = context;
  const { address, step } = version;
  const page = await site.page(address);
  if (page.status !== 200) {
    const code = page.status === 410 ? 'item-gone' : 'item-hidden';
    if (page.status !== 0) report(code, { index: step.index, address }, { status: page.status });
    return undefined;
  }
  const evidence = await readProof(context, version);
  if (evidence === undefined) return undefined;
  checkShown(context, version, evidence, page);
  const meta = await checkParts(context, version, evidence);
  await checkAttachments(context, version, evidence, page);
  return meta;
}

/** The proof of a version, verified against the log that was rebuilt; undefined when it does not hold (told). */
export async function readProof(context: PageContext, version: Version): Promise<Evidence | undefined> {
  const { site, crypto, report } = context;
  const address = `${version.address}.tlog-proof`;
  const where = { index: version.step.index, address };
  const file = await site.page(address);
  if (file.status !== 200) {
    if (file.status !== 0) report('proof-missing', where, { status: file.status });
    return undefined;
  }
  try {
    const proof = parseProof(file.bytes);
    const evidence = readEvidence(crypto.sha256, proof.extra);
    const leaf = leafHash(crypto.sha256, evidence.entryBytes);
    const { size, root } = await checkProofCheckpoint(context, proof.checkpoint);
    verifyInclusion(crypto.sha256, { index: proof.index, size, leaf, proof: proof.hashes, root });
    const isOfIt = [version.step, ...version.redactions].some(({ index }) => index === proof.index);
    if (isOfIt && equalBytes(leaf, context.log.copy.leafAt(proof.index))) return evidence;
    report('proof-of-other', where, { shown: proof.index });
  } catch (error) {
    if (!(error instanceof TlogError || error instanceof EvidenceError)) throw error;
    report('proof-wrong', where, { fault: error.code });
  }
  return undefined;
}

/** The checkpoint of a proof must be one of this log: signed, and the root of the tree that was rebuilt. */
async function checkProofCheckpoint(
  { crypto, log }: PageContext,
  text: string,
): Promise<{ readonly size: number; readonly root: Uint8Array }> {
  const { checkpoint, log: signed } = checkSignatures(crypto, text, log.keys);
  if (signed !== 'signed') throw new TlogError(signed === 'wrong' ? 'bad-signature' : 'no-known-signature');
  const rebuilt = await log.copy.rootAt(checkpoint.size);
  // A larger one was published since we read the log; its signature has to do.
  if (rebuilt !== undefined && !equalBytes(rebuilt, checkpoint.root)) throw new TlogError('root-mismatch');
  return checkpoint;
}

function checkShown(
  { crypto, report }: PageContext,
  { address, step, redactions }: Version,
  evidence: Evidence,
  page: SitePage,
): void {
  const checked = checkDocument(crypto.sha256, evidence, page.bytes);
  for (const { place, kind, state } of checked.parts) {
    const where = { index: step.index, address };
    const isShown = kind === 'title' || kind === 'block';
    if (state === 'changed' || state === 'twice') report('part-changed', where, { place, kind });
    if (state === 'sm3') report('part-sm3-differs', where, { place, kind });
    if (state === 'absent' && isShown) report('part-missing', where, { place, kind });
    if (state === 'erased' && redactions.length === 0) report('part-erased-unlogged', where, { place, kind });
  }
  if (checked.extra > 0) report('part-of-more', { index: step.index, address }, { count: checked.extra });
}

/** `parts.json` holds the small parts with their bytes; its `meta` is what the page's box of metadata is made from. */
async function checkParts(
  { site, crypto, report }: PageContext,
  { address: page, step }: Version,
  evidence: Evidence,
): Promise<ShownMeta | undefined> {
  const address = `${page}.parts.json`;
  const where = { index: step.index, address };
  const file = await site.page(address);
  if (file.status !== 200) {
    if (file.status !== 0) report('part-missing', where, { place: -1, kind: 'meta' });
    return undefined;
  }
  const checked = checkDocument(crypto.sha256, evidence, file.bytes);
  for (const { place, kind, state } of checked.parts) {
    if (state === 'changed' || state === 'twice') report('part-changed', where, { place, kind });
    if (state === 'sm3') report('part-sm3-differs', where, { place, kind });
    if (state === 'absent' && kind !== 'attachment') report('part-missing', where, { place, kind });
  }
  const textOf = (wanted: string): string | undefined => {
    const part = checked.parts.find(({ kind, state }) => kind === wanted && state === 'same');
    const bytes = part === undefined ? undefined : checked.found.get(part.place)?.[0];
    return bytes === undefined ? undefined : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  };
  const [meta, title] = [textOf('meta'), textOf('title')];
  if (meta === undefined) return undefined;
  return { ...(JSON.parse(meta) as ShownMeta), ...(title === undefined ? {} : { title }) };
}

/** Attachments are in the manifest in their order, and on the site as `files/1/…`, `files/2/…`. */
async function checkAttachments(
  context: PageContext,
  { address: page, slug, step }: Version,
  evidence: Evidence,
  { text }: SitePage,
): Promise<void> {
  const parts = evidence.manifest?.parts ?? [];
  const attachments = parts.flatMap((part, place) => (part.kind === 'attachment' ? [{ part, place }] : []));
  for (const [at, { part, place }] of attachments.entries()) {
    if (evidence.salts[place] === null) continue;
    const link = linksIn(text).find(isFile(slug, at + 1));
    const where = { index: step.index, address: link ?? page };
    if (link === undefined) context.report('attachment-missing', where, { place });
    else if (part.size > context.attachmentLimit)
      context.report('attachment-too-large', where, { bytes: part.size });
    else await checkFile(context, evidence, place, where);
  }
}

const isFile =
  (slug: string, position: number) =>
  (link: string): boolean =>
    new RegExp(`^/i/${slug}(?:/v/\\d+)?/files/${position}/`).test(link);

async function checkFile(
  { site, crypto, report }: PageContext,
  evidence: Evidence,
  place: number,
  where: { readonly index: number; readonly address: string },
): Promise<void> {
  const size = evidence.manifest?.parts[place]?.size ?? 0;
  try {
    const { status, bytes } = await site.source.read(where.address, size + 1);
    const match = matchPart(crypto.sha256, evidence, place, bytes);
    if (status !== 200) report('attachment-missing', where, { place });
    else if (match === 'other') report('attachment-changed', where, { place });
    else if (match === 'sm3') report('part-sm3-differs', where, { place, kind: 'attachment' });
  } catch (error) {
    if (!(error instanceof SourceError) || error.reason === 'gone') throw error;
    if (error.reason === 'too-large') report('attachment-changed', where, { place });
    else report('not-read', where, { reason: error.reason });
  }
}
