import { library } from '#platform/libraries';
import { inlineText } from './blocks.ts';
import { sha256Hex } from './canonical.ts';
import { prepareDocx } from './docx-package.ts';
import { blocksOfHtml } from './from-html.ts';
import { type ExtractedImage, type ImportedText, lossLog } from './imported.ts';
import { type Block, limits } from './model.ts';
import { importedText, standsAboveTitle, structureOfficial } from './official.ts';
import { headingLevelOf } from './official-lines.ts';
import { withAccessibleTables } from './table-heads.ts';

/** Styles by the names Word, WPS and LibreOffice give them, in English and in Chinese. */
const styleMap = [
  ...['Title', '标题', '公文标题', '大标题'].map((name) => `p[style-name='${name}'] => h1:fresh`),
  ...[1, 2, 3, 4, 5, 6].map((level) => `p[style-name='标题 ${level}'] => h${level}:fresh`),
  "p[style-name='Subtitle'] => p.gk-center:fresh",
  "p[style-name='gk-center'] => p.gk-center:fresh",
  "p[style-name='gk-right'] => p.gk-right:fresh",
  'u => u',
];

/**
 * Imports a Word file (.docx by Word, WPS or LibreOffice; Strict and old ones too) as the text of an official document:
 * title, number, addressee, headings, automatic numbers written out, lists, tables, pictures (as extracted attachments),
 * list of attachments, signature, date, note, copies. What could not be kept is listed in `losses`.
 * @param data bytes of a file `inspectFile` of `#platform/documents` has accepted
 * @throws ZipFault when it is no readable archive
 */
export async function fromDocx(data: Buffer): Promise<ImportedText> {
  const losses = lossLog();
  const prepared = await prepareDocx(data, losses);
  const images = new Map<string, ExtractedImage>();
  const html = await library('mammoth').convertToHtml(
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
  const { text, notes } = partNotes(blocks);
  const parts = structureOfficial(liftTitle(withAccessibleTables(text)));
  const whole = { ...parts, blocks: [...parts.blocks, ...notes] };
  return importedText(whole, [...images.values()], losses.list());
}

/** Footnotes come as one numbered list at the end; the end of the document is looked for above it. */
function partNotes(blocks: readonly Block[]): { text: readonly Block[]; notes: readonly Block[] } {
  const last = blocks.at(-1);
  if (last?.type !== 'orderedList') return { text: blocks, notes: [] };
  let isNotes = false;
  const content = last.content.map((item) => ({
    ...item,
    content: item.content.map((block) => {
      const end = block.type === 'paragraph' ? block.content?.at(-1) : undefined;
      if (block.type !== 'paragraph' || end?.type !== 'text' || !end.text.endsWith('↑')) return block;
      isNotes = true;
      const rest = end.text.slice(0, -1).trimEnd();
      const before = block.content?.slice(0, -1) ?? [];
      return { ...block, content: rest === '' ? before : [...before, { ...end, text: rest }] };
    }),
  }));
  return isNotes ? { text: blocks.slice(0, -1), notes: [{ ...last, content }] } : { text: blocks, notes: [] };
}

/**
 * A title styled as such comes as a level-1 heading on top; it is the document's title, not a heading of its text. So do the
 * issuer's mark and other lines of the head, where a program styles them as headings.
 */
function liftTitle(blocks: readonly Block[]): readonly Block[] {
  const out = [...blocks];
  for (const [at, block] of blocks.slice(0, mostAboveTitle).entries()) {
    const isHeading = block.type === 'heading' && block.attrs.level === 1;
    const isAbove = standsAboveTitle(block);
    if (!isHeading && !isAbove) break;
    if (block.type !== 'heading' || headingLevelOf(inlineText(block.content)) !== undefined) continue;
    const content = block.content === undefined ? {} : { content: block.content };
    out[at] = { type: 'paragraph', attrs: { align: 'center' }, ...content };
    if (!isAbove) break;
  }
  return out;
}

const mostAboveTitle = 8;

const imageMedia: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/jpg': 'jpg',
};

function keepImages(images: Map<string, ExtractedImage>) {
  return library('mammoth').images.imgElement(async (image) => {
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
  if (element.type !== 'paragraph' || /^(?:heading|title|subtitle|list|标题)/i.test(element.styleName ?? ''))
    return below;
  const align =
    element.alignment === 'center'
      ? 'center'
      : /^(?:right|end)$/.test(element.alignment ?? '')
        ? 'right'
        : null;
  return align === null ? below : { ...below, styleName: `gk-${align}` };
}
