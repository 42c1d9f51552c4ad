import { normalise } from './normalise.ts';

/** A remark in brackets: part of the sentence, or a sentence of its own. */
type Bracket = 'inline' | 'own';

/** Events and conditions written in brackets belong to the sentence around them: 信息形成(变更), 长期公开(动态调整). */
const inlineBracket =
  /^(?:形成|产生|制作|获取|变更|调整|[、或者和及])+$|^动态(?:调整|更新)$|^(?:行政)?许可[、/](?:行政)?处罚$/u;

function kindOfBracket(text: string): Bracket {
  return inlineBracket.test(text) ? 'inline' : 'own';
}

/**
 * Cuts a cell into sentences, each a list of comma-separated pieces. Cells run several limits together with
 * semicolons, line breaks, numbering or nothing at all (长期公开随时公开).
 */
export function splitSentences(cell: string): string[][] {
  const text = normalise(cell).replace(/^[\d]{1,2}[.、](?=\D)|(?<=[;。内开布示])\d{1,2}[.、](?=\D)/gu, ';');
  const { main, own } = takeBrackets(text);
  const broken = main
    // Two whole limits with nothing between them, or a list of whole limits.
    .replace(
      /(?<=公开|公布|公示|更新)[、,]?(?=(?:随时|及时|实时|长期|永久|常年|定期|逐段)公|自[^,;]*之日起|(?:半年|季|月|年)度?公)/gu,
      ';',
    )
    .replace(/(?<=工作日内)(?=自[^,;]*之日起)/gu, ';');
  return [...broken.split(/[;。]/u), ...own].map(pieces).filter((list) => list.length > 0);
}

function pieces(sentence: string): string[] {
  return sentence.split(',').filter((piece) => piece !== '');
}

function takeBrackets(text: string): { main: string; own: string[] } {
  const own: string[] = [];
  const main = text.replace(/\(([^()]*)\)?/gu, (_whole, inside: string) => {
    if (kindOfBracket(inside) === 'inline') return inside;
    own.push(inside);
    return '';
  });
  return { main: main.replace(/\)/gu, ''), own };
}
