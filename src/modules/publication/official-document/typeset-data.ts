import { readTemplate, type Typeset, typeset, typesetBlocks, typesetInline } from '#platform/typesetting';
import type { Measures } from './measures.ts';
import { type Parts, type Segment, textOf } from './parts.ts';
import { titleLines } from './title-lines.ts';

const officialTemplate = readTemplate(new URL('./official-document.typ', import.meta.url));

/** What the template lays out. */
export type OfficialData = ReturnType<typeof officialData>;

/**
 * Typesets a document. 版记 belongs on the last page, a verso: where a first go ends it on an odd page, a second one breaks before it.
 * @throws TypesettingFault
 */
export async function typesetOfficial(
  data: OfficialData,
  files: ReadonlyMap<string, Buffer> = new Map(),
): Promise<Typeset> {
  const first = await typeset(officialTemplate, data, { files });
  const hasRecord = data.copyTo.length + data.imprint.length > 0;
  if (!hasRecord || data.measures.recordOnEvenPage === 0 || first.pages % 2 === 0) return first;
  return typeset(officialTemplate, { ...data, recordBreak: true }, { files });
}

export type Shown = {
  /** Of the PDF's properties: 索引号 and the address it came from, as far as there is one. */
  readonly keywords: readonly string[];
  readonly author: string;
  /** Name of the picture with this hash among the files of the order; null: it is not there. */
  readonly fileOf: (sha256: string) => string | null;
};

/** A document as plain data. */
export function officialData(parts: Parts, measures: Measures, shown: Shown) {
  const titleWidth = (measures.textWidth / 25.4) * 72;
  const most = Math.floor(titleWidth / measures.titleSize);
  return {
    measures,
    title: parts.title,
    // An order or minutes whose mark is its title does not say it twice.
    titleLines: parts.head.mark === parts.title ? [] : titleLines(parts.title, most),
    form: parts.form,
    head: parts.head,
    keywords: shown.keywords,
    author: shown.author,
    segments: parts.segments.map((segment) => segmentData(segment, shown.fileOf)),
    copyTo: parts.copyTo.map((block) => labelled(textOf(block))),
    recordBreak: false,
    imprint: parts.imprint.map((block) => imprintOf(textOf(block))),
  };
}

function segmentData(segment: Segment, fileOf: Shown['fileOf']) {
  switch (segment.kind) {
    case 'addressee':
    case 'note':
      return { kind: segment.kind, c: typesetInline(segment.block.content) };
    case 'attachments':
      return { kind: segment.kind, lines: segment.lines.flatMap((line) => attachmentLine(textOf(line))) };
    case 'signoff':
      return {
        kind: segment.kind,
        names: segment.names.map((name) => typesetInline(name.content)),
        date: segment.date === null ? null : typesetInline(segment.date.content),
      };
    case 'annex':
      return { kind: segment.kind, text: textOf(segment.block) };
    case 'text':
      return { kind: segment.kind, blocks: typesetBlocks({ content: [...segment.blocks] }, fileOf) };
  }
}

/** `附件：1. 名称` parted so that lines hang under one another. */
function attachmentLine(text: string) {
  return text.split('\n').map((line) => {
    const [, label = '', number = '', name = line] =
      /^(附\s*件\s*[：:]\s*)?(\d{1,2}\s*[.．、]\s*)?([\s\S]*)$/.exec(line) ?? [];
    return { label: label.trim(), number: number.trim(), name };
  });
}

/** `抄送：某某` parted so that further lines stand under the first name. */
function labelled(text: string) {
  const [, label = '', names = text] = /^(.{2,4}[：:])([\s\S]*)$/.exec(text) ?? [];
  return { label, names };
}

/** 印发机关 left, 印发日期 right. */
function imprintOf(text: string) {
  const date = /(?:\d{4}\s*年|[〇零一二三四五六七八九]{4}年).{2,10}日\s*印发$/.exec(text)?.[0] ?? '';
  return { organ: text.slice(0, text.length - date.length).trim(), date };
}
