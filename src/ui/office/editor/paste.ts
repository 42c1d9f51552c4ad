import type { Editor } from '@tiptap/react';
import type { Loss, RichText } from '#platform/richtext';
import { toEditorJson } from './json.ts';

/** What a paste could not keep, for the writer to hear. */
export type PasteLosses = readonly Loss[];

/** The cleaner is large and seldom needed at once: it is fetched when somebody first writes. */
const loadCleaner = () => import('#platform/richtext/paste');

/** Fetches the cleaner before it is needed. */
export function prepareToPaste(): void {
  void loadCleaner();
}

/** HTML from elsewhere: what this editor copied itself needs no cleaning and goes the usual way. */
export function foreignHtml(data: DataTransfer | null): string | null {
  const html = data?.getData('text/html') ?? '';
  return html === '' || html.includes('data-pm-slice') ? null : html;
}

/**
 * Puts pasted HTML at the cursor, cleaned by the same function that cleans on the server: no scripts, styles, trackers or
 * remote pictures come in.
 * @returns what was left out
 */
export async function pasteHtml(editor: Editor, html: string): Promise<PasteLosses> {
  const { fromHtml } = await loadCleaner();
  const { body, losses } = fromHtml(html);
  insertText(editor, body);
  return losses;
}

/** Puts a text at the cursor; a single plain paragraph joins the line it is put into. */
export function insertText(editor: Editor, text: RichText): void {
  const blocks = toEditorJson(text).content ?? [];
  const only = blocks.length === 1 ? blocks[0] : undefined;
  const isLine = only?.type === 'paragraph' && only.attrs === undefined;
  editor
    .chain()
    .focus()
    .insertContent(isLine ? (only.content ?? []) : blocks)
    .run();
}
