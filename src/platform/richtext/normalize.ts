import type { Block, Cell, Inline, Mark, RichText, TextNode } from './model.ts';

const markOrder: readonly Mark['type'][] = ['bold', 'italic', 'underline', 'link'];

/**
 * Brings a valid text into its one canonical form, so that two texts that look the same hash the same: defaults and empty
 * members left out, neighbouring runs with the same marks joined, marks in a fixed order, no empty document.
 * Applying it twice changes nothing.
 */
export function normalizeRichText(doc: RichText): RichText {
  const content = doc.content.map(normalizeBlock);
  return { type: 'doc', content: content.length === 0 ? [{ type: 'paragraph' }] : content };
}

function normalizeBlock(block: Block): Block {
  switch (block.type) {
    case 'paragraph': {
      const { align, indent, role } = block.attrs ?? {};
      const attrs = {
        ...(align ? { align } : {}),
        ...(indent ? { indent } : {}),
        ...(role ? { role } : {}),
      };
      return {
        type: 'paragraph',
        ...(Object.keys(attrs).length === 0 ? {} : { attrs }),
        ...withContent(block.content),
      };
    }
    case 'heading': {
      const { level, align } = block.attrs;
      return {
        type: 'heading',
        attrs: { level, ...(align ? { align } : {}) },
        ...withContent(block.content),
      };
    }
    case 'bulletList':
      return { type: 'bulletList', content: block.content.map(normalizeItem) };
    case 'orderedList': {
      const start = block.attrs?.start ?? 1;
      return {
        type: 'orderedList',
        ...(start === 1 ? {} : { attrs: { start } }),
        content: block.content.map(normalizeItem),
      };
    }
    case 'blockquote':
      return { type: 'blockquote', content: atLeastOne(block.content.map(normalizeBlock)) };
    case 'image':
      return { type: 'image', attrs: { sha256: block.attrs.sha256, alt: block.attrs.alt } };
    case 'table': {
      const caption = block.attrs?.caption ?? '';
      return {
        type: 'table',
        ...(caption === '' ? {} : { attrs: { caption } }),
        content: block.content.map((row) => ({ type: 'tableRow', content: row.content.map(normalizeCell) })),
      };
    }
  }
}

const normalizeItem = (item: { content: Block[] }) => ({
  type: 'listItem' as const,
  content: atLeastOne(item.content.map(normalizeBlock)),
});

function normalizeCell(cell: Cell): Cell {
  const { colspan = 1, rowspan = 1 } = cell.attrs ?? {};
  const attrs = { ...(colspan > 1 ? { colspan } : {}), ...(rowspan > 1 ? { rowspan } : {}) };
  return {
    type: cell.type,
    ...(Object.keys(attrs).length === 0 ? {} : { attrs }),
    content: atLeastOne(cell.content.map(normalizeBlock)),
  };
}

const atLeastOne = (blocks: Block[]): Block[] => (blocks.length === 0 ? [{ type: 'paragraph' }] : blocks);

function withContent(content: readonly Inline[] | undefined): { content?: Inline[] } {
  const joined = joinRuns(content ?? []);
  return joined.length === 0 ? {} : { content: joined };
}

/** Joins neighbouring runs with equal marks and drops empty runs. */
export function joinRuns(content: readonly Inline[]): Inline[] {
  const runs: Inline[] = [];
  for (const node of content) {
    if (node.type === 'hardBreak') {
      runs.push({ type: 'hardBreak' });
      continue;
    }
    if (node.text === '') continue;
    const marks = orderMarks(node.marks ?? []);
    const last = runs.at(-1);
    if (last?.type === 'text' && marksKey(last.marks ?? []) === marksKey(marks)) {
      runs[runs.length - 1] = textRun(last.text + node.text, marks);
    } else {
      runs.push(textRun(node.text, marks));
    }
  }
  return runs;
}

const textRun = (text: string, marks: Mark[]): TextNode => ({
  type: 'text',
  text,
  ...(marks.length === 0 ? {} : { marks }),
});

function orderMarks(marks: readonly Mark[]): Mark[] {
  return markOrder.flatMap((type) => marks.find((mark) => mark.type === type) ?? []);
}

const marksKey = (marks: readonly Mark[]) =>
  marks.map((mark) => (mark.type === 'link' ? `link ${mark.attrs.href}` : mark.type)).join('|');
