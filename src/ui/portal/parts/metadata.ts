import { attrs, type Html, type HtmlValue, html } from '#platform/html';

export type MetadataRow = {
  readonly label: string;
  readonly value: HtmlValue;
  /** Takes the whole width of the box. */
  readonly whole?: boolean;
};

/** The official metadata box (索引号, 发布机构 …). Every row is shown; an absent value reads “—”, so that absence is seen. */
export function metadata(label: string, rows: readonly MetadataRow[], single = false): Html {
  return html`<dl class="${single ? 'metadata single' : 'metadata'}" aria-label="${label}">
${rows.map((row) => html`<div ${attrs({ class: row.whole === true ? 'whole' : null })}><dt>${row.label}</dt><dd>${row.value ?? '—'}</dd></div>\n`)}</dl>`;
}
