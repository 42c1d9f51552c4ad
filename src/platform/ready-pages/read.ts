import { readSync } from 'node:fs';
import { crc32, gunzipSync } from 'node:zlib';
import { closeOpened, type Opened, openCurrent, readStateOf } from './folder.ts';
import { flag, hashOf, recordLength, type Slot, type State } from './layout.ts';
import { type Look, rememberSlots, type Seen, walkSlots } from './table.ts';

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
  let opened: (Opened & { readonly seen: ReturnType<typeof rememberSlots> }) | undefined;
  let lookAgainAt = 0;
  const current = (now: number): Table | undefined => {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      if (opened === undefined) {
        if (now < lookAgainAt) return undefined;
        const found = openCurrent(folder, 'r');
        lookAgainAt = now + LOOK_AGAIN_MS;
        if (found === undefined) return undefined;
        opened = { ...found, seen: rememberSlots(readStateOf(found).slots) };
      }
      const state = readStateOf(opened);
      if (!state.moved) return { opened, state, look: opened.seen(state.changes) };
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
      const found = findTrue(at, key, options.behind === 'keeper' ? now : 0);
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

/** A table as it stands at one moment, and where its slots are looked at: in its file, unless told. */
export type Table = { readonly opened: Opened; readonly state: State; readonly look?: Look };

function findTrue(table: Table, key: string, now: number): Slot | undefined {
  let found: Slot | undefined;
  const take = ({ slot, whole }: Seen) => {
    // Of two keys with one hash (one in 2^63) the second is not served ready: `readPage` compares the key. A page that was dropped
    // has lost its key, and may have been made again under a slot of its own.
    const isPage = whole && slot.keyLength > 0 && slot.status > 0;
    if (isPage) found = slot;
    return isPage;
  };
  walkSlots(table.opened, table.state.slots, hashOf(key), take, table.look);
  return found !== undefined && isTrue(table, found, now) ? found : undefined;
}

/** Are these bytes what the site would say now? Each condition has its writer; see layout.ts. */
export function isTrue(table: Table, one: Slot, now: number): boolean {
  const { state } = table;
  if (one.status === 0 || now >= one.validUntil) return false;
  if (one.madeAt < one.gone || one.tick < one.stale || one.tick < state.allStale) return false;
  if ((one.flags & flag.lists) !== 0 && (one.madeAt < state.listsGone || one.tick < state.listsStale))
    return false;
  return one.on[0] === 0 || dependsOnTrue(table, one);
}

function dependsOnTrue({ opened, state, look }: Table, one: Slot): boolean {
  let isGood = false;
  const take = ({ slot, whole }: Seen) => {
    const isStrictlyGood = (one.flags & flag.strictly) === 0 || one.madeAt >= slot.gone;
    isGood = whole && one.tick >= slot.stale && isStrictlyGood;
    return true;
  };
  walkSlots(opened, state.slots, one.on, take, look);
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
