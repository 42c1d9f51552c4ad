/** Text as detectors read it, with the way back to the original. */
export type Folded = {
  readonly text: string;
  /** offset in the original (UTF-16 units) of each folded unit, and of the end */
  readonly at: Uint32Array;
};

/**
 * Full-width characters become half-width, all blanks one kind, other dashes `-`; invisible characters disappear. Otherwise
 * an identity number typed in full width, or with a zero-width space inside, would pass unseen.
 */
export function fold(original: string): Folded {
  const at = new Uint32Array(original.length + 1);
  let text = '';
  let length = 0;
  for (let index = 0; index < original.length; index += 1) {
    const folded = foldUnit(original.charCodeAt(index));
    if (folded === 0) continue;
    at[length] = index;
    length += 1;
    text += String.fromCharCode(folded);
  }
  at[length] = original.length;
  return { text, at: at.subarray(0, length + 1) };
}

function foldUnit(code: number): number {
  // Tabs part the cells of a row and stay: two cells are never one number.
  if (code < 0x80) return code === 0x0d ? 0x20 : code;
  if (code >= 0xff01 && code <= 0xff5e) return code - 0xfee0;
  if (code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200a) || code === 0x202f) return 0x20;
  if ((code >= 0x2010 && code <= 0x2015) || code === 0x2212) return 0x2d;
  return isInvisible(code) ? 0 : code;
}

const isInvisible = (code: number) =>
  code === 0xad ||
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x2069) ||
  code === 0xfeff;

/** Range in the original of a range in the folded text; invisible characters inside belong to it. */
export function unfold(folded: Folded, start: number, end: number): { start: number; end: number } {
  const last = folded.at[end - 1] ?? 0;
  return { start: folded.at[start] ?? 0, end: Math.max(last + 1, 0) };
}
