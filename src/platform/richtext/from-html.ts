import { type DefaultTreeAdapterMap, parse } from 'parse5';
import { collapse } from './collapse.ts';
import { cleanImportedText, type ImportedText, type LossLog, lossLog } from './imported.ts';
import {
  type Align,
  type Block,
  type Cell,
  type Heading,
  type Inline,
  type ListItem,
  limits,
  type Mark,
  type Table,
  type TableRow,
} from './model.ts';
import { importedText, structureOfficial } from './official.ts';
import { isSafeHref } from './schema.ts';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

/** What to do with a picture: its attributes in the text, or undefined to leave it out (the caller records why). */
export type ImageResolver = (src: string, alt: string) => { sha256: string; alt: string } | undefined;

type Context = {
  readonly losses: LossLog;
  readonly image: ImageResolver;
  readonly marks: readonly Mark[];
  /** inside <sup> or <sub> */
  readonly raised: 'sup' | 'sub' | null;
  /** elements above in the page */
  readonly depth: number;
  /** nodes above in the text being built */
  readonly level: number;
  readonly inTable: boolean;
};

/**
 * Cleans HTML pasted from a page or an office program into a text: scripts, styles, handlers, frames, hidden text, remote
 * pictures and trackers are gone, structure and words stay. `whole` also looks for title, number and signature.
 */
export function fromHtml(html: string, options: { readonly whole?: boolean } = {}): ImportedText {
  const losses = lossLog();
  const image: ImageResolver = () => {
    losses.add('remote-image');
    return undefined;
  };
  const blocks = blocksOfHtml(html, losses, image);
  const parts = options.whole
    ? structureOfficial(blocks)
    : { title: null, documentNumber: null, documentDate: null, disclosureNote: null, found: [], blocks };
  return importedText(parts, [], losses.list());
}

/** The shared core of HTML and Word import. */
export function blocksOfHtml(html: string, losses: LossLog, image: ImageResolver): Block[] {
  const document = parse(cleanImportedText(html, losses));
  return readBlocks(document.childNodes, {
    losses,
    image,
    marks: [],
    raised: null,
    depth: 0,
    level: 1,
    inTable: false,
  });
}

/** Elements whose content is never text of the page. */
const dropped = new Set(
  'script style noscript template iframe frame frameset object embed applet svg math canvas video audio map head title link meta base xml'.split(
    ' ',
  ),
);
const formFields = new Set('input select textarea button option datalist'.split(' '));
const blockElements = new Set(
  'html body p div section article main header footer nav aside address center figure figcaption form fieldset legend details summary dl dt dd pre hr h1 h2 h3 h4 h5 h6 ul ol li table blockquote'.split(
    ' ',
  ),
);
const markOf: Readonly<Record<string, Mark>> = {
  b: { type: 'bold' },
  strong: { type: 'bold' },
  i: { type: 'italic' },
  em: { type: 'italic' },
  u: { type: 'underline' },
  ins: { type: 'underline' },
};

/** Gathers inline pieces until a block element ends the paragraph. */
function readBlocks(nodes: readonly Node[], context: Context, align: Align | null = null): Block[] {
  const blocks: Block[] = [];
  let inline: Inline[] = [];
  const flush = () => {
    const content = collapse(inline);
    if (content.length > 0) {
      blocks.push({ type: 'paragraph', ...(align === null ? {} : { attrs: { align } }), content });
    }
    inline = [];
  };
  const walk = (node: Node, at: Context): void => {
    if (at.depth > deepest) {
      at.losses.add('too-deep', 'tagName' in node ? textOf(node, 200) : undefined);
      return;
    }
    if (node.nodeName === '#text' && 'value' in node) {
      pushText(node.value, at, inline);
      return;
    }
    if (!('tagName' in node) || isDropped(node, at)) return;
    const below = { ...at, depth: at.depth + 1 };
    if (node.tagName === 'br') inline.push({ type: 'hardBreak' });
    else if (isCheckbox(node)) pushText(attribute(node, 'checked') === undefined ? '☐' : '☑', at, inline);
    else if (node.tagName === 'img') {
      // A picture that is left out parts no paragraph.
      const image = readImage(node, at);
      if (image.length > 0) flush();
      blocks.push(...image);
    } else if (blockElements.has(node.tagName)) {
      flush();
      blocks.push(...readBlock(node, below, align));
      flush();
    } else {
      const marked = withMark(node, below);
      for (const child of node.childNodes) walk(child, marked);
    }
  };
  for (const node of nodes) walk(node, context);
  flush();
  return blocks;
}

