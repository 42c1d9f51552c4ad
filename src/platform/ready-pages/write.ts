import { readSync, writeSync } from 'node:fs';
import { brotliCompressSync, constants, crc32, gzipSync } from 'node:zlib';
import { failPoint } from '#platform/fail-point';
import {
  closeOpened,
  makeGeneration,
  type Opened,
  openCurrent,
  readStateOf,
  removeGeneration,
  removeOthers,
  setCurrent,
  tellChange,
  writeNumber,
} from './folder.ts';
import {
  checkOf,
  flag,
  hashOf,
  head,
  recordLength,
  SLOT_BYTES,
  SLOT_KEEPER,
  type Slot,
  type State,
  slot,
} from './layout.ts';
import { isTrue } from './read.ts';
import { keyOf, listRecords, listSlots, moveSlots } from './renew.ts';
import { isOfKey, placeOfSlot, walkSlots } from './table.ts';

/** A page to be kept ready. */
export type MadePage = {
  readonly status: number;
  /** Headers as the ordinary way sends them, without those of the connection. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body, or the hash and size of a stored file. */
  readonly body: Buffer | { readonly sha256: string; readonly size: number };
};

export type Making = {
  /** Size of the public log, read before the page was made. */
  readonly madeAt: number;
  /** `tick()` before the page was made. */
  readonly tick: number;
  /** Milliseconds. */
  readonly now: number;
  /** Milliseconds; the page says something else from then on. */
  readonly validUntil?: number;
  /** It shows lists or figures of the whole site. */
  readonly lists?: boolean;
  /** Another key on whose changes it depends; `strictly`: also on what is published under it. */
  readonly on?: { readonly key: string; readonly strictly: boolean };
};

/** `later`: something is being published just now, what was made may be out of date and is made again. */
export type PutOutcome = 'kept' | 'same' | 'later';

/** The one writer of a folder of ready pages; whoever publishes writes two kinds of numbers beside it (closing.ts). */
export type ReadyWriter = {
  readonly state: () => State;
  readonly tick: () => number;
  readonly put: (key: string, page: MadePage, making: Making) => PutOutcome;
  /** Out of the folder: the address is no page any more. */
  readonly drop: (key: string, now: number) => void;
  /**
   * Drops every page that depends on one of `on` (or is a list, with `lists`) and that nobody keeps any more, a piece of the
   * table at each turn.
   */
  readonly dropLeft: (
    left: {
      readonly on: readonly string[];
      readonly lists: boolean;
      readonly isKept: (key: string) => boolean;
    },
    now: number,
  ) => Generator<void>;
  /** Overwrites what was replaced or dropped a while ago: what was withdrawn or erased stays in no file. */
  readonly wipe: (now: number) => void;
  /** Is it there and true? */
  readonly isReady: (key: string, now: number) => boolean;
  /** What it was made at, ready or not; undefined where it never was. */
  readonly has: (key: string) => boolean;
  /** These keys (pages, or what pages depend on), all lists, or everything say something else from now on. */
  readonly stale: (what: readonly string[] | 'lists' | 'all') => void;
  /** The pages may be served until then. */
  readonly goodUntil: (moment: number) => void;
  readonly remember: (what: 'changesRead' | 'changesAt' | 'madeWith' | 'boot', value: number) => void;
  /** Every key of a page that is there, in the order of the table. */
  readonly keys: () => Generator<string>;
  /** Writes everything into a new generation, without what nobody needs; when `needed`, or always. */
  readonly renew: (when: 'needed' | 'always') => void;
  readonly close: () => void;
};

/** Reading a page takes no longer: whoever had found its place before it was replaced has read it by then. */
const READ_MS = 2_000;

type Wipes = {
  readonly add: (at: number, length: number, now: number) => void;
  readonly wipe: (now: number) => void;
};

