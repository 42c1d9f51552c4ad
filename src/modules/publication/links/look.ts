import { askOutside, type OutsideAnswer } from '#platform/outside';
import { type Look, readAnswer } from './outcome.ts';
import type { LinkSettings } from './settings.ts';

const userAgent = 'Gongkai-Link-Check/1';
/** Turns followed from one address to the next. */
const MOST_TURNS = 5;
/** Longest pause that a robots.txt is granted; whoever wants more is asked once in a run. */
const MOST_DELAY_MS = 30_000;

type Asking = Pick<LinkSettings, 'timeoutMs' | 'closedToo'>;

const ask = (method: 'GET' | 'HEAD', url: string, { timeoutMs, closedToo }: Asking, mostBody = 0) =>
  askOutside(method, url, { userAgent, timeoutMs, mostBody, closedToo });

/** HEAD, and where that says nothing good GET without its body: many servers answer HEAD wrongly. */
async function askTwice(url: string, settings: Asking): Promise<OutsideAnswer> {
  const head = await ask('HEAD', url, settings);
  const isEnough = head.status !== null && head.status >= 200 && head.status < 400;
  const isSure = head.status === null && head.reason !== 'broken';
  return isEnough || isSure ? head : ask('GET', url, settings);
}

/** Looks at one address, following it as a browser would; every step is guarded like the first. */
export async function lookAt(url: string, settings: Asking): Promise<Look> {
  let place = url;
  let moved: { readonly status: number; readonly location: string } | null = null;
  for (let turn = 0; turn <= MOST_TURNS; turn += 1) {
    const look = readAnswer(await askTwice(place, settings));
    const next = look.location === null ? null : (URL.parse(look.location, place)?.href ?? null);
    if (next === null || look.status === null) {
      if (look.found !== 'ok' || moved === null) return look;
      return { found: 'moved', status: moved.status, reason: null, location: moved.location };
    }
    // Only the first step says that the page's own link is old.
    if (turn === 0 && look.found === 'moved') moved = { status: look.status, location: next };
    place = next;
  }
  return { found: 'failing', status: null, reason: 'circle', location: null };
}

/**
 * How long this host wishes programs to wait between requests: `Crawl-delay` of its robots.txt for us or for everybody.
 * @returns milliseconds; 0 where nothing is said
 */
export async function crawlDelay(url: string, settings: Asking): Promise<number> {
  const answer = await ask('GET', new URL('/robots.txt', url).href, settings, 65_536);
  if (answer.status !== 200) return 0;
  let group: 'ours' | 'all' | 'other' = 'other';
  const delays = new Map<string, number>();
  for (const line of answer.text.split(/\r?\n/)) {
    const [, name = '', value = ''] = /^\s*([a-z-]+)\s*:\s*([^#]*)/i.exec(line) ?? [];
    if (/^user-agent$/i.test(name))
      group = value.trim() === '*' ? 'all' : /^gongkai-link-check/i.test(value.trim()) ? 'ours' : 'other';
    const seconds = /^crawl-delay$/i.test(name) ? Number(value.trim()) : Number.NaN;
    if (group !== 'other' && Number.isFinite(seconds) && seconds >= 0) delays.set(group, seconds * 1_000);
  }
  return Math.min(delays.get('ours') ?? delays.get('all') ?? 0, MOST_DELAY_MS);
}
