/*
 * CSV injection: a spreadsheet program runs a cell that begins with one of these characters (East Asian editions take
 * the full-width forms too). Such a text is written with one leading apostrophe. A text that already begins with
 * apostrophes before such a character gets one more, so that taking one off always gives back what was written.
 */
const runs = /^'*[=+\-@＝＋－＠\t\r]/;
const guarded = /^'+[=+\-@＝＋－＠\t\r]/;

/** A text as it may stand in a CSV cell. */
export function guardText(text: string): string {
  const plain = text.replace(/\r\n?/g, '\n');
  return runs.test(plain) ? `'${plain}` : plain;
}

/** For cells that are typed as text and so never run (XLSX): only what reading would take off is doubled. */
export function keepApostrophe(text: string): string {
  return guarded.test(text) ? `'${text}` : text;
}

/** Undoes `guardText` and `keepApostrophe`. */
export function unguardText(text: string): string {
  return guarded.test(text) ? text.slice(1) : text;
}

/** One text for one cell: line ends as `\n`, no-break and ideographic spaces at the ends gone, the guard taken off. */
export function readText(text: string): string {
  return unguardText(text.replace(/\r\n?/g, '\n').trim());
}
