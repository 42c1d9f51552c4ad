import type { SnippetPiece } from '../types.ts';
import { fold } from './fold.ts';

/** Cuts a text into what was sought and what was not; as many signs as before, nothing is added. */
export function piecesOf(text: string, needles: readonly string[]): readonly SnippetPiece[] {
  const folded = fold(text);
  const marked = new Uint8Array(text.length);
  for (const needle of needles) {
    if (needle === '') continue;
    for (let at = folded.indexOf(needle); at !== -1; at = folded.indexOf(needle, at + needle.length))
      marked.fill(1, at, at + needle.length);
  }
  const pieces: SnippetPiece[] = [];
  for (let at = 0; at < text.length; ) {
    let end = at + 1;
    while (end < text.length && marked[end] === marked[at]) end += 1;
    pieces.push({ text: text.slice(at, end), hit: marked[at] === 1 });
    at = end;
  }
  return pieces;
}

/** A window of a text made fit for a line: no breaks, and no word of less than a sign cut off. */
export function tidySnippet(text: string, isStart: boolean, isEnd: boolean): string {
  const line = text.toWellFormed().replaceAll('\ufffd', '').replace(/\s+/gu, ' ').trim();
  return line === '' ? '' : `${isStart ? '' : '…'}${line}${isEnd ? '' : '…'}`;
}
