import { type CheckedLog, readCheckpointSize } from '../log/check-log.ts';
import { gatherItems, isLive, type LoggedItem, stepOfVersion, versionsOf } from '../log/items.ts';
import { type Progress, readLog } from '../log/read-log.ts';
import type { Crypto } from '../log/signatures.ts';
import { chinaDay } from '../log/times.ts';
import type { Report, ReportCode } from '../report.ts';
import type { Source } from '../source/types.ts';
import { checkFeeds, checkSitemap, type Shown } from './feeds.ts';
import { type ListRead, readList } from './lists.ts';
import { checkVersion, type PageContext, readProof, type ShownMeta, type Version } from './page.ts';
import { linksIn, openSite, type Site } from './site.ts';

/** How a site is compared with its log. */
export type SiteOptions = {
  readonly crypto: Crypto;
  readonly report: Report;
  readonly progress?: Progress | undefined;
  /** Largest attachment that is read, in bytes. */
  readonly attachmentLimit?: number;
};

/** How many items are looked at at once; requests are bounded by the source. */
const atOnce = 8;
const usualAttachmentLimit = 64 * 1024 * 1024;

/**
 * Compares a site with its log: every item the log has for society is shown, in its lists too, with exactly its bytes; what
 * was withdrawn has its tombstone and is in no list; no page is there that the log does not know.
 * @param source the site or copy
 * @param log checked by `checkLog`
 */
export async function checkSite(source: Source, log: CheckedLog, options: SiteOptions): Promise<void> {
  const { crypto, progress } = options;
  const held: Parameters<Report>[] = [];
  const report: Report = (...line) => void held.push(line);
  const site = openSite(source, (address, reason) => report('not-read', { address }, { reason }));
  const home = await site.page('/');
  const first = await site.page('/items');
  if (home.status === 404 && first.status === 404) return options.report('no-pages');
  const context: PageContext = {
    site,
    crypto,
    log,
    report,
    attachmentLimit: options.attachmentLimit ?? usualAttachmentLimit,
  };
  const shown = await checkItems(context, progress);
  await checkLists(context, shown, progress);
  const feeds = { site, items: log.items, report };
  await checkSitemap(feeds);
  await checkFeeds(feeds, home.text + first.text, shown);
  await checkUnits(site);
  await findUnlogged(context);
  report('site-checked', {}, { shown: shown.length, items: log.items.size });
  await tellUnlessChanged(source, log, options, held);
}

/** Every item, in the order of the log. */
async function checkItems(context: PageContext, progress?: Progress): Promise<readonly Shown[]> {
  const items = [...context.log.items.values()];
  const shown: Shown[] = [];
  let done = 0;
  await inPool(items, async (item) => {
    const live = await checkItem(context, item);
    if (live !== undefined) shown.push(live);
    progress?.('pages', ++done, items.length);
  });
  return shown;
}

async function checkItem(context: PageContext, item: LoggedItem): Promise<Shown | undefined> {
  const { site } = context;
  const address = `/i/${item.slug}`;
  if (!isLive(item)) {
    await checkWithdrawn(context, item, address);
    return undefined;
  }
  const versions = versionsOf(item);
  let meta: ShownMeta | undefined;
  for (const ver of versions) {
    const step = stepOfVersion(item, ver);
    if (step === undefined) continue;
    const isNewest = ver === versions.at(-1);
    const redactions = item.steps.filter(({ entry }) => entry.type === 'redact');
    const version: Version = {
      slug: item.slug,
      address: isNewest ? address : `${address}/v/${ver}`,
      step,
      redactions,
    };
    meta = await checkVersion(context, version);
  }
  return { item, meta, unitPage: await findUnitPage(site, address, meta) };
}

/** What was withdrawn answers with its tombstone and the proof of its withdrawal. */
async function checkWithdrawn(context: PageContext, item: LoggedItem, address: string): Promise<void> {
  const { site, report } = context;
  const step = item.steps.findLast(({ entry }) => entry.type === 'withdraw');
  if (step === undefined) return;
  const { status } = await site.page(address);
  if (status === 200) report('withdrawn-shown', { index: step.index, address });
  if (status === 404 && site.source.kind === 'http')
    report('tombstone-missing', { index: step.index, address });
  if (status === 410) await readProof(context, { slug: item.slug, address, step, redactions: [] });
}

/** Where the page leads for its unit: the link that has the unit's name. */
async function findUnitPage(
  site: Site,
  address: string,
  meta: ShownMeta | undefined,
): Promise<string | undefined> {
  if (meta?.unitName === undefined) return undefined;
  const { text } = await site.page(address);
  const found = [...text.matchAll(/<a href="\/units\/(\d+)"[^>]*>([^<]*)<\/a>/g)];
  return found.findLast(([, , name]) => name === escaped(meta.unitName ?? ''))?.[1];
}

