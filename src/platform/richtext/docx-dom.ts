import type { Element, Node } from '@xmldom/xmldom';
import { library } from '#platform/libraries';
import type { LossLog } from './imported.ts';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const W14 = 'http://schemas.microsoft.com/office/word/2010/wordml';
const MC = 'http://schemas.openxmlformats.org/markup-compatibility/2006';
const M = 'http://schemas.openxmlformats.org/officeDocument/2006/math';

/** What a handler leaves to look at next: children of the element, or what came in its place. */
type Rest = readonly Node[];
type Handler = (element: Element, losses: LossLog, styles: WordStyles) => Rest;

export type WordStyles = {
  /** Ids of the styles of the lines of a table of contents. */
  readonly contents: ReadonlySet<string>;
};

/**
 * Rewrites word/document.xml into the plain subset that the conversion reads without loss: alternatives chosen, text boxes
 * moved behind their paragraph, tracked changes accepted, fields by their shown value, old merged cells as spans, hidden
 * words gone. What is given up is noted.
 * @throws Error when the part is no XML
 */
export function plainWord(xml: string, styles: WordStyles, losses: LossLog): string {
  const { DOMParser, XMLSerializer } = library('@xmldom/xmldom');
  const document = new DOMParser({ onError: stopAtError }).parseFromString(xml, 'text/xml');
  const root = document.documentElement;
  if (root === null) return xml;
  const stack: Node[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!isElement(node)) continue;
    const rest = handlerOf(node)?.(node, losses, styles) ?? childrenOf(node);
    for (const next of rest.toReversed()) stack.push(next);
  }
  return new XMLSerializer().serializeToString(document);
}

function stopAtError(level: 'warning' | 'error' | 'fatalError', message: string): void {
  if (level !== 'warning') throw new Error(message);
}

const isElement = (node: Node): node is Element => node.nodeType === 1;
const childrenOf = (element: Node): Node[] => Array.from(element.childNodes);
const elementsOf = (element: Node): Element[] => childrenOf(element).filter(isElement);
const isNamed = (element: Element, name: string) => element.localName === name && element.namespaceURI === W;
const findChild = (element: Element, name: string) => elementsOf(element).find((one) => isNamed(one, name));

/** Value of an on/off property: present means on unless it says otherwise. */
function isOn(properties: Element | undefined, name: string): boolean {
  const found = properties === undefined ? undefined : findChild(properties, name);
  return found !== undefined && !/^(?:0|false|off|none)$/.test(found.getAttributeNS(W, 'val') ?? '');
}

const valueOf = (parent: Element | undefined, name: string): string | null =>
  (parent === undefined ? undefined : findChild(parent, name))?.getAttributeNS(W, 'val') ?? null;

/** Text below an element, as far as a sample needs it. */
function sampleOf(element: Element): string {
  let text = '';
  const stack: Node[] = [element];
  for (let node = stack.pop(); node !== undefined && text.length < 60; node = stack.pop()) {
    if (isElement(node) && /^(?:t|delText)$/.test(node.localName ?? '')) text += node.textContent ?? '';
    else stack.push(...childrenOf(node).toReversed());
  }
  return text;
}

function remove(element: Element): Rest {
  element.parentNode?.removeChild(element);
  return [];
}

/** Puts nodes in the place of an element. */
function replace(element: Element, nodes: readonly Node[]): Rest {
  for (const node of nodes) element.parentNode?.insertBefore(node, element);
  remove(element);
  return nodes;
}

const unwrap: Handler = (element) => replace(element, childrenOf(element));

function make(like: Element, name: string, attributes: Readonly<Record<string, string>> = {}): Element {
  const document = like.ownerDocument;
  if (document === null) throw new Error('an element without a document');
  const made = document.createElementNS(W, `w:${name}`);
  for (const [key, value] of Object.entries(attributes)) made.setAttributeNS(W, `w:${key}`, value);
  return made;
}

function handlerOf(element: Element): Handler | undefined {
  if (element.namespaceURI === W) return wordHandlers[element.localName ?? ''];
  if (element.namespaceURI === MC && element.localName === 'AlternateContent') return chooseAlternative;
  if (element.namespaceURI === M && /^oMath(?:Para)?$/.test(element.localName ?? '')) return dropFormula;
  return undefined;
}

/** The fallback is what the conversion reads; a file that gives none is read by its first choice. */
const chooseAlternative: Handler = (element) => {
  const options = elementsOf(element).filter((one) => one.namespaceURI === MC);
  const fallback = options.find((one) => one.localName === 'Fallback' && elementsOf(one).length > 0);
  return replace(element, childrenOf(fallback ?? options[0] ?? element));
};