function wipesOf(opened: Opened): Wipes {
  const waiting: { readonly at: number; readonly length: number; readonly since: number }[] = [];
  const count = (bytes: number) =>
    writeNumber(opened.index, head.unwiped, readStateOf(opened).unwiped + bytes);
  return {
    add: (at, length, since) => {
      waiting.push({ at, length, since });
      count(length);
    },
    wipe: (now) => {
      for (let first = waiting[0]; first !== undefined && now - first.since >= READ_MS; first = waiting[0]) {
        waiting.shift();
        writeSync(opened.bytes, Buffer.alloc(first.length), 0, first.length, first.at);
        count(-first.length);
      }
    },
  };
}

/** Slots of one turn of `dropLeft`: some milliseconds. */
const LOOKED_AT = 16_384;
const FIRST_SLOTS = 4_096;
/** Records that nothing leads to are swept out beyond this, when they are more than half. */
const MOST_GARBAGE = 64 * 1_048_576;

/** Opens a folder for its one writer; makes it where there is none, and empty where `fresh`. */
export function openReadyWriter(folder: string, options: { readonly fresh?: boolean } = {}): ReadyWriter {
  const old = openCurrent(folder, 'r+');
  // Not open: it was being made when its keeper died.
  if (old !== undefined && options.fresh !== true && readStateOf(old).open) {
    removeOthers(folder, old.name);
    // Its keeper may have died before it told of its last change.
    tellChange(old);
    return writerOn(folder, old);
  }
  const opened = makeGeneration(folder, FIRST_SLOTS);
  setCurrent(folder, opened.name);
  writeNumber(opened.index, head.open, 1);
  if (old !== undefined) {
    writeNumber(old.index, head.moved, 1);
    closeOpened(old);
  }
  removeOthers(folder, opened.name);
  return writerOn(folder, opened);
}

function writerOn(folder: string, first: Opened): ReadyWriter {
  let at = first;
  const state = () => readStateOf(at);
  const find = (key: string) => findSlot(at, state().slots, Buffer.from(key, 'latin1'), key);
  let wipes = wipesOf(at);
  const renew = (slots: number) => {
    const next = moveSlots(folder, at, slots);
    closeOpened(at);
    removeGeneration(folder, at.name);
    at = next;
    wipes = wipesOf(at);
  };
  const drop = (found: Slot, now: number) => {
    writeStatus(at, found.number, 0);
    tellChange(at);
    // The key with the rest: a file's address is its name, which may be what was erased. The slot leads to nothing then.
    wipes.add(found.at, recordLength(found), now);
  };
  return {
    state,
    tick: () => state().tick,
    put: (key, page, making) => {
      if (making.on !== undefined) ensureKey(at, making.on.key);
      const before = state();
      if (before.used * 2 > before.slots) renew(before.slots * 2);
      const outcome = putPage(at, wipes, key, page, making);
      tellChange(at);
      return outcome;
    },
    drop: (key, now) => {
      const found = find(key).slot;
      if (found !== undefined && found.status > 0) drop(found, now);
    },
    dropLeft: function* ({ on, lists, isKept }, now) {
      const wanted = new Set(on.map((key) => hashOf(key).join()));
      let generation = at;
      for (let from = 0; from < state().slots; from += LOOKED_AT) {
        for (const { one } of listSlots(at, from, LOOKED_AT)) {
          const isOurs = wanted.has(one.on.join()) || (lists && (one.flags & flag.lists) !== 0);
          if (one.status > 0 && isOurs && !isKept(keyOf(at, one))) drop(one, now);
        }
        yield;
        // Written anew meanwhile: what was ahead may lie behind now.
        if (at !== generation) from = -LOOKED_AT;
        generation = at;
      }
    },
    wipe: (now) => wipes.wipe(now),
    isReady: (key, now) => {
      const found = find(key).slot;
      return found !== undefined && isTrue({ opened: at, state: state() }, found, now);
    },
    has: (key) => (find(key).slot?.status ?? 0) > 0,
    stale: (what) => {
      const tick = state().tick + 1;
      writeNumber(at.index, head.tick, tick);
      if (what === 'all') writeNumber(at.index, head.allStale, tick);
      else if (what === 'lists') writeNumber(at.index, head.listsStale, tick);
      else {
        for (const key of what) staleKey(at, key, tick);
        tellChange(at);
      }
    },
    goodUntil: (moment) => writeNumber(at.index, head.goodUntil, moment),
    remember: (what, value) => writeNumber(at.index, head[what], value),
    keys: function* () {
      const generation = at;
      for (const { key, one } of listRecords(generation)) {
        if (one.status > 0) yield key;
        // Written anew meanwhile, and this one closed: whoever goes on begins again.
        if (at !== generation) return;
      }
    },
    renew: (when) => {
      const { slots, garbage, end } = state();
      if (when === 'always' || (garbage > MOST_GARBAGE && garbage * 2 > end)) renew(slots);
    },
    close: () => closeOpened(at),
  };
}

