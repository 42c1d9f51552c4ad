/**
 * The structured text of a disclosure: a closed subset of ProseMirror JSON, so that the editor, the frozen content that
 * is signed, the page and the screening all mean the same thing. Whatever is not listed here does not exist.
 */
export type Align = 'left' | 'center' | 'right' | 'justify';

/**
 * Parts of an official document (GB/T 9704-2012) that are laid out differently from body text: 主送 署名 成文日期 附注,
 * 版头 (copy number, mark, urgency, issuer, signer), 附件说明, 抄送, 印发.
 */
export const paragraphRoles = [
  'addressee',
  'signature',
  'date',
  'note',
  'head',
  'attachments',
  'copyTo',
  'imprint',
] as const;
export type ParagraphRole = (typeof paragraphRoles)[number];

export type Mark =
  | { type: 'bold' }
  | { type: 'italic' }
  | { type: 'underline' }
  | { type: 'link'; attrs: { href: string } };

export type TextNode = { type: 'text'; text: string; marks?: Mark[] | undefined };
export type HardBreak = { type: 'hardBreak' };
export type Inline = TextNode | HardBreak;

export type ParagraphAttrs = {
  align?: Align | null | undefined;
  /** Steps of two characters, 0–8. */
  indent?: number | undefined;
  role?: ParagraphRole | null | undefined;
};
export type Paragraph = {
  type: 'paragraph';
  attrs?: ParagraphAttrs | undefined;
  content?: Inline[] | undefined;
};
export type Heading = {
  type: 'heading';
  /** 1–4: 一、 （一） 1. （1）. The document's title is not a heading of its text. */
  attrs: { level: 1 | 2 | 3 | 4; align?: Align | null | undefined };
  content?: Inline[] | undefined;
};
export type ListItem = { type: 'listItem'; content: Block[] };
export type BulletList = { type: 'bulletList'; content: ListItem[] };
export type OrderedList = {
  type: 'orderedList';
  attrs?: { start?: number | undefined } | undefined;
  content: ListItem[];
};
export type Blockquote = { type: 'blockquote'; content: Block[] };
/** An attachment of the same dossier shown in the text; only its content hash is kept, never an address. */
export type Image = { type: 'image'; attrs: { sha256: string; alt: string } };
export type CellAttrs = { colspan?: number | undefined; rowspan?: number | undefined };
export type TableCell = { type: 'tableCell'; attrs?: CellAttrs | undefined; content: Block[] };
export type TableHeader = { type: 'tableHeader'; attrs?: CellAttrs | undefined; content: Block[] };
export type Cell = TableCell | TableHeader;
export type TableRow = { type: 'tableRow'; content: Cell[] };
export type Table = {
  type: 'table';
  attrs?: { caption?: string | null | undefined } | undefined;
  content: TableRow[];
};

/** Blocks that may stand anywhere. Tables may not stand inside tables: screen readers and phones cannot show them. */
export type Block = Paragraph | Heading | BulletList | OrderedList | Blockquote | Image | Table;
export type RichText = { type: 'doc'; content: Block[] };

/** Bounds of one text. Larger matter belongs in an attachment; the bounds keep every later step's work bounded too. */
export const limits = {
  /** levels of nodes below the document */
  depth: 24,
  /** nodes of all kinds, text runs included */
  nodes: 60_000,
  /** UTF-16 units of all text together */
  text: 1_500_000,
  /** UTF-16 units of one run */
  run: 200_000,
  href: 2_000,
  alt: 500,
  caption: 200,
  span: 200,
  indent: 8,
} as const;

export const emptyRichText: RichText = { type: 'doc', content: [{ type: 'paragraph' }] };

export function paragraph(text: string, attrs?: ParagraphAttrs): Paragraph {
  return {
    type: 'paragraph',
    ...(attrs === undefined || Object.keys(attrs).length === 0 ? {} : { attrs }),
    ...(text === '' ? {} : { content: [{ type: 'text', text }] }),
  };
}
