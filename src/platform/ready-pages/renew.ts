import { readSync, writeSync } from 'node:fs';
import { failPoint } from '#platform/fail-point';
import { makeGeneration, type Opened, readStateOf, setCurrent, writeNumber } from './folder.ts';
import { checkOf, HEAD_BYTES, head, readSlot, recordLength, SLOT_BYTES, type Slot, slot } from './layout.ts';
import { placeOfSlot } from './table.ts';

const AT_ONCE = 256;

/** Every slot in use, as it stands; of the whole table, or of so many places from one on. */
export function* listSlots(
  opened: Opened,
  first = 0,
  most = Number.MAX_SAFE_INTEGER,
): Generator<{ readonly one: Slot; readonly raw: Buffer }> {
  const end = Math.min(readStateOf(opened).slots, first + most);
  const block = Buffer.alloc(SLOT_BYTES * AT_ONCE);
  for (let from = first; from < end; from += AT_ONCE) {
    const count = Math.min(AT_ONCE, end - from);
    readSync(opened.index, block, 0, count * SLOT_BYTES, HEAD_BYTES + from * SLOT_BYTES);
    for (let at = 0; at < count; at += 1) {
      const raw = block.subarray(at * SLOT_BYTES, (at + 1) * SLOT_BYTES);
      if (raw.readUInt32LE(slot.hashA) !== 0) yield { one: readSlot(raw, 0, from + at), raw };
    }
  }
}

/** The same with their keys. */
export function* listRecords(opened: Opened): Generator<{ readonly one: Slot; readonly key: string }> {
  for (const { one } of listSlots(opened)) yield { one, key: keyOf(opened, one) };
}

/** The key of a slot. */
export function keyOf(opened: Opened, one: Slot): string {
  const key = Buffer.alloc(one.keyLength);
  readSync(opened.bytes, key, 0, key.length, one.at);
  return key.toString('latin1');
}

/** Numbers of the whole that a new generation takes over; `end`, `used` and `garbage` are its own. */
const inherited = [
  'goodUntil',
  'tick',
  'allStale',
  'listsStale',
  'listsGone',
  'closing',
  'changesRead',
  'changesAt',
  'madeWith',
  'boot',
] as const;

/**
 * Writes what counts into a new generation and puts it in force. Who publishes meanwhile writes into the old one until the new
 * one is in force and looks again afterwards (closing.ts); we look again after that as well, and only then open it.
 */
export function moveSlots(folder: string, old: Opened, slots: number): Opened {
  const next = makeGeneration(folder, slots);
  const placed = new Map<number, number>();
  let end = 0;
  for (const { one, raw } of listSlots(old)) {
    if (isDropped(one)) continue;
    const record = Buffer.allocUnsafe(recordLength(one));
    readSync(old.bytes, record, 0, record.length, one.at);
    writeSync(next.bytes, record, 0, record.length, end);
    const copy = Buffer.from(raw);
    const wasWhole = raw.readUInt32LE(slot.check) === checkOf(raw, 0);
    copy.writeDoubleLE(end, slot.at);
    copy.writeUInt32LE(wasWhole ? checkOf(copy, 0) : 0, slot.check);
    const number = emptySlot(next, slots, raw.readUInt32LE(slot.hashB));
    writeSync(next.index, copy, 0, SLOT_BYTES, placeOfSlot(number));
    placed.set(one.number, number);
    end += record.length;
  }
  writeNumber(next.index, head.end, end);
  writeNumber(next.index, head.used, placed.size);
  failPoint('ready-generation-copied');
  setCurrent(folder, next.name);
  failPoint('ready-generation-current');
  const last = readStateOf(old);
  for (const name of inherited) {
    const theirs = name === 'closing' || name === 'listsGone' ? readStateOf(next)[name] : 0;
    writeNumber(next.index, head[name], Math.max(last[name], theirs));
  }
  for (const { one } of listSlots(old)) {
    const number = placed.get(one.number);
    if (number === undefined || one.gone === 0) continue;
    const place = placeOfSlot(number) + slot.gone;
    const eight = Buffer.alloc(8);
    readSync(next.index, eight, 0, 8, place);
    if (eight.readDoubleLE() < one.gone) writeNumber(next.index, place, one.gone);
  }
  failPoint('ready-generation-filled');
  writeNumber(next.index, head.open, 1);
  failPoint('ready-generation-open');
  writeNumber(old.index, head.moved, 1);
  return next;
}

/** Was a page and is none. (A key that pages depend on was never one: there is nothing but the key.) */
const isDropped = (one: Slot): boolean => one.status === 0 && recordLength(one) > one.keyLength;

function emptySlot(opened: Opened, slots: number, hashB: number): number {
  const four = Buffer.alloc(4);
  for (let number = hashB % slots; ; number = (number + 1) % slots) {
    readSync(opened.index, four, 0, 4, placeOfSlot(number));
    if (four.readUInt32LE() === 0) return number;
  }
}
