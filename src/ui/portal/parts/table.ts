import { attrs, type Html, type HtmlValue, html } from '#platform/html';

export type Column<Row> = {
  readonly head: string;
  readonly cell: (row: Row) => HtmlValue;
  /** The cell that names the row; exactly one column should. */
  readonly heads?: boolean;
  /** Figures stand right-aligned. */
  readonly figure?: boolean;
};

/**
 * A table with a caption. `stacks`: on a phone every row becomes a block with the headings before the cells; without it the
 * table scrolls in its own box, which the keyboard can reach.
 */
export function table<Row>(
  caption: HtmlValue,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  options: { readonly stacks?: boolean; readonly hideCaption?: boolean } = {},
): Html {
  const stacks = options.stacks === true;
  const heads = columns.map(
    (column) => html`<th ${attrs({ scope: 'col', class: figureClass(column) })}>${column.head}</th>`,
  );
  const body = rows.map((row) => html`<tr>${columns.map((column) => cell(column, row))}</tr>\n`);
  return html`<div ${attrs({ class: 'table-box', tabindex: stacks ? null : 0 })}><table ${attrs({ class: stacks ? 'stacks' : null })}>
<caption ${attrs({ class: options.hideCaption === true ? 'off-screen' : null })}>${caption}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>${body}</tbody>
</table></div>`;
}

function cell<Row>(column: Column<Row>, row: Row): Html {
  if (column.heads === true) return html`<th scope="row">${column.cell(row)}</th>`;
  return html`<td ${attrs({ 'data-head': column.head, class: figureClass(column) })}>${column.cell(row)}</td>`;
}

function figureClass(column: { readonly figure?: boolean }): string | null {
  return column.figure === true ? 'figure' : null;
}