const dropFormula: Handler = (element, losses) => {
  losses.add('formula', sampleOf(element));
  return remove(element);
};

const dropAs =
  (code: Parameters<LossLog['add']>[0]): Handler =>
  (element, losses) => {
    losses.add(code, sampleOf(element));
    return remove(element);
  };

const wordHandlers: Readonly<Record<string, Handler>> = {
  del: dropAs('tracked-deletions'),
  moveFrom: dropAs('tracked-deletions'),
  altChunk: dropAs('included-document'),
  subDoc: dropAs('included-document'),
  ins: (element, losses) => {
    // The mark of an inserted paragraph or row holds no words of its own.
    if (sampleOf(element) !== '') losses.add('tracked-insertions', sampleOf(element));
    return childrenOf(element);
  },
  fldSimple: (element, losses, styles) => {
    noteField(element.getAttributeNS(W, 'instr') ?? '', losses, sampleOf(element));
    return unwrap(element, losses, styles);
  },
  instrText: (element, losses) => {
    noteField(element.textContent ?? '', losses, '');
    return [];
  },
  cr: (element) => replace(element, [make(element, 'br')]),
  ptab: (element) => replace(element, [make(element, 'tab')]),
  ruby: (element, losses, styles) => {
    const base = findChild(element, 'rubyBase');
    const run = element.parentNode;
    if (base === undefined || run === null || !isElement(run)) return remove(element);
    // Runs cannot stand in runs: the base goes behind the run it was in.
    const runs = childrenOf(base);
    for (const one of runs.toReversed()) run.parentNode?.insertBefore(one, run.nextSibling);
    losses.add('raised-text', sampleOf(element));
    remove(element);
    return runs.flatMap((one) => (isElement(one) ? (handlerOf(one)?.(one, losses, styles) ?? []) : []));
  },
  commentReference: (element, losses) => {
    losses.add('comments');
    return remove(element);
  },
  footnoteReference: noteFootnote,
  endnoteReference: noteFootnote,
  cols: (element, losses) => {
    if (Number(element.getAttributeNS(W, 'num') ?? '1') > 1) losses.add('columns');
    return [];
  },
  r: readRun,
  p: readParagraph,
  sdt: readControl,
  tr: readRow,
  txbxContent: moveTextBox,
};

function noteFootnote(element: Element, losses: LossLog): Rest {
  losses.add('footnotes-at-end');
  return childrenOf(element);
}

/** Fields whose shown value is all there is to keep, or which are no words (page numbers, links, check boxes). */
const plainFields =
  /^\s*(?:HYPERLINK|PAGE|NUMPAGES|PAGEREF|SECTIONPAGES|FORMCHECKBOX|TOC|SEQ|EQ|INCLUDEPICTURE)\b/i;

function noteField(instruction: string, losses: LossLog, sample: string): void {
  if (/^\s*EQ\b/i.test(instruction)) losses.add('formula', sample);
  else if (/^\s*[A-Z]{2,}/i.test(instruction) && !plainFields.test(instruction)) losses.add('field', sample);
}

function readRun(element: Element, losses: LossLog): Rest {
  const properties = findChild(element, 'rPr');
  if (properties === undefined) return childrenOf(element);
  const text = sampleOf(element);
  if (isOn(properties, 'vanish')) {
    if (text.trim() !== '') losses.add('hidden-text', text);
    return remove(element);
  }
  if (text.trim() === '') return childrenOf(element);
  if (isColoured(properties)) losses.add('colours', text);
  return childrenOf(element);
}

