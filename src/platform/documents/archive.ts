import { archiveLimits, type FileKind, type FileRefusalCode, isOldFormat, kindOfName } from './kinds.ts';
import { readXmlPart } from './office-package.ts';
import { inspectPart, type OfficeBounds } from './office-parts.ts';
import { refusalOfContentType, refusalOfPartName } from './office-rules.ts';
import { type ByteSource, bufferSource } from './source.ts';
import { XmlFault } from './xml.ts';
import { openZip, type Zip, type ZipEntry, ZipFault } from './zip.ts';

/** What is wrong, and in which file of the archive when it is one of them. */
export type Found = { readonly code: FileRefusalCode; readonly entry?: string };

type InspectKind = (source: ByteSource, kind: FileKind) => Promise<Found | undefined>;

/** A zip of files: each an allowed kind, none an archive, all whole and bounded. */
export function inspectArchive(source: ByteSource, inspect: InspectKind): Promise<Found | undefined> {
  return withZip(source, archiveLimits.entriesInZip, archiveLimits.total, async (zip) => {
    if (zip.entries.some((entry) => /^(?:\[Content_Types\]\.xml|OFD\.xml)$/i.test(entry.name)))
      return { code: 'file-mislabelled' };
    for (const entry of zip.entries.filter((one) => !one.isDirectory)) {
      const refused = await inspectMember(zip, entry, inspect);
      if (refused !== undefined) return { ...refused, entry: entry.name };
    }
    return undefined;
  });
}

const archiveNames = /\.(?:zip|rar|7z|gz|tgz|tar|bz2|xz|zst|cab|iso|jar|apk|arj|lzh)$/i;

async function inspectMember(zip: Zip, entry: ZipEntry, inspect: InspectKind): Promise<Found | undefined> {
  if (archiveNames.test(entry.name)) return { code: 'file-nested-archive' };
  const kind = kindOfName(entry.name);
  if (kind === undefined)
    return { code: isOldFormat(entry.name) ? 'file-old-format' : 'file-type-not-allowed' };
  if (entry.size > archiveLimits.entry) return { code: 'file-too-large' };
  return inspect(bufferSource(await zip.read(entry.name, archiveLimits.entry)), kind);
}

const mainParts: Readonly<Record<'docx' | 'xlsx' | 'pptx', string>> = {
  docx: 'wordprocessingml.document.main+xml',
  xlsx: 'spreadsheetml.sheet.main+xml',
  pptx: 'presentationml.presentation.main+xml',
};

export type OfficeKind = keyof typeof mainParts;

const attachedBounds: OfficeBounds = { total: archiveLimits.total, mayPointOutside: false };

/**
 * An Office file (ECMA-376): the parts its name promises, no macros, objects or programs, nothing fetched from elsewhere,
 * no XML entities. The workbook behind a chart is looked into by the same rules.
 */
export function inspectOffice(
  source: ByteSource,
  kind: OfficeKind,
  bounds: OfficeBounds = attachedBounds,
  isEmbedded = false,
): Promise<Found | undefined> {
  return withZip(source, archiveLimits.entriesInOffice, bounds.total, async (zip) => {
    const early =
      firstOf(zip.entries, ({ name }) => refusalOfPartName(name)) ?? (await refusalOfTypes(zip, kind));
    if (early !== undefined) return { code: early };
    for (const { name, isDirectory } of zip.entries) {
      if (isDirectory) continue;
      const embedded = /\/embeddings\/[^/]+\.(docx|xlsx|pptx)$/i.exec(name)?.[1]?.toLowerCase();
      const found =
        isOfficeKind(embedded) && !isEmbedded
          ? await inspectOffice(
              bufferSource(await zip.read(name, archiveLimits.embedded)),
              embedded,
              bounds,
              true,
            )
          : codeFound(await inspectPart(zip, name, bounds));
      if (found !== undefined) return { code: found.code };
    }
    return undefined;
  });
}

const isOfficeKind = (kind: string | undefined): kind is OfficeKind =>
  kind !== undefined && kind in mainParts;

const codeFound = (code: FileRefusalCode | undefined): Found | undefined =>
  code === undefined ? undefined : { code };

