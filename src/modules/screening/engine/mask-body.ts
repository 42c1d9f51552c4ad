import type { Block, Cell, Inline, RichText } from '#platform/richtext';
import type { Finding } from '../forms.ts';
import { isMaskable } from './mask.ts';

/** What is written in the place of a finding: its mask, or the right word for a wrong one; nothing for what must go whole. */
export function substituteOf(found: Finding): string | undefined {
  if (found.kind === 'wrong_word') return found.replacement;
  return isMaskable(found.kind) ? found.masked : undefined;
}

/** One replacement in the text of a block. */
type Edit = { readonly start: number; readonly end: number; readonly masked: string };

/**
 * Writes the masked values into a text, wherever the findings stand; marks (bold, links) around them stay. The caller
 * screens the result again: masking that leaves something behind is shown, not assumed (SCR-2).
 * @param findings of the very same body; those in the title or in attachments are left to the caller
 */
export function maskBody(body: RichText, findings: readonly Finding[]): { body: RichText; masked: number } {
  const edits = new Map<string, Edit[]>();
  let masked = 0;
  for (const found of findings) {
    const substitute = substituteOf(found);
    if (found.place.in !== 'body' || substitute === undefined) continue;
    const list = edits.get(found.place.path) ?? [];
    // Two findings in one place (a name and an age): the first covers it.
    if (list.some((edit) => edit.start < found.end && found.start < edit.end)) continue;
    edits.set(found.place.path, [...list, { start: found.start, end: found.end, masked: substitute }]);
    masked += 1;
  }
  return { body: { type: 'doc', content: editBlocks(body.content, '', edits) }, masked };
}

/** Writes masked values into a plain text, from the end so that offsets hold. */
export function maskPlain(text: string, findings: readonly Finding[]): string {
  return findings
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (out, found) =>
        out.slice(0, found.start) +
        (substituteOf(found) ?? out.slice(found.start, found.end)) +
        out.slice(found.end),
      text,
    );
}

type Edits = ReadonlyMap<string, readonly Edit[]>;
const join = (path: string, index: number) => (path === '' ? String(index) : `${path}.${index}`);

const editBlocks = (blocks: readonly Block[], path: string, edits: Edits): Block[] =>
  blocks.map((block, index) => editBlock(block, join(path, index), edits));

function editBlock(block: Block, path: string, edits: Edits): Block {
  switch (block.type) {
    case 'paragraph':
    case 'heading': {
      const here = edits.get(path);
      return here === undefined ? block : { ...block, content: editInline(block.content ?? [], here) };
    }
    case 'image': {
      const alt = editPlain(block.attrs.alt, edits.get(path) ?? []);
      return { type: 'image', attrs: { ...block.attrs, alt } };
    }
    case 'blockquote':
      return { ...block, content: editBlocks(block.content, path, edits) };
    case 'bulletList':
    case 'orderedList':
      return {
        ...block,
        content: block.content.map((item, index) => ({
          ...item,
          content: editBlocks(item.content, join(path, index), edits),
        })),
      };
    case 'table': {
      const caption = editPlain(block.attrs?.caption ?? '', edits.get(`${path}.caption`) ?? []);
      return {
        ...block,
        ...(block.attrs === undefined
          ? {}
          : { attrs: { ...block.attrs, caption: caption === '' ? null : caption } }),
        content: block.content.map((row, rowIndex) => ({
          ...row,
          content: row.content.map((cell, index) => editCell(cell, join(join(path, rowIndex), index), edits)),
        })),
      };
    }
  }
}

const editCell = (cell: Cell, path: string, edits: Edits): Cell => ({
  ...cell,
  content: editBlocks(cell.content, path, edits),
});

const editPlain = (text: string, edits: readonly Edit[]) =>
  edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((out, edit) => out.slice(0, edit.start) + edit.masked + out.slice(edit.end), text);

/** The masked value takes the marks of the run it begins in; the rest of a value spread over runs is cut out. */
function editInline(content: readonly Inline[], edits: readonly Edit[]): Inline[] {
  let offset = 0;
  return content.flatMap((node): Inline[] => {
    const length = node.type === 'text' ? node.text.length : 1;
    const start = offset;
    offset += length;
    if (node.type === 'hardBreak') {
      return edits.some((edit) => edit.start < start && start < edit.end) ? [] : [node];
    }
    const local = edits
      .filter((edit) => edit.start < start + length && start < edit.end)
      .map((edit) => ({
        start: Math.max(0, edit.start - start),
        end: Math.min(length, edit.end - start),
        masked: edit.start >= start ? edit.masked : '',
      }));
    const text = local.length === 0 ? node.text : editPlain(node.text, local);
    return text === '' ? [] : [{ ...node, text }];
  });
}
