type Span = { readonly start: number; readonly end: number };

const number = '[0-9０-９〇零一二三四五六七八九十百千]+';

/** Titles of documents: 《中国共产党党务公开条例（试行）》. */
const title = /《[^《》\n]{1,120}》/g;
/** Whoever puts a long passage between quotation marks says that it is not theirs. */
const quotation = /“[^“”]{16,3000}”/g;
/** 《…》第三十二条规定，…… to the end of the sentence: a statute told, which every unit tells alike. */
const statute = new RegExp(
  `《[^《》\\n]{1,120}》[^。\\n]{0,30}?第${number}条[^。\\n]{0,30}?(?:规定|要求|明确)[^。\\n]*`,
  'g',
);
/** A paragraph that is an article of a statute: 第三十二条　村民委员会…… */
const article = new RegExp(`^[ \\t　]*第${number}条(?:之${number})?[ \\t　：:][^\\n]*`, 'gm');

/** Articles standing in a text of another kind are quoted; a text that consists of them is a regulation of its own. */
const mostQuotedArticles = 0.5;

/** What a text quotes: titles, passages between quotation marks, law. Sorted, without overlaps. */
export function quotedRanges(text: string): readonly Span[] {
  const articles = spans(text, article);
  const inArticles = articles.reduce((sum, { start, end }) => sum + end - start, 0);
  const quoted = [
    ...spans(text, title),
    ...spans(text, quotation),
    ...spans(text, statute),
    ...(inArticles < text.length * mostQuotedArticles ? articles : []),
  ];
  return joined(quoted.sort((a, b) => a.start - b.start));
}

function spans(text: string, pattern: RegExp): readonly Span[] {
  return [...text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function joined(sorted: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (const span of sorted) {
    const last = result.at(-1);
    if (last !== undefined && span.start <= last.end) {
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else {
      result.push(span);
    }
  }
  return result;
}
