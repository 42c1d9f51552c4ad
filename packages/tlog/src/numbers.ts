import { checkSize } from './bytes.ts';
import { TlogError } from './faults.ts';

/*
 * Sizes and indexes go up to 2^53 − 1. The shift and mask operators of JavaScript cut to 32 bits, so everything here is done
 * by division and remainder.
 */

export const isOdd = (n: number): boolean => n % 2 === 1;

export const halve = (n: number): number => Math.floor(n / 2);

/** The largest power of two strictly below `n`, for n of 2 and more: where RFC 9162 splits a tree. */
export function splitPoint(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

/**
 * A decimal number as the C2SP texts write it: no sign, no leading zeros.
 * @throws TlogError `bad-number`, `number-too-large` (above 2^53 − 1)
 */
export function parseDecimal(text: string): number {
  if (!/^(?:0|[1-9][0-9]*)$/.test(text)) throw new TlogError('bad-number');
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new TlogError('number-too-large');
  return value;
}

/**
 * The decimal text of a size or index.
 * @throws TlogError `bad-size`
 */
export function formatDecimal(value: number): string {
  // Zero below zero would be written "0" all the same; it is one number to every reader.
  return String(checkSize(value));
}
