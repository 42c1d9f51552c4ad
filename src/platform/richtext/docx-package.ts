import { openZip, writeZip, type Zip } from '#platform/documents';
import { contentsStyles, plainWord } from './docx-dom.ts';
import { writeNumbers } from './docx-numbering.ts';
import type { LossCode, LossLog } from './imported.ts';

/** Bounds of an import in bytes and parts; `#platform/documents` has refused hostile files before, these are the last line. */
const mostParts = 2_000;
const mostPartBytes = 60 * 1024 * 1024;
const mostTotalBytes = 150 * 1024 * 1024;

type Part = { readonly name: string; readonly data: Buffer };

/**
 * Prepares a Word file for conversion: the namespaces everybody writes, automatic numbers as text, one plain form of what
 * programs write in many ways; notes what the conversion does not carry over.
 * @throws ZipFault when it is no readable archive
 */
export async function prepareDocx(data: Buffer, losses: LossLog): Promise<Buffer> {
  const zip = await openZip(data, mostParts);
  try {
    const parts = (await readParts(zip)).map(inTransitional);
    noteLostParts(parts, losses);
    const main = mainPart(parts);
    const text = (name: string) => parts.find((part) => part.name === name)?.data.toString('utf8') ?? null;
    const document = text(main);
    if (document === null) return data;
    const beside = (name: string) => text(main.replace(/[^/]+$/, name));
    const styles = beside('styles.xml');
    const plain = plainWord(withUsualPrefix(document), { contents: contentsStyles(styles) }, losses);
    const numbered = writeNumbers({ document: plain, numbering: beside('numbering.xml'), styles });
    return writeZip(
      parts.map((part) => (part.name === main ? { ...part, data: Buffer.from(numbered) } : part)),
    );
  } finally {
    zip.close();
  }
}

async function readParts(zip: Zip): Promise<Part[]> {
  const parts: Part[] = [];
  let total = 0;
  for (const entry of zip.entries.filter((one) => !one.isDirectory)) {
    const data = await zip.read(entry.name, Math.min(mostPartBytes, mostTotalBytes - total));
    total += data.length;
    parts.push({ name: entry.name, data });
  }
  return parts;
}

const strict = 'http://purl.oclc.org/ooxml/';
/** ISO 29500 Strict names of what is read here, with the names of the same things in Transitional. */
const transitional: readonly [string, string][] = [
  ['officeDocument/relationships', 'officeDocument/2006/relationships'],
  ['officeDocument/math', 'officeDocument/2006/math'],
  ['wordprocessingml/main', 'wordprocessingml/2006/main'],
  ['drawingml/main', 'drawingml/2006/main'],
  ['drawingml/wordprocessingDrawing', 'drawingml/2006/wordprocessingDrawing'],
  ['drawingml/picture', 'drawingml/2006/picture'],
  ['drawingml/chart', 'drawingml/2006/chart'],
];

function inTransitional(part: Part): Part {
  if (!/\.(?:xml|rels)$/i.test(part.name) || !part.data.includes(strict)) return part;
  let text = part.data.toString('utf8');
  for (const [from, to] of transitional)
    text = text.replaceAll(strict + from, `http://schemas.openxmlformats.org/${to}`);
  return { ...part, data: Buffer.from(text) };
}

/** The main part is where the package says; some programs number it (`word/document2.xml`). */
function mainPart(parts: readonly Part[]): string {
  const relations = parts.find((part) => part.name === '_rels/.rels')?.data.toString('utf8') ?? '';
  const relation = /<[^>]*\/officeDocument"[^>]*>/.exec(relations)?.[0] ?? '';
  const target = /\sTarget="\/?([^"]+)"/.exec(relation)?.[1];
  return parts.some((part) => part.name === target) && target !== undefined ? target : 'word/document.xml';
}

/** Some programs bind the namespace to another prefix than `w`; numbering is written by prefix. */
function withUsualPrefix(xml: string): string {
  const bound = /xmlns:([\w.-]+)="http:\/\/schemas\.openxmlformats\.org\/wordprocessingml\/2006\/main"/.exec(
    xml.slice(0, 10_000),
  )?.[1];
  if (bound === undefined || bound === 'w') return xml;
  const named = bound.replaceAll('.', '\\.');
  return xml
    .replace(new RegExp(`(</?)${named}:`, 'g'), '$1w:')
    .replace(new RegExp(`(\\s)${named}:(?=[\\w.-]+=)`, 'g'), '$1w:')
    .replace(`xmlns:${bound}=`, 'xmlns:w=');
}

const lostParts: readonly [RegExp, LossCode][] = [
  [/^word\/embeddings\//, 'embedded-object'],
  [/^word\/charts\/chart\d*\.xml$/, 'chart'],
  [/^word\/diagrams\/data\d*\.xml$/, 'smart-art'],
];

function noteLostParts(parts: readonly Part[], losses: LossLog): void {
  for (const part of parts) {
    const code = lostParts.find(([pattern]) => pattern.test(part.name))?.[1];
    if (code !== undefined) losses.add(code, code === 'smart-art' ? wordsOfXml(part) : undefined);
    if (!/^word\/(?:header|footer)\d*\.xml$/.test(part.name)) continue;
    const words = wordsOfXml(part);
    // A page number alone is no loss.
    if (/[^\d\s—–-]/.test(words)) losses.add('header-footer', words);
  }
}

const wordsOfXml = (part: Part) =>
  [...part.data.toString('utf8').matchAll(/<(?:w|a):t(?:\s[^>]*)?>([^<]*)</g)]
    .map((match) => match[1])
    .join('')
    .slice(0, 200);
