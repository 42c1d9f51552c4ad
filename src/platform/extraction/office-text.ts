import type { XmlAttributes, XmlEvents } from '#platform/documents';

/** Where the words of a part go. */
export type OfficeLines = {
  readonly paragraph: (line: string) => void;
  /** @param table number of the table in the part, from 1 */
  readonly row: (line: string, table: number) => void;
  /** what the printed page does not show: `hidden` runs, `deleted` ones, `field` codes, `alt` texts, unlike `fallback` texts */
  readonly unseen: (what: 'hidden' | 'deleted' | 'field' | 'alt' | 'fallback', line: string) => void;
};

/* What stands open while a part is read; a text box opens a flow of its own inside its paragraph. */
type Flow =
  | { readonly is: 'flow'; readonly isFallback: boolean; readonly lines: string[] }
  | { readonly is: 'paragraph'; text: string; readonly after: string[] }
  | { readonly is: 'table'; readonly number: number; readonly rows: string[] }
  | { readonly is: 'row'; readonly cells: string[] }
  | { readonly is: 'cell'; readonly lines: string[]; span: number };

type Unseen = { hidden: string; deleted: string; field: string };

const mostSpan = 63;

/**
 * Reads the text of WordprocessingML and DrawingML alike (ECMA-376: both call a paragraph `p`, a text `t`, a table `tbl`,
 * `tr`, `tc`): one line a paragraph, one line a row of a table with its cells divided by tabs.
 */
