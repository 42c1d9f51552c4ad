import { inflateSync } from 'node:zlib';
import type { Collector } from './collector.ts';
import { readExif } from './exif.ts';
import { isXmpWord } from './pdf.ts';
import { namedTextEvents } from './plain-parts.ts';
import { readXmlText } from './xml-text.ts';

const mostText = 1_048_576;

/** The words a PNG carries beside its picture: text chunks, Exif, XMP. */
export function readPng(bytes: Buffer, to: Collector): void {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (type === 'tEXt' || type === 'zTXt' || type === 'iTXt') readTextChunk(type, data, to);
    if (type === 'eXIf') readExif(data, to);
    at += 12 + length;
  }
  to.note('extract-pictures-not-read', { count: 1 });
}

function readTextChunk(type: 'tEXt' | 'zTXt' | 'iTXt', data: Buffer, to: Collector): void {
  const end = data.indexOf(0);
  if (end < 0) return;
  const key = data.toString('latin1', 0, end);
  const text = textOfChunk(type, data.subarray(end + 1));
  if (text === undefined) return;
  if (key === 'XML:com.adobe.xmp') readXmp(text, to);
  else to.line('metadata', '', `${key}\t${text}`);
}

/** PNG 11.3.4: Latin-1 plain or packed; UTF-8 after two flags, a language and a translated keyword. */
function textOfChunk(type: 'tEXt' | 'zTXt' | 'iTXt', rest: Buffer): string | undefined {
  if (type === 'tEXt') return decoded(rest);
  if (type === 'zTXt') return unpacked(rest.subarray(1))?.toString('latin1');
  const language = rest.indexOf(0, 2);
  const keyword = language < 0 ? -1 : rest.indexOf(0, language + 1);
  if (keyword < 0) return undefined;
  const data = rest.subarray(keyword + 1);
  return (rest[0] === 1 ? unpacked(data) : data)?.toString('utf8');
}

/** Latin-1 by the standard, UTF-8 by those who did not read it. */
function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

function unpacked(bytes: Buffer): Buffer | undefined {
  try {
    return inflateSync(bytes, { maxOutputLength: mostText });
  } catch {
    return undefined;
  }
}

/** The words a JPEG carries beside its picture: Exif, XMP, IPTC, comments. */
export function readJpeg(bytes: Buffer, to: Collector): void {
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes.readUInt16BE(at);
    if (marker === 0xffff) {
      at += 1;
      continue;
    }
    if (marker < 0xff01 || marker === 0xffda || marker === 0xffd9) break;
    readSegment(marker, bytes.subarray(at + 4, at + 2 + bytes.readUInt16BE(at + 2)), to);
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  to.note('extract-pictures-not-read', { count: 1 });
}

const xmpMark = 'http://ns.adobe.com/xap/1.0/\0';
const longXmpMark = 'http://ns.adobe.com/xmp/extension/\0';

function readSegment(marker: number, data: Buffer, to: Collector): void {
  const begins = (mark: string) => data.toString('latin1', 0, mark.length) === mark;
  if (marker === 0xfffe) to.line('metadata', '', `comment\t${decoded(data)}`);
  else if (marker === 0xffe1 && begins('Exif\0\0')) readExif(data.subarray(6), to);
  else if (marker === 0xffe1 && begins(xmpMark)) readXmp(data.toString('utf8', xmpMark.length), to);
  else if (marker === 0xffe1 && begins(longXmpMark))
    readXmp(data.toString('utf8', longXmpMark.length + 40), to);
  else if (marker === 0xffed && begins('Photoshop 3.0\0')) readIptc(data.subarray(14), to);
}

/** XMP says things in elements or in attributes. */
function readXmp(xml: string, to: Collector): void {
  const say = (key: string, text: string) => {
    if (isXmpWord(key)) to.line('metadata', 'XMP', `${/^GPS/.test(key) ? 'GPS ' : ''}${key}\t${text}`);
  };
  const events = namedTextEvents(say);
  readXmlText(xml, {
    ...events,
    open: (name, attribute) => {
      if (name === 'Description')
        for (const [key, value] of attribute.all())
          if (!/^(?:about|xmlns|\w+)$/.test(key) || isCapital(key)) say(key, value);
      events.open?.(name, attribute);
    },
  });
}

/** Namespace declarations and the like are small words; XMP properties begin with a capital. */
const isCapital = (key: string) => /^[A-Z]/.test(key);

/** IPTC-IIM application records (2:nn): captions, authors, places. */
function readIptc(data: Buffer, to: Collector): void {
  for (let at = data.indexOf(0x1c); at >= 0 && at + 5 <= data.length; ) {
    if (data[at] !== 0x1c) {
      at = data.indexOf(0x1c, at + 1);
      continue;
    }
    const [record, dataset, length] = [data[at + 1] ?? 0, data[at + 2] ?? 0, data.readUInt16BE(at + 3)];
    const value = data.subarray(at + 5, at + 5 + length);
    if (record === 2 && dataset !== 0 && length < 32_768)
      to.line('metadata', 'IPTC', `2:${dataset}\t${decoded(value)}`);
    at += record === 0 || record > 9 ? 1 : 5 + length;
  }
}
