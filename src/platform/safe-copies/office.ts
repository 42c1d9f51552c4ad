import type { FileKind } from '#platform/documents';
import {
  dropReferences,
  dropUnreachable,
  openParts,
  type Parts,
  packParts,
  type Relationship,
  relationships,
  xmlOf,
} from './package.ts';
import { stripPicture } from './picture.ts';
import { stripSheets } from './sheets.ts';
import { stripSlides } from './slides.ts';
import { newTally, type Tally } from './tally.ts';
import type { RemovedCode, Stripped } from './types.ts';
import { stripWords } from './words.ts';
import { decodeXml } from './xml.ts';

export type OfficeKind = Extract<FileKind, 'docx' | 'xlsx' | 'pptx'>;

/** Relationships that lead to something about people and machines instead of something to be read. */
const dropped: Readonly<Record<string, RemovedCode>> = {
  'core-properties': 'properties',
  'extended-properties': 'properties',
  'custom-properties': 'properties',
  classificationlabels: 'properties',
  thumbnail: 'thumbnail',
  customXml: 'custom-xml',
  xmlMaps: 'custom-xml',
  tags: 'custom-xml',
  printerSettings: 'printer-settings',
  comments: 'comments',
  commentsExtended: 'comments',
  commentsIds: 'comments',
  commentsExtensible: 'comments',
  commentAuthors: 'comments',
  authors: 'comments',
  people: 'comments',
  threadedComment: 'comments',
  person: 'comments',
  revisionHeaders: 'revisions',
  usernames: 'revisions',
  revisionInfo: 'revisions',
  changesInfo: 'revisions',
  connections: 'connections',
  mailMergeRecipientData: 'connections',
  recipientData: 'connections',
  package: 'embedded-objects',
  oleObject: 'embedded-objects',
  glossaryDocument: 'building-blocks',
  keyMapCustomizations: 'building-blocks',
  calcChain: 'unreferenced',
};

/**
 * An Office file without what its programs write about people and machines into it, without comments and without the text
 * that tracked changes had already deleted. Insertions are accepted.
 */
export async function stripOffice(data: Uint8Array, kind: OfficeKind): Promise<Stripped> {
  const parts = await openParts(data);
  const tally = newTally();
  tally.took('unreferenced', dropUnreachable(parts));
  const comments = countComments(parts);
  if (kind === 'docx') stripWords(parts, tally);
  if (kind === 'xlsx') stripSheets(parts, tally);
  if (kind === 'pptx') stripSlides(parts, tally);
  dropRelated(parts, tally);
  dropUnreachable(parts);
  // Counted by the comment, not by the parts they are spread over.
  tally.took('comments', comments);
  stripPictures(parts, tally);
  return { data: packParts(parts), removed: tally.removed(), warnings: tally.warnings() };
}

function dropRelated(parts: Parts, tally: Tally): void {
  const gone = new Map<string, Set<string>>();
  for (const one of relationships(parts)) {
    const code = dropped[one.type];
    if (code === undefined) continue;
    one.element.parentNode?.removeChild(one.element);
    gone.set(one.source, (gone.get(one.source) ?? new Set()).add(one.id));
    if (code === 'properties') stripNothing(parts, one, tally);
    else if (code !== 'comments' && one.type !== 'calcChain') tally.took(code);
  }
  for (const [source, ids] of gone) {
    const parsed = source === '' || !/\.xml$/i.test(source) ? undefined : referring(parts, source, ids);
    if (parsed !== undefined) dropReferences(parsed, ids);
  }
}

/** Parsing a sheet of a hundred thousand rows costs memory: only where one of the ids stands in it. */
function referring(parts: Parts, source: string, ids: ReadonlySet<string>) {
  const bytes = parts.bytes.get(source);
  if (bytes === undefined) return undefined;
  if (!parts.documents.has(source)) {
    const text = decodeXml(bytes);
    if (![...ids].some((id) => text.includes(`"${id}"`) || text.includes(`'${id}'`))) return undefined;
  }
  return xmlOf(parts, source);
}

/** Properties without a word in them (what this very function leaves of other programs' files) are not reported. */
function stripNothing(parts: Parts, one: Relationship, tally: Tally): void {
  const bytes = parts.bytes.get(one.target);
  const words =
    bytes === undefined
      ? ''
      : decodeXml(bytes)
          .replaceAll(/<[^>]*>/g, '')
          .trim();
  if (words !== '') tally.took('properties');
}

function countComments(parts: Parts): number {
  let count = 0;
  for (const { type, target, isExternal } of relationships(parts)) {
    if (isExternal || type !== 'comments') continue;
    const bytes = parts.bytes.get(target);
    if (bytes !== undefined) count += decodeXml(bytes).match(/<(?:\w+:)?(?:comment|cm)[\s>]/g)?.length ?? 0;
  }
  return count;
}

/** The camera writes where a picture was taken into the picture, also when it stands in a document. */
export function stripPictures(parts: Parts, tally: Tally): void {
  for (const [name, bytes] of parts.bytes) {
    if (parts.documents.has(name) || /\.(?:xml|rels|vml)$/i.test(name)) continue;
    const clean = stripPicture(bytes);
    if (clean === undefined || clean.dropped === 0) continue;
    parts.bytes.set(name, clean.data);
    tally.took('picture-metadata');
  }
}
