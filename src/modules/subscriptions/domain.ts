import { addDays, type LocalDate, weekdayOf } from '#platform/calendar';
import type { Pace } from './words.ts';

/** How long the link that confirms a wish can be used. */
export const CONFIRM_HOURS = 48;
/** How long a link to one's own subscriptions can be used. */
export const MANAGE_HOURS = 24;

/** Requests of one network in an hour, and mails to one address in a day, that are answered. */
export const MOST_OF_NETWORK = 20;
export const MOST_TO_ADDRESS = 3;

/** Mailboxes that refused so many mails in a row are forgotten. */
export const MOST_REFUSALS = 3;

/** Subscriptions of one address. */
export const MOST_SUBSCRIPTIONS = 50;

/**
 * Is it time to look for news? Daily: once a day. Weekly: once in every week from Monday; a Monday missed is made up for.
 * @param lookedOn the day of the last look
 */
export function isDue(pace: Pace, lookedOn: LocalDate | null, today: LocalDate): boolean {
  if (pace === 'atOnce' || lookedOn === null) return true;
  if (pace === 'daily') return lookedOn < today;
  return lookedOn < addDays(today, 1 - weekdayOf(today));
}

/**
 * The network an address belongs to, as coarse as a household or an office: the first 24 bits of IPv4, the first 48 of IPv6.
 */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1] ?? ip;
  if (mapped.includes('.')) return mapped.split('.').slice(0, 3).join('.');
  const [head = '', tail] = mapped.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right];
  return groups
    .slice(0, 3)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
