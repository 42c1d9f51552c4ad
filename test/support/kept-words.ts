import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';

/*
 * Looks for one word in bytes of every kind: as text and as texts write it inside others, and in what is packed, typeset or
 * kept beside other things in one file.
 */

/** By the place where they lie. */
export type Copies = ReadonlyMap<string, Buffer>;

/** A word as it may stand among bytes: plain, UTF-16, in addresses, in JSON, in a dump's hexadecimal, within base64. */
export function formsOf(word: string): readonly Buffer[] {
  const bytes = Buffer.from(word);
  const escaped = [...word].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  // Of base64 the signs that depend on the word alone, at each of the three places where it may begin.
  const within = [0, 1, 2].map((before) => {
    const from = Math.ceil((before * 8) / 6);
    return Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(from, Math.floor(((before + bytes.length) * 8) / 6));
  });
  const texts = [encodeURIComponent(word), encodeURIComponent(word).toLowerCase(), escaped];
  return [
    bytes,
    Buffer.from(word, 'utf16le'),
    Buffer.from(word, 'utf16le').swap16(),
    ...[...texts, bytes.toString('hex'), ...within].map((text) => Buffer.from(text)),
  ];
}

/** The places at which a word stands, sorted. */
export function placesOf(word: string, copies: Copies): readonly string[] {
  const forms = formsOf(word);
  const isIn = (bytes: Buffer) => forms.some((form) => bytes.includes(form));
  return [...copies]
    .filter(([name, bytes]) => isIn(Buffer.from(name)) || readings(name, bytes).some(isIn))
    .map(([name]) => name)
    .sort();
}

/** Every file below a folder. */
export function filesBelow(folder: string): Copies {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return new Map(
    names
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name, readFileSync(join(folder, name))]),
  );
}

/** The bytes, and what they hold for whoever opens them. */
function readings(name: string, bytes: Buffer): readonly Buffer[] {
  if (name.endsWith('.br')) return [bytes, brotliDecompressSync(bytes)];
  if (bytes.readUInt16BE === undefined || bytes.length < 4) return [bytes];
  if (bytes.readUInt32BE(0) === 0x504b0304) return [bytes, ...unzipped(bytes)];
  if (bytes.toString('latin1', 0, 5) === '%PDF-') return [bytes, textOfPdf(bytes)];
  return [bytes, ...packedWithin(bytes)];
}

/** What zlib answers that is asked for its own state as well. */
const unpacked = z.object({
  buffer: z.instanceof(Buffer),
  engine: z.object({ bytesWritten: z.number() }),
});

/** Everything gzip packed that begins anywhere in a file, and what brotli packed right behind it (ready pages lie so). */
function packedWithin(bytes: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  const magic = Buffer.from([0x1f, 0x8b, 0x08]);
  for (let at = bytes.indexOf(magic); at >= 0; at = bytes.indexOf(magic, at + 1)) {
    const whole = tryUnpack(() => gunzipSync(bytes.subarray(at)));
    if (whole !== undefined) found.push(whole);
    // Ten bytes of head without a name, eight of checks behind.
    const first = tryUnpack(() => inflateRawSync(bytes.subarray(at + 10), { info: true }));
    if (first === undefined) continue;
    const { buffer, engine } = unpacked.parse(first);
    found.push(buffer);
    const second = tryUnpack(() => brotliDecompressSync(bytes.subarray(at + 18 + engine.bytesWritten)));
    if (second !== undefined) found.push(second);
  }
  return found;
}

function tryUnpack<T>(unpack: () => T): T | undefined {
  try {
    return unpack();
  } catch {
    // No beginning of anything packed, or its end is overwritten.
    return undefined;
  }
}

function unzipped(bytes: Buffer): readonly Buffer[] {
  return inFolder(bytes, (path) => {
    const all = execFileSync('unzip', ['-p', path], { maxBuffer: 1 << 28 });
    // A word may be cut by tags.
    return [all, Buffer.from(all.toString().replaceAll(/<[^>]*>/g, ''))];
  });
}

function textOfPdf(bytes: Buffer): Buffer {
  return inFolder(bytes, (path) => {
    const read = (program: string, ...args: string[]) => {
      const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
      if (status !== 0) throw new Error(`${program}: ${stderr}`);
      return stdout;
    };
    const words = read('pdftotext', '-raw', path, '-');
    // A word may be broken at the end of a line.
    return Buffer.from(`${words}\n${words.replaceAll(/\s/g, '')}\n${read('pdfinfo', path)}`);
  });
}

function inFolder<T>(bytes: Buffer, work: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-words-'));
  try {
    const path = join(folder, 'file');
    writeFileSync(path, bytes);
    return work(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
