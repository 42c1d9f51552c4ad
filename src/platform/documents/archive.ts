import { archiveLimits, type FileKind, type FileRefusalCode, kindOfName } from './kinds.ts';
import { type ByteSource, bufferSource } from './source.ts';
import { openZip, type Zip, type ZipEntry, ZipFault } from './zip.ts';

type Look = (zip: Zip) => Promise<FileRefusalCode | undefined>;
type InspectKind = (source: ByteSource, kind: FileKind) => Promise<FileRefusalCode | undefined>;

/** A zip of files: each an allowed kind, none an archive, all whole and bounded. */
export function inspectArchive(
  source: ByteSource,
  inspect: InspectKind,
): Promise<FileRefusalCode | undefined> {
  return withZip(source, archiveLimits.entriesInZip, async (zip) => {
    if (zip.entries.some((entry) => /^(?:\[Content_Types\]\.xml|OFD\.xml)$/i.test(entry.name)))
      return 'file-mislabelled';
    for (const entry of zip.entries.filter((one) => !one.isDirectory)) {
      const refused = await inspectMember(zip, entry, inspect);
      if (refused !== undefined) return refused;
    }
    return undefined;
  });
}

const archiveNames = /\.(?:zip|rar|7z|gz|tgz|tar|bz2|xz|zst|cab|iso|jar|apk|arj|lzh)$/i;

async function inspectMember(
  zip: Zip,
  entry: ZipEntry,
  inspect: InspectKind,
): Promise<FileRefusalCode | undefined> {
  if (archiveNames.test(entry.name)) return 'file-nested-archive';
  const kind = kindOfName(entry.name);
  if (kind === undefined) return 'file-type-not-allowed';
  if (entry.size > archiveLimits.entry) return 'file-too-large';
  return inspect(bufferSource(await zip.read(entry.name, archiveLimits.entry)), kind);
}

const mainParts: Readonly<Record<'docx' | 'xlsx' | 'pptx', string>> = {
  docx: 'wordprocessingml.document.main+xml',
  xlsx: 'spreadsheetml.sheet.main+xml',
  pptx: 'presentationml.presentation.main+xml',
};

/** An Office file (ECMA-376): the parts its name promises, no macros, nothing fetched from elsewhere, no XML entities. */
export function inspectOffice(
  source: ByteSource,
  kind: 'docx' | 'xlsx' | 'pptx',
): Promise<FileRefusalCode | undefined> {
  return withZip(source, archiveLimits.entriesInOffice, async (zip) => {
    const names = zip.entries.map((entry) => entry.name);
    const macro = names.some((name) =>
      /vbaProject\.bin$|vbaData\.xml$|\/macrosheets\/|\/activeX\//i.test(name),
    );
    if (macro) return 'file-has-macros';
    const types = zip.entries.find((entry) => entry.name === '[Content_Types].xml');
    if (types === undefined) return 'file-mislabelled';
    const listed = (await zip.read(types.name, 4 * 1024 * 1024)).toString('utf8');
    if (/macroEnabled/i.test(listed)) return 'file-has-macros';
    if (!listed.includes(mainParts[kind])) return 'file-mislabelled';
    return inspectParts(zip);
  });
}

/** A layout document of GB/T 33190: OFD.xml at the root. */
export function inspectOfd(source: ByteSource): Promise<FileRefusalCode | undefined> {
  return withZip(source, archiveLimits.entriesInOffice, async (zip) => {
    const names = zip.entries.map((entry) => entry.name.toLowerCase());
    if (!names.includes('ofd.xml')) return 'file-mislabelled';
    if (names.some((name) => /(?:^|\/)encryptions?\.xml$/.test(name))) return 'file-encrypted';
    return inspectParts(zip);
  });
}

/** Unpacks every part into nothing: sizes are what they claim, checksums hold, XML has no document type. */
async function inspectParts(zip: Zip): Promise<FileRefusalCode | undefined> {
  for (const entry of zip.entries.filter((one) => !one.isDirectory)) {
    if (/\.rels$/i.test(entry.name)) {
      const relations = (await zip.read(entry.name, 8 * 1024 * 1024)).toString('utf8').replaceAll('\0', '');
      if (hasRemotePart(relations)) return 'file-remote-content';
      if (hasDocumentType(relations)) return 'file-xml-entities';
    } else if (/\.(?:xml|vml)$/i.test(entry.name)) {
      let carried = '';
      let isHostile = false;
      await zip.drain(entry.name, (chunk) => {
        // Zero bytes go, so that UTF-16 is read as well.
        const text = carried + chunk.toString('latin1').replaceAll('\0', '');
        isHostile ||= hasDocumentType(text);
        carried = text.slice(-16);
      });
      if (isHostile) return 'file-xml-entities';
    } else await zip.drain(entry.name);
  }
  return undefined;
}

const hasDocumentType = (xml: string) => /<!(?:DOCTYPE|ENTITY)/i.test(xml);

/** Links are addresses a reader may follow; templates, pictures and objects from elsewhere are fetched unasked. */
function hasRemotePart(relations: string): boolean {
  return (relations.match(/<Relationship\b[^>]{0,4000}>/g) ?? []).some(
    (relation) => /TargetMode\s*=\s*["']External["']/i.test(relation) && !/\/hyperlink["']/.test(relation),
  );
}

/** Opens the archive, applies the bounds all archives share, and turns archive faults into refusals. */
async function withZip(
  source: ByteSource,
  entries: number,
  look: Look,
): Promise<FileRefusalCode | undefined> {
  let zip: Zip | undefined;
  try {
    zip = await openZip(source.archive, entries);
    return boundsRefusal(zip.entries, source.size) ?? (await look(zip));
  } catch (error) {
    if (error instanceof ZipFault) return faultCodes[error.code];
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

function boundsRefusal(entries: readonly ZipEntry[], size: number): FileRefusalCode | undefined {
  if (entries.some((entry) => entry.isEncrypted)) return 'file-encrypted';
  const packed = entries.reduce((sum, entry) => sum + entry.compressedSize, 0);
  const unpacked = entries.reduce((sum, entry) => sum + entry.size, 0);
  // Parts that together are larger than the file overlap one another: a bomb without recursion.
  if (packed > size || unpacked > archiveLimits.total) return 'file-bomb';
  const isDense = unpacked > archiveLimits.ratioFrom && unpacked > packed * archiveLimits.ratio;
  return isDense ? 'file-bomb' : undefined;
}
