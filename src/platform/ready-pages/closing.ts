import { readSync } from 'node:fs';
import {
  closeOpened,
  currentName,
  type Opened,
  openCurrent,
  readStateOf,
  tellChange,
  writeNumber,
} from './folder.ts';
import { hashOf, head, slot } from './layout.ts';
import { placeOfSlot, walkSlots } from './table.ts';

/** What becomes untrue at the moment of publication. */
export type Closing = {
  /** Size of the log that is about to be public: pages made before it are out of date. */
  readonly size: number;
  /** Pages, and keys that pages depend on. */
  readonly keys: Iterable<string>;
  /** All lists as well. */
  readonly lists: boolean;
};

/**
 * Takes ready bytes out of service before the transaction commits that makes them untrue: from the return of this call on no
 * process of this machine sends them, whether or not the transaction commits. Harmless when repeated.
 * @throws what the disk says: then nothing may be published, it is tried again
 */
export function closeReadyPages(folder: string, closing: Closing): void {
  for (let name = currentName(folder); name !== undefined; ) {
    const opened = openCurrent(folder, 'r+');
    if (opened !== undefined) {
      try {
        closeIn(opened, closing);
      } finally {
        closeOpened(opened);
      }
    }
    // A new generation came into force meanwhile: it was copied before or after, so there once more.
    const now = currentName(folder);
    if (now === name) return;
    name = now;
  }
}

/** How long the keeper may take to open a generation it has just put in force; a dead one never does, and starts anew. */
const OPENING_MS = 2_000;
const pause = new Int32Array(new SharedArrayBuffer(4));

function closeIn(opened: Opened, { size, keys, lists }: Closing): void {
  let state = readStateOf(opened);
  for (let waited = 0; !state.open && !state.moved && waited < OPENING_MS; waited += 5) {
    Atomics.wait(pause, 0, 0, 5);
    state = readStateOf(opened);
  }
  if (state.closing < size) writeNumber(opened.index, head.closing, size);
  if (lists && state.listsGone < size) writeNumber(opened.index, head.listsGone, size);
  for (const key of keys)
    walkSlots(opened, state.slots, hashOf(key), ({ slot: one }) => {
      // Every slot of that hash: one too many does no harm.
      if (goneOf(opened, one.number) < size)
        writeNumber(opened.index, placeOfSlot(one.number) + slot.gone, size);
      return false;
    });
  tellChange(opened);
}

function goneOf(opened: Opened, number: number): number {
  const eight = Buffer.alloc(8);
  readSync(opened.index, eight, 0, 8, placeOfSlot(number) + slot.gone);
  return eight.readDoubleLE();
}