type Place = { readonly slot: Slot | undefined; readonly empty: number };

function findSlot(opened: Opened, slots: number, bytes: Buffer, key: string): Place {
  let found: Slot | undefined;
  const empty = walkSlots(opened, slots, hashOf(key), ({ slot: one }) => {
    if (!isOfKey(opened, one, bytes)) return false;
    found = one;
    return true;
  });
  return { slot: found, empty };
}

/** A key that pages depend on has a slot before they have: whoever publishes marks it there. */
function ensureKey(opened: Opened, key: string): void {
  const bytes = Buffer.from(key, 'latin1');
  const before = readStateOf(opened);
  const { slot: known, empty } = findSlot(opened, before.slots, bytes, key);
  if (known !== undefined) return;
  writeSync(opened.bytes, bytes, 0, bytes.length, before.end);
  writeNumber(opened.index, head.end, before.end + bytes.length);
  writeSlot(opened, empty, key, { at: before.end, keyLength: bytes.length }, true);
  writeNumber(opened.index, head.used, before.used + 1);
}

function putPage(opened: Opened, wipes: Wipes, key: string, page: MadePage, making: Making): PutOutcome {
  const before = readStateOf(opened);
  const bytes = Buffer.from(key, 'latin1');
  const { slot: old, empty } = findSlot(opened, before.slots, bytes, key);
  const made = composeRecord(bytes, page, making);
  // What was dropped is about to be overwritten.
  const isSame = old !== undefined && old.status > 0 && isSameRecord(opened, old, made);
  const at = isSame ? old.at : before.end;
  if (!isSame) {
    // Bytes first: no slot ever leads to what is not there.
    for (let done = 0; done < made.record.length; )
      done += writeSync(opened.bytes, made.record, done, made.record.length - done, at + done);
    failPoint('ready-bytes-written');
    writeNumber(opened.index, head.end, at + made.record.length);
    if (old !== undefined) writeNumber(opened.index, head.garbage, before.garbage + recordLength(old));
    if (old !== undefined) wipes.add(old.at, recordLength(old), making.now);
  }
  const number = old?.number ?? empty;
  if (!isSame) writeNumber(opened.index, placeOfSlot(number) + slot.modified, making.now);
  const on = making.on === undefined ? [0, 0] : hashOf(making.on.key);
  const values = { ...made.lengths, at, status: page.status, madeAt: making.madeAt, tick: making.tick };
  const rest = {
    validUntil: making.validUntil ?? Number.MAX_SAFE_INTEGER,
    flags: made.flags,
    checksum: made.checksum,
    onA: on[0] ?? 0,
    onB: on[1] ?? 0,
    stale: old?.stale ?? 0,
  };
  writeSlot(opened, number, key, { ...values, ...rest }, false);
  if (old === undefined) writeNumber(opened.index, head.used, before.used + 1);
  failPoint('ready-slot-written');
  // Whoever publishes first says up to where, then looks for slots; we first have a slot, then look there. One sees the other.
  if (readStateOf(opened).closing > making.madeAt) return 'later';
  writeCheck(opened, number);
  return isSame ? 'same' : 'kept';
}

type Composed = {
  readonly record: Buffer;
  readonly checksum: number;
  readonly flags: number;
  readonly lengths: Readonly<
    Record<'keyLength' | 'headLength' | 'gzipLength' | 'brotliLength' | 'plainLength' | 'plainSize', number>
  >;
};

