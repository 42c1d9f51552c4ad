import { done } from '#kernel';
import { leftOver, links, otherParts, textSlot } from './mask-parts.ts';
import { session } from './mask-plain.ts';
import { maskSheets } from './mask-sheets.ts';
import type { OfficeKind } from './office.ts';
import { openParts, packParts, xmlOf } from './package.ts';
import { slideParts } from './slides.ts';
import { type MaskSession, passageBuilder, type Slot, type SlottedPassage } from './slots.ts';
import type { SafeCopyResult } from './types.ts';
import { wordParts } from './words.ts';
import { ancestor, type Document, type Element, elementsOf, named, removeNode } from './xml.ts';

/** Every place of an Office file where words can stand: text, cells, charts, alternative texts, links, names. */
export async function openOfficeMask(
  data: Uint8Array,
  kind: OfficeKind,
): Promise<SafeCopyResult<MaskSession>> {
  const parts = await openParts(data);
  if (kind === 'xlsx') return done(maskSheets(parts));
  const text = kind === 'docx' ? wordParts(parts) : slideParts(parts).map((one) => one.part);
  const passages = text.flatMap((name) => {
    const document = xmlOf(parts, name);
    return document === undefined
      ? []
      : [paragraphs(document, kind === 'docx' ? '' : name), leftOver(document)];
  });
  return done(session([...passages, ...otherParts(parts, text), links(parts)], () => packParts(parts)));
}

/** What a paragraph is made of: text, and signs that stand for a character. */
const pieces = new Set(['t', 'tab', 'br', 'cr', 'noBreakHyphen', 'softHyphen']);

/** Paragraphs as lines; those of one table row as one line, cells divided by tabs. */
function paragraphs(document: Document, label: string): SlottedPassage {
  const builder = passageBuilder('text', label);
  let row: Element | null = null;
  let cell: Element | null = null;
  for (const paragraph of named(document, 'p')) {
    if (ancestor(paragraph, 'p') !== null && ancestor(paragraph, 'txbxContent', 'txbx') === null) continue;
    const itsRow = ancestor(paragraph, 'tr');
    const itsCell = ancestor(paragraph, 'tc');
    builder.divide(itsRow === null || itsRow !== row ? '\n' : itsCell === cell ? ' ' : '\t');
    row = itsRow;
    cell = itsCell;
    for (const piece of elementsOf(paragraph, (one) => pieces.has(one.localName ?? '')))
      if (ancestor(piece, 'p') === paragraph && ancestor(piece, 'pPr', 'tabs') === null)
        builder.add(pieceSlot(piece));
  }
  return builder.build();
}

function pieceSlot(element: Element): Slot {
  switch (element.localName) {
    case 't':
      return textSlot(element);
    case 'noBreakHyphen':
      return { text: '-', write: (text) => (text === '' ? removeNode(element) : undefined) };
    case 'softHyphen':
      return { text: '', write: () => undefined };
    default:
      return { text: ' ', write: (text) => (text === '' ? removeNode(element) : undefined) };
  }
}