/** Pages nest far deeper than texts; the text's own depth is bounded afterwards by the structures read. */
const deepest = 400;

function pushText(value: string, context: Context, inline: Inline[]): void {
  // Again here: character references may have put forbidden characters back.
  const clean = cleanImportedText(value, context.losses).replace(/[ \t\n\f\r]+/g, ' ');
  const text = context.raised === null ? clean : raisedText(clean, context.raised, context.losses);
  if (text !== '') {
    inline.push({ type: 'text', text, ...(context.marks.length === 0 ? {} : { marks: [...context.marks] }) });
  }
}

const raisedSigns = {
  sup: new Map([...'0123456789+-()n'].map((plain, at) => [plain, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ'][at] ?? plain])),
  sub: new Map([...'0123456789+-()'].map((plain, at) => [plain, [...'₀₁₂₃₄₅₆₇₈₉₊₋₍₎'][at] ?? plain])),
} as const;

/** m² must not become m2: raised figures have signs of their own. Anything else loses its height, and that is said. */
function raisedText(text: string, raised: 'sup' | 'sub', losses: LossLog): string {
  const plain = text.trim();
  if (plain === '' || /^\[\d{1,4}\]$/.test(plain)) return text;
  const signs = raisedSigns[raised];
  if ([...plain].every((char) => signs.has(char)))
    return [...plain].map((char) => signs.get(char) ?? char).join('');
  losses.add('raised-text', plain);
  return text;
}

const isCheckbox = (element: Element) =>
  element.tagName === 'input' && attribute(element, 'type')?.toLowerCase() === 'checkbox';

function isDropped(element: Element, context: Context): boolean {
  const { tagName } = element;
  if (isCheckbox(element)) return false;
  if (formFields.has(tagName)) {
    context.losses.add('form-field');
    return true;
  }
  if (dropped.has(tagName)) {
    if (/^(?:iframe|object|embed|video|audio|svg)$/.test(tagName)) context.losses.add('active-content');
    return true;
  }
  if (!isHidden(element)) return false;
  const text = textOf(element, 200).trim();
  if (text !== '') context.losses.add('hidden-text', text);
  return true;
}

/** Text a reader of the page does not see must not slip into a signed text. */
function isHidden(element: Element): boolean {
  if (attribute(element, 'hidden') !== undefined) return true;
  const style = (attribute(element, 'style') ?? '').replace(/\s/g, '').toLowerCase();
  return /(?:^|;)(?:display:none|visibility:hidden|mso-hide:all|font-size:0(?:px|pt|em|%)?(?:;|$)|opacity:0(?:;|$))/.test(
    style,
  );
}

/** The text a reader would see below an element (its own state aside), without recursion: what is thrown away may be deep. */
function textOf(element: Element, most = Number.POSITIVE_INFINITY): string {
  const stack: Node[] = [element];
  let text = '';
  for (let node = stack.pop(); node !== undefined && text.length < most; node = stack.pop()) {
    if (node.nodeName === '#text' && 'value' in node) text += node.value;
    if (!('childNodes' in node)) continue;
    for (const child of node.childNodes.toReversed()) if (isSeen(child)) stack.push(child);
  }
  return text;
}

const isSeen = (node: Node) => !('tagName' in node) || !(dropped.has(node.tagName) || isHidden(node));

const attribute = (element: Element, name: string) => element.attrs.find((one) => one.name === name)?.value;

function withMark(element: Element, given: Context): Context {
  const { tagName } = element;
  if (/^(?:s|strike|del)$/.test(tagName)) {
    const text = textOf(element, 200).trim();
    if (text !== '') given.losses.add('struck-text', text);
  }
  const context: Context = tagName === 'sup' || tagName === 'sub' ? { ...given, raised: tagName } : given;
  const mark = element.tagName === 'a' ? linkMark(element, context) : markOf[element.tagName];
  if (mark === undefined || context.marks.some((one) => one.type === mark.type)) return context;
  return { ...context, marks: [...context.marks, mark] };
}

function linkMark(element: Element, context: Context): Mark | undefined {
  const href = attribute(element, 'href')?.trim();
  if (href === undefined || href === '' || href.startsWith('#')) return undefined;
  if (isSafeHref(href) && href.length <= limits.href) return { type: 'link', attrs: { href } };
  context.losses.add('link-removed', textOf(element, 200));
  return undefined;
}

function readImage(element: Element, context: Context): Block[] {
  const alt = cleanImportedText(attribute(element, 'alt') ?? '', context.losses)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, limits.alt)
    .toWellFormed();
  const kept = context.image(attribute(element, 'src') ?? '', alt);
  return kept === undefined ? [] : [{ type: 'image', attrs: kept }];
}

function readBlock(element: Element, context: Context, inherited: Align | null): Block[] {
  const align = alignOf(element) ?? inherited;
  switch (element.tagName) {
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return readHeading(element, context, align);
    case 'ul':
    case 'ol':
      return readList(element, context);
    case 'table':
      return readTable(element, context);
    case 'blockquote': {
      if (isFull(context)) return readBlocks(element.childNodes, context, align);
      const content = readBlocks(element.childNodes, deeper(context, 1), align);
      return content.length === 0 ? [] : [{ type: 'blockquote', content }];
    }
    default:
      return readBlocks(element.childNodes, context, align);
  }
}

function alignOf(element: Element): Align | null {
  const style = /text-align:\s*(left|center|right|justify)/i.exec(attribute(element, 'style') ?? '')?.[1];
  const named = /(?:^|\s)gk-(center|right)(?:\s|$)/.exec(attribute(element, 'class') ?? '')?.[1];
  const value = (
    style ??
    named ??
    attribute(element, 'align') ??
    (element.tagName === 'center' ? 'center' : '')
  ).toLowerCase();
  // Left and justified are how body text is set anyway.
  return value === 'center' || value === 'right' ? value : null;
}

/** Pictures or tables inside a heading stand after it. */
function readHeading(element: Element, context: Context, align: Align | null): Block[] {
  const level = headingLevels[element.tagName] ?? 4;
  if (element.tagName === 'h5' || element.tagName === 'h6')
    context.losses.add('heading-level', textOf(element, 200));
  return readBlocks(element.childNodes, context).map((block): Block => {
    if (block.type !== 'paragraph') return block;
    const content = block.content === undefined ? {} : { content: block.content };
    return { type: 'heading', attrs: { level, ...(align === null ? {} : { align }) }, ...content };
  });
}

const headingLevels: Readonly<Record<string, Heading['attrs']['level']>> = { h1: 1, h2: 2, h3: 3, h4: 4 };

/** Where the model ends, quotes and lists are flattened: words kept, nesting lost. */
const isFull = (context: Context) => context.level > limits.depth - 8;
const deeper = (context: Context, by: number): Context => ({ ...context, level: context.level + by });

function readList(element: Element, context: Context): Block[] {
  const items: ListItem[] = [];
  const inside = deeper(context, isFull(context) ? 0 : 2);
  for (const child of element.childNodes) {
    const content = readBlocks(
      'tagName' in child && child.tagName === 'li' ? child.childNodes : [child],
      inside,
    );
    if (content.length > 0) items.push({ type: 'listItem', content });
  }
  if (items.length === 0) return [];
  if (isFull(context)) {
    context.losses.add('too-deep', textOf(element, 200));
    return items.flatMap((item) => item.content);
  }
  if (element.tagName === 'ul') return [{ type: 'bulletList', content: items }];
  const start = Number(attribute(element, 'start') ?? '1');
  const attrs =
    Number.isInteger(start) && start >= 0 && start !== 1 && start < 100_000 ? { attrs: { start } } : {};
  return [{ type: 'orderedList', ...attrs, content: items }];
}

/** A table inside a table becomes the paragraphs of its cell: neither a phone nor a screen reader can show the nesting. */
function readTable(element: Element, context: Context): Block[] {
  const parts = tableParts(element, context.losses);
  if (!context.inTable && isLayoutTable(element, parts)) {
    context.losses.add('layout-table');
    return parts.rows.flatMap((row) =>
      cellsOf(row.element).flatMap((cell) => readBlocks(cell.childNodes, context)),
    );
  }
  if (context.inTable) {
    context.losses.add('nested-table', textOf(element, 200));
    return parts.rows.flatMap((row) =>
      cellsOf(row.element).flatMap((cell) => readBlocks(cell.childNodes, context)),
    );
  }
  const inside = { ...deeper(context, 3), inTable: true };
  const content: TableRow[] = parts.rows
    .map((row) => ({
      type: 'tableRow' as const,
      content: cellsOf(row.element).map((cell) => readCell(cell, row.isHead, inside)),
    }))
    .filter((row) => row.content.length > 0);
  if (content.length === 0) return [];
  const caption = parts.caption.slice(0, limits.caption).toWellFormed();
  const table: Table = { type: 'table', ...(caption === '' ? {} : { attrs: { caption } }), content };
  return [table, ...captionRest(parts.caption)];
}

/** Pages are laid out with tables: those that say so, and those that hold little but other tables, are no tables of data. */
function isLayoutTable(element: Element, parts: ReturnType<typeof tableParts>): boolean {
  if (/^(?:presentation|none)$/.test(attribute(element, 'role') ?? '')) return true;
  if (parts.caption !== '' || parts.rows.some((row) => row.isHead)) return false;
  const cells = parts.rows.flatMap((row) => cellsOf(row.element));
  if (cells.some((cell) => cell.tagName === 'th')) return false;
  const inner = cells.map(textInTables);
  if (inner.every((one) => one === undefined)) return false;
  const within = inner.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  return within * 2 >= textOf(element).replace(/\s/g, '').length;
}

/** Length of the text of the tables inside a cell; undefined when there is no table. */
function textInTables(cell: Element): number | undefined {
  const stack: Node[] = [...cell.childNodes];
  let length: number | undefined;
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!('childNodes' in node)) continue;
    if ('tagName' in node && node.tagName === 'table')
      length = (length ?? 0) + textOf(node).replace(/\s/g, '').length;
    else stack.push(...node.childNodes);
  }
  return length;
}