function composeRecord(key: Buffer, page: MadePage, making: Making): Composed {
  const { etag = '', ...others } = page.headers;
  const { body } = page;
  const isStored = !Buffer.isBuffer(body);
  const raw = isStored ? Buffer.from(body.sha256, 'latin1') : body;
  const isText =
    !isStored &&
    /^(text\/|application\/(json|.*\+(xml|json)|xml)|image\/svg)/.test(others['content-type'] ?? '');
  // What is sent in another encoding is another representation: each has its own tag and says what it depends on.
  const vary = isText
    ? { vary: [others['vary'] ?? '', 'accept-encoding'].filter((one) => one !== '').join(', ') }
    : {};
  const lines = Object.entries({ ...others, ...vary }).map(([name, value]) => `${name}: ${value}\r\n`);
  const headBytes = Buffer.from(`${etag.replace(/^W\/|"/g, '')}\n${lines.join('')}`, 'latin1');
  const gzip = isText ? gzipSync(raw, { level: 6 }) : Buffer.alloc(0);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length };
  const brotli = isText ? brotliCompressSync(raw, { params }) : Buffer.alloc(0);
  const plain = isText ? Buffer.alloc(0) : raw;
  const record = Buffer.concat([key, headBytes, gzip, brotli, plain]);
  return {
    record,
    checksum: crc32(record),
    flags:
      (making.lists === true ? flag.lists : 0) |
      (making.on?.strictly === true ? flag.strictly : 0) |
      (isStored ? flag.stored : 0),
    lengths: {
      keyLength: key.length,
      headLength: headBytes.length,
      gzipLength: gzip.length,
      brotliLength: brotli.length,
      plainLength: plain.length,
      plainSize: isStored ? body.size : raw.length,
    },
  };
}

function isSameRecord(opened: Opened, old: Slot, made: Composed): boolean {
  if (old.checksum !== made.checksum || recordLength(old) !== made.record.length) return false;
  const stored = Buffer.allocUnsafe(made.record.length);
  readSync(opened.bytes, stored, 0, stored.length, old.at);
  return stored.equals(made.record);
}

type Values = Partial<
  Record<Exclude<keyof typeof slot, 'hashA' | 'hashB' | 'gone' | 'check' | 'modified'>, number>
>;
const doubles: ReadonlySet<string> = new Set(['at', 'madeAt', 'tick', 'validUntil', 'stale', 'plainSize']);

/** Writes the keeper's part of a slot; with its check it counts. What whoever publishes wrote there stays. */
function writeSlot(opened: Opened, number: number, key: string, values: Values, counts: boolean): void {
  const bytes = Buffer.alloc(SLOT_KEEPER);
  const [a, b] = hashOf(key);
  bytes.writeUInt32LE(a, slot.hashA);
  bytes.writeUInt32LE(b, slot.hashB);
  for (const [name, value] of Object.entries(values)) {
    const place = slot[name as keyof typeof slot];
    if (doubles.has(name)) bytes.writeDoubleLE(value, place);
    else bytes.writeUInt32LE(value, place);
  }
  writeSync(opened.index, bytes, 0, SLOT_KEEPER, placeOfSlot(number));
  if (counts) writeCheck(opened, number);
}

function writeCheck(opened: Opened, number: number): void {
  const bytes = Buffer.alloc(SLOT_BYTES);
  readSync(opened.index, bytes, 0, SLOT_BYTES, placeOfSlot(number));
  const four = Buffer.alloc(4);
  four.writeUInt32LE(checkOf(bytes, 0));
  writeSync(opened.index, four, 0, 4, placeOfSlot(number) + slot.check);
}

function writeStatus(opened: Opened, number: number, status: number): void {
  const four = Buffer.alloc(4);
  four.writeUInt32LE(status);
  writeSync(opened.index, four, 0, 4, placeOfSlot(number) + slot.status);
  writeCheck(opened, number);
}

function staleKey(opened: Opened, key: string, tick: number): void {
  const { slot: found } = findSlot(opened, readStateOf(opened).slots, Buffer.from(key, 'latin1'), key);
  if (found !== undefined) writeNumber(opened.index, placeOfSlot(found.number) + slot.stale, tick);
}
