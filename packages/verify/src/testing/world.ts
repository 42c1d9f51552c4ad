import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import {
  canonicalJson,
  commitment,
  cosigner,
  edgeRoot,
  encodeBase64,
  encodeEntries,
  encodeHex,
  encodeTile,
  encodeUtf8,
  entriesPath,
  formatCheckpoint,
  formatProof,
  formatVerifierKey,
  inclusionProof,
  type JsonValue,
  keyId,
  leafHash,
  nodeHash,
  parseNote,
  readEdge,
  type Signer,
  signNote,
  TILE_WIDTH,
  tileHash,
  tilePath,
  type VerifierKey,
} from '../../../tlog/src/index.ts';
import { sha256 } from '../node-crypto.ts';

/** A key of a log or witness in a test. */
export type TestKey = { readonly vkey: string; readonly signer: Signer; readonly key: VerifierKey };

type Kind = 'log' | 'witness';

/** A fresh Ed25519 key. A witness's clock says what it is told. */
export function makeKey(name: string, kind: Kind = 'log', now: () => number = () => 0): TestKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const bytes = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32));
  const type = kind === 'log' ? 1 : 4;
  const key = { name, type, publicKey: bytes, id: keyId(sha256, name, type, bytes) };
  const signer =
    kind === 'log'
      ? { name, id: key.id, sign: (message: Uint8Array) => signWith(privateKey, message) }
      : cosigner(sha256, name, bytes, (message) => signWith(privateKey, message), now);
  return { vkey: formatVerifierKey(key), signer, key };
}

const signWith = (key: KeyObject, message: Uint8Array) => new Uint8Array(sign(null, message, key));

/** A log in memory: what a server would have on disk. */
export type TestLog = {
  readonly origin: string;
  readonly keys: readonly TestKey[];
  readonly entries: readonly Uint8Array[];
  readonly leaves: readonly Uint8Array[];
  readonly append: (entry: JsonValue) => { readonly idx: number; readonly leaf: string };
  readonly appendBytes: (bytes: Uint8Array) => { readonly idx: number; readonly leaf: string };
  readonly node: (level: number, index: number) => Uint8Array;
  readonly root: (size?: number) => Promise<Uint8Array>;
  /** The signed checkpoint of a size. */
  readonly checkpoint: (size?: number, signers?: readonly Signer[]) => Promise<string>;
  /** Files as they are served: path below the site → bytes. */
  readonly files: (size?: number, signers?: readonly Signer[]) => Promise<Map<string, Uint8Array>>;
};