/** A caption longer than the model allows goes on as a paragraph below the table. */
const captionRest = (caption: string): Block[] =>
  caption.length <= limits.caption
    ? []
    : [
        {
          type: 'paragraph',
          content: [{ type: 'text', text: caption.slice(limits.caption).toWellFormed() }],
        },
      ];

function tableParts(element: Element, losses: LossLog) {
  const rows: { element: Element; isHead: boolean }[] = [];
  let caption = '';
  for (const child of element.childNodes) {
    if (!('tagName' in child)) continue;
    if (child.tagName === 'caption')
      caption = cleanImportedText(textOf(child), losses).replace(/\s+/g, ' ').trim();
    if (!/^(?:thead|tbody|tfoot)$/.test(child.tagName)) continue;
    for (const row of child.childNodes) {
      if ('tagName' in row && row.tagName === 'tr')
        rows.push({ element: row, isHead: child.tagName === 'thead' });
    }
  }
  return { rows, caption };
}

const cellsOf = (row: Element): Element[] =>
  row.childNodes.filter(
    (node): node is Element => 'tagName' in node && (node.tagName === 'td' || node.tagName === 'th'),
  );

function readCell(element: Element, isHead: boolean, context: Context): Cell {
  const colspan = spanOf(element, 'colspan');
  const rowspan = spanOf(element, 'rowspan');
  const attrs = { ...(colspan > 1 ? { colspan } : {}), ...(rowspan > 1 ? { rowspan } : {}) };
  const content = readBlocks(element.childNodes, context);
  return {
    type: isHead || element.tagName === 'th' ? 'tableHeader' : 'tableCell',
    ...(Object.keys(attrs).length === 0 ? {} : { attrs }),
    content: content.length === 0 ? [{ type: 'paragraph' }] : content,
  };
}

function spanOf(element: Element, name: string): number {
  const span = Number(attribute(element, name) ?? '1');
  return Number.isInteger(span) && span >= 1 ? Math.min(span, limits.span) : 1;
}
