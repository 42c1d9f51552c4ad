import { type Section, type SectionKind, sectionKinds } from './types.ts';

/** The mark before each section's heading; no cleaned text holds one. */
const mark = '\f';

const longestLabel = 300;

/**
 * The words of a file as one text, as it is stored and screened: each section begins with a line `\f<kind>:<label>`, then
 * its lines. A text without such a line is the body of a file of one piece.
 */
export function textOf(extracted: { readonly sections: readonly Section[] }): string {
  return extracted.sections
    .map(cleanSection)
    .map(({ kind, label, text }) => `${mark}${kind}:${label}\n${text}`)
    .join('\n');
}

/** The sections a text made by `textOf` consists of. Total: any text has sections; what stands before the first mark is body. */
export function sectionsOf(text: string): readonly Section[] {
  const [before = '', ...pieces] = text.split(mark);
  const sections = pieces.map((piece, at) =>
    readSection(at + 1 < pieces.length ? dropLineEnd(piece) : piece),
  );
  return before === '' ? sections : [{ kind: 'body', label: '', text: dropLineEnd(before) }, ...sections];
}

function readSection(piece: string): Section {
  const end = piece.indexOf('\n');
  const heading = end < 0 ? piece : piece.slice(0, end);
  const colon = heading.indexOf(':');
  const kind = sectionKinds.find((one) => one === heading.slice(0, Math.max(colon, 0)));
  const text = end < 0 ? '' : piece.slice(end + 1);
  if (kind === undefined) return { kind: 'body', label: heading, text };
  return { kind, label: heading.slice(colon + 1), text };
}

const dropLineEnd = (text: string) => (text.endsWith('\n') ? text.slice(0, -1) : text);

/** A section as it can be stored: well-formed, lines ended by `\n`, no control characters but tabs. */
export function cleanSection(section: Section): Section {
  return { kind: section.kind, label: cleanLabel(section.label), text: cleanText(section.text) };
}

/** One line, no mark, not long. */
export function cleanLabel(label: string): string {
  return cleanText(label).replaceAll(/\s+/g, ' ').trim().slice(0, longestLabel).toWellFormed();
}

/** `\r`, `\v` and page marks end lines; other control characters (the database takes no NUL) are spaces. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replaceAll(/(?![\t\n])\p{Cc}/gu, ' ');
}

/** The message that names the place for a reader: `key` with `{label}`. */
export function sectionWords(section: { readonly kind: SectionKind; readonly label: string }): {
  readonly key: string;
  readonly params: { readonly label: string };
} {
  const key = `extraction.${section.kind}${section.label === '' ? '' : '.named'}`;
  return { key, params: { label: section.label } };
}