export function makeLog(origin: string, key: TestKey = makeKey(origin)): TestLog {
  const entries: Uint8Array[] = [];
  const leaves: Uint8Array[] = [];
  const nodes: Map<number, Uint8Array>[] = [];
  const node = (level: number, index: number): Uint8Array => {
    if (level === 0) return leaves[index] ?? new Uint8Array(0);
    nodes[level] ??= new Map();
    const known = nodes[level]?.get(index);
    if (known !== undefined) return known;
    const made = nodeHash(sha256, node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
    nodes[level]?.set(index, made);
    return made;
  };
  const appendBytes = (bytes: Uint8Array) => {
    const leaf = leafHash(sha256, bytes);
    entries.push(bytes);
    leaves.push(leaf);
    return { idx: leaves.length - 1, leaf: encodeHex(leaf) };
  };
  const root = async (size = leaves.length) => edgeRoot(sha256, await readEdge(size, node));
  const checkpoint = async (size = leaves.length, signers: readonly Signer[] = [key.signer]) =>
    signNote(formatCheckpoint({ origin, size, root: await root(size) }), signers);
  return {
    origin,
    keys: [key],
    entries,
    leaves,
    append: (entry) => appendBytes(encodeUtf8(canonicalJson(entry))),
    appendBytes,
    node,
    root,
    checkpoint,
    files: async (size = leaves.length, signers = [key.signer]) => {
      const files = new Map<string, Uint8Array>([
        ['/log/checkpoint', encodeUtf8(await checkpoint(size, signers))],
        ['/log/vkey', encodeUtf8(`${key.vkey}\n`)],
      ]);
      putBundles(files, entries.slice(0, size));
      putTiles(files, leaves.slice(0, size));
      return files;
    },
  };
}

function putBundles(files: Map<string, Uint8Array>, entries: readonly Uint8Array[]): void {
  for (let at = 0; at * TILE_WIDTH < entries.length; at++) {
    const some = entries.slice(at * TILE_WIDTH, (at + 1) * TILE_WIDTH);
    files.set(`/log/${entriesPath(at, some.length)}`, encodeEntries(some));
  }
}

function putTiles(files: Map<string, Uint8Array>, leaves: readonly Uint8Array[]): void {
  let hashes = leaves;
  for (let level = 0; hashes.length > 0; level++) {
    const above: Uint8Array[] = [];
    for (let at = 0; at * TILE_WIDTH < hashes.length; at++) {
      const some = hashes.slice(at * TILE_WIDTH, (at + 1) * TILE_WIDTH);
      files.set(`/log/${tilePath(level, at, some.length)}`, encodeTile(some));
      if (some.length === TILE_WIDTH) above.push(tileHash(sha256, some));
    }
    hashes = above;
  }
}

/** One published version in a test site: its parts, manifest and entry. */
export type TestItem = {
  readonly slug: string;
  readonly ver: number;
  readonly title: string;
  readonly blocks: readonly string[];
  readonly attachment: Uint8Array | undefined;
  readonly unit: number;
  readonly kind: string;
  readonly category: string;
  readonly publishedAt: string;
  readonly index: number;
  readonly parts: readonly {
    readonly kind: string;
    readonly media: string;
    readonly bytes: Uint8Array;
    salt: Uint8Array | null;
  }[];
  readonly manifest: Uint8Array;
  readonly manifestSalt: Uint8Array;
};

export type TestContent = {
  readonly title?: string;
  readonly blocks?: readonly string[];
  readonly attachment?: Uint8Array;
  readonly unit?: number;
  readonly kind?: string;
  readonly category?: string;
  readonly claimedAt?: string;
  readonly type?: 'publish' | 'correct' | 'redact' | 'withhold';
  /** SM3 in the manifest, made by OpenSSL; a place has another's. */
  readonly sm3?: (right: string, place: number) => string | undefined;
};

const salt = () => new Uint8Array(randomBytes(32));
const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Registers a version of an item in a log. */
export function publish(log: TestLog, slug: string, content: TestContent = {}, before?: TestItem): TestItem {
  const ver = (before?.ver ?? 0) + 1;
  const title = content.title ?? `关于 ${slug} 的公示 <试行>`;
  const blocks = content.blocks ?? ['<p>第一段。</p>', '<p>第二段：共 3 项。</p>'];
  const [unit, kind, category] = [content.unit ?? 1, content.kind ?? 'party', content.category ?? '通知'];
  const claimedAt = content.claimedAt ?? '2026-03-02T01:00:00.000Z';
  const meta = canonicalJson({
    v: 1,
    unitName: `第${unit}单位`,
    affairsKind: kind,
    category,
    publishedAt: claimedAt,
  });
  const parts = [
    { kind: 'title', media: 'text/plain', bytes: encodeUtf8(title), salt: salt() },
    { kind: 'meta', media: 'application/json', bytes: encodeUtf8(meta), salt: salt() },
    ...blocks.map((block) => ({ kind: 'block', media: 'text/html', bytes: encodeUtf8(block), salt: salt() })),
    ...(content.attachment === undefined
      ? []
      : [{ kind: 'attachment', media: 'application/pdf', bytes: content.attachment, salt: salt() }]),
  ];
  const listed = parts.map(({ kind: of, media, bytes, salt: with_ }, place) => {
    const right = createHash('sm3')
      .update(Buffer.concat([Uint8Array.of(2), with_, bytes]))
      .digest('hex');
    const sm3 = content.sm3?.(right, place);
    return {
      kind: of,
      media,
      size: bytes.length,
      commit: encodeHex(commitment(sha256, with_, bytes)),
      ...(sm3 === undefined ? {} : { sm3 }),
    };
  });
  const manifest = encodeUtf8(canonicalJson({ v: 1, item: slug, ver, parts: listed }));
  const manifestSalt = salt();
  const { idx } = log.append({
    v: 1,
    type: content.type ?? (before === undefined ? 'publish' : 'correct'),
    claimed_at: claimedAt,
    unit: `unit-${unit}`,
    item: slug,
    ver,
    manifest: { commit: encodeHex(commitment(sha256, manifestSalt, manifest)) },
    ...(before === undefined ? {} : { prev: placeOf(log, before.index), purpose: 'correct' }),
  });
  const rest = { attachment: content.attachment, unit, kind, category, publishedAt: claimedAt, index: idx };
  return { slug, ver, title, blocks, ...rest, parts, manifest, manifestSalt };
}

const placeOf = (log: TestLog, idx: number) => ({
  idx,
  leaf: encodeHex(log.leaves[idx] ?? new Uint8Array(0)),
});

/** Registers the withdrawal of an item. */
export function withdraw(log: TestLog, item: TestItem): number {
  const [claimed_at, unit] = ['2026-03-03T01:00:00.000Z', `unit-${item.unit}`];
  const prev = placeOf(log, item.index);
  return log.append({ v: 1, type: 'withdraw', claimed_at, unit, item: item.slug, ver: item.ver, prev }).idx;
}

export function heartbeat(log: TestLog, at: string): void {
  log.append({ v: 1, type: 'heartbeat', claimed_at: at });
}

/** The `.tlog-proof` of a version. */
export function proofOf(
  log: TestLog,
  item: TestItem,
  signers?: readonly Signer[],
  size?: number,
): Promise<string> {
  const extra = {
    v: 1,
    entry: entryText(log, item.index),
    manifest: encodeBase64(item.manifest),
    manifestSalt: encodeBase64(item.manifestSalt),
    salts: item.parts.map((part) => (part.salt === null ? null : encodeBase64(part.salt))),
  };
  return formatted(log, item.index, extra, signers, size);
}

const entryText = (log: TestLog, index: number) => encodeBase64(log.entries[index] ?? new Uint8Array(0));

async function formatted(
  log: TestLog,
  index: number,
  extra: JsonValue,
  signers: readonly Signer[] = log.keys.map((key) => key.signer),
  size: number = log.leaves.length,
): Promise<string> {
  const hashes = await inclusionProof(sha256, index, size, log.node);
  const checkpoint = await log.checkpoint(size, signers);
  return formatProof({ extra: encodeUtf8(canonicalJson(extra)), index, hashes, checkpoint });
}

/** As long as names of attachments are, percent signs and all. */
export const attachmentName = encodeURIComponent(`${'关于公布本季度收支明细的'.repeat(4)}附件.pdf`);

/** The page of a version, as the portal writes it. */
export function pageOf(item: TestItem, newest = true): string {
  const { slug, ver, parts, unit } = item;
  const meta = escape(new TextDecoder().decode(parts[1]?.bytes));
  const base = newest ? `/i/${slug}/files` : `/i/${slug}/v/${ver}/files`;
  const blocks = item.blocks.map((block, at) => `<!--part ${at + 2}-->${block}<!--/part ${at + 2}-->`);
  const file = item.attachment === undefined ? '' : `<a href="${base}/1/${attachmentName}">附件</a>`;
  return `<!doctype html><html lang="zh-CN"><head><title>${escape(item.title)}</title></head><body><main>
<nav><a href="/units/9">上级</a><a href="/units/${unit}">第${unit}单位</a></nav>
<h1><!--part 0-->${escape(item.title)}<!--/part 0--></h1>
<dl><dd><a href="/units/${unit}" lang="zh-CN">第${unit}单位</a></dd></dl>
<div>${blocks.join('\n')}</div>${file}<pre><!--part 1-->${meta.replaceAll('"', '&quot;')}<!--/part 1--></pre></main></body></html>`;
}

export function partsOf(item: TestItem): string {
  return canonicalJson({
    v: 1,
    item: item.slug,
    ver: item.ver,
    parts: item.parts.map(({ kind, media, bytes, salt: with_ }) => {
      const isSmall = kind !== 'attachment' && with_ !== null;
      return {
        kind,
        media,
        bytes: isSmall ? encodeBase64(bytes) : null,
        salt: with_ === null ? null : encodeBase64(with_),
      };
    }),
  });
}

/** A whole site with its log: path → bytes; pages gone are under `410 <path>`. */
export async function siteFiles(
  log: TestLog,
  live: readonly (readonly TestItem[])[],
  gone: readonly { readonly slug: string; readonly index: number }[] = [],
): Promise<Map<string, Uint8Array>> {
  const files = await log.files();
  const put = (path: string, text: string) => files.set(path, encodeUtf8(text));
  for (const versions of live) {
    for (const item of versions) {
      const isNewest = item === versions.at(-1);
      for (const address of [`/i/${item.slug}/v/${item.ver}`, ...(isNewest ? [`/i/${item.slug}`] : [])]) {
        put(address, pageOf(item, address === `/i/${item.slug}`));
        put(`${address}.tlog-proof`, await proofOf(log, item));
        put(`${address}.parts.json`, partsOf(item));
        if (item.attachment !== undefined) files.set(`${address}/files/1/${attachmentName}`, item.attachment);
      }
    }
  }
  for (const { slug, index } of gone) {
    put(`410 /i/${slug}`, '<!doctype html><main><h1>已撤回</h1></main>');
    put(`/i/${slug}.tlog-proof`, await formatted(log, index, { v: 1, entry: entryText(log, index) }));
  }
  const newest = live.flatMap((versions) => versions.at(-1) ?? []);
  putLists(put, newest);
  putFeeds(
    put,
    newest,
    gone.map(({ slug }) => slug),
  );
  return files;
}

const ROWS = 3;

function putLists(put: (path: string, text: string) => void, items: readonly TestItem[]): void {
  const rows = (some: readonly TestItem[]) =>
    some.map((item) => `<li><a href="/i/${item.slug}">${escape(item.title)}</a></li>`);
  const lists = Map.groupBy(
    items.flatMap((item) => [
      ['', item] as const,
      [`unit=${item.unit}`, item] as const,
      [`kind=${item.kind}`, item] as const,
      [new URLSearchParams({ category: item.category }).toString(), item] as const,
      [`year=${item.publishedAt.slice(0, 4)}`, item] as const,
    ]),
    ([query]) => query,
  );
  for (const [query, members] of lists) {
    const some = members.map(([, item]) => item);
    for (let at = 0; at < some.length; at += ROWS) {
      const address = (from: number) => {
        const all = [query, from === 0 ? '' : `after=${from}`].filter((part) => part !== '').join('&');
        return `/items${all === '' ? '' : `?${all}`}`;
      };
      const next =
        at + ROWS < some.length ? `<a href="${address(at + ROWS).replaceAll('&', '&amp;')}">下一页</a>` : '';
      put(
        address(at),
        `<!doctype html><main><ul>${rows(some.slice(at, at + ROWS)).join('')}</ul>${next}</main>`,
      );
    }
  }
  put('/', `<!doctype html><main>${rows(items.slice(0, 2)).join('')}</main>`);
  const units = [...new Set(items.map((item) => item.unit))];
  put(
    '/units',
    `<!doctype html><main>${units.map((unit) => `<a href="/units/${unit}">第${unit}单位</a>`).join('')}</main>`,
  );
  for (const unit of units)
    put(
      `/units/${unit}`,
      `<!doctype html><main>${rows(items.filter((item) => item.unit === unit)).join('')}</main>`,
    );
}

/** Sitemap and feeds, as the portal writes them; here once more, on purpose. Feeds go on after as many entries as lists. */
function putFeeds(
  put: (path: string, text: string) => void,
  items: readonly TestItem[],
  gone: readonly string[],
): void {
  const at = 'http://notice.example';
  const rows = items.map(({ slug }) => `<url><loc>${at}/i/${slug}</loc></url>`).join('');
  put(
    '/sitemap.xml',
    `<sitemapindex><sitemap><loc>${at}/sitemap/items-all.xml</loc></sitemap></sitemapindex>`,
  );
  put('/sitemap/items-all.xml', `<urlset><url><loc>${at}/items</loc></url>${rows}</urlset>`);
  const sorted = items.toSorted((a, b) => b.publishedAt.localeCompare(a.publishedAt) || b.index - a.index);
  putFeed(put, '/feeds/site', sorted, gone);
  for (const [name, of] of [
    ['units', (item: TestItem) => String(item.unit)],
    ['kinds', (item: TestItem) => item.kind],
    ['categories', (item: TestItem) => encodeURIComponent(item.category)],
  ] as const)
    for (const [value, some] of Map.groupBy(sorted, of)) putFeed(put, `/feeds/${name}/${value}`, some, []);
}

type FeedWriter = (items: readonly TestItem[], gone: readonly string[], next: string | undefined) => string;

const itemAt = (slug: string) => `http://notice.example/i/${slug}`;
const tagOf = (slug: string) => `tag:notice.example,2026:i/${slug}`;
const feedWriters: Readonly<Record<'atom' | 'rss' | 'json', FeedWriter>> = {
  atom: (items, gone, next) =>
    `<?xml version="1.0"?><feed><title>站</title>${next === undefined ? '' : `<link rel="next" href="http://notice.example${next}"/>`}
${gone.map((slug) => `<at:deleted-entry ref="${tagOf(slug)}" when="x"/>`).join('')}
${items.map((item) => `<entry><id>${tagOf(item.slug)}</id><title>${escape(item.title)}</title><link rel="alternate" href="${itemAt(item.slug)}"/><link rel="enclosure" href="${itemAt(item.slug)}/files/1/x"/><updated>${item.publishedAt}</updated></entry>`).join('\n')}</feed>`,
  rss: (items, gone, next) =>
    `<?xml version="1.0"?><rss version="2.0"><channel><title>站</title><link>http://notice.example/items</link>
${next === undefined ? '' : `<atom:link rel="next" href="http://notice.example${next}"/>`}
${items.map((item) => `<item><title>${escape(item.title)}</title><link>${itemAt(item.slug)}</link><pubDate>${new Date(item.publishedAt).toUTCString()}</pubDate></item>`).join('\n')}
${gone.map((slug) => `<at:deleted-entry ref="${tagOf(slug)}" when="x"/>`).join('')}</channel></rss>`,
  json: (items, gone, next) =>
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      ...(next === undefined ? {} : { next_url: `http://notice.example${next}` }),
      ...(gone.length === 0 ? {} : { _gongkai: { withdrawn: gone.map((slug) => ({ id: tagOf(slug) })) } }),
      items: items.map(({ slug, title, publishedAt }) => ({
        url: itemAt(slug),
        title,
        date_modified: publishedAt,
      })),
    }),
};