export function officeTextEvents(to: OfficeLines): XmlEvents {
  const open: Flow[] = [];
  const seen = new Set<string>();
  const unseen: Unseen = { hidden: '', deleted: '', field: '' };
  const fallbacks: string[] = [];
  let tables = 0;
  let isText: 'text' | 'deleted' | 'field' | undefined;
  let isHidden = false;
  let moved = 0;
  const top = () => open.at(-1);

  const deliver = (line: string) => {
    const target = [...open].reverse().find((one) => one.is === 'flow' || one.is === 'cell');
    if (target !== undefined) return target.lines.push(line);
    seen.add(line);
    to.paragraph(line);
  };
  const put = (text: string) => {
    const paragraph = top();
    if (moved > 0 || isText === 'deleted') unseen.deleted += text;
    else if (isText === 'field') unseen.field += text;
    else if (isHidden) unseen.hidden += text;
    else if (paragraph?.is === 'paragraph') paragraph.text += text;
  };
  const flushUnseen = () => {
    for (const what of ['hidden', 'deleted', 'field'] as const) {
      if (unseen[what].trim() !== '') to.unseen(what, unseen[what].trim());
      unseen[what] = '';
    }
  };
  const close: Readonly<Record<string, () => void>> = {
    p: () => {
      const paragraph = take(open, 'paragraph');
      if (paragraph === undefined) return;
      deliver(paragraph.text);
      for (const line of paragraph.after) deliver(line);
      flushUnseen();
    },
    txbxContent: () => closeFlow(),
    Fallback: () => closeFlow(),
    tc: () => {
      const cell = take(open, 'cell');
      const row = top();
      if (cell === undefined || row?.is !== 'row') return;
      row.cells.push(oneLine(cell.lines.join(' ')), ...Array.from({ length: cell.span - 1 }, () => ''));
    },
    tr: () => {
      const row = take(open, 'row');
      const table = top();
      if (row === undefined || table?.is !== 'table') return;
      const line = row.cells.join('\t');
      if (open.length > 1) return table.rows.push(line);
      for (const cell of row.cells) seen.add(cell);
      to.row(line, table.number);
    },
    tbl: () => {
      const table = take(open, 'table');
      // A table in a cell is that cell's text; one in a text box keeps its columns.
      for (const row of table?.rows ?? []) deliver(row);
    },
    moveFrom: () => {
      moved -= 1;
    },
    r: () => {
      isHidden = false;
    },
  };
  const closeFlow = () => {
    const flow = take(open, 'flow');
    if (flow === undefined) return;
    // One by one here and below: a call takes fewer arguments than a text box may have lines.
    if (flow.isFallback) for (const line of flow.lines) fallbacks.push(line);
    if (flow.isFallback) return;
    // A box inside the choice for old programs belongs to that choice.
    const around = [...open].reverse().find((one) => one.is === 'paragraph' || one.is === 'flow');
    for (const line of flow.lines) {
      if (around?.is === 'paragraph') around.after.push(line);
      else deliver(line);
    }
  };
  const start: Readonly<Record<string, (attribute: XmlAttributes) => void>> = {
    p: () => open.push({ is: 'paragraph', text: '', after: [] }),
    txbxContent: () => open.push({ is: 'flow', isFallback: false, lines: [] }),
    // What old programs read instead of the choice before it; heard of only where it says something else.
    Fallback: () => open.push({ is: 'flow', isFallback: true, lines: [] }),
    tbl: () => {
      const isOutside = open.length === 0;
      if (isOutside) tables += 1;
      open.push({ is: 'table', number: tables, rows: [] });
    },
    tr: () => open.push({ is: 'row', cells: [] }),
    tc: (attribute) => open.push({ is: 'cell', lines: [], span: spanOf(attribute('gridSpan')) }),
    gridSpan: (attribute) => {
      const cell = top();
      if (cell?.is === 'cell') cell.span = spanOf(attribute('val'));
    },
    r: () => {
      isHidden = false;
    },
    t: () => {
      isText = 'text';
    },
    delText: () => {
      isText = 'deleted';
    },
    instrText: () => {
      isText = 'field';
    },
    delInstrText: () => {
      isText = 'field';
    },
    fldSimple: (attribute) => to.unseen('field', attribute('instr') ?? ''),
    moveFrom: () => {
      moved += 1;
    },
    vanish: (attribute) => {
      isHidden = !['0', 'false', 'off'].includes(attribute('val') ?? '');
    },
    tab: (attribute) => {
      // The same word sets a tab stop in a paragraph's properties.
      if (attribute('pos') === undefined) put(open.some((one) => one.is === 'cell') ? ' ' : '\t');
    },
    br: () => put(open.some((one) => one.is === 'cell') ? ' ' : '\n'),
    cr: () => put('\n'),
    noBreakHyphen: () => put('-'),
    docPr: (attribute) => tellAlt(attribute),
    cNvPr: (attribute) => tellAlt(attribute),
    shape: (attribute) => to.unseen('alt', attribute('alt') ?? ''),
    textpath: (attribute) => to.unseen('alt', attribute('string') ?? ''),
    hlinkClick: (attribute) => to.unseen('alt', attribute('tooltip') ?? ''),
    hyperlink: (attribute) => to.unseen('alt', attribute('tooltip') ?? ''),
  };
  const tellAlt = (attribute: XmlAttributes) => {
    for (const name of ['title', 'descr']) to.unseen('alt', attribute(name) ?? '');
  };
  let depth = 0;
  return {
    open: (name, attribute) => {
      depth += 1;
      start[name]?.(attribute);
    },
    text: (text) => {
      if (isText !== undefined) put(text);
    },
    close: (name) => {
      depth -= 1;
      if (name === 't' || name === 'delText' || name === 'instrText' || name === 'delInstrText')
        isText = undefined;
      close[name]?.();
      if (depth > 0) return;
      flushUnseen();
      for (const line of fallbacks) if (!seen.has(line)) to.unseen('fallback', line);
    },
  };
}

const oneLine = (text: string) => text.replaceAll(/[\t\n]+/g, ' ').trim();

function spanOf(value: string | undefined): number {
  const span = Number(value ?? 1);
  return Number.isInteger(span) && span > 1 ? Math.min(span, mostSpan) : 1;
}

/** Takes what stands on top when it is of the kind that closes; XML closes in order, other elements do not matter. */
function take<Is extends Flow['is']>(open: Flow[], is: Is): Extract<Flow, { is: Is }> | undefined {
  const top = open.at(-1);
  if (top === undefined || !isFlow(top, is)) return undefined;
  open.pop();
  return top;
}

function isFlow<Is extends Flow['is']>(flow: Flow, is: Is): flow is Extract<Flow, { is: Is }> {
  return flow.is === is;
}
