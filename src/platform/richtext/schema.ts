import { z } from 'zod';
import {
  type Block,
  type Cell,
  type Inline,
  type ListItem,
  limits,
  type Mark,
  paragraphRoles,
  type RichText,
} from './model.ts';

/**
 * Characters that may not stand in a signed text: control characters, lone surrogates and non-characters (not
 * interchangeable as UTF-8/HTML), and direction overrides, which can make a reader see other words than were signed.
 */
const forbidden = /(?!\t)\p{Cc}|\p{Cs}|[\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]/u;

export function isCleanText(text: string): boolean {
  return !forbidden.test(text);
}

const cleanText = (max: number) =>
  z.string().max(max).refine(isCleanText, { error: 'control or direction-override character' });

const safeSchemes = new Set(['http:', 'https:', 'mailto:']);

/** Only addresses a public page may link to. Relative addresses are refused: they change meaning with the page. */
export function isSafeHref(href: string): boolean {
  if (!isCleanText(href) || /\s/.test(href)) return false;
  try {
    return safeSchemes.has(new URL(href).protocol);
  } catch {
    return false;
  }
}

const mark: z.ZodType<Mark> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('bold') }),
  z.strictObject({ type: z.literal('italic') }),
  z.strictObject({ type: z.literal('underline') }),
  z.strictObject({
    type: z.literal('link'),
    attrs: z.strictObject({
      href: z.string().max(limits.href).refine(isSafeHref, { error: 'only http, https and mailto links' }),
    }),
  }),
]);

const inline: z.ZodType<Inline> = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    text: cleanText(limits.run).min(1),
    marks: z.array(mark).max(4).optional(),
  }),
  z.strictObject({ type: z.literal('hardBreak') }),
]);

const align = z.enum(['left', 'center', 'right', 'justify']).nullable().optional();
const inlines = z.array(inline).max(limits.nodes).optional();
const blocks: z.ZodType<Block[]> = z.lazy(() => z.array(block).max(limits.nodes));

const listItem: z.ZodType<ListItem> = z.strictObject({ type: z.literal('listItem'), content: blocks });
const listItems = z.array(listItem).min(1).max(limits.nodes);

const span = z.int().min(1).max(limits.span).optional();
const cellAttrs = z.strictObject({ colspan: span, rowspan: span }).optional();
const cell: z.ZodType<Cell> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('tableCell'), attrs: cellAttrs, content: blocks }),
  z.strictObject({ type: z.literal('tableHeader'), attrs: cellAttrs, content: blocks }),
]);

const block: z.ZodType<Block> = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('paragraph'),
    attrs: z
      .strictObject({
        align,
        indent: z.int().min(0).max(limits.indent).optional(),
        role: z.enum(paragraphRoles).nullable().optional(),
      })
      .optional(),
    content: inlines,
  }),
  z.strictObject({
    type: z.literal('heading'),
    attrs: z.strictObject({
      level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
      align,
    }),
    content: inlines,
  }),
  z.strictObject({ type: z.literal('bulletList'), content: listItems }),
  z.strictObject({
    type: z.literal('orderedList'),
    attrs: z.strictObject({ start: z.int().min(0).max(99_999).optional() }).optional(),
    content: listItems,
  }),
  z.strictObject({ type: z.literal('blockquote'), content: blocks }),
  z.strictObject({
    type: z.literal('image'),
    attrs: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), alt: cleanText(limits.alt) }),
  }),
  z.strictObject({
    type: z.literal('table'),
    attrs: z.strictObject({ caption: cleanText(limits.caption).nullable().optional() }).optional(),
    content: z
      .array(z.strictObject({ type: z.literal('tableRow'), content: z.array(cell).max(limits.span) }))
      .min(1)
      .max(limits.nodes),
  }),
]);

const structure: z.ZodType<RichText> = z.strictObject({ type: z.literal('doc'), content: blocks });

export type SizeProblem = 'too-deep' | 'too-many-nodes' | 'too-long' | 'nested-table';

/**
 * Checks the size of anything that claims to be a text, before the recursive schema sees it: iterative, so that a
 * document nested ten thousand deep is refused rather than overflowing the stack.
 */
export function sizeProblem(value: unknown): SizeProblem | undefined {
  const stack: { node: unknown; depth: number; inTable: boolean }[] = [
    { node: value, depth: 0, inTable: false },
  ];
  let nodes = 0;
  let text = 0;
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { node, depth, inTable } = next;
    if (typeof node !== 'object' || node === null) continue;
    if (depth > limits.depth) return 'too-deep';
    if (++nodes > limits.nodes) return 'too-many-nodes';
    if ('text' in node && typeof node.text === 'string') text += node.text.length;
    if (text > limits.text) return 'too-long';
    const isTable = 'type' in node && node.type === 'table';
    if (isTable && inTable) return 'nested-table';
    if (!('content' in node) || !Array.isArray(node.content)) continue;
    if (node.content.length > limits.nodes) return 'too-many-nodes';
    for (const child of node.content)
      stack.push({ node: child, depth: depth + 1, inTable: inTable || isTable });
  }
  return undefined;
}

/** Schema of a text coming in: bounds first, then the closed structure. Refuses everything else, naming the place. */
export const richText: z.ZodType<RichText> = z
  .unknown()
  .superRefine((value, ctx) => {
    const problem = sizeProblem(value);
    if (problem !== undefined) ctx.addIssue({ code: 'custom', message: problem, continue: false });
  })
  .pipe(structure);
