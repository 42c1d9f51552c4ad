import { library } from '#platform/libraries';

/*
 * One form for what is written in several: small letters, half width, simplified signs. One sign stays one sign, so that a place
 * in the folded text is the same place in the text itself.
 */

const toHalf = (sign: string): string => String.fromCharCode(sign.charCodeAt(0) - 0xfee0).toLowerCase();

type Folding = {
  /** Traditional signs by what they are in simplified writing, from OpenCC's table of single signs (Apache-2.0). */
  readonly simplified: ReadonlyMap<string, string>;
  /** Every sign that is written differently when folded. */
  readonly signs: RegExp;
};

let known: Folding | undefined;

/** The table takes a tenth of a second to make: only where something is compared. */
function folding(): Folding {
  if (known === undefined) {
    const simplified = readTraditional();
    known = { simplified, signs: new RegExp(`[A-Z０-９Ａ-Ｚａ-ｚ${[...simplified.keys()].join('')}]`, 'g') };
  }
  return known;
}

function readTraditional(): ReadonlyMap<string, string> {
  const convert = library('opencc-js/t2cn').Converter({ from: 't', to: 'cn' });
  const found = new Map<string, string>();
  for (let code = 0x3400; code <= 0x9fff; code += 1) {
    const sign = String.fromCharCode(code);
    const simple = convert(sign);
    if (simple !== sign && simple.length === 1) found.set(sign, simple);
  }
  return found;
}

/** Small letters, half width, simplified; as many signs as before. */
export function fold(text: string): string {
  const { simplified, signs } = folding();
  return text.replace(signs, (sign) => {
    const simple = simplified.get(sign);
    if (simple !== undefined) return simple;
    return sign <= 'Z' ? sign.toLowerCase() : toHalf(sign);
  });
}

const notLetters = /[^\p{L}\p{N}]+/gu;

/** Folded, and nothing but letters and digits: how numbers and titles are compared whatever brackets they are written with. */
export function compact(text: string): string {
  return fold(text).replace(notLetters, '');
}
