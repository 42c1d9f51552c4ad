import { type Block, type ImportedText, type Table, toText } from '#platform/richtext';

/** The structure of an import in one readable shape, for a table of expectations. */
export type Outline = {
  readonly title: string | null;
  readonly number: string | null;
  readonly date: string | null;
  readonly note: string | null;
  /** `h1 一、…`, `addressee`, `p`, `table 2x3 head 1 “caption”`, `image`, … in order */
  readonly blocks: readonly string[];
  readonly losses: readonly string[];
};

export function outlineOf(text: ImportedText): Outline {
  return {
    title: text.title,
    number: text.documentNumber,
    date: text.documentDate,
    note: text.disclosureNote,
    blocks: text.body.content.map(nameOf),
    losses: text.losses.map((loss) => loss.code).sort(),
  };
}

function nameOf(block: Block): string {
  switch (block.type) {
    case 'heading':
      return `h${block.attrs.level} ${wordsOf(block)}`;
    case 'paragraph':
      return block.attrs?.role ?? 'p';
    case 'table':
      return nameOfTable(block);
    default:
      return block.type;
  }
}

const wordsOf = (block: Block) => toText({ type: 'doc', content: [block] });

function nameOfTable(table: Table): string {
  const heads = table.content.filter((row) =>
    row.content.every((cell) => cell.type === 'tableHeader'),
  ).length;
  const spans = table.content.some((row) =>
    row.content.some((cell) => (cell.attrs?.colspan ?? 1) > 1 || (cell.attrs?.rowspan ?? 1) > 1),
  );
  const widest = Math.max(...table.content.map((row) => row.content.length));
  const caption = table.attrs?.caption ?? '';
  return `table ${table.content.length}x${widest} head ${heads}${spans ? ' spans' : ''}${caption === '' ? '' : ` “${caption}”`}`;
}
