import { done } from '#kernel';
import { session } from './mask-plain.ts';
import { maskSheets } from './mask-sheets.ts';
import type { OfficeKind } from './office.ts';
import { isRelationships, openParts, type Parts, packParts, relationships, xmlOf } from './package.ts';
import { slideParts } from './slides.ts';
import { type MaskSession, passageBuilder, type Slot, type SlottedPassage } from './slots.ts';
import type { SafeCopyResult } from './types.ts';
import { wordParts } from './words.ts';
import {
  ancestor,
  attributesOf,
  childElements,
  type Document,
  type Element,
  elementsOf,
  named,
  removeNode,
} from './xml.ts';

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

export function textSlot(element: Element): Slot {
  return {
    // One sign for one: offsets of the passage are offsets of the text.
    text: (element.textContent ?? '').replaceAll(/[\n\r\t\f\v]/g, ' '),
    write: (text) => {
      element.textContent = text;
      if (/^\s|\s$/.test(text) && /wordprocessingml/.test(element.namespaceURI ?? ''))
        element.setAttributeNS('http://www.w3.org/XML/1998/namespace', 'xml:space', 'preserve');
    },
  };
}

/** Attributes that hold words a reader is shown or read out. */
const wordAttributes = new Set([
  'descr',
  'title',
  'alt',
  'tooltip',
  'display',
  'displayText',
  'prompt',
  'promptTitle',
  'error',
  'errorTitle',
  'string',
  'name',
  'caption',
]);
const valueElements = new Set([
  'alias',
  'tag',
  'default',
  'listItem',
  'statusText',
  'helpText',
  'placeholder',
]);

/** Words outside paragraphs: fields, alternative texts, controls; one a line. */
export function leftOver(
  document: Document,
  skip: (element: Element) => boolean = isParagraphText,
): SlottedPassage {
  const builder = passageBuilder('field', '');
  const add = (slot: Slot) => {
    if (slot.text.trim() === '') return;
    builder.divide('\n');
    builder.add(slot);
  };
  for (const element of elementsOf(document, (one) => !skip(one))) {
    for (const attribute of attributesOf(element)) {
      const isWords =
        wordAttributes.has(attribute.localName ?? '') ||
        (attribute.localName === 'val' && valueElements.has(element.localName ?? '')) ||
        (attribute.localName === 'v' && element.localName === 's');
      if (isWords)
        add({ text: attribute.value.replaceAll(/\s/g, ' '), write: (text) => (attribute.value = text) });
    }
    const isLeaf = childElements(element).length === 0;
    if (isLeaf && (element.textContent ?? '') !== '') add(textSlot(element));
  }
  return builder.build();
}

const isParagraphText = (element: Element) => element.localName === 't' && ancestor(element, 'p') !== null;

/** Charts, drawings, diagrams, layouts: whatever XML is left. Styles and themes hold no words of anybody. */
export function otherParts(parts: Parts, seen: readonly string[]): SlottedPassage[] {
  const noWords =
    /(?:^|\/)(?:\[Content_Types\]|styles|stylesWithEffects|theme\d*|fontTable|webSettings)\.xml$/;
  return [...parts.bytes.keys()]
    .filter((name) => /\.(?:xml|vml)$/i.test(name) && !isRelationships(name))
    .filter((name) => !seen.includes(name) && !noWords.test(name))
    .flatMap((name) => {
      const document = xmlOf(parts, name);
      return document === undefined ? [] : [leftOver(document, () => false)];
    });
}

/** Addresses behind links: mail addresses and telephone numbers stand there as well. */
export function links(parts: Parts): SlottedPassage {
  const builder = passageBuilder('link', '');
  for (const one of relationships(parts).filter((each) => each.isExternal)) {
    builder.divide('\n');
    builder.add({
      text: one.target.replaceAll(/\s/g, ' '),
      write: () => one.element.setAttribute('Target', '#'),
    });
  }
  return builder.build();
}