function firstOf<T, Value>(list: readonly T[], find: (one: T) => Value | undefined): Value | undefined {
  for (const one of list) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The list of types must promise what the file's name does. A type for all parts of an extension counts when there is such
 * a part; which main types a program lists for extensions it does not use says nothing (SheetJS lists macro-enabled ones).
 */
async function refusalOfTypes(zip: Zip, kind: OfficeKind): Promise<FileRefusalCode | undefined> {
  let isPromised = false;
  let found: FileRefusalCode | undefined;
  await readXmlPart(zip, '[Content_Types].xml', {
    open: (name, attribute) => {
      const type = attribute('ContentType') ?? '';
      if (name === 'Override') found ??= refusalOfContentType(type);
      if (name === 'Override' && type.endsWith(mainParts[kind])) isPromised = true;
      const extension = `.${attribute('Extension') ?? ''}`.toLowerCase();
      if (
        name === 'Default' &&
        !/\.main\b/.test(type) &&
        zip.entries.some((entry) => entry.name.toLowerCase().endsWith(extension))
      )
        found ??= refusalOfContentType(type);
    },
  });
  return found ?? (isPromised ? undefined : 'file-mislabelled');
}

/** A layout document of GB/T 33190: OFD.xml at the root; no encryption, no attached files, no actions but moving about. */
export function inspectOfd(source: ByteSource): Promise<Found | undefined> {
  return withZip(source, archiveLimits.entriesInOffice, archiveLimits.total, async (zip) => {
    const names = zip.entries.map((entry) => entry.name.toLowerCase());
    if (!names.includes('ofd.xml')) return { code: 'file-mislabelled' };
    if (names.some((name) => /(?:^|\/)encryptions?\.xml$/.test(name))) return { code: 'file-encrypted' };
    if (names.some((name) => /(?:^|\/)attachments?\.xml$|(?:^|\/)attachs?\//.test(name)))
      return { code: 'file-active-content' };
    for (const { name, isDirectory } of zip.entries) {
      // Signatures and seals are binary by their nature.
      const isSeal = /(?:^|\/)signs?\//i.test(name) && !/\.xml$/i.test(name);
      if (isDirectory) continue;
      if (isSeal) await zip.drain(name);
      else {
        const code = await inspectPart(zip, name, attachedBounds);
        if (code !== undefined) return { code };
      }
    }
    return undefined;
  });
}

/** Opens the archive, applies the bounds all archives share, and turns archive faults into refusals. */
async function withZip(
  source: ByteSource,
  entries: number,
  total: number,
  look: (zip: Zip) => Promise<Found | undefined>,
): Promise<Found | undefined> {
  let zip: Zip | undefined;
  try {
    zip = await openZip(source.archive, entries);
    return codeFound(boundsRefusal(zip.entries, source.size, total)) ?? (await look(zip));
  } catch (error) {
    if (error instanceof ZipFault) return { code: faultCodes[error.code] };
    if (error instanceof XmlFault)
      return { code: error.code === 'document-type' ? 'file-xml-entities' : 'file-damaged' };
    throw error;
  } finally {
    zip?.close();
  }
}

const faultCodes: Readonly<Record<ZipFault['code'], FileRefusalCode>> = {
  truncated: 'file-truncated',
  damaged: 'file-damaged',
  'unsafe-name': 'file-unsafe-name',
  'too-many': 'file-bomb',
  'too-large': 'file-bomb',
};

function boundsRefusal(
  entries: readonly ZipEntry[],
  size: number,
  total: number,
): FileRefusalCode | undefined {
  if (entries.some((entry) => entry.isEncrypted)) return 'file-encrypted';
  if (entries.some((entry) => entry.isLink)) return 'file-unsafe-name';
  const packed = entries.reduce((sum, entry) => sum + entry.compressedSize, 0);
  const unpacked = entries.reduce((sum, entry) => sum + entry.size, 0);
  // Parts that together are larger than the file overlap one another: a bomb without recursion.
  if (packed > size || unpacked > total) return 'file-bomb';
  const isDense = unpacked > archiveLimits.ratioFrom && unpacked > packed * archiveLimits.ratio;
  return isDense ? 'file-bomb' : undefined;
}
