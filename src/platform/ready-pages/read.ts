import { readSync } from 'node:fs';
import { crc32, gunzipSync } from 'node:zlib';
import { closeOpened, type Opened, openCurrent, readStateOf } from './folder.ts';
import { flag, type Hash, hashOf, recordLength, type Slot, type State } from './layout.ts';
import { walkSlots } from './table.ts';

export type Encoding = 'br' | 'gzip' | 'identity';

/** A page as it is sent. */
export type ReadyPage = {
  readonly status: number;
  /** What the tag of every encoding begins with. */
  readonly tag: string;
  /** Header lines, each ended by CRLF; without tag, encoding, length and dates. */
  readonly head: string;
  readonly encoding: Encoding;
  /** Null where the body is a stored file. */
  readonly body: Buffer;
  /** So many bytes before the body, in the same piece of memory, are nobody's: the answer's head goes there. */
  readonly room: number;
  /** SHA-256 of the stored file that is the body, and its size. */
  readonly stored: { readonly sha256: string; readonly size: number } | null;
  /** Size of the log that was public before it was made. */
  readonly madeAt: number;
  /** Milliseconds since when it says just this. */
  readonly modified: number;
};

export type ReadyPages = {
  /**
   * The page of an address (path and query as the site writes them), when its bytes are true at this moment.
   * @param accepted encodings the reader takes
   * @param take gives the memory that it is read into; without it, it is the caller's for good
   */
  readonly find: (key: string, accepted: Accepted, now: number, take?: Take) => ReadyPage | undefined;
  readonly close: () => void;
};

/** @param length bytes */
export type Take = (length: number) => Buffer;

export type Accepted = { readonly br: boolean; readonly gzip: boolean };

export type ReadOptions = {
  /**
   * `keeper`: what stands behind the pages is elsewhere, and they count only while a keeper answers for them.
   * `nobody`: there is nothing behind them (a node without database): they count as they are, each held against its checksum.
   */
  readonly behind: 'keeper' | 'nobody';
};

/** How long to wait before looking again for a folder that is not there. */
const LOOK_AGAIN_MS = 1_000;

/** Opens the ready pages of a folder for reading; it may be made, replaced or removed meanwhile. */
export function openReadyPages(folder: string, options: ReadOptions): ReadyPages {
  let opened: Opened | undefined;
  let lookAgainAt = 0;
  const current = (now: number): { opened: Opened; state: State } | undefined => {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      if (opened === undefined) {
        if (now < lookAgainAt) return undefined;
        opened = openCurrent(folder, 'r');
        lookAgainAt = now + LOOK_AGAIN_MS;
        if (opened === undefined) return undefined;
      }
      const state = readStateOf(opened);
      if (!state.moved) return { opened, state };
      closeOpened(opened);
      opened = undefined;
      lookAgainAt = 0;
    }
    return undefined;
  };
  return {
    find: (key, accepted, now, take = Buffer.allocUnsafeSlow) => {
      const at = current(now);
      if (at === undefined || !at.state.open) return undefined;
      if (options.behind === 'keeper' && now >= at.state.goodUntil) return undefined;
      const found = findTrue(at.opened, at.state, key, options.behind === 'keeper' ? now : 0);
      return found === undefined
        ? undefined
        : readPage(at.opened, found, key, { accepted, compare: options.behind === 'nobody', take });
    },
    close: () => {
      if (opened !== undefined) closeOpened(opened);
      opened = undefined;
      lookAgainAt = Number.POSITIVE_INFINITY;
    },
  };
}

function findTrue(opened: Opened, state: State, key: string, now: number): Slot | undefined {
  let found: Slot | undefined;
  walkSlots(opened, state.slots, hashOf(key), ({ slot, whole }) => {
    // Of two keys with one hash (one in 2^63) the second is not served ready: `readPage` compares the key.
    if (whole && slot.keyLength > 0) found = slot;
    return whole && slot.keyLength > 0;
  });
  return found !== undefined && isTrue(opened, state, found, now) ? found : undefined;
}

/** Are these bytes what the site would say now? Each condition has its writer; see layout.ts. */
export function isTrue(opened: Opened, state: State, one: Slot, now: number): boolean {
  if (one.status === 0 || now >= one.validUntil) return false;
  if (one.madeAt < one.gone || one.tick < one.stale || one.tick < state.allStale) return false;
  if ((one.flags & flag.lists) !== 0 && (one.madeAt < state.listsGone || one.tick < state.listsStale))
    return false;
  return one.on[0] === 0 || dependsOnTrue(opened, state, one);
}

function dependsOnTrue(opened: Opened, state: State, one: Slot): boolean {
  let isGood = false;
  const hash: Hash = one.on;
  walkSlots(opened, state.slots, hash, ({ slot, whole }) => {
    const isStrictlyGood = (one.flags & flag.strictly) === 0 || one.madeAt >= slot.gone;
    isGood = whole && one.tick >= slot.stale && isStrictlyGood;
    return true;
  });
  return isGood;
}

/** For the status line and what belongs to one answer; key and head of the record, before the body, are room as well. */
const ROOM_BYTES = 1_024;

type Reading = { readonly accepted: Accepted; readonly compare: boolean; readonly take: Take };

function readPage(
  opened: Opened,
  found: Slot,
  key: string,
  { accepted, compare, take }: Reading,
): ReadyPage | undefined {
  const useBrotli = accepted.br && found.brotliLength > 0;
  const short = found.keyLength + found.headLength + found.gzipLength;
  const length = compare || useBrotli || found.plainLength > 0 ? recordLength(found) : short;
  const record = take(ROOM_BYTES + length).subarray(ROOM_BYTES);
  if (readSync(opened.bytes, record, 0, length, found.at) !== length) return undefined;
  if (compare && crc32(record) !== found.checksum) return undefined;
  if (record.toString('latin1', 0, found.keyLength) !== key) return undefined;
  const bodyAt = found.keyLength + found.headLength;
  const lines = record.toString('latin1', found.keyLength, bodyAt);
  const end = lines.indexOf('\n');
  const told = { tag: lines.slice(0, end), head: lines.slice(end + 1) };
  const base = {
    status: found.status,
    ...told,
    madeAt: found.madeAt,
    modified: found.modified,
    stored: null,
  };
  const inPlace = (encoding: Encoding, from: number, to: number): ReadyPage => {
    return { ...base, encoding, body: record.subarray(from, to), room: ROOM_BYTES + from };
  };
  const plainAt = short + found.brotliLength;
  if ((found.flags & flag.stored) !== 0) {
    const stored = { sha256: record.toString('latin1', plainAt, plainAt + 64), size: found.plainSize };
    return { ...base, stored, encoding: 'identity', body: Buffer.alloc(0), room: 0 };
  }
  if (useBrotli) return inPlace('br', short, plainAt);
  if (found.gzipLength === 0) return inPlace('identity', plainAt, plainAt + found.plainLength);
  if (accepted.gzip) return inPlace('gzip', bodyAt, short);
  return { ...base, encoding: 'identity', body: gunzipSync(record.subarray(bodyAt, short)), room: 0 };
}
