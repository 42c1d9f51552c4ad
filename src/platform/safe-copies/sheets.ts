import { type Parts, relationships, xmlOf } from './package.ts';
import type { Tally } from './tally.ts';
import { attributesOf, decodeXml, named, removeNode } from './xml.ts';

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
    const text = decodeXml(bytes);
    tally.warn(
      'hidden-rows',
      text.match(/<(?:\w+:)?(?:row|col)\s[^>]{0,2000}?\shidden="(?:1|true)"/g)?.length ?? 0,
    );
    // The drawing of comment boxes; that of pictures in headers (legacyDrawingHF) stays.
    const drawing = /<(?:\w+:)?legacyDrawing\s[^>]{0,500}?\w+:id="([^"]{1,100})"[^>]{0,500}\/>/.exec(text);
    const plain = text
      .replace(/^\s*<\?xml[^>]{0,300}\?>\s*/, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n')
      .replace(drawing?.[0] ?? /(?!)/, '');
    if (plain === text) continue;
    parts.bytes.set(sheet.part, new TextEncoder().encode(plain));
    if (drawing === null) continue;
    for (const one of relationships(parts))
      if (one.source === sheet.part && one.id === drawing[1]) removeNode(one.element);
  }
}
