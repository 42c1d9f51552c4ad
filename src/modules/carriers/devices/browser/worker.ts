/*
 * Keeps the screen's own page and program, so that a device that starts without network shows what it has. It never keeps what
 * the page shows: that lies in the page's storage with its time.
 */

type Waits = Event & { readonly waitUntil: (work: Promise<unknown>) => void };
type Fetches = Event & {
  readonly request: Request;
  readonly respondWith: (answer: Promise<Response>) => void;
};

const SHELF = 'gongkai-screen-app';
const worker = globalThis as unknown as EventTarget & {
  readonly skipWaiting: () => Promise<void>;
  readonly clients: { readonly claim: () => Promise<void> };
  readonly location: Location;
};

worker.addEventListener('install', (event) => (event as Waits).waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => (event as Waits).waitUntil(worker.clients.claim()));

const isProgram = (path: string): boolean => path.startsWith('/screen/app/');
const isPage = (path: string): boolean => /^\/screen\/[0-9a-f-]{36}$/.test(path);

worker.addEventListener('fetch', (raw) => {
  const event = raw as Fetches;
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== 'GET' || origin !== worker.location.origin) return;
  if (isProgram(pathname) || isPage(pathname)) event.respondWith(freshOrKept(event.request));
});

async function freshOrKept(request: Request): Promise<Response> {
  const shelf = await caches.open(SHELF);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(8_000) });
    if (answer.status >= 500) return (await shelf.match(request)) ?? answer;
    if (answer.ok) await shelf.put(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = await shelf.match(request);
    if (kept === undefined) throw error;
    return kept;
  }
}
