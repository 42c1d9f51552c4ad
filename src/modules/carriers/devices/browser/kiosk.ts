import { device, forget, noteTime, renew } from './kiosk-kept.ts';
import { typed } from './typed.ts';

/* A kiosk: goes back to its first page when nobody touches it, forgets what was typed, finds while it is typed, says that it lives. */

const start = document.body.dataset['start'] ?? '/kiosk';
const version = document.body.dataset['version'] ?? '';
const isOffline = document.body.dataset['words'] !== undefined;
const IDLE_MS = 90_000;
const SAY_MS = isOffline ? 15_000 : 60_000;
const TYPING_MS = 250;

let touched = performance.now();
let asked = 0;

function reset(): void {
  // What is still being looked for must not come back over the first page.
  asked += 1;
  for (const form of document.forms) form.reset();
  for (const field of document.querySelectorAll('input')) field.value = '';
  location.replace(start);
}

for (const name of ['pointerdown', 'keydown', 'wheel', 'touchstart', 'input', 'scroll'])
  addEventListener(name, () => (touched = performance.now()), { passive: true });

setInterval(() => {
  if (performance.now() - touched >= IDLE_MS) {
    touched = performance.now();
    reset();
  }
}, 1_000);

/* Nothing leads out: not by a link, not by a gesture, not by a menu. */
addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link !== null && !link.pathname.startsWith('/kiosk/')) event.preventDefault();
});
addEventListener('contextmenu', (event) => event.preventDefault());
addEventListener('dragstart', (event) => event.preventDefault());

/* A kiosk has no buttons of a browser: one page back, from where there is one. */
const before = document.getElementById('before');
if (before !== null && history.length > 1) {
  before.hidden = false;
  before.addEventListener('click', () => history.back());
}

/* Finding while it is typed: what the server would show for the whole page takes its place in this one. */

const field = document.querySelector<HTMLInputElement>('form.find input[name=q]');

addEventListener('click', (event) => {
  const key = event.target instanceof Element ? event.target.closest<HTMLButtonElement>('button.key') : null;
  if (key === null || field === null || isOffline) return;
  event.preventDefault();
  field.value = typed(field.value, key.value);
  void find();
});
field?.addEventListener('input', () => void find());

async function find(): Promise<void> {
  const form = field?.form;
  const place = document.getElementById('answer');
  if (form === null || form === undefined || place === null || isOffline) return;
  asked += 1;
  const mine = asked;
  await new Promise((resolve) => setTimeout(resolve, TYPING_MS));
  if (mine !== asked) return;
  const address = `${form.action}?${new URLSearchParams({ q: field?.value ?? '' })}`;
  try {
    const answer = await fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(8_000) });
    if (!answer.ok) throw new Error(String(answer.status));
    const made = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('answer');
    if (mine !== asked) return;
    if (made === null) throw new Error('not the page');
    place.replaceChildren(...made.childNodes);
    history.replaceState(null, '', address);
  } catch {
    // No network: the page itself is asked for, and what is kept stands in for it.
    if (mine === asked) location.assign(address);
  }
}

async function say(): Promise<void> {
  try {
    // Whether it could keep anything or not: it lives.
    const held = await renew().catch(() => undefined);
    const answer = await fetch('/kiosk/contact', {
      method: 'POST',
      cache: 'no-store',
      body: new URLSearchParams({ device, wall: String(Date.now()), version, ...held }),
      signal: AbortSignal.timeout(20_000),
    });
    if (answer.status === 404 && answer.headers.get('x-gongkai-device') === 'unknown') {
      await forget();
      location.reload();
    }
    if (answer.ok && isOffline) location.reload();
  } catch {
    // No network: what is kept stands in when somebody touches the page.
  }
}

void say();
setInterval(() => void say(), SAY_MS);
setInterval(noteTime, 30_000);
