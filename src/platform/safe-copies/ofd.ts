import { stripPictures } from './office.ts';
import { openParts, packParts, xmlOf } from './package.ts';
import { newTally } from './tally.ts';
import type { Stripped } from './types.ts';
import { attributesOf, childElements, elementsOf, named, removeNode } from './xml.ts';

/** What GB/T 33190 lets a program write about a document beside its number (7.4, DocInfo). */
const kept = new Set(['DocID']);

/**
 * A layout document without author, program, times, keywords, attachments and the names of those who annotated it. One that
 * bears an electronic seal stays byte for byte: any change would break the seal, which readers check.
 */
export async function stripOfd(data: Uint8Array): Promise<Stripped> {
  const parts = await openParts(data);
  const tally = newTally();
  if (
    [...parts.bytes.keys()].some((name) =>
      /(?:^|\/)(?:Signatures?|SignedValue|Seal)\.(?:xml|dat|esl)$/i.test(name),
    )
  ) {
    tally.warn('signed');
    return { data, removed: [], warnings: tally.warnings() };
  }
  for (const name of [...parts.bytes.keys()].filter((one) => /\.xml$/i.test(one))) {
    const document = xmlOf(parts, name);
    if (document === undefined) continue;
    for (const info of named(document, 'DocInfo'))
      for (const field of childElements(info)) {
        if (kept.has(field.localName ?? '')) continue;
        removeNode(field);
        tally.took('properties');
      }
    const isAnnotation = document.documentElement?.localName === 'PageAnnot';
    for (const element of elementsOf(document, (one) => isAnnotation && one.localName === 'Annot'))
      for (const attribute of attributesOf(element))
        if (/^(?:Creator|LastModDate)$/.test(attribute.localName ?? '') && attribute.value !== '') {
          // Both are required by the schema: emptied, not dropped.
          attribute.value = attribute.localName === 'Creator' ? '' : '1980-01-01';
          tally.took('annotation-authors');
        }
    for (const element of named(document, 'Attachments')) {
      if (document.documentElement?.localName !== 'Document') continue;
      const place = (element.textContent ?? '').trim();
      removeNode(element);
      tally.took('embedded-objects');
      dropAttachments(parts.bytes, name, place);
    }
  }
  stripPictures(parts, tally);
  return { data: packParts(parts), removed: tally.removed(), warnings: tally.warnings() };
}

function dropAttachments(bytes: Map<string, Uint8Array>, from: string, place: string): void {
  const folder = from.slice(0, from.lastIndexOf('/') + 1);
  const list = place.startsWith('/') ? place.slice(1) : folder + place;
  const below = list.slice(0, list.lastIndexOf('/') + 1);
  for (const name of [...bytes.keys()])
    if (name === list || (below !== '' && below !== folder && name.startsWith(below))) bytes.delete(name);
}
