import { decodeBase64, decodeUtf8, encodeUtf8, type Sha256 } from '../../../tlog/src/index.ts';
import { type Evidence, matchPart, type PartKind } from './evidence.ts';

/** What somebody handed over as the document. */
export type DocumentKind = 'page' | 'parts' | 'file' | 'unknown';

/**
 * How a part fares in a document: `same` bytes as committed, `changed`, `absent` from it (it may be in another file),
 * `erased` from the record (nothing can be checked), `twice` where it stands more than once, `sm3` where SHA-256 agrees and SM3
 * does not.
 */
export type PartState = 'same' | 'changed' | 'absent' | 'erased' | 'twice' | 'sm3';

/** A part of the manifest, and how it fares in the document. */
export type CheckedPart = {
  readonly place: number;
  readonly kind: PartKind;
  readonly state: PartState;
  readonly name?: string;
};

/** A document held against a manifest. */
export type CheckedDocument = {
  readonly kind: DocumentKind;
  readonly parts: readonly CheckedPart[];
  /** Parts the document shows beyond those of the manifest. */
  readonly extra: number;
  /** The bytes that stand for each part. */
  readonly found: ReadonlyMap<number, readonly Uint8Array[]>;
  /** A browser wrote the page anew when it was saved: bytes may differ for that reason alone. */
  readonly rewritten: boolean;
};

type Found = ReadonlyMap<number, readonly Uint8Array[]>;

/**
 * Holds a document against the manifest of a proof: a saved page (its parts stand between `<!--part N-->` marks), a
 * `parts.json`, or the bytes of one attachment.
 * @param sha256 the hash
 * @param evidence what the proof carries, already checked
 * @param bytes the document
 */
export function checkDocument(sha256: Sha256, evidence: Evidence, bytes: Uint8Array): CheckedDocument {
  const parts = evidence.manifest?.parts ?? [];
  const whole = parts.findIndex((_, place) => matchPart(sha256, evidence, place, bytes) !== 'other');
  if (whole >= 0) return document('file', sha256, evidence, new Map([[whole, [bytes]]]), '');
  const text = textOf(bytes);
  const listed = text === undefined ? undefined : readParts(text);
  if (listed !== undefined) return document('parts', sha256, evidence, listed, '');
  const shown = text === undefined ? new Map() : cutParts(text);
  if (text !== undefined && shown.size > 0) return document('page', sha256, evidence, shown, text);
  return document('unknown', sha256, evidence, new Map(), '');
}

function document(
  kind: DocumentKind,
  sha256: Sha256,
  evidence: Evidence,
  found: Found,
  text: string,
): CheckedDocument {
  const parts = (evidence.manifest?.parts ?? []).map((part, place): CheckedPart => {
    const name = part.name === undefined ? {} : { name: part.name };
    return {
      place,
      kind: part.kind,
      state: stateOf(sha256, evidence, place, found.get(place) ?? []),
      ...name,
    };
  });
  const extra = [...found.keys()].filter((place) => place >= parts.length).length;
  return { kind, parts, extra, found, rewritten: /<!-- saved from url=/.test(text) };
}

function stateOf(sha256: Sha256, evidence: Evidence, place: number, found: readonly Uint8Array[]): PartState {
  const [first, ...more] = found;
  // Nothing stands for what was erased; whatever is shown in its place as registered is not.
  if (evidence.salts[place] === null) return first === undefined ? 'erased' : 'changed';
  if (first === undefined) return 'absent';
  if (more.length > 0) return 'twice';
  const match = matchPart(sha256, evidence, place, first);
  if (match !== 'other') return match;
  // Title and metadata are committed as text, and a page shows them escaped.
  const isText = evidence.manifest?.parts[place]?.kind !== 'block';
  const plain = isText ? unescaped(first) : undefined;
  const asText = plain === undefined ? 'other' : matchPart(sha256, evidence, place, plain);
  return asText === 'other' ? 'changed' : asText;
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return decodeUtf8(bytes);
  } catch {
    return undefined;
  }
}

/** The parts a page shows, by their number; a number may stand more than once. */
export function cutParts(text: string): ReadonlyMap<number, readonly Uint8Array[]> {
  const found = new Map<number, Uint8Array[]>();
  const mark = /<!--part (0|[1-9]\d{0,5})-->/g;
  for (let opened = mark.exec(text); opened !== null; opened = mark.exec(text)) {
    const place = Number(opened[1]);
    const end = text.indexOf(`<!--/part ${place}-->`, mark.lastIndex);
    const inside = end < 0 ? text.slice(mark.lastIndex) : text.slice(mark.lastIndex, end);
    found.set(place, [...(found.get(place) ?? []), encodeUtf8(inside)]);
    if (end >= 0) mark.lastIndex = end;
  }
  return found;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function unescaped(bytes: Uint8Array): Uint8Array | undefined {
  const text = textOf(bytes);
  return text === undefined
    ? undefined
    : encodeUtf8(text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => entities[name] ?? whole));
}

/** The bytes of a `parts.json`: `{v:1, parts:[{bytes: base64|null …}]}`, or undefined when it is none. */
function readParts(text: string): Found | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const value = JSON.parse(text) as { readonly parts?: unknown };
    if (!Array.isArray(value.parts)) return undefined;
    const found = new Map<number, readonly Uint8Array[]>();
    for (const [place, part] of value.parts.entries()) {
      const bytes = (part as { readonly bytes?: unknown } | null)?.bytes;
      if (typeof bytes === 'string') found.set(place, [decodeBase64(bytes)]);
    }
    return found;
  } catch {
    return undefined;
  }
}
