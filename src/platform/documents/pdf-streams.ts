import { createInflate } from 'node:zlib';
import type { FileRefusalCode } from './kinds.ts';
import { refusalOfPdfNames, withPlainNames } from './pdf-names.ts';

/** Bytes all compressed streams of a PDF may unpack to; the pictures of a long scan need a few hundred megabytes. */
const mostUnpacked = 1_500 * 1024 * 1024;
/** Bytes of one stream unpacked: a picture of 120 million points in colour, or the commands of a crowded map. */
const mostPicture = 400 * 1024 * 1024;
const mostOne = 100 * 1024 * 1024;
/** Bytes of an object stream unpacked. */
const mostObjects = 32 * 1024 * 1024;

/**
 * Finds every stream by its keyword, whatever the cross-reference says of it, and looks into the object streams (ISO 32000
 * 7.5.7), where names are not seen in the file's bytes. An object stream packed in any other way than every program does is
 * refused: nobody needs one, and another reader may unpack it differently.
 */
export async function refusalOfStreams(bytes: Buffer): Promise<FileRefusalCode | undefined> {
  let unpacked = 0;
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at + 6)) {
    if (bytes.toString('latin1', Math.max(0, at - 3), at) === 'end') continue;
    const dictionary = dictionaryBefore(bytes, at);
    if (dictionary === undefined || !/\/Fl(?:ateDecode)?\b|\/ObjStm/.test(dictionary)) continue;
    const start = dataStart(bytes, at);
    const end = bytes.indexOf('endstream', start);
    const data = bytes.subarray(start, end < 0 ? bytes.length : end);
    const isObjects = /\/ObjStm/.test(dictionary);
    if (isObjects && !isUsualPacking(dictionary)) return 'file-active-content';
    const found = isObjects ? await refusalOfObjects(data) : await unpackedSize(dictionary, data);
    if (typeof found === 'string') return found;
    unpacked += found ?? 0;
    if (unpacked > mostUnpacked) return 'file-bomb';
  }
  return undefined;
}

/** The dictionary stands right before its stream; names with their escapes undone. */
function dictionaryBefore(bytes: Buffer, at: number): string | undefined {
  const text = bytes.toString('latin1', Math.max(0, at - 2_000), at);
  const end =
    /endobj|endstream/.exec(text) === null
      ? 0
      : text.search(/(?:endobj|endstream)(?![\s\S]*(?:endobj|endstream))/);
  const own = text.slice(end);
  return /^\s*$|>>\s*$/.test(own) && own.includes('<<') ? withPlainNames(own) : undefined;
}

function dataStart(bytes: Buffer, at: number): number {
  let start = at + 6;
  if (bytes[start] === 0x0d) start += 1;
  if (bytes[start] === 0x0a) start += 1;
  return start;
}

function isUsualPacking(dictionary: string): boolean {
  if (/\/(?:LZWDecode|LZW|ASCIIHexDecode|AHx|ASCII85Decode|A85|RunLengthDecode|RL|Crypt)\b/.test(dictionary))
    return false;
  if ((dictionary.match(/\/Fl(?:ateDecode)?\b/g) ?? []).length > 1) return false;
  return !/\/Filter\s+\d/.test(dictionary) && !/\/Predictor\s*(?!1\b)\d/.test(dictionary);
}

async function refusalOfObjects(data: Buffer): Promise<FileRefusalCode | undefined> {
  let objects = '';
  const size = await inflate(data, mostObjects, (chunk) => {
    objects += chunk.toString('latin1');
  });
  return size === 'file-bomb' ? size : refusalOfPdfNames(objects);
}

/** How much a stream unpacks to: asked of zlib only where its length leaves room for a bomb. */
async function unpackedSize(dictionary: string, data: Buffer): Promise<number | FileRefusalCode> {
  // Deflate cannot do better than 1 : 1032.
  const possible = data.length * 1_032;
  if (possible < 8 * 1024 * 1024) return possible;
  return inflate(data, /\/Subtype\s*\/Image/.test(dictionary) ? mostPicture : mostOne);
}

/** Unpacks into nothing. A damaged end of a stream is common and harmless; more than the bound is not. */
async function inflate(
  data: Buffer,
  most: number,
  see: (chunk: Buffer) => void = () => undefined,
): Promise<number | 'file-bomb'> {
  const stream = createInflate({ chunkSize: 262_144 });
  stream.end(data);
  let size = 0;
  try {
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > most) return 'file-bomb';
      see(chunk);
    }
  } catch {
    // What could be unpacked has been seen.
  } finally {
    stream.destroy();
  }
  return size;
}