/** Black is how texts are set, and red is the head of an official document: neither is a loss. */
function isColoured(properties: Element): boolean {
  const highlight = valueOf(properties, 'highlight');
  if (highlight !== null && highlight !== 'none') return true;
  const colour = /^([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(valueOf(properties, 'color') ?? '');
  if (colour === null) return false;
  const [red = 0, green = 0, blue = 0] = colour.slice(1).map((part) => Number.parseInt(part, 16));
  const isBlack = red < 70 && green < 70 && blue < 70;
  return !isBlack && !(red > 130 && green < 80 && blue < 80);
}

function readParagraph(element: Element, losses: LossLog, styles: WordStyles): Rest {
  const style = valueOf(findChild(element, 'pPr'), 'pStyle');
  if (style === null || !styles.contents.has(style)) return childrenOf(element);
  losses.add('contents-table', sampleOf(element));
  return remove(element);
}

/** Content controls: placeholders are no text; a check box is shown by its sign; a table of contents is made anew by a page. */
function readControl(element: Element, losses: LossLog): Rest {
  const properties = findChild(element, 'sdtPr');
  const content = findChild(element, 'sdtContent');
  if (properties === undefined || content === undefined) return childrenOf(element);
  const gallery = elementsOf(properties).flatMap(elementsOf);
  if (gallery.some((one) => /table of contents/i.test(one.getAttributeNS(W, 'val') ?? ''))) {
    losses.add('contents-table', sampleOf(content));
    return remove(element);
  }
  if (isOn(properties, 'showingPlcHdr')) {
    losses.add('form-field', sampleOf(content));
    return remove(element);
  }
  const isCheckbox = elementsOf(properties).some((one) => one.namespaceURI === W14);
  return isCheckbox ? replace(element, childrenOf(content)) : childrenOf(content);
}

/** Old files (compatibility mode, WPS) merge cells sideways with `hMerge` and skip columns with `gridBefore`. */
function readRow(element: Element): Rest {
  const properties = findChild(element, 'trPr');
  const header = properties === undefined ? undefined : findChild(properties, 'tblHeader');
  if (header !== undefined && !isOn(properties, 'tblHeader')) remove(header);
  mergeSideways(elementsOf(element).filter((one) => isNamed(one, 'tc')));
  const before = Number(valueOf(properties, 'gridBefore') ?? '0');
  if (before >= 1 && before < 200) {
    const first = elementsOf(element).find((one) => isNamed(one, 'tc')) ?? null;
    element.insertBefore(emptyCell(element, before), first);
  }
  return childrenOf(element);
}

function mergeSideways(cells: readonly Element[]): void {
  let open: Element | undefined;
  for (const cell of cells) {
    const properties = findChild(cell, 'tcPr');
    const merge = properties === undefined ? undefined : findChild(properties, 'hMerge');
    const value = merge?.getAttributeNS(W, 'val') ?? 'continue';
    if (merge === undefined || value === 'restart') {
      open = merge === undefined ? undefined : cell;
      continue;
    }
    const spanning = open === undefined ? undefined : findChild(open, 'tcPr');
    if (spanning === undefined) continue;
    setSpan(spanning, spanOf(spanning) + spanOf(properties));
    remove(cell);
  }
}

const spanOf = (properties: Element | undefined) => Number(valueOf(properties, 'gridSpan') ?? '1') || 1;

function setSpan(properties: Element, span: number): void {
  const known = findChild(properties, 'gridSpan');
  if (known !== undefined) known.setAttributeNS(W, 'w:val', String(span));
  else properties.appendChild(make(properties, 'gridSpan', { val: String(span) }));
}

function emptyCell(like: Element, span: number): Element {
  const cell = make(like, 'tc');
  const properties = make(like, 'tcPr');
  properties.appendChild(make(like, 'gridSpan', { val: String(span) }));
  cell.appendChild(properties);
  cell.appendChild(make(like, 'p'));
  return cell;
}

/** The words of a text box follow the paragraph it is tied to. */
function moveTextBox(element: Element, losses: LossLog): Rest {
  losses.add('text-box-position', sampleOf(element));
  const paragraph = enclosingParagraph(element);
  if (paragraph === undefined) return childrenOf(element);
  const blocks = elementsOf(element);
  // A second box of the same paragraph follows the first.
  const behind = lastBoxed.get(paragraph) ?? paragraph;
  const next = behind.nextSibling;
  for (const block of blocks) behind.parentNode?.insertBefore(block, next);
  lastBoxed.set(paragraph, blocks.at(-1) ?? behind);
  remove(element);
  return blocks;
}

const lastBoxed = new WeakMap<Element, Element>();

function enclosingParagraph(element: Element): Element | undefined {
  for (let at = element.parentNode; at !== null; at = at.parentNode) {
    if (isElement(at) && isNamed(at, 'p')) return at;
  }
  return undefined;
}

/** Ids of the styles whose name says that they are lines of a table of contents. */
export function contentsStyles(xml: string | null): ReadonlySet<string> {
  if (xml === null) return new Set();
  const root = new (library('@xmldom/xmldom').DOMParser)({ onError: stopAtError }).parseFromString(
    xml,
    'text/xml',
  ).documentElement;
  const found = (root === null ? [] : elementsOf(root)).filter((style) =>
    /^(?:toc|目录)\s*\d/i.test(valueOf(style, 'name') ?? ''),
  );
  return new Set(found.map((style) => style.getAttributeNS(W, 'styleId') ?? ''));
}
