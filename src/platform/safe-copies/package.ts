import { posix } from 'node:path';
import { zipSync } from 'fflate';
import { archiveLimits, openZip } from '#platform/documents';
import { attributesOf, childElements, type Document, type Element, parseXml, writeXml } from './xml.ts';

/** The parts of an archive by name, in their order. Parts parsed as XML are written back when the archive is. */
export type Parts = {
  readonly bytes: Map<string, Uint8Array>;
  readonly documents: Map<string, Document>;
};

/** Opens an archive that has passed the gate. */
export async function openParts(data: Uint8Array): Promise<Parts> {
  const zip = await openZip(
    Buffer.from(data.buffer, data.byteOffset, data.byteLength),
    archiveLimits.entriesInOffice,
  );
  const bytes = new Map<string, Uint8Array>();
  try {
    for (const entry of zip.entries)
      if (!entry.isDirectory) bytes.set(entry.name, await zip.read(entry.name, archiveLimits.total));
  } finally {
    zip.close();
  }
  return { bytes, documents: new Map() };
}

/** The XML of a part, parsed once; what is changed in it is written. @throws XmlFault */
export function xmlOf(parts: Parts, name: string): Document | undefined {
  const known = parts.documents.get(name);
  if (known !== undefined) return known;
  const bytes = parts.bytes.get(name);
  if (bytes === undefined) return undefined;
  const parsed = parseXml(bytes);
  parts.documents.set(name, parsed);
  return parsed;
}

export function dropPart(parts: Parts, name: string): void {
  parts.bytes.delete(name);
  parts.documents.delete(name);
}

/** The oldest time a zip can tell: the same content gives the same bytes, and nobody learns when it was packed. */
const noTime = new Date(1980, 0, 1);

export function packParts(parts: Parts): Uint8Array {
  const files = [...parts.bytes].map(([name, data]): [string, Uint8Array] => {
    const parsed = parts.documents.get(name);
    return [name, parsed === undefined ? data : writeXml(parsed)];
  });
  return zipSync(Object.fromEntries(files), { mtime: noTime, level: 6 });
}

// ── relationships of an Office package (ECMA-376 part 2) ───────────────────────────────────────────────────────────

export type Relationship = {
  readonly element: Element;
  /** Part the relationship begins at; empty for the package itself. */
  readonly source: string;
  readonly id: string;
  /** Last word of the relationship's type: `comments`, `core-properties`, … */
  readonly type: string;
  readonly isExternal: boolean;
  /** Part name, or the address outside. */
  readonly target: string;
};

export const isRelationships = (name: string) => /(?:^|\/)_rels\/[^/]*\.rels$/.test(name);

const sourceOf = (name: string) => {
  const folder = posix.dirname(posix.dirname(name));
  const file = posix.basename(name).slice(0, -'.rels'.length);
  return folder === '.' ? file : `${folder}/${file}`;
};

export const relationshipsPart = (source: string) =>
  posix.join(posix.dirname(source), '_rels', `${posix.basename(source)}.rels`).replace(/^\.\//, '');

export function relationships(parts: Parts): Relationship[] {
  return [...parts.bytes.keys()].filter(isRelationships).flatMap((name) => {
    const root = xmlOf(parts, name)?.documentElement ?? null;
    if (root === null) return [];
    const source = sourceOf(name);
    return childElements(root).map((element) => {
      const isExternal = element.getAttribute('TargetMode')?.toLowerCase() === 'external';
      const target = element.getAttribute('Target') ?? '';
      return {
        element,
        source,
        id: element.getAttribute('Id') ?? '',
        type: (element.getAttribute('Type') ?? '').split('/').at(-1) ?? '',
        isExternal,
        target: isExternal ? target : partName(source, target),
      };
    });
  });
}

function partName(source: string, target: string): string {
  const plain = decodeTarget(target.replace(/#.*$/, ''));
  const path = plain.startsWith('/') ? plain.slice(1) : posix.join(posix.dirname(source), plain);
  return path.replace(/^\.\//, '');
}

function decodeTarget(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

/**
 * Drops every part nothing leads to any more, and every mention of parts that are not there: content types too.
 * @returns how many parts went
 */
export function dropUnreachable(parts: Parts): number {
  const links = Map.groupBy(
    relationships(parts).filter((one) => !one.isExternal),
    (one) => one.source,
  );
  const reached = new Set<string>(['[Content_Types].xml', '_rels/.rels']);
  const waiting = [''];
  for (let source = waiting.pop(); source !== undefined; source = waiting.pop()) {
    if (source !== '') reached.add(relationshipsPart(source));
    for (const { target } of links.get(source) ?? []) {
      const name = findName(parts, target);
      if (name === undefined || reached.has(name)) continue;
      reached.add(name);
      waiting.push(name);
    }
  }
  const gone = [...parts.bytes.keys()].filter((name) => !reached.has(name));
  for (const name of gone) dropPart(parts, name);
  dropOverrides(parts);
  return gone.filter((name) => !isRelationships(name)).length;
}

/** Part names are compared without regard to case. */
function findName(parts: Parts, target: string): string | undefined {
  if (parts.bytes.has(target)) return target;
  const lower = target.toLowerCase();
  return [...parts.bytes.keys()].find((name) => name.toLowerCase() === lower);
}

function dropOverrides(parts: Parts): void {
  const root = xmlOf(parts, '[Content_Types].xml')?.documentElement ?? null;
  if (root === null) return;
  for (const element of childElements(root)) {
    const name = element.getAttribute('PartName');
    if (name !== null && findName(parts, name.replace(/^\//, '')) === undefined) root.removeChild(element);
  }
}

/** Removes what named a relationship that is gone: the attribute alone where the element means something without it. */
export function dropReferences(root: Document, ids: ReadonlySet<string>): void {
  const visit = (element: Element) => {
    for (const child of childElements(element)) visit(child);
    for (const attribute of attributesOf(element)) {
      if (!/officeDocument.*relationships$/.test(attribute.namespaceURI ?? '') || !ids.has(attribute.value))
        continue;
      if (['pageSetup', 'hlinkClick', 'blip'].includes(element.localName ?? ''))
        element.removeAttributeNode(attribute);
      else element.parentNode?.removeChild(element);
    }
  };
  if (root.documentElement !== null) visit(root.documentElement);
}
