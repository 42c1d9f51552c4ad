import type { FileRefusalCode } from './kinds.ts';
import {
  isAllowedLink,
  refusalOfFieldCode,
  refusalOfFormula,
  refusalOfPartBytes,
  refusedRelations,
} from './office-rules.ts';
import { createXmlReader, type XmlAttributes, type XmlEvents, XmlFault } from './xml.ts';
import type { Zip } from './zip.ts';

/** What may point outside: an import fetches nothing and keeps nothing, so it may read such a file. */
export type OfficeBounds = {
  /** bytes of everything unpacked */
  readonly total: number;
  readonly mayPointOutside: boolean;
};

/** Enough of a part to know it by, and to find the directory of a small compound file. */
const headBytes = 65_536;

/** Reads a part to its end, bounded: sizes are what they claim, checksums hold, XML is well-formed and only a document. */
export async function inspectPart(
  zip: Zip,
  name: string,
  bounds: OfficeBounds,
): Promise<FileRefusalCode | undefined> {
  if (/\.(?:xml|rels)$/i.test(name)) return inspectXml(zip, name, bounds);
  let head = Buffer.alloc(0);
  let carried = '';
  let isHostile = false;
  const isMarkup = /\.(?:vml|svg|xhtml|html?)$/i.test(name);
  await zip.drain(name, (chunk) => {
    if (head.length < headBytes) head = Buffer.concat([head, chunk.subarray(0, headBytes)]);
    if (!isMarkup) return;
    // Zero bytes go, so that UTF-16 is read as well.
    const text = carried + chunk.toString('latin1').replaceAll('\0', '');
    isHostile ||= /<!ENTITY|<script\b/i.test(text) || (/\.vml$/i.test(name) && /<!DOCTYPE/i.test(text));
    carried = text.slice(-16);
  });
  if (isHostile) return 'file-xml-entities';
  if (!isMarkup && looksLikeXml(head)) return inspectXml(zip, name, bounds);
  return refusalOfPartBytes(head);
}

/** A part may hold XML under any name; its declared type decides what a program takes it for. */
function looksLikeXml(head: Buffer): boolean {
  return /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<[?!\w]/.test(
    head.toString('latin1', 0, 100).replaceAll('\0', ''),
  );
}

async function inspectXml(
  zip: Zip,
  name: string,
  bounds: OfficeBounds,
): Promise<FileRefusalCode | undefined> {
  let found: FileRefusalCode | undefined;
  const reader = createXmlReader(
    partEvents(name, bounds, (code) => {
      found ??= code;
    }),
  );
  try {
    await zip.drain(name, reader.write);
    reader.end();
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    return found ?? (error.code === 'document-type' ? 'file-xml-entities' : 'file-damaged');
  }
  return found;
}

function partEvents(
  name: string,
  bounds: OfficeBounds,
  tell: (code: FileRefusalCode | undefined) => void,
): XmlEvents {
  if (/\.rels$/i.test(name))
    return { open: (element, attribute) => tell(ofRelation(element, attribute, bounds)) };
  const isSheet = /^\/?xl\//i.test(name);
  const code = textCollector(isSheet ? ['f', 'definedName'] : ['instrText', 'delInstrText']);
  return {
    open: (element, attribute) => {
      code.open(element);
      if (element === 'ddeLink') tell('file-active-content');
      if (element === 'fldSimple') tell(ofField(attribute('instr') ?? '', bounds));
      // A field code lasts from one mark to the next, over as many runs as somebody liked; fields stand inside fields.
      if (element === 'fldChar') tell(ofField(code.take(), bounds));
    },
    text: code.text,
    close: (element) => {
      const isWhole = code.close(element);
      if (isWhole && isSheet) tell(allowed(refusalOfFormula(code.take()), bounds));
    },
  };
}

const ofField = (code: string, bounds: OfficeBounds) => allowed(refusalOfFieldCode(code), bounds);

function allowed(code: FileRefusalCode | undefined, bounds: OfficeBounds): FileRefusalCode | undefined {
  return code === 'file-remote-content' && bounds.mayPointOutside ? undefined : code;
}

function ofRelation(
  element: string,
  attribute: XmlAttributes,
  bounds: OfficeBounds,
): FileRefusalCode | undefined {
  if (element !== 'Relationship') return undefined;
  const type = (attribute('Type') ?? '').replace(/^.*\//, '').toLowerCase();
  const refused = refusedRelations[type];
  if (refused !== undefined) return allowed(refused, bounds);
  if (attribute('TargetMode')?.toLowerCase() !== 'external') return undefined;
  // Links are addresses a reader may follow; templates, pictures and objects from elsewhere are fetched unasked.
  if (type !== 'hyperlink') return allowed('file-remote-content', bounds);
  return isAllowedLink(attribute('Target') ?? '') ? undefined : 'file-active-content';
}

const longestCode = 10_000;

/** The text of the named elements until it is taken; more than `longestCode` characters of it no rule needs. */
function textCollector(names: readonly string[]) {
  let inside = 0;
  let gathered = '';
  return {
    open: (name: string) => {
      if (names.includes(name)) inside += 1;
    },
    text: (piece: string) => {
      if (inside > 0 && gathered.length < longestCode) gathered += piece;
    },
    close: (name: string) => {
      if (!names.includes(name)) return false;
      inside -= 1;
      return true;
    },
    take: () => {
      const text = gathered;
      gathered = '';
      return text;
    },
  };
}
