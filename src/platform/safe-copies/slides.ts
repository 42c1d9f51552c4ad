import { type Parts, relationships, xmlOf } from './package.ts';
import type { Tally } from './tally.ts';
import { named } from './xml.ts';

/** Parts of a presentation that hold text: slides in their order, then their notes, layouts and masters. */
export function slideParts(parts: Parts): { readonly part: string; readonly kind: string }[] {
  const order = ['slide', 'notesSlide', 'slideLayout', 'slideMaster', 'notesMaster', 'handoutMaster'];
  const found = relationships(parts).filter((one) => !one.isExternal && order.includes(one.type));
  const byPart = new Map(found.map((one) => [one.target, one.type]));
  return [...byPart]
    .filter(([part]) => parts.bytes.has(part))
    .map(([part, kind]) => ({ part, kind }))
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || numberIn(a.part) - numberIn(b.part));
}

const numberIn = (part: string) => Number(/(\d+)\.xml$/.exec(part)?.[1] ?? 0);

/** Comments, authors and histories go with their relationships; here is said what stays although it is not shown. */
export function stripSlides(parts: Parts, tally: Tally): void {
  for (const { part, kind } of slideParts(parts)) {
    if (kind !== 'slide' && kind !== 'notesSlide') continue;
    const document = xmlOf(parts, part);
    if (document === undefined) continue;
    const isHidden = /^(?:0|false)$/.test(document.documentElement?.getAttribute('show') ?? '');
    if (kind === 'slide' && isHidden) tally.warn('hidden-slides');
    const words = named(document, 't').some((one) => (one.textContent ?? '').trim().length > 3);
    if (kind === 'notesSlide' && words) tally.warn('speaker-notes');
  }
}
