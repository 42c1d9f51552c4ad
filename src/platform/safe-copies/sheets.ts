import { type Parts, relationships, xmlOf } from './package.ts';
import type { Tally } from './tally.ts';
import { attributesOf, named, removeNode } from './xml.ts';

/** The worksheets of a workbook in its order: name, part, and whether they are hidden. */
export type SheetPart = { readonly name: string; readonly part: string; readonly isHidden: boolean };

export function workbookPart(parts: Parts): string {
  return relationships(parts).find((one) => one.source === '' && one.type === 'officeDocument')?.target ?? '';
}

export function sheetParts(parts: Parts): SheetPart[] {
  const book = workbookPart(parts);
  const targets = new Map(
    relationships(parts)
      .filter((one) => one.source === book && !one.isExternal)
      .map((one) => [one.id, one]),
  );
  const workbook = xmlOf(parts, book);
  if (workbook === undefined) return [];
  return named(workbook, 'sheet').flatMap((sheet) => {
    const id = attributesOf(sheet).find((one) => one.localName === 'id' && one.prefix)?.value ?? '';
    const target = targets.get(id);
    if (target === undefined || !parts.bytes.has(target.target)) return [];
    const isHidden = /hidden/i.test(sheet.getAttribute('state') ?? '');
    return [{ name: sheet.getAttribute('name') ?? '', part: target.target, isHidden }];
  });
}

/**
 * Takes comments, shared-workbook histories, paths and identities out of a workbook. Sheets are edited as text: parsing a
 * large one takes more memory than everything else together.
 */
export function stripSheets(parts: Parts, tally: Tally): void {
  const workbook = xmlOf(parts, workbookPart(parts));
  if (workbook !== undefined) {
    const identities = named(workbook, 'absPath', 'revisionPtr', 'fileSharing', 'documentId');
    for (const element of identities) removeNode(element);
    tally.took('revision-ids', identities.length > 0 ? 1 : 0);
  }
  for (const sheet of sheetParts(parts)) {
    if (sheet.isHidden) tally.warn('hidden-sheets');
    const bytes = parts.bytes.get(sheet.part);
    if (bytes === undefined) continue;
    tally.warn('hidden-rows', count(bytes, ' hidden="1"') + count(bytes, ' hidden="true"'));
    dropCommentBoxes(parts, sheet.part, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  }
}

function count(bytes: Uint8Array, text: string): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let found = 0;
  for (let at = buffer.indexOf(text); at !== -1; at = buffer.indexOf(text, at + text.length)) found += 1;
  return found;
}

/** The drawing of comment boxes stands behind the cells; that of pictures in headers (legacyDrawingHF) stays. */
function dropCommentBoxes(parts: Parts, part: string, bytes: Buffer): void {
  const from = Math.max(0, bytes.lastIndexOf('sheetData>'));
  const tail = bytes.subarray(from).toString('utf8');
  const drawing = /<(?:\w+:)?legacyDrawing\s[^>]{0,500}?\w+:id="([^"]{1,100})"[^>]{0,500}\/>/.exec(tail);
  if (drawing === null) return;
  parts.bytes.set(part, Buffer.concat([bytes.subarray(0, from), Buffer.from(tail.replace(drawing[0], ''))]));
  for (const one of relationships(parts))
    if (one.source === part && one.id === drawing[1]) removeNode(one.element);
}
