import { ageOf, type Heard, heardBefore, heardNow, type KeptHeard, keep, type Moment } from './clock.ts';

/*
 * What a kiosk keeps for hours without network: the newest items with their beginnings, in the browser's own storage. Only where
 * the browser can also start without network (a service worker, so TLS): elsewhere nothing is kept.
 */

export type KeptItem = {
  readonly slug: string;
  readonly title: string;
  readonly sounds: readonly string[];
  readonly unit: string;
  readonly published: string;
  readonly number: string | null;
  readonly begins: string;
  readonly validUntil: string | null;
  readonly address: string;
  readonly code: readonly string[];
};
type Bundle = { readonly hours: number; readonly items: readonly KeptItem[] };
type Kept = { readonly body: string; readonly hash: string; readonly heard: KeptHeard };

export const device = document.body.dataset['device'] ?? '';
const shelf = `gongkai-kiosk:${device}`;
const appShelf = 'gongkai-kiosk-app';

export const nowHere = (): Moment => ({ wall: Date.now(), mono: performance.now() });

export type Holding = { readonly bundle: Bundle; readonly hash: string; readonly heard: Heard };

/** What is kept, as it was when this page began; undefined: nothing, or nothing that can be read. */
export function load(): Holding | undefined {
  try {
    const text = localStorage.getItem(shelf);
    if (text === null) return undefined;
    const { body, hash, heard } = JSON.parse(text) as Kept;
    return { bundle: JSON.parse(body) as Bundle, hash, heard: heardBefore(heard, nowHere()) };
  } catch {
    return undefined;
  }
}

/** Nothing is kept any more. */
export async function forget(): Promise<void> {
  localStorage.removeItem(shelf);
  if ('caches' in globalThis) await caches.delete(appShelf);
}

type Told = { readonly hash: string; readonly shown: string };

const told = ({ hash, bundle }: Pick<Holding, 'hash' | 'bundle'>): Told => ({
  hash,
  shown: bundle.items.map(({ slug }) => slug).join(','),
});

/** A page is left after seconds; what it keeps is asked for once in a while only. */
const ASK_MS = 50_000;

/** Fetches what is new and lets the worker keep the page that shows it. @returns what is held now, as the server is told. */
export async function renew(): Promise<Told | undefined> {
  if (!('serviceWorker' in navigator) || !('caches' in globalThis)) return undefined;
  const before = load();
  const age = before === undefined ? null : ageOf(before.heard, nowHere());
  if (before !== undefined && age !== null && age < ASK_MS) return told(before);
  const answer = await fetch(`/kiosk/${device}/bundle`, {
    headers: before === undefined ? {} : { 'if-none-match': `"${before.hash}"` },
    cache: 'no-store',
    signal: AbortSignal.timeout(20_000),
  });
  const server = Number(answer.headers.get('x-gongkai-time'));
  const hash = answer.headers.get('x-gongkai-hash');
  if ((answer.status !== 200 && answer.status !== 304) || hash === null || !(server > 0)) return undefined;
  const body = answer.status === 200 ? await answer.text() : JSON.stringify(before?.bundle);
  const heard = keep(heardNow(server, nowHere()), nowHere());
  localStorage.setItem(shelf, JSON.stringify({ body, hash, heard } satisfies Kept));
  // Not waited for: a worker that is slow to start must not keep the kiosk from saying that it lives.
  askWorker().catch(() => undefined);
  return told({ hash, bundle: JSON.parse(body) as Bundle });
}

/** The worker keeps the page that stands in, and its program: it goes on when this page is left in the middle. */
async function askWorker(): Promise<void> {
  const found = await navigator.serviceWorker.register('/kiosk/worker.js', { scope: '/kiosk/' });
  const worker = found.active ?? found.waiting ?? found.installing;
  worker?.postMessage({ device, version: document.body.dataset['version'] ?? '' });
}

/** Time passes while the device is on: kept, so that a clock set back while it is off is noticed. */
export function noteTime(): void {
  const text = localStorage.getItem(shelf);
  if (text === null || holding === undefined) return;
  try {
    const kept = JSON.parse(text) as Kept;
    if (kept.hash !== holding.hash || kept.heard.server !== holding.heard.server) return;
    localStorage.setItem(shelf, JSON.stringify({ ...kept, heard: keep(holding.heard, nowHere()) }));
  } catch {
    // Damaged: the next contact brings it anew.
  }
}

/** As this page found it. */
export const holding = load();
