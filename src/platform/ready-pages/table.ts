import { readSync } from 'node:fs';
import type { Opened } from './folder.ts';
import { checkOf, type Hash, HEAD_BYTES, readSlot, SLOT_BYTES, type Slot, slot } from './layout.ts';

export const placeOfSlot = (number: number): number => HEAD_BYTES + number * SLOT_BYTES;

/** A slot as it stands in the file: whole, or found while it was written. */
export type Seen = { readonly slot: Slot; readonly whole: boolean };

/** Where slots are looked at: `at` says where in `bytes` the slot with a number stands. */
export type Look = { readonly bytes: Buffer; readonly at: (opened: Opened, number: number) => number };

const one = Buffer.alloc(SLOT_BYTES);

const inFile: Look = {
  bytes: one,
  at: (opened, number) => {
    readSync(opened.index, one, 0, SLOT_BYTES, placeOfSlot(number));
    return 0;
  },
};

/** 36 MB at most, of a site with more than a hundred thousand pages; less of a smaller one. */
const MOST_REMEMBERED = 262_144;

/**
 * Slots that a reader has seen. They hold until somebody changes any slot, which the head tells by another number.
 * @param slots of the table
 * @returns where to look while the head says `changes`
 */
export function rememberSlots(slots: number): (changes: number) => Look {
  const places = Math.min(slots, MOST_REMEMBERED);
  const bytes = Buffer.alloc(places * SLOT_BYTES);
  const numbers = new Int32Array(places).fill(-1);
  const under = new Float64Array(places);
  let now = 0;
  const look: Look = {
    bytes,
    at: (opened, number) => {
      const place = number % places;
      const from = place * SLOT_BYTES;
      if (numbers[place] !== number || under[place] !== now) {
        numbers[place] = -1;
        readSync(opened.index, bytes, from, SLOT_BYTES, placeOfSlot(number));
        numbers[place] = number;
        under[place] = now;
      }
      return from;
    },
  };
  return (changes) => {
    now = changes;
    return look;
  };
}

/**
 * Slots of a hash, in the order of the table, until `take` says that it has found what it looked for.
 * @param look where; in the file itself unless told
 * @returns the number of the first empty slot, or -1 when `take` stopped the search
 */
export function walkSlots(
  opened: Opened,
  slots: number,
  [a, b]: Hash,
  take: (seen: Seen) => boolean,
  look: Look = inFile,
): number {
  const { bytes } = look;
  let number = b % slots;
  for (let step = 0; step < slots; step += 1) {
    const from = look.at(opened, number);
    const hashA = bytes.readUInt32LE(from + slot.hashA);
    if (hashA === 0) return number;
    if (hashA === a && bytes.readUInt32LE(from + slot.hashB) === b) {
      const whole = bytes.readUInt32LE(from + slot.check) === checkOf(bytes, from);
      if (take({ slot: readSlot(bytes, from, number), whole })) return -1;
    }
    number = (number + 1) % slots;
  }
  throw new Error('the index of ready pages is full');
}

/** Is this the slot of that key? The hash alone does not say so. */
export function isOfKey(opened: Opened, found: Slot, key: Buffer): boolean {
  if (found.keyLength !== key.length) return false;
  const stored = Buffer.allocUnsafe(key.length);
  return readSync(opened.bytes, stored, 0, key.length, found.at) === key.length && stored.equals(key);
}
