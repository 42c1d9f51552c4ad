/* A kiosk: goes back to its first page when nobody touches it, forgets what was typed, says that it lives. */

const start = document.body.dataset['start'] ?? '/kiosk';
const device = document.body.dataset['device'] ?? '';
const version = document.body.dataset['version'] ?? '';
const IDLE_MS = 90_000;
const SAY_MS = 60_000;

let touched = performance.now();

function reset(): void {
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

async function say(): Promise<void> {
  try {
    const answer = await fetch('/kiosk/contact', {
      method: 'POST',
      cache: 'no-store',
      body: new URLSearchParams({ device, wall: String(Date.now()), version }),
    });
    if (answer.status === 404 && answer.headers.get('x-gongkai-device') === 'unknown') location.reload();
  } catch {
    // No network: the page says so by itself when somebody touches it.
  }
}

void say();
setInterval(() => void say(), SAY_MS);

export {};