const escaped = (text: string) =>
  text.replace(
    /[&<>"']/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign] ?? sign,
  );

/** The list of everything, and the lists by unit, kind, category and year. */
async function checkLists(context: PageContext, shown: readonly Shown[], progress?: Progress): Promise<void> {
  const lists = expectedLists(shown);
  let done = 0;
  await inPool([...lists], async ([address, expected]) => {
    const list = await readList(context.site, address);
    compareList(context, list, expected);
    progress?.('lists', ++done, lists.size);
  });
}

/** Which items which list must show. */
function expectedLists(shown: readonly Shown[]): ReadonlyMap<string, readonly LoggedItem[]> {
  const lists = new Map<string, LoggedItem[]>([['/items', []]]);
  const put = (item: LoggedItem, name: string, value: string | undefined) => {
    if (value === undefined || value === '') return;
    const address = name === '' ? '/items' : `/items?${new URLSearchParams({ [name]: value })}`;
    const list = lists.get(address) ?? [];
    list.push(item);
    lists.set(address, list);
  };
  for (const { item, meta, unitPage } of shown) {
    const day = meta?.publishedAt === undefined ? undefined : chinaDay(Date.parse(meta.publishedAt));
    put(item, '', 'all');
    put(item, 'unit', unitPage);
    put(item, 'kind', meta?.affairsKind);
    put(item, 'category', meta?.category);
    put(item, 'year', day?.slice(0, 4));
  }
  return lists;
}

function compareList(
  { log, report, site }: PageContext,
  list: ListRead,
  expected: readonly LoggedItem[],
): void {
  const { address, status } = list;
  if (status !== 200) {
    const absent = site.source.kind === 'http' ? 'list-missing' : 'list-not-copied';
    report(status === 404 ? absent : 'list-unreadable', { address }, { status });
    return;
  }
  for (const { slug, steps } of expected) {
    if (!list.slugs.has(slug))
      report('not-in-list', { index: steps.at(-1)?.index ?? 0, address }, { item: slug });
  }
  for (const slug of list.slugs) {
    const item = log.items.get(slug);
    if (item !== undefined && !isLive(item)) report('withdrawn-in-list', { address }, { item: slug });
  }
}

/** Pages of units also lead to items; those are looked up like all others. */
async function checkUnits(site: Site): Promise<void> {
  const visited = new Set<string>();
  const waiting = ['/units', '/sitemap'];
  for (let at = 0; at < waiting.length; at++) {
    const { text } = await site.page(waiting[at] ?? '');
    for (const link of linksIn(text)) {
      if (!/^\/units\/\d+$/.test(link) || visited.has(link)) continue;
      visited.add(link);
      waiting.push(link);
    }
  }
}

/** Whatever any page leads to and the log does not know must not be there. */
async function findUnlogged({ site, log, report }: PageContext): Promise<void> {
  const unknown = [...site.seen].filter(([slug]) => !log.items.has(slug));
  await inPool(unknown, async ([slug, from]) => {
    const address = `/i/${slug}`;
    const { status } = await site.page(address);
    if (status === 200) report('unlogged-page', { address }, { from });
  });
}

/**
 * A site goes on working while it is read. What concerns items that changed since the log was read is told as such, and not
 * as a finding.
 */
async function tellUnlessChanged(
  source: Source,
  log: CheckedLog,
  { crypto, report }: SiteOptions,
  held: readonly Parameters<Report>[],
): Promise<void> {
  const isMet = held.length === 0 || source.kind === 'folder';
  const changed = isMet ? new Set<string>() : await itemsSince(source, log, crypto);
  const skipped = new Set<string>();
  for (const [code, where, values] of held) {
    const slug = /^\/i\/([0-9a-z]+)/.exec(where?.address ?? '')?.[1] ?? String(values?.['item'] ?? '');
    if (changed.has(slug)) skipped.add(slug);
    else report(code satisfies ReportCode, where, values);
  }
  for (const slug of skipped) report('changed-meanwhile', { address: `/i/${slug}` }, { item: slug });
}

async function itemsSince(source: Source, log: CheckedLog, crypto: Crypto): Promise<ReadonlySet<string>> {
  const size = await readCheckpointSize(source);
  if (size === undefined || size <= log.copy.size) return new Set();
  const silent: Report = () => {};
  const copy = await readLog(crypto.sha256, source, size, silent);
  const items = copy === undefined ? [] : gatherItems(copy.entries, copy.leafAt, silent).values();
  return new Set(
    [...items].filter(({ steps }) => (steps.at(-1)?.index ?? 0) >= log.copy.size).map(({ slug }) => slug),
  );
}

async function inPool<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    for (let one = all[next++]; one !== undefined; one = all[next++]) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}
