import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { failPoint } from '#platform/fail-point';

/*
 * What a witness remembers of one log: every checkpoint it ever cosigned, in an append-only file of one line each.
 *
 *   1 <check of the line before, or 64 zeros> <base64 of the signed note> <check>       check = SHA-256 of what stands before it
 *
 * A line counts when it names the last line that counts. So appending is at once the comparison and the exchange: of two
 * that saw the same last line, in one process or in two, the first to be written wins, and the other finds that out by
 * reading on. Nothing is ever rewritten; a crash leaves a cut line at most, which is closed with ` torn` and never counted.
 * A line is on disk (fsync) before anything is signed because of it. The folder must be on a local disk.
 */

/** The file says something it cannot say by crash alone: a person must look before anything more is signed. */
export class JournalDamaged extends Error {
  readonly file: string;
  readonly line: number;
  constructor(file: string, line: number) {
    super(`the journal ${file} is damaged at line ${line}`);
    this.file = file;
    this.line = line;
  }
}

export type Journal = {
  /** The last checkpoint that counts, as it was given to `advance`; null at the beginning. On disk for certain. */
  readonly last: () => Promise<string | null>;
  /**
   * Writes the next checkpoint, if `from` (what `last` told) is still the last one.
   * @returns false, and nothing counts, when somebody else was first
   */
  readonly advance: (from: string | null, next: string) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

/** Fail points here, for the crash tests. */
export const journalFailPoints = [
  'before-journal-append',
  'after-journal-append',
  'after-journal-sync',
] as const;

const BEGINNING = '0'.repeat(64);
const TORN = ' torn';
/** Checks of earlier lines kept, to tell a line that lost the race from one whose predecessor is gone. */
const RECENT = 256;

const checkOf = (text: string) => createHash('sha256').update(text).digest('hex');

type Tip = { check: string; note: string | null };
type Reading = {
  readonly file: string;
  readonly handle: FileHandle;
  readonly tip: Tip;
  readonly recent: string[];
  /** Bytes read and the lines in them. */
  offset: number;
  lines: number;
  /** Bytes behind the last newline. */
  tail: Buffer;
  /** Once fsync has failed, what the cache shows need not be on disk: nothing is believed until a person has looked. */
  failed: Error | null;
};

/**
 * Opens the journal of one log, making it when there is none.
 * @param file its path; the folder must exist
 * @throws JournalDamaged, now or later, when a line that was once whole is not any more
 */
export async function openJournal(file: string): Promise<Journal> {
  const handle = await open(file, 'a+', 0o600);
  const reading: Reading = {
    file,
    handle,
    tip: { check: BEGINNING, note: null },
    recent: [BEGINNING],
    offset: 0,
    lines: 0,
    tail: Buffer.alloc(0),
    failed: null,
  };
  try {
    await syncFolder(dirname(file));
    await readOn(reading);
  } catch (error) {
    await handle.close();
    throw error;
  }
  let queue: Promise<unknown> = Promise.resolve();
  // One after another within this process; between processes the chain of checks decides.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(() => {
      if (reading.failed !== null) throw reading.failed;
      return work();
    });
    queue = result.catch(() => undefined);
    return result;
  };
  return {
    last: () =>
      inTurn(async () => {
        await readOn(reading);
        return reading.tip.note;
      }),
    advance: (from, next) => inTurn(() => append(reading, from, next)),
    close: async () => {
      await queue;
      await handle.close();
    },
  };
}

async function append(reading: Reading, from: string | null, next: string): Promise<boolean> {
  await readOn(reading);
  if (reading.tip.note !== from) return false;
  const head = `1 ${reading.tip.check} ${Buffer.from(next).toString('base64')}`;
  const check = checkOf(head);
  const line = Buffer.from(`${reading.tail.length > 0 ? `${TORN}\n` : ''}${head} ${check}\n`);
  failPoint('before-journal-append');
  // One call: with O_APPEND it goes behind whatever anybody wrote before it, in one piece. A full disk may cut it short.
  const { bytesWritten } = await reading.handle.write(line);
  if (bytesWritten !== line.length) throw new Error(`only ${bytesWritten} of ${line.length} bytes written`);
  failPoint('after-journal-append');
  await readOn(reading);
  failPoint('after-journal-sync');
  return reading.tip.check === check;
}

/** Reads what was written since, by us or by others, and has it on disk before it is believed. */
async function readOn(reading: Reading): Promise<void> {
  try {
    await readLines(reading);
  } catch (error) {
    reading.failed = error instanceof Error ? error : new Error(String(error));
    throw error;
  }
}

async function readLines(reading: Reading): Promise<void> {
  const { size } = await reading.handle.stat();
  if (size < reading.offset) throw new JournalDamaged(reading.file, reading.lines);
  if (size === reading.offset) return;
  await reading.handle.sync();
  const chunk = Buffer.alloc(1024 * 1024);
  while (reading.offset < size) {
    const length = Math.min(chunk.length, size - reading.offset);
    const { bytesRead } = await reading.handle.read(chunk, 0, length, reading.offset);
    if (bytesRead === 0) break;
    reading.offset += bytesRead;
    takeLines(reading, Buffer.concat([reading.tail, chunk.subarray(0, bytesRead)]));
  }
}

function takeLines(reading: Reading, bytes: Buffer): void {
  let start = 0;
  for (let end = bytes.indexOf(10, start); end !== -1; end = bytes.indexOf(10, start)) {
    reading.lines += 1;
    takeLine(reading, bytes.toString('latin1', start, end));
    start = end + 1;
  }
  reading.tail = Buffer.from(bytes.subarray(start));
}

function takeLine(reading: Reading, line: string): void {
  if (line.endsWith(TORN)) return;
  const { tip, recent } = reading;
  const [, head = '', after = '', note = '', check = ''] =
    /^(1 ([0-9a-f]{64}) ([A-Za-z0-9+/]+={0,2})) ([0-9a-f]{64})$/.exec(line) ?? [];
  if (head === '' || checkOf(head) !== check) throw new JournalDamaged(reading.file, reading.lines);
  if (after !== tip.check) {
    // Lost the race: it names a line that somebody followed before. Anything else has lost its predecessor.
    if (!recent.includes(after)) throw new JournalDamaged(reading.file, reading.lines);
    return;
  }
  tip.check = check;
  tip.note = Buffer.from(note, 'base64').toString('utf8');
  recent.push(check);
  if (recent.length > RECENT) recent.shift();
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
