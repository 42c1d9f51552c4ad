import type { Block, Paragraph, RichText } from '#platform/richtext';

/** How a document is laid out: 文件、信函、命令（令）、纪要 (GB/T 9704-2012 7, 10); `plain` for a text without number or head. */
export const forms = ['document', 'letter', 'order', 'minutes', 'plain'] as const;
export type Form = (typeof forms)[number];

/** What stands above the title (版头); each only where the text or its metadata has it. */
export type Head = {
  /** 发文机关标志; null: no head is set. */
  readonly mark: string | null;
  readonly number: string | null;
  readonly copyNumber: string | null;
  readonly secrecy: string | null;
  readonly urgency: string | null;
  readonly signer: string | null;
};

/** A stretch of the body that is laid out in one way. */
export type Segment =
  | { readonly kind: 'addressee' | 'note'; readonly block: Paragraph }
  | { readonly kind: 'attachments'; readonly lines: readonly Paragraph[] }
  | { readonly kind: 'signoff'; readonly names: readonly Paragraph[]; readonly date: Paragraph | null }
  /** 附件 that follow in the same text begin a page of their own. */
  | { readonly kind: 'annex'; readonly block: Block }
  | { readonly kind: 'text'; readonly blocks: readonly Block[] };

export type Parts = {
  readonly form: Form;
  readonly title: string;
  readonly head: Head;
  readonly segments: readonly Segment[];
  /** 版记 */
  readonly copyTo: readonly Paragraph[];
  readonly imprint: readonly Paragraph[];
};

export type Source = {
  readonly title: string;
  readonly documentNumber: string | null;
  /** Name of the issuing unit on the day of issue. */
  readonly unitName: string;
  readonly body: RichText;
};

export const textOf = (block: Block): string =>
  block.type === 'paragraph' || block.type === 'heading'
    ? (block.content ?? []).map((node) => (node.type === 'text' ? node.text : '\n')).join('')
    : '';

const roleOf = (block: Block) => (block.type === 'paragraph' ? (block.attrs?.role ?? null) : null);

/** Parts a document into what GB/T 9704-2012 lays out differently. Every block of the text is in exactly one place. */
export function partsOf({ title, documentNumber, unitName, body }: Source): Parts {
  const headLines = body.content.filter((block) => roleOf(block) === 'head').map(textOf);
  const record = (role: 'copyTo' | 'imprint') =>
    body.content.filter((block): block is Paragraph => roleOf(block) === role);
  const form = formOf(title, documentNumber, headLines);
  return {
    form,
    title,
    head: headOf(form, { title, documentNumber, unitName }, headLines),
    segments: segmentsOf(withoutNumber(body.content, documentNumber)),
    copyTo: record('copyTo'),
    imprint: record('imprint'),
  };
}

const isIssuer = (line: string) => /文[\s\u3000]*件$|令$|纪要$/.test(line);

function formOf(title: string, number: string | null, headLines: readonly string[]): Form {
  if (number === null && !headLines.some(isIssuer)) return 'plain';
  if (/令$/.test(title) || /令第?.{1,6}号$/.test(number ?? '')) return 'order';
  if (/纪要$/.test(title)) return 'minutes';
  if (/函$/.test(title) && /函/.test(number ?? '')) return 'letter';
  return 'document';
}

function headOf(
  form: Form,
  { title, documentNumber, unitName }: Omit<Source, 'body'>,
  lines: readonly string[],
): Head {
  const find = (pattern: RegExp) => lines.find((line) => pattern.test(line)) ?? null;
  return {
    mark: form === 'plain' ? null : (lines.find(isIssuer) ?? markOf(form, title, unitName)),
    number: documentNumber,
    copyNumber: find(/^№? ?\d{1,6}$/),
    secrecy: find(/[★☆]|^(?:绝|机|秘) {0,2}密|^内部/),
    urgency: find(/^(?:特急|加急|平急|急件)$/),
    signer: find(/^签发人/),
  };
}

/** 发文机关全称或规范化简称，文件式加“文件”二字 (7.2.4); of orders and minutes the title says it. */
function markOf(form: Form, title: string, unitName: string): string {
  if (form === 'order' || form === 'minutes') return title;
  return form === 'letter' ? unitName : `${unitName}文件`;
}

const isAnnexHeading = (block: Block) =>
  /^附\s*件\s*[\d一二三四五六七八九十]{0,3}\s*[：:]?$/.test(textOf(block).trim());

/** A number that the text says again on top stands in the head already. */
function withoutNumber(blocks: readonly Block[], number: string | null): readonly Block[] {
  const at = blocks.findIndex(
    (block, index) => index < 3 && number !== null && textOf(block).trim() === number,
  );
  return at === -1 ? blocks : blocks.toSpliced(at, 1);
}

function segmentsOf(blocks: readonly Block[]): readonly Segment[] {
  const segments: Segment[] = [];
  let signed = false;
  for (const block of blocks) {
    const role = roleOf(block);
    if (role === 'head' || role === 'copyTo' || role === 'imprint') continue;
    const next = segmentOf(block, signed);
    signed ||= next.kind === 'signoff';
    const last = segments.at(-1);
    const joined = last === undefined ? undefined : joinedWith(last, next);
    if (joined === undefined) segments.push(next);
    else segments[segments.length - 1] = joined;
  }
  return segments;
}

function segmentOf(block: Block, signed: boolean): Segment {
  if (block.type !== 'paragraph') {
    return signed && block.type === 'heading' && isAnnexHeading(block)
      ? { kind: 'annex', block }
      : { kind: 'text', blocks: [block] };
  }
  switch (roleOf(block)) {
    case 'addressee':
    case 'note':
      return { kind: roleOf(block) === 'note' ? 'note' : 'addressee', block };
    case 'attachments':
      return { kind: 'attachments', lines: [block] };
    case 'signature':
      return { kind: 'signoff', names: [block], date: null };
    case 'date':
      return { kind: 'signoff', names: [], date: block };
    default:
      return signed && isAnnexHeading(block) ? { kind: 'annex', block } : { kind: 'text', blocks: [block] };
  }
}

/** Two stretches of one kind that stand together, as one; undefined when they are two. */
function joinedWith(last: Segment, next: Segment): Segment | undefined {
  if (last.kind === 'text' && next.kind === 'text')
    return { kind: 'text', blocks: [...last.blocks, ...next.blocks] };
  if (last.kind === 'attachments' && next.kind === 'attachments')
    return { kind: 'attachments', lines: [...last.lines, ...next.lines] };
  if (last.kind === 'signoff' && next.kind === 'signoff' && last.date === null)
    return { kind: 'signoff', names: [...last.names, ...next.names], date: next.date };
  return undefined;
}
