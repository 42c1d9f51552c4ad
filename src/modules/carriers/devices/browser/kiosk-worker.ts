/*
 * Without network a kiosk shows what it keeps: the page that stands in for every page, and its program, come from here. It never
 * keeps what pages show: that lies in the page's storage with its time.
 */

type Fetches = Event & {
  readonly request: Request;
  readonly respondWith: (answer: Promise<Response>) => void;
};
type Waits = Event & { readonly waitUntil: (work: Promise<unknown>) => void };

const SHELF = 'gongkai-kiosk-app';
const worker = globalThis as unknown as EventTarget & {
  readonly skipWaiting: () => Promise<void>;
  readonly clients: { readonly claim: () => Promise<void> };
  readonly location: Location;
};

worker.addEventListener('install', (event) => (event as Waits).waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => (event as Waits).waitUntil(worker.clients.claim()));

const files = ['kiosk.ts', 'kiosk-kept.ts', 'kiosk-offline.ts', 'clock.ts', 'typed.ts', 'kiosk.css'];

/** A page says whose it is and of which version; kept once for each version. */
worker.addEventListener('message', (event) => {
  const { device, version } = (event as MessageEvent<{ readonly device: string; readonly version: string }>)
    .data;
  (event as unknown as Waits).waitUntil(keepProgram(device, version));
});

async function keepProgram(device: string, version: string): Promise<void> {
  const mark = `/kiosk/${device}/offline?${version}`;
  const kept = await caches.open(SHELF);
  if ((await kept.match(mark)) !== undefined) return;
  await kept.addAll([`/kiosk/${device}/offline`, ...files.map((name) => `/screen/app/${name}`)]);
  await kept.put(mark, new Response(''));
}

worker.addEventListener('fetch', (raw) => {
  const event = raw as Fetches;
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== 'GET' || origin !== worker.location.origin) return;
  const device = /^\/kiosk\/[0-9a-f-]{36}(?=\/|$)/.exec(pathname)?.[0];
  if (event.request.mode === 'navigate' && device !== undefined)
    event.respondWith(freshOrKept(event.request, `${device}/offline`));
  else if (pathname.startsWith('/screen/app/')) event.respondWith(freshOrKept(event.request, pathname));
});

async function freshOrKept(request: Request, kept: string): Promise<Response> {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(8_000) });
    // Our own server says that the key is gone: from now on there is nothing to stand in.
    if (answer.headers.get('x-gongkai-device') === 'unknown') {
      await caches.delete(SHELF);
      return request.mode === 'navigate' ? emptied() : answer;
    }
    if (answer.status >= 500) return (await find(kept)) ?? answer;
    return answer;
  } catch (error) {
    const found = await find(kept);
    if (found === undefined) throw error;
    return found;
  }
}

/** A page without anything, that takes along what this device kept: only a page can reach the storage of pages. */
function emptied(): Response {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; script-src 'unsafe-inline'",
  };
  return new Response(
    '<!doctype html><script>for (const key of Object.keys(localStorage)) if (key.startsWith("gongkai-kiosk:")) localStorage.removeItem(key)</script>',
    { status: 404, headers },
  );
}

const find = async (path: string): Promise<Response | undefined> => (await caches.open(SHELF)).match(path);
