/*
 * How the index of ready pages lies in its file: one block with the state of the whole, then slots of fixed size in an
 * open-addressing hash table. Numbers are doubles (exact to 2^53), each in eight aligned bytes with one writer, so that
 * processes share the file by reading and writing at places; see docs/decisions/0020.
 */

/** Byte places in the first block, by their writers. */
export const head = {
  /** Layout of this file; another one is no index of ours. */
  magic: 0,
  slots: 8,
  /** 1 while the keeper lets it be read. */
  open: 16,
  /** 1 once a newer file took its place. */
  moved: 24,
  /** Milliseconds until which the keeper answers for it. */
  goodUntil: 32,
  /** Counts what the keeper noticed; see `tick` of a slot. */
  tick: 40,
  allStale: 48,
  listsStale: 56,
  /** Where the file of bytes ends. */
  end: 64,
  used: 72,
  /** Bytes that no slot leads to any more. */
  garbage: 80,
  /** How far the keeper has read what was changed, and a number for what the pages were made with. */
  changesRead: 88,
  madeWith: 96,
  /** Number of the system's boot in which it was last written. */
  boot: 104,
  /** Written by whoever publishes: lists made before this checkpoint are out of date, and a checkpoint about to come. */
  listsGone: 112,
  closing: 120,
  /** The keeper's again: the moment of the last change it read, by which it knows that this is the same database. */
  changesAt: 128,
  /** Bytes of replaced pages that still lie in the file. */
  unwiped: 136,
  /** Another number after every change of slots, drawn by whoever changed them: what a reader has seen under it still holds. */
  changes: 144,
} as const;
export const HEAD_READ = 152;
export const HEAD_BYTES = 4096;
export const MAGIC = 0x676b_0002;

/** Byte places in a slot. */
export const slot = {
  hashA: 0,
  hashB: 4,
  /** Place of the record in the file of bytes. */
  at: 8,
  keyLength: 16,
  headLength: 20,
  gzipLength: 24,
  brotliLength: 28,
  plainLength: 32,
  status: 36,
  /** Size of the log that was public before it was made. */
  madeAt: 40,
  tick: 48,
  validUntil: 56,
  flags: 64,
  checksum: 68,
  /** Hash of the key on whose changes it depends as well; 0, 0: none. */
  onA: 72,
  onB: 76,
  stale: 80,
  plainSize: 88,
  /** Written by whoever publishes: out of date from this size of the log on. */
  gone: 96,
  /** Over the keeper's numbers: a slot read while it is written is passed over. */
  check: 104,
  /** Milliseconds since when the page says just this. */
  modified: 112,
} as const;
export const SLOT_BYTES = 128;
/** The part the keeper writes at once. */
export const SLOT_KEEPER = 96;

export const flag = {
  /** Shows lists or figures of the whole site. */
  lists: 1,
  /** Of the other key it depends on, what is published counts as well, not only what the keeper noticed. */
  strictly: 2,
  /** The body is a file of the file store; its hash is in the record. */
  stored: 4,
} as const;

export type Hash = readonly [number, number];

/** Two 32-bit hashes of a key (cyrb53). Not for keeping secrets: the key itself stands in the record and is compared. */
export function hashOf(key: string): Hash {
  let a = 0xdead_beef;
  let b = 0x41c6_ce57;
  for (let at = 0; at < key.length; at += 1) {
    const code = key.charCodeAt(at);
    a = Math.imul(a ^ code, 2_654_435_761);
    b = Math.imul(b ^ code, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  // 0, 0 marks an empty slot.
  return [(a | 1) >>> 0, b >>> 0];
}

/** The state of the whole, as read at one moment. */
export type State = {
  readonly slots: number;
  readonly open: boolean;
  readonly moved: boolean;
  readonly goodUntil: number;
  readonly tick: number;
  readonly allStale: number;
  readonly listsStale: number;
  readonly listsGone: number;
  readonly closing: number;
  readonly end: number;
  readonly used: number;
  readonly garbage: number;
  readonly unwiped: number;
  readonly changesRead: number;
  readonly changesAt: number;
  readonly madeWith: number;
  readonly boot: number;
  readonly changes: number;
};

export function readState(block: Buffer): State {
  const number = (place: number) => block.readDoubleLE(place);
  return {
    slots: number(head.slots),
    open: number(head.open) === 1,
    moved: number(head.moved) === 1,
    goodUntil: number(head.goodUntil),
    tick: number(head.tick),
    allStale: number(head.allStale),
    listsStale: number(head.listsStale),
    listsGone: number(head.listsGone),
    closing: number(head.closing),
    end: number(head.end),
    used: number(head.used),
    garbage: number(head.garbage),
    unwiped: number(head.unwiped),
    changesRead: number(head.changesRead),
    changesAt: number(head.changesAt),
    madeWith: number(head.madeWith),
    boot: number(head.boot),
    changes: number(head.changes),
  };
}

/** What a slot says, without its record. */
export type Slot = {
  /** Its number in the table. */
  readonly number: number;
  readonly at: number;
  readonly keyLength: number;
  readonly headLength: number;
  readonly gzipLength: number;
  readonly brotliLength: number;
  readonly plainLength: number;
  readonly plainSize: number;
  readonly status: number;
  readonly madeAt: number;
  readonly tick: number;
  readonly validUntil: number;
  readonly flags: number;
  readonly checksum: number;
  readonly on: Hash;
  readonly gone: number;
  readonly stale: number;
  readonly modified: number;
};

export function readSlot(bytes: Buffer, from: number, number: number): Slot {
  return {
    number,
    at: bytes.readDoubleLE(from + slot.at),
    keyLength: bytes.readUInt32LE(from + slot.keyLength),
    headLength: bytes.readUInt32LE(from + slot.headLength),
    gzipLength: bytes.readUInt32LE(from + slot.gzipLength),
    brotliLength: bytes.readUInt32LE(from + slot.brotliLength),
    plainLength: bytes.readUInt32LE(from + slot.plainLength),
    plainSize: bytes.readDoubleLE(from + slot.plainSize),
    status: bytes.readUInt32LE(from + slot.status),
    madeAt: bytes.readDoubleLE(from + slot.madeAt),
    tick: bytes.readDoubleLE(from + slot.tick),
    validUntil: bytes.readDoubleLE(from + slot.validUntil),
    flags: bytes.readUInt32LE(from + slot.flags),
    checksum: bytes.readUInt32LE(from + slot.checksum),
    on: [bytes.readUInt32LE(from + slot.onA), bytes.readUInt32LE(from + slot.onB)],
    gone: bytes.readDoubleLE(from + slot.gone),
    stale: bytes.readDoubleLE(from + slot.stale),
    modified: bytes.readDoubleLE(from + slot.modified),
  };
}

export const recordLength = (one: Slot): number =>
  one.keyLength + one.headLength + one.gzipLength + one.brotliLength + one.plainLength;

/** What `check` must be. `stale` is left out: it is written by itself. */
export function checkOf(bytes: Buffer, from: number): number {
  let sum = 0x9e37_79b9;
  for (let place = 0; place < SLOT_KEEPER; place += 4)
    if (place !== slot.stale && place !== slot.stale + 4)
      sum = Math.imul(sum ^ bytes.readUInt32LE(from + place), 0x85eb_ca6b) ^ (sum >>> 15);
  return sum >>> 0;
}
