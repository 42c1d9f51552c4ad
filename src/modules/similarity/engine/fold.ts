import { quotedRanges } from './quoted.ts';

/**
 * A text as it is compared: what differs between two copies without meaning anything is gone (spaces, punctuation, width and
 * case of letters) or folded into one sign (numbers, the unit's own names). Every sign remembers where it stood.
 */
export type Folded = {
  readonly signs: string;
  /** Where sign `i` begins and ends in the text it was made of. */
  readonly from: Int32Array;
  readonly to: Int32Array;
};

/** The sign of any number, in digits or in Chinese. */
export const NUMBER = '0';
/** The sign of the unit's own name, whichever of its names it is. */
export const OWN_NAME = '\u25a1';
/** Stands where a quotation was: nothing is ever compared across it. */
export const QUOTED = '\u2588';

const chineseNumerals = '〇零一二三四五六七八九十百千万亿两';
/** What is counted: a numeral before one of these is a number. */
const counters = '年月日元角分人户名个项次天条亩件处岁';
const isDigit = (char: string) => char >= '0' && char <= '9';
const isInNumber = (char: string) => isDigit(char) || char === '.' || char === ',' || char === '%';
const isWord = (char: string) => /[\p{L}\p{N}]/u.test(char);

/** Full-width letters and digits become their plain forms, one sign for one. */
function plain(char: string): string {
  const code = char.charCodeAt(0);
  return (code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : char).toLowerCase();
}

/**
 * Folds a text.
 * @param names the names of the unit whose text it is and of those above it: a copy has other names in the same places
 */
export function fold(text: string, names: readonly string[]): Folded {
  const skipped = rangesOf(text, names);
  const signs: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const put = (sign: string, start: number, end: number) => {
    signs.push(sign);
    from.push(start);
    to.push(end);
  };
  let at = 0;
  while (at < text.length) {
    const range = skipped.get(at);
    if (range !== undefined) {
      put(range.sign, at, range.end);
      at = range.end;
      continue;
    }
    const end = numberEnd(text, at);
    if (end > at) {
      put(NUMBER, at, end);
      at = end;
      continue;
    }
    const char = plain(text.charAt(at));
    if (isWord(char)) put(char, at, at + 1);
    at += 1;
  }
  return { signs: signs.join(''), from: Int32Array.from(from), to: Int32Array.from(to) };
}

/**
 * Where the number ends that begins here; `at` itself when none does. A single Chinese numeral is a number only after 第 and
 * before what is counted: elsewhere it is part of words (统一, 一律, 万众).
 */
function numberEnd(text: string, at: number): number {
  let end = at;
  if (isDigit(plain(text.charAt(at)))) {
    while (end < text.length && isInNumber(plain(text.charAt(end)))) end += 1;
    return end;
  }
  while (end < text.length && chineseNumerals.includes(text.charAt(end))) end += 1;
  if (end - at >= 2) return end;
  const counts = end < text.length && counters.includes(text.charAt(end));
  return end > at && (counts || text.charAt(at - 1) === '第') ? end : at;
}

type Range = { readonly sign: string; readonly end: number };

/** Quotations and own names by where they begin; what lies inside a quotation begins nothing. */
function rangesOf(text: string, names: readonly string[]): ReadonlyMap<number, Range> {
  const ranges = new Map<number, Range>();
  const taken = new Uint8Array(text.length);
  for (const { start, end } of quotedRanges(text)) {
    ranges.set(start, { sign: QUOTED, end });
    taken.fill(1, start, end);
  }
  const longestFirst = [...new Set(names)]
    .filter((name) => name.length >= 2)
    .sort((a, b) => b.length - a.length);
  for (const name of longestFirst) {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
      if (taken.subarray(at, at + name.length).some((one) => one === 1)) continue;
      ranges.set(at, { sign: OWN_NAME, end: at + name.length });
      taken.fill(1, at, at + name.length);
    }
  }
  return ranges;
}
