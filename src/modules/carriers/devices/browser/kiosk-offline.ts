import { isCurrent, serverNow, standingOf } from './clock.ts';
import { device, holding, type KeptItem, nowHere } from './kiosk-kept.ts';
import { isReadAs, typed } from './typed.ts';

/* The page of a kiosk without network: finds in what is kept and shows its beginning. Everything is put on the page as text. */

type Words = Readonly<Record<'from' | 'paused' | 'more' | 'none' | 'unit' | 'number' | 'published', string>>;

const words = JSON.parse(document.body.dataset['words'] ?? '{}') as Words;
const start = `/kiosk/${device}`;
const field = document.querySelector<HTMLInputElement>('form.find input[name=q]');
const MOST = 30;

function element(name: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  if (text !== '') made.textContent = text;
  return made;
}

const pad = (value: number): string => String(value).padStart(2, '0');

/** A moment of the server as China's clocks show it, whatever zone the device is set to. */
function minuteOf(at: number): string {
  const date = new Date(at + 8 * 3_600_000);
  const day = `${date.getUTCFullYear()}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
  return `${day} ${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}`;
}

/** What may be shown now: nothing that cannot have been confirmed for longer than its hours. */
function current(): readonly KeptItem[] | null {
  if (holding === undefined) return null;
  const now = nowHere();
  if (standingOf(holding.heard, now, holding.bundle.hours) === 'paused') return null;
  const at = serverNow(holding.heard, now);
  return holding.bundle.items.filter((item) => isCurrent(item.validUntil, at));
}

function found(items: readonly KeptItem[], text: string): readonly KeptItem[] {
  const sought = text.trim().toLowerCase();
  if (/^[a-z]+$/.test(sought)) return items.filter((item) => isReadAs(item.sounds, sought));
  const pieces = sought.split(/\s+/);
  return items.filter((item) => {
    const all = `${item.title} ${item.unit} ${item.number ?? ''} ${item.begins}`.toLowerCase();
    return pieces.every((piece) => all.includes(piece));
  });
}

function listOf(items: readonly KeptItem[]): HTMLElement {
  if (items.length === 0) return element('p', 'note', words.none);
  const list = element('ul', 'rows');
  for (const item of items.slice(0, MOST)) {
    const row = element('li', '');
    const link = document.createElement('a');
    link.href = `${start}/i/${item.slug}`;
    link.append(item.title, element('small', '', `${item.unit}　${item.published}`));
    row.append(link);
    list.append(row);
  }
  return list;
}

function codeOf({ code, address }: KeptItem): SVGElement {
  const quiet = 2;
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', `0 0 ${code.length + 2 * quiet} ${code.length + 2 * quiet}`);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', address);
  svg.setAttribute('shape-rendering', 'crispEdges');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  const squares = code.flatMap((row, y) =>
    [...row].flatMap((one, x) => (one === '1' ? [`M${x + quiet} ${y + quiet}h1v1h-1z`] : [])),
  );
  path.setAttribute('d', squares.join(''));
  svg.append(path);
  return svg;
}

function pageOf(item: KeptItem): HTMLElement {
  const page = element('article', '');
  const facts = element('dl', 'facts');
  const said = [
    [words.unit, item.unit],
    [words.number, item.number],
    [words.published, item.published],
  ] as const;
  for (const [name, value] of said)
    if (value !== null) facts.append(element('dt', '', name), element('dd', '', value));
  const text = element('div', 'text');
  text.append(element('p', '', item.begins), element('p', '', words.more));
  const aside = element('div', 'code');
  aside.append(codeOf(item), element('p', '', item.address.replace(/^https?:\/\//, '')));
  page.append(element('h1', '', item.title), facts, text, aside);
  return page;
}

function draw(): void {
  const place = document.getElementById('answer');
  if (place === null) return;
  const items = current();
  const [, , , room, slug] = location.pathname.split('/');
  const item = room === 'i' ? items?.find((one) => one.slug === slug) : undefined;
  const title = document.getElementById('title');
  if (title !== null) title.hidden = item !== undefined;
  if (field?.form != null) field.form.hidden = items === null || item !== undefined;
  if (items === null || holding === undefined) {
    place.replaceChildren(element('p', 'note', words.paused));
    return;
  }
  const from = words.from
    .replace('{time}', minuteOf(holding.heard.server))
    .replace('{count}', String(items.length));
  const shown = item === undefined ? listOf(found(items, field?.value ?? '')) : pageOf(item);
  place.replaceChildren(element('p', 'note mark', from), shown);
}

if (field !== null) {
  field.value = (new URLSearchParams(location.search).get('q') ?? '').slice(0, 60);
  field.addEventListener('input', draw);
  field.form?.addEventListener('submit', (event) => {
    event.preventDefault();
    const key = event.submitter instanceof HTMLButtonElement ? event.submitter.value : '';
    field.value = typed(field.value, key);
    draw();
  });
}
draw();
setInterval(draw, 60_000);
