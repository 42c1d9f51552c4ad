import { readSync } from 'node:fs';
import type { Opened } from './folder.ts';
import { checkOf, type Hash, HEAD_BYTES, readSlot, SLOT_BYTES, type Slot, slot } from './layout.ts';

const one = Buffer.alloc(SLOT_BYTES);

export const placeOfSlot = (number: number): number => HEAD_BYTES + number * SLOT_BYTES;

/** A slot as it stands in the file: whole, or found while it was written. */
export type Seen = { readonly slot: Slot; readonly whole: boolean };

/**
 * Slots of a hash, in the order of the table, until `take` says that it has found what it looked for.
 * @returns the number of the first empty slot, or -1 when `take` stopped the search
 */
export function walkSlots(
  opened: Opened,
  slots: number,
  [a, b]: Hash,
  take: (seen: Seen) => boolean,
): number {
  let number = b % slots;
  for (let step = 0; step < slots; step += 1) {
    readSync(opened.index, one, 0, SLOT_BYTES, placeOfSlot(number));
    const hashA = one.readUInt32LE(slot.hashA);
    if (hashA === 0) return number;
    if (hashA === a && one.readUInt32LE(slot.hashB) === b) {
      const whole = one.readUInt32LE(slot.check) === checkOf(one, 0);
      if (take({ slot: readSlot(one, 0, number), whole })) return -1;
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
