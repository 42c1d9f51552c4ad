import { type Parts, relationships, xmlOf } from './package.ts';
import type { Tally } from './tally.ts';
import {
  ancestor,
  appendElement,
  attributesOf,
  childElements,
  type Document,
  type Element,
  elementsOf,
  named,
  removeNode,
  unwrap,
} from './xml.ts';

/** Word parts that hold text of the document itself. */
const textParts = /^(?:officeDocument|header|footer|footnotes|endnotes|glossaryDocument)$/;
const otherParts = /^(?:settings|styles|stylesWithEffects|numbering|fontTable|webSettings)$/;

/** Parts of a word-processing package that hold text, in the order of their relationships. */
export function wordParts(parts: Parts): string[] {
  const found = relationships(parts).filter((one) => !one.isExternal && textParts.test(one.type));
  return [...new Set(found.map((one) => one.target))].filter((name) => parts.bytes.has(name));
}

/** Takes comments, tracked changes and revision numbers out of a Word document. */
export function stripWords(parts: Parts, tally: Tally): void {
  const others = relationships(parts).filter((one) => !one.isExternal && otherParts.test(one.type));
  for (const name of [...wordParts(parts), ...new Set(others.map((one) => one.target))]) {
    const document = xmlOf(parts, name);
    if (document === undefined) continue;
    acceptChanges(document, tally);
    dropCommentMarks(document);
    dropRevisionIds(document, tally);
    dropSettings(document, tally);
    tally.warn('hidden-text', named(document, 'vanish', 'webHidden').filter(hidesText).length);
  }
}

const hidesText = (element: Element) =>
  ancestor(element, 'style', 'docDefaults', 'lvl') === null &&
  !/^(?:0|false|off)$/i.test(attributesOf(element).find((one) => one.localName === 'val')?.value ?? '') &&
  ancestor(element, 'r') !== null;

/** Elements that carry a former state, and nothing else. */
const formerStates = [
  'rPrChange',
  'pPrChange',
  'sectPrChange',
  'tblPrChange',
  'tblPrExChange',
  'tblGridChange',
  'trPrChange',
  'tcPrChange',
  'numberingChange',
  'cellIns',
  'cellMerge',
] as const;

const changeRanges = [
  'moveFromRangeStart',
  'moveFromRangeEnd',
  'moveToRangeStart',
  'moveToRangeEnd',
  'customXmlInsRangeStart',
  'customXmlInsRangeEnd',
  'customXmlDelRangeStart',
  'customXmlDelRangeEnd',
  'customXmlMoveFromRangeStart',
  'customXmlMoveFromRangeEnd',
  'customXmlMoveToRangeStart',
  'customXmlMoveToRangeEnd',
] as const;

/** As if every tracked change had been accepted: what was deleted is not in the file any more. */
export function acceptChanges(document: Document, tally: Tally): void {
  let deletions = 0;
  let accepted = 0;
  const goes = (element: Element) => {
    deletions += 1;
    removeNode(element);
  };
  // Rows and cells first: what is in them goes with them.
  for (const element of named(document, 'trPr')) {
    const row = ancestor(element, 'tr');
    if (row !== null && childElements(element).some((one) => one.localName === 'del')) goes(row);
  }
  for (const element of named(document, 'cellDel')) {
    const cell = ancestor(element, 'tc');
    if (cell !== null) for (const text of named(cell, 'r')) goes(text);
    removeNode(element);
  }
  const emptied = named(document, 'p').filter(isDeletedParagraph);
  for (const element of named(document, 'del', 'moveFrom')) {
    if (isMark(element)) removeNode(element);
    else goes(element);
  }
  for (const element of named(document, 'ins', 'moveTo')) {
    accepted += 1;
    if (isMark(element)) removeNode(element);
    else unwrap(element);
  }
  for (const element of named(document, ...formerStates)) {
    accepted += 1;
    removeNode(element);
  }
  for (const element of named(document, ...changeRanges)) removeNode(element);
  for (const element of named(document, 'delText', 'delInstrText')) goes(element);
  for (const paragraph of emptied) dropEmptied(paragraph);
  for (const table of named(document, 'tbl')) if (named(table, 'tr').length === 0) dropEmptyTable(table);
  tally.took('deletions', deletions);
  tally.took('revisions', accepted);
}

/** A mark says that a paragraph sign, row or number was inserted or deleted; it holds no text. */
const isMark = (element: Element) =>
  ['rPr', 'trPr', 'numPr', 'ctrlPr'].includes((element.parentNode as Element | null)?.localName ?? '');

function isDeletedParagraph(paragraph: Element): boolean {
  const properties = childElements(paragraph).find((one) => one.localName === 'pPr');
  const signs = childElements(properties ?? paragraph).find((one) => one.localName === 'rPr');
  return (
    signs !== undefined &&
    childElements(signs).some((one) => ['del', 'moveFrom'].includes(one.localName ?? ''))
  );
}

/** A paragraph whose sign and text were deleted leaves no empty line, except where a cell needs a paragraph. */
function dropEmptied(paragraph: Element): void {
  const hasText = elementsOf(paragraph, (one) =>
    ['t', 'drawing', 'pict', 'object', 'sym', 'br', 'sectPr', 'footnoteReference'].includes(
      one.localName ?? '',
    ),
  ).length;
  const parent = paragraph.parentNode as Element | null;
  const alone = parent !== null && childElements(parent).filter((one) => one.localName === 'p').length === 1;
  if (hasText === 0 && !(alone && ['tc', 'txbxContent', 'comment'].includes(parent?.localName ?? '')))
    removeNode(paragraph);
}

function dropEmptyTable(table: Element): void {
  const parent = table.parentNode as Element | null;
  removeNode(table);
  if (parent?.localName !== 'tc' || childElements(parent).some((one) => one.localName === 'p')) return;
  appendElement(parent, 'p');
}

function dropCommentMarks(document: Document): void {
  for (const element of named(document, 'commentReference', 'annotationRef')) {
    const run = ancestor(element, 'r');
    removeNode(element);
    if (run !== null && childElements(run).every((one) => one.localName === 'rPr')) removeNode(run);
  }
  for (const element of named(document, 'commentRangeStart', 'commentRangeEnd')) removeNode(element);
}

/** Numbers of editing sessions tie copies of a text to one another; names of authors have no business elsewhere either. */
function dropRevisionIds(document: Document, tally: Tally): void {
  let count = 0;
  for (const element of named(document, 'rsids', 'rsid')) {
    count += 1;
    removeNode(element);
  }
  for (const element of elementsOf(document, () => true))
    for (const attribute of attributesOf(element)) {
      const name = attribute.localName ?? '';
      if (!/^rsid/.test(name) && !(/^(?:author|initials|userId|userName)$/.test(name) && attribute.prefix))
        continue;
      element.removeAttributeNode(attribute);
      count += 1;
    }
  tally.took('revision-ids', count > 0 ? 1 : 0);
}

function dropSettings(document: Document, tally: Tally): void {
  for (const element of named(document, 'trackRevisions', 'dataBinding', 'smartTagType')) removeNode(element);
  const variables = named(document, 'docVars');
  for (const element of variables) removeNode(element);
  tally.took('custom-xml', variables.length);
  const merges = named(document, 'mailMerge');
  for (const element of merges) removeNode(element);
  tally.took('connections', merges.length);
}
