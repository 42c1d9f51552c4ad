import type { JSONContent } from '@tiptap/core';
import type { Block, Cell, Inline, Mark, Paragraph, ParagraphRole, RichText } from '#platform/richtext';

type ListItem = Extract<Block, { type: 'bulletList' }>['content'][number];

/**
 * The editor's document as the closed format that is signed. The editor knows more attributes than the format (column
 * widths, link targets): whatever is not listed here is dropped, so that the same text always has the same bytes.
 */
export function toRichText(doc: JSONContent): RichText {
  const content = blocks(doc.content);
  return { type: 'doc', content: content.length === 0 ? [{ type: 'paragraph' }] : content };
}

/** The editor's document for a stored text. Where the format allows emptiness the editor needs a place for the cursor. */
export function toEditorJson(text: RichText): JSONContent {
  // The two types differ only in how an absent member is written.
  return withPlaceForCursor(text as JSONContent);
}

const holdsBlocks = new Set(['doc', 'listItem', 'blockquote', 'tableCell', 'tableHeader']);

function withPlaceForCursor(node: JSONContent): JSONContent {
  const content = node.content?.map(withPlaceForCursor) ?? [];
  if (content.length > 0) return { ...node, content };
  return holdsBlocks.has(node.type ?? '') ? { ...node, content: [{ type: 'paragraph' }] } : node;
}

function blocks(nodes: readonly JSONContent[] | undefined): Block[] {
  return (nodes ?? []).flatMap(block);
}

function block(node: JSONContent): Block[] {
  switch (node.type) {
    case 'paragraph':
      return [paragraph(node)];
    case 'heading':
      return [
        {
          type: 'heading',
          attrs: { level: levelOf(node), ...alignOf(node) },
          ...inlineContent(node),
        },
      ];
    case 'bulletList':
      return items(node, (content) => ({ type: 'bulletList', content }));
    case 'orderedList': {
      const start = numberAttr(node, 'start');
      return items(node, (content) => ({
        type: 'orderedList',
        ...(start === undefined || start === 1 ? {} : { attrs: { start } }),
        content,
      }));
    }
    case 'blockquote':
      return [{ type: 'blockquote', content: blocks(node.content) }];
    case 'image': {
      const sha256 = textAttr(node, 'sha256');
      return sha256 === undefined
        ? []
        : [{ type: 'image', attrs: { sha256, alt: textAttr(node, 'alt') ?? '' } }];
    }
    case 'table':
      return [table(node)];
    default:
      return [];
  }
}

function paragraph(node: JSONContent): Paragraph {
  const indent = numberAttr(node, 'indent');
  const role = textAttr(node, 'role');
  const attrs = {
    ...alignOf(node),
    ...(indent === undefined || indent === 0 ? {} : { indent }),
    ...(isRole(role) ? { role } : {}),
  };
  return { type: 'paragraph', ...(Object.keys(attrs).length === 0 ? {} : { attrs }), ...inlineContent(node) };
}

function items(node: JSONContent, make: (content: ListItem[]) => Block): Block[] {
  const content = (node.content ?? []).map(
    (item): ListItem => ({ type: 'listItem', content: blocks(item.content) }),
  );
  return content.length === 0 ? [] : [make(content)];
}

function table(node: JSONContent): Block {
  const caption = textAttr(node, 'caption');
  return {
    type: 'table',
    ...(caption === undefined || caption === '' ? {} : { attrs: { caption } }),
    content: (node.content ?? []).map((row) => ({
      type: 'tableRow',
      content: (row.content ?? []).map(cell),
    })),
  };
}

function cell(node: JSONContent): Cell {
  const colspan = numberAttr(node, 'colspan') ?? 1;
  const rowspan = numberAttr(node, 'rowspan') ?? 1;
  const attrs = { ...(colspan === 1 ? {} : { colspan }), ...(rowspan === 1 ? {} : { rowspan }) };
  return {
    type: node.type === 'tableHeader' ? 'tableHeader' : 'tableCell',
    ...(Object.keys(attrs).length === 0 ? {} : { attrs }),
    content: blocks(node.content),
  };
}

function inlineContent(node: JSONContent): { content?: Inline[] } {
  const content = (node.content ?? []).flatMap((one): Inline[] => {
    if (one.type === 'hardBreak') return [{ type: 'hardBreak' }];
    if (one.type !== 'text' || one.text === undefined || one.text === '') return [];
    const marks = (one.marks ?? []).flatMap(mark);
    return [{ type: 'text', text: one.text, ...(marks.length === 0 ? {} : { marks }) }];
  });
  return content.length === 0 ? {} : { content };
}

function mark(one: { type: string; attrs?: Record<string, unknown> }): Mark[] {
  if (one.type === 'bold' || one.type === 'italic' || one.type === 'underline') return [{ type: one.type }];
  const href = one.attrs?.['href'];
  return one.type === 'link' && typeof href === 'string' ? [{ type: 'link', attrs: { href } }] : [];
}

function levelOf(node: JSONContent): 1 | 2 | 3 | 4 {
  const level = numberAttr(node, 'level');
  return level === 1 || level === 2 || level === 3 ? level : 4;
}

function alignOf(node: JSONContent): { align?: 'left' | 'center' | 'right' | 'justify' } {
  const align = textAttr(node, 'align');
  return align === 'left' || align === 'center' || align === 'right' || align === 'justify' ? { align } : {};
}

const roles = {
  addressee: true,
  signature: true,
  date: true,
  note: true,
  head: true,
  attachments: true,
  copyTo: true,
  imprint: true,
} as const satisfies Record<ParagraphRole, true>;

function isRole(role: string | undefined): role is ParagraphRole {
  return role !== undefined && Object.hasOwn(roles, role);
}

function textAttr(node: JSONContent, name: string): string | undefined {
  const value: unknown = node.attrs?.[name];
  return typeof value === 'string' ? value : undefined;
}

function numberAttr(node: JSONContent, name: string): number | undefined {
  const value: unknown = node.attrs?.[name];
  return typeof value === 'number' ? value : undefined;
}
