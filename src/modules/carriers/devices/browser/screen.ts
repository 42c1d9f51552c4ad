import {
  ageOf,
  type Heard,
  heardBefore,
  heardNow,
  isCurrent,
  type KeptHeard,
  keep,
  type Moment,
  serverNow,
  standingOf,
} from './clock.ts';

/*
 * A screen: shows what it has, asks once a minute for what is new, says what it shows. Everything is put on the screen as text.
 * What it keeps lies in the browser's own storage, so that it goes on without network and after a restart.
 */

type Slide = {
  readonly slug: string;
  readonly title: string;
  readonly unit: string;
  readonly published: string;
  readonly number: string | null;
  readonly begins: string;
  readonly mark: 'corrected' | 'clarified' | 'awaitsReview' | null;
  readonly validUntil: string | null;
  readonly address: string;
  readonly code: { readonly size: number; readonly path: string };
};
type Manifest = {
  readonly name: string;
  readonly unitName: string;
  readonly hours: number;
  readonly slides: readonly Slide[];
  readonly duties: readonly { readonly matter: string; readonly due: string; readonly word: string }[];
};
type Kept = {
  readonly key: string;
  readonly body: string | null;
  readonly hash: string | null;
  readonly heard: KeptHeard | null;
};

const device = location.pathname.split('/')[2] ?? '';
const shelf = `gongkai-screen:${device}`;
const version = document.body.dataset['version'] ?? '';
const ASK_MS = 60_000;
const TURN_MS = 12_000;
const HOURS = 24;

let key: string | null = null;
let manifest: Manifest | null = null;
let body: string | null = null;
let hash: string | null = null;
let heard: Heard | null = null;
let turn = 0;
let isBlank = false;

const nowHere = (): Moment => ({ wall: Date.now(), mono: performance.now() });

function save(): void {
  if (key === null) return;
  const kept: Kept = { key, body, hash, heard: heard === null ? null : keep(heard, nowHere()) };
  try {
    localStorage.setItem(shelf, JSON.stringify(kept));
  } catch {
    // Full or forbidden: it goes on from memory.
  }
}

async function load(): Promise<void> {
  const text = localStorage.getItem(shelf);
  if (text === null) return;
  try {
    const kept = JSON.parse(text) as Kept;
    key = kept.key;
    if (kept.body === null || kept.hash === null || !(await isTextOf(kept.body, kept.hash))) return;
    body = kept.body;
    hash = kept.hash;
    manifest = JSON.parse(kept.body) as Manifest;
    heard = kept.heard === null ? null : heardBefore(kept.heard, nowHere());
  } catch {
    // Damaged: the next contact brings it anew.
    manifest = null;
  }
}

/** Is this the text of that hash? Where the browser cannot tell (no TLS), it is taken as told. */
async function isTextOf(text: string, expected: string): Promise<boolean> {
  if (globalThis.crypto?.subtle === undefined) return true;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('') === expected;
}

/** The key is worth nothing any more: nothing is kept, nothing is shown. */
async function blank(): Promise<void> {
  isBlank = true;
  key = manifest = body = hash = heard = null;
  localStorage.removeItem(shelf);
  if ('caches' in globalThis) for (const name of await caches.keys()) await caches.delete(name);
  draw();
}

/** Only our own server says that a key is gone; a page some network puts in between says nothing. */
const isGone = (answer: Response): boolean =>
  answer.status === 404 && answer.headers.get('x-gongkai-device') === 'unknown';

async function ask(): Promise<void> {
  if (isBlank || key === null) return void (await blank());
  try {
    const answer = await fetch(`/screen/${device}/manifest`, {
      headers: { 'x-device-key': key, ...(hash === null ? {} : { 'if-none-match': `"${hash}"` }) },
      cache: 'no-store',
      signal: AbortSignal.timeout(20_000),
    });
    if (isGone(answer)) return await blank();
    const server = Number(answer.headers.get('x-gongkai-time'));
    if ((answer.status !== 200 && answer.status !== 304) || !(server > 0)) return;
    if (answer.status === 200) {
      const text = await answer.text();
      const told = answer.headers.get('x-gongkai-hash');
      if (told === null || !(await isTextOf(text, told))) return;
      manifest = JSON.parse(text) as Manifest;
      body = text;
      hash = told;
      turn = 0;
    }
    heard = heardNow(server, nowHere());
    save();
    draw();
    await say();
  } catch {
    // No network, or the server is away: what is here goes on.
  }
}

/** Says what is shown, and takes a new key when there is one. */
async function say(): Promise<void> {
  if (key === null || hash === null) return;
  const answer = await fetch('/screen/contact', {
    method: 'POST',
    cache: 'no-store',
    signal: AbortSignal.timeout(20_000),
    body: new URLSearchParams({
      device,
      key,
      hash,
      shown: (manifest?.slides ?? []).map((slide) => slide.slug).join(','),
      wall: String(Date.now()),
      version,
    }),
  });
  if (isGone(answer)) return blank();
  if (answer.status !== 200) return;
  const said = (await answer.json()) as { readonly key: string | null; readonly version: string };
  if (said.key !== null) {
    key = said.key;
    save();
  }
  if (said.version !== version) location.reload();
}

/* Drawing. */

function element(name: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  if (text !== '') made.textContent = text;
  return made;
}

function codeOf(slide: Slide): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', `0 0 ${slide.code.size} ${slide.code.size}`);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', slide.address);
  svg.setAttribute('shape-rendering', 'crispEdges');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', slide.code.path);
  svg.append(path);
  return svg;
}

const marks = { corrected: '已更正', clarified: '已澄清', awaitsReview: '应急发布，待补审' } as const;
const dutyWords: Readonly<Record<string, string>> = { late: '逾期', ahead: '未到期' };

