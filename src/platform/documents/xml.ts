/** What is heard while a part of XML is read. Names come without their namespace prefix. */
export type XmlEvents = {
  readonly open?: (name: string, attribute: XmlAttributes) => void;
  readonly close?: (name: string) => void;
  /** a piece of text; one text may come in several */
  readonly text?: (text: string) => void;
};

/** The attributes of an element, by name without prefix; read when asked. */
export type XmlAttributes = {
  (name: string): string | undefined;
  readonly all: () => readonly (readonly [string, string])[];
};

export type XmlReader = { readonly write: (bytes: Buffer) => void; readonly end: () => void };

/** Not XML as documents are made of: elements that do not close, a document type, tags without end, nesting without end. */
export class XmlFault extends Error {
  readonly code: 'malformed' | 'document-type';
  constructor(message: string, code: XmlFault['code'] = 'malformed') {
    super(message);
    this.name = 'XmlFault';
    this.code = code;
  }
}

const mostDepth = 1_000;
/** characters of one tag */
const mostTag = 1_048_576;
/** characters of text handed on at once */
const textPiece = 65_536;

/**
 * Reads XML piece by piece with bounded memory. Document types, and with them entities and anything fetched from
 * elsewhere, end the reading; only the five named and numbered characters are known.
 * @throws XmlFault from `write` and `end`
 */
export function createXmlReader(events: XmlEvents): XmlReader {
  const parse = createParser(events);
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  return {
    write: (bytes) => {
      decoder ??= new TextDecoder(encodingOf(bytes));
      parse(decoder.decode(bytes, { stream: true }), false);
    },
    end: () => parse(decoder?.decode() ?? '', true),
  };
}

/** By mark, by a first `<` of two bytes, or by the declaration; else UTF-8. */
function encodingOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head[0] === 0x3c && head[1] === 0) return 'utf-16le';
  if (head[0] === 0 && head[1] === 0x3c) return 'utf-16be';
  const declared = /^[^<]{0,8}<\?xml[^>]{0,200}encoding\s*=\s*["']([\w-]{1,30})/.exec(
    head.toString('latin1', 0, 300),
  );
  const name = declared?.[1]?.toLowerCase() ?? 'utf-8';
  if (['gbk', 'gb2312', 'gb18030'].includes(name)) return 'gb18030';
  // An encoding of seven bits could hide a document type from us and not from another reader.
  if (!/^(?:utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|iso-8859-1|windows-1252)$/.test(name))
    throw new XmlFault('an encoding documents do not use', 'document-type');
  return 'utf-8';
}

function createParser(events: XmlEvents): (more: string, isLast: boolean) => void {
  const names: string[] = [];
  let rest = '';
  const tag = (inner: string) => {
    if (inner.startsWith('/')) return closeTag(inner.slice(1).trim());
    const isEmpty = inner.endsWith('/');
    const whole = /^[^\s/]+/.exec(inner)?.[0];
    if (whole === undefined) throw new XmlFault('a tag without name');
    if (names.length >= mostDepth) throw new XmlFault('nested too deep');
    names.push(whole);
    events.open?.(localName(whole), attributesOf(inner, whole.length));
    if (isEmpty) closeTag(whole);
  };
  const closeTag = (name: string) => {
    if (names.pop() !== name) throw new XmlFault('elements do not close');
    events.close?.(localName(name));
  };
  const text = (piece: string) => {
    if (names.length > 0) events.text?.(piece);
    else if (piece.trim() !== '') throw new XmlFault('text outside of the element');
  };
  return (more, isLast) => {
    rest += more;
    let at = 0;
    while (at < rest.length) {
      const next = takeOne(rest, at, isLast, tag, text);
      if (next === at) break;
      at = next;
    }
    rest = rest.slice(at);
    if (rest.length > mostTag) throw new XmlFault('a tag without end');
    if (isLast && (rest.trim() !== '' || names.length > 0)) throw new XmlFault('cut off');
  };
}

/** Takes a text or one piece of markup. @returns where the next begins; the same place when more is needed */
function takeOne(
  all: string,
  at: number,
  isLast: boolean,
  tag: (inner: string) => void,
  text: (piece: string) => void,
): number {
  if (all.charCodeAt(at) !== 60) {
    const to = textEnd(all, at, isLast);
    if (to > at) text(plainText(all.slice(at, to)));
    return to;
  }
  if (all.startsWith('<!--', at)) return after(all, '-->', at + 4) ?? at;
  if (all.startsWith('<?', at)) return after(all, '?>', at + 2) ?? at;
  if (all.startsWith('<![CDATA[', at)) {
    const end = after(all, ']]>', at + 9);
    if (end !== undefined) text(all.slice(at + 9, end - 3));
    return end ?? at;
  }
  // The longest beginning of the markup above has nine characters.
  if (all.startsWith('<!', at)) {
    if (all.length - at >= 9 || isLast) throw new XmlFault('a document type', 'document-type');
    return at;
  }
  const end = tagEnd(all, at + 1);
  if (end === undefined) return at;
  tag(all.slice(at + 1, end));
  return end + 1;
}

function after(all: string, mark: string, from: number): number | undefined {
  const found = all.indexOf(mark, from);
  return found < 0 ? undefined : found + mark.length;
}

/** A text ends at the next `<`; a long one is handed on in pieces that split no character reference. */
function textEnd(all: string, at: number, isLast: boolean): number {
  const next = all.indexOf('<', at);
  if (next >= 0) return next;
  if (isLast) return all.length;
  if (all.length - at < textPiece) return at;
  const reference = all.lastIndexOf('&');
  return reference > all.length - 16 && reference > at ? reference : all.length;
}

/** The `>` that ends a tag: the first outside of quotation marks. */
function tagEnd(all: string, from: number): number | undefined {
  let quote = '';
  for (let at = from; at < all.length; at += 1) {
    const char = all[at] ?? '';
    if (quote === '') {
      if (char === '>') return at;
      if (char === '"' || char === "'") quote = char;
    } else if (char === quote) quote = '';
  }
  return undefined;
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

function attributesOf(inner: string, from: number): XmlAttributes {
  let read: (readonly [string, string])[] | undefined;
  const all = () => {
    read ??= Array.from(
      inner.slice(from).matchAll(/([^\s="'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g),
      ([, name = '', double, single]) => [localName(name), plainText(double ?? single ?? '')] as const,
    );
    return read;
  };
  return Object.assign((name: string) => all().find(([one]) => one === name)?.[1], { all });
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function plainText(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w{2,4}));/g, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return named[name] ?? whole;
    const code = Number.parseInt(String(hex ?? decimal), hex === undefined ? 10 : 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  });
}
