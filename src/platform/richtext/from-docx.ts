import mammoth from 'mammoth';
import { openZip, writeZip, type Zip } from '#platform/documents';
import { sha256Hex } from './canonical.ts';
import { mapElements, writeNumbers } from './docx-numbering.ts';
import { blocksOfHtml } from './from-html.ts';
import { type ExtractedImage, type ImportedText, type LossCode, type LossLog, lossLog } from './imported.ts';
import { limits } from './model.ts';
import { importedText, structureOfficial } from './official.ts';

/** Bounds of an import in bytes and parts; `#platform/documents` has refused hostile files before, these are the last line. */
const mostParts = 2_000;
const mostPartBytes = 60 * 1024 * 1024;
const mostTotalBytes = 150 * 1024 * 1024;

const styleMap = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p.gk-center:fresh",
  "p[style-name='gk-center'] => p.gk-center:fresh",
  "p[style-name='gk-right'] => p.gk-right:fresh",
  'u => u',
];

/**
 * Imports a Word file (.docx by Word, WPS or LibreOffice) as the text of an official document: title, number, addressee,
 * headings, automatic numbers written out, lists, tables, pictures (as extracted attachments), signature, date, note.
 * What could not be kept is listed in `losses`.
 * @param data bytes of a file `inspectFile` of `#platform/documents` has accepted
 * @throws ZipFault when it is no readable archive
 */
export async function fromDocx(data: Buffer): Promise<ImportedText> {
  const losses = lossLog();
  const prepared = await prepare(data, losses);
  const images = new Map<string, ExtractedImage>();
  const html = await mammoth.convertToHtml(
    { buffer: prepared },
    {
      styleMap,
      externalFileAccess: false,
      convertImage: keepImages(images),
      transformDocument: (element: unknown) => (isElement(element) ? alignParagraphs(element) : element),
    },
  );
  const blocks = blocksOfHtml(html.value, losses, (src, alt) => {
    const image = images.get(src.replace(/^attachment:/, ''));
    if (image !== undefined) return { sha256: image.sha256, alt };
    losses.add(src.startsWith('unsupported:') ? 'image-kind' : 'image-not-kept', alt);
    return undefined;
  });
  return importedText(structureOfficial(liftTitle(blocks)), [...images.values()], losses.list());
}

/** A title styled as such comes as a level-1 heading on top; it is the document's title, not a heading of its text. */
function liftTitle(blocks: ReturnType<typeof blocksOfHtml>): ReturnType<typeof blocksOfHtml> {
  const at = blocks.slice(0, 4).findIndex((block) => block.type === 'heading' && block.attrs.level === 1);
  const block = blocks[at];
  if (block?.type !== 'heading') return blocks;
  const content = block.content === undefined ? {} : { content: block.content };
  return blocks.with(at, { type: 'paragraph', attrs: { align: 'center' }, ...content });
}

/** Writes automatic numbers into the text and notes what mammoth does not carry over. */
async function prepare(data: Buffer, losses: LossLog): Promise<Buffer> {
  const zip = await openZip(data, mostParts);
  try {
    const parts: { name: string; data: Buffer }[] = [];
    let total = 0;
    for (const entry of zip.entries.filter((one) => !one.isDirectory)) {
      const part = await zip.read(entry.name, Math.min(mostPartBytes, mostTotalBytes - total));
      total += part.length;
      parts.push({ name: entry.name, data: part });
    }
    noteLosses(zip, parts, losses);
    const text = (name: string) => parts.find((part) => part.name === name)?.data.toString('utf8') ?? null;
    const document = text('word/document.xml');
    if (document === null) return data;
    const numbered = writeNumbers({
      document,
      numbering: text('word/numbering.xml'),
      styles: text('word/styles.xml'),
    });
    return writeZip(
      parts.map((part) =>
        part.name === 'word/document.xml' ? { ...part, data: Buffer.from(numbered) } : part,
      ),
    );
  } finally {
    zip.close();
  }
}

const lostParts: readonly [RegExp, LossCode][] = [
  [/^word\/embeddings\//, 'embedded-object'],
  [/^word\/charts\/chart\d*\.xml$/, 'chart'],
];
const lostMarkup: readonly [string, LossCode][] = [
  ['w:del', 'tracked-deletions'],
  ['m:oMath', 'formula'],
  ['w:txbxContent', 'text-box-position'],
  ['w:footnoteReference', 'footnotes-at-end'],
  ['w:endnoteReference', 'footnotes-at-end'],
  ['w:commentReference', 'comments'],
];

function noteLosses(zip: Zip, parts: readonly { name: string; data: Buffer }[], losses: LossLog): void {
  for (const entry of zip.entries) {
    for (const [pattern, code] of lostParts) if (pattern.test(entry.name)) losses.add(code);
  }
  for (const part of parts.filter((one) => /^word\/(?:header|footer)\d*\.xml$/.test(one.name))) {
    const text = textOfXml(part.data.toString('utf8'));
    // A page number alone is no loss.
    if (/[^\d\s—–-]/.test(text)) losses.add('header-footer', text);
  }
  const document = parts.find((part) => part.name === 'word/document.xml')?.data.toString('utf8') ?? '';
  for (const [name, code] of lostMarkup) {
    mapElements(document, name, (element) => {
      losses.add(code, textOfXml(element));
      return element;
    });
  }
}

const textOfXml = (xml: string) =>
  [...xml.matchAll(/<(?:w:t|w:delText|m:t)(?:\s[^>]*)?>([^<]*)</g)]
    .map((match) => match[1])
    .join('')
    .slice(0, 200);

const imageMedia: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/jpg': 'jpg',
};

function keepImages(images: Map<string, ExtractedImage>) {
  return mammoth.images.imgElement(async (image) => {
    const extension = imageMedia[image.contentType];
    if (extension === undefined) return { src: `unsupported:${image.contentType}` };
    const data = await image.readAsBuffer();
    const sha256 = sha256Hex(data);
    const media = extension === 'png' ? 'image/png' : 'image/jpeg';
    if (!images.has(sha256)) {
      images.set(sha256, { sha256, media, name: `${images.size + 1}.${extension}`, data });
    }
    return { src: `attachment:${sha256}` };
  });
}

/** mammoth's elements, as far as alignment needs them (its own types say `any`). */
type Element = {
  readonly type: string;
  readonly styleName?: string | null;
  readonly alignment?: string | null;
  readonly children?: readonly unknown[];
};

function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** mammoth drops alignment; centred titles and right-set signatures are told apart by it, so it travels as a style name. */
function alignParagraphs(element: Element, depth = 0): Element {
  if (depth > limits.depth * 4) return element;
  const children = element.children?.map((child) =>
    isElement(child) ? alignParagraphs(child, depth + 1) : child,
  );
  const below = children === undefined ? element : { ...element, children };
  if (element.type !== 'paragraph' || /^(?:heading|title|subtitle|list)/i.test(element.styleName ?? ''))
    return below;
  const align =
    element.alignment === 'center'
      ? 'center'
      : /^(?:right|end)$/.test(element.alignment ?? '')
        ? 'right'
        : null;
  return align === null ? below : { ...below, styleName: `gk-${align}` };
}