function drawItem(slide: Slide): HTMLElement {
  const page = element('article', 'slide');
  const text = element('div', 'words');
  if (slide.mark !== null) text.append(element('p', 'mark', marks[slide.mark]));
  text.append(element('h1', '', slide.title));
  text.append(
    element('p', 'meta', [slide.unit, slide.number ?? '', slide.published].filter(Boolean).join('　')),
  );
  text.append(element('p', 'begins', slide.begins));
  const aside = element('div', 'code');
  aside.append(
    codeOf(slide),
    element('p', '', '扫码看全文'),
    element('p', 'address', slide.address.replace(/^https?:\/\//, '')),
  );
  page.append(text, aside);
  return page;
}

function drawDuties({ duties }: Manifest): HTMLElement {
  const page = element('article', 'slide duties');
  const text = element('div', 'words');
  text.append(element('h1', '', '近期应公开事项'));
  const list = element('ul', '');
  for (const duty of duties) {
    const row = element('li', duty.word === 'late' ? 'late' : '');
    row.append(element('span', 'due', duty.due), element('span', 'matter', duty.matter));
    row.append(element('span', 'word', dutyWords[duty.word] ?? ''));
    list.append(row);
  }
  text.append(list);
  page.append(text);
  return page;
}

function drawPause(title: string, why: string): HTMLElement {
  const page = element('article', 'slide pause');
  const text = element('div', 'words');
  text.append(element('h1', '', title), element('p', '', why));
  page.append(text);
  return page;
}

const pad = (value: number): string => String(value).padStart(2, '0');

/** A moment of the server as China's clocks show it, whatever zone the device is set to. */
function clockWords(at: number): { readonly day: string; readonly minute: string } {
  const date = new Date(at + 8 * 3_600_000);
  return {
    day: `${date.getUTCFullYear()}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`,
    minute: `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}`,
  };
}

function pagesNow(at: number | null): readonly (() => HTMLElement)[] {
  if (manifest === null) return [];
  const shown = manifest;
  const slides = shown.slides.filter((slide) => isCurrent(slide.validUntil, at));
  return [
    ...slides.map((slide) => () => drawItem(slide)),
    ...(shown.duties.length > 0 ? [() => drawDuties(shown)] : []),
  ];
}

let last = '';

function draw(): void {
  const now = nowHere();
  const standing = standingOf(heard, now, manifest?.hours ?? HOURS);
  const at = heard === null ? null : serverNow(heard, now);
  const pages = isBlank || standing === 'paused' ? [] : pagesNow(at);
  const state = isBlank ? 'blank' : manifest === null ? 'empty' : standing;
  document.body.dataset['state'] = state;
  const which = pages.length === 0 ? -1 : turn % pages.length;
  const head = clockLine(at, standing);
  const foot = footLine(standing, which, pages.length);
  const fingerprint = [state, which, hash, head, foot].join('|');
  if (fingerprint === last) return;
  last = fingerprint;
  const root = document.getElementById('screen');
  if (root === null) return;
  const top = element('header', '');
  top.append(element('p', 'unit', isBlank ? '' : (manifest?.unitName ?? '')), element('p', 'clock', head));
  const page = pages[which]?.() ?? restOf(state);
  const bottom = element('footer', '');
  bottom.append(element('p', 'until', foot.until), element('p', 'count', foot.count));
  root.replaceChildren(top, page, bottom);
  fit(page);
}

/** As many whole lines of the text as there is room for. */
function fit(page: HTMLElement): void {
  const words = page.querySelector<HTMLElement>('.words');
  const begins = page.querySelector<HTMLElement>('.begins');
  if (words === null || begins === null) return;
  const line = Number.parseFloat(getComputedStyle(begins).lineHeight);
  const room = words.getBoundingClientRect().bottom - begins.getBoundingClientRect().top;
  begins.style.setProperty('-webkit-line-clamp', String(Math.max(1, Math.floor(room / line))));
}

function restOf(state: string): HTMLElement {
  if (state === 'blank') return drawPause('', '本屏已停用');
  if (state === 'paused')
    return drawPause('暂停更新', '内容超过时限未能核实，暂不显示。网络恢复后自动继续。');
  if (state === 'empty') return drawPause('正在连接', '请稍候');
  return drawPause('暂无公开内容', '');
}

function clockLine(at: number | null, standing: string): string {
  if (isBlank || at === null || standing === 'paused') return '';
  const { day, minute } = clockWords(at);
  return `${day} ${minute}`;
}

function footLine(standing: string, which: number, many: number) {
  const words = heard === null || isBlank ? null : clockWords(heard.server);
  return {
    until: standing === 'dated' && words !== null ? `截至 ${words.day} ${words.minute}` : '',
    count: many > 1 ? `${which + 1} / ${many}` : '',
    toString: () => `${standing}${words?.minute}${which}${many}`,
  };
}

/* Running. */

async function start(): Promise<void> {
  if ('serviceWorker' in navigator)
    navigator.serviceWorker.register('/screen/worker.js', { scope: '/screen/' }).catch(() => undefined);
  await load();
  draw();
  setInterval(() => void ask(), ASK_MS);
  setInterval(() => {
    turn += 1;
    draw();
  }, TURN_MS);
  setInterval(() => {
    draw();
  }, 1_000);
  // What has passed is kept, so that a clock set back while the device is off is noticed.
  setInterval(() => {
    if (heard !== null && ageOf(heard, nowHere()) !== null) save();
  }, 30_000);
  // Last: a first contact that hangs must not hold up what runs by the clock.
  await ask();
}

addEventListener('resize', () => {
  last = '';
  draw();
});

void start();
