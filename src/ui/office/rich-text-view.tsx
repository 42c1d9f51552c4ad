import { Fragment, type ReactNode } from 'react';
import type { Block, Cell, Inline, Mark, RichText } from '#platform/richtext';
import { ScrollBox } from './scroll-box.tsx';

type ViewProps = {
  readonly text: RichText;
  /** Address of a picture by its content hash; a picture without address shows its description. */
  readonly imageAddress: (sha256: string) => string | undefined;
};

/** A frozen text as it will be read. Built from elements, never from markup: what was typed can't become code. */
export function RichTextView({ text, imageAddress }: ViewProps) {
  return (
    <div className="doc">{text.content.map((block, index) => showBlock(block, index, imageAddress))}</div>
  );
}

function showBlock(block: Block, key: number, imageAddress: ViewProps['imageAddress']): ReactNode {
  const inner = (blocks: readonly Block[]) => blocks.map((one, index) => showBlock(one, index, imageAddress));
  switch (block.type) {
    case 'paragraph':
      return (
        <p key={key} className={roleClass(block.attrs?.role)} style={paragraphStyle(block.attrs)}>
          {showInlines(block.content)}
        </p>
      );
    case 'heading': {
      // The title of the document is the page's own heading: levels begin one below it.
      const Heading = (['h2', 'h3', 'h4', 'h5'] as const)[block.attrs.level - 1] ?? 'h5';
      return (
        <Heading key={key} style={paragraphStyle(block.attrs)}>
          {showInlines(block.content)}
        </Heading>
      );
    }
    case 'bulletList':
      return <ul key={key}>{showItems(block.content, inner)}</ul>;
    case 'orderedList':
      return (
        <ol key={key} start={block.attrs?.start ?? 1}>
          {showItems(block.content, inner)}
        </ol>
      );
    case 'blockquote':
      return <blockquote key={key}>{inner(block.content)}</blockquote>;
    case 'image':
      return <Picture key={key} alt={block.attrs.alt} address={imageAddress(block.attrs.sha256)} />;
    case 'table':
      return (
        <ScrollBox key={key} className="table-scroll">
          <table>
            {block.attrs?.caption == null ? null : <caption>{block.attrs.caption}</caption>}
            <tbody>
              {block.content.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: frozen text, rows never move
                <tr key={at}>{row.content.map((cell, column) => showCell(cell, column, inner))}</tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      );
  }
}

function showItems(
  items: readonly { content: Block[] }[],
  inner: (blocks: readonly Block[]) => ReactNode,
): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: frozen text, items never move
  return items.map((item, index) => <li key={index}>{inner(item.content)}</li>);
}

function showCell(cell: Cell, key: number, inner: (blocks: readonly Block[]) => ReactNode): ReactNode {
  const Tag = cell.type === 'tableHeader' ? 'th' : 'td';
  return (
    <Tag key={key} colSpan={cell.attrs?.colspan ?? 1} rowSpan={cell.attrs?.rowspan ?? 1}>
      {inner(cell.content)}
    </Tag>
  );
}

function Picture({ alt, address }: { alt: string; address: string | undefined }) {
  return (
    <p style={{ textIndent: 0, textAlign: 'center' }}>
      {address === undefined ? <em>[{alt}]</em> : <img src={address} alt={alt} />}
    </p>
  );
}

function roleClass(role: string | null | undefined): string | undefined {
  return role == null ? undefined : `role-${role}`;
}

function paragraphStyle(
  attrs: { align?: string | null | undefined; indent?: number | undefined } | undefined,
) {
  const align = attrs?.align;
  const indent = attrs?.indent ?? 0;
  return {
    ...(align == null ? {} : { textAlign: align as 'left' | 'center' | 'right' | 'justify' }),
    ...(align === 'center' || align === 'right' ? { textIndent: 0 } : {}),
    ...(indent === 0 ? {} : { paddingLeft: `${indent * 2}em` }),
  };
}

function showInlines(content: readonly Inline[] | undefined): ReactNode {
  return content?.map((node, index) =>
    node.type === 'hardBreak' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: frozen text, runs never move
      <br key={index} />
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: frozen text, runs never move
      <Fragment key={index}>{(node.marks ?? []).reduce<ReactNode>(showMark, node.text)}</Fragment>
    ),
  );
}

function showMark(inner: ReactNode, mark: Mark): ReactNode {
  switch (mark.type) {
    case 'bold':
      return <strong>{inner}</strong>;
    case 'italic':
      return <em>{inner}</em>;
    case 'underline':
      return <u>{inner}</u>;
    case 'link':
      return (
        <a href={mark.attrs.href} target="_blank" rel="noopener noreferrer">
          {inner}
        </a>
      );
  }
}