function putFeed(
  put: (path: string, text: string) => void,
  stem: string,
  items: readonly TestItem[],
  gone: readonly string[],
): void {
  for (const [format, write] of Object.entries(feedWriters)) {
    const address = (from: number) => `${stem}.${format}${from === 0 ? '' : `?after=${from}`}`;
    for (let from = 0; from === 0 || from < items.length; from += ROWS) {
      const next = from + ROWS < items.length ? address(from + ROWS) : undefined;
      put(address(from), write(items.slice(from, from + ROWS), from === 0 ? gone : [], next));
    }
  }
}

/** The printed code of an entry, written as the portal writes it; here once more, on purpose. */
export async function codeOf(log: TestLog, index: number, size: number = log.leaves.length): Promise<string> {
  const number = (value: number): number[] =>
    value < 128 ? [value] : [(value % 128) | 128, ...number(Math.floor(value / 128))];
  const text = (value: string) => [...number(encodeUtf8(value).length), ...encodeUtf8(value)];
  const siblings = await inclusionProof(sha256, index, size, log.node);
  const { signatures } = parseNote(await log.checkpoint(size));
  const bytes = [
    1,
    ...text(log.origin),
    ...number(size),
    ...(await log.root(size)),
    ...number(index),
    ...(log.leaves[index] ?? []),
    siblings.length,
    ...siblings.flatMap((hash) => [...hash]),
    signatures.length,
    ...signatures.flatMap(({ id, signature }) => [0, ...id, ...number(signature.length), ...signature]),
  ];
  return `1.${Buffer.from(bytes).toString('base64url')}`;
}
