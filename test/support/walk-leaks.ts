import type { Canary } from './walk-canaries.ts';
import type { Sent } from './walk-outlets.ts';

/** Which words stand where, as sentences. */
export function metIn(canaries: readonly Canary[], texts: ReadonlyMap<unknown, string>): string[] {
  return [...texts].flatMap(([where, text]) =>
    canaries
      .filter((one) => text.includes(one.text) || String(where).includes(one.text))
      .map((one) => `“${one.name}” in ${where}`),
  );
}

/** What was open to society at some moment, and is no more: told by a mail that went out at that moment. */
const onceOpen = /^(?:withdrawn|narrowed, before): /;

/** A mail to a subscriber says what society may read; reminders say numbers, webhooks addresses: no word of any text. */
export function leaksOfSent(canaries: readonly Canary[], { way, to, all }: Sent): string[] {
  const may = ({ name, pages }: Canary) =>
    way === 'mail' && (pages.includes('outsider') || (to === 'at-once' && onceOpen.test(name)));
  return metIn(
    canaries.filter((one) => !may(one)),
    new Map([[`${way} to ${to}`, all]]),
  );
}
