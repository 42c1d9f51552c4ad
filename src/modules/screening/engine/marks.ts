import { fold } from './fold.ts';
import { type Candidate, type Detector, matchesOf, type Page } from './page.ts';

/**
 * Marks of secrecy (保守国家秘密法 art. 19; GB/T 9704-2012 7.2.1–7.2.2): this installation may hold none (art. 31).
 * Only marks count, not the words: statutes speak of 绝密、机密、秘密 all the time.
 */
export const detectMarks: Detector = (page) => [
  ...classificationMarks(page),
  ...lines(page).flatMap((line) => lineMark(page, line)),
];

const level = '(?:绝 {0,2}密|机 {0,2}密|秘 {0,2}密)';
const star = '[★☆✩✪⭐✭✮＊]';

function classificationMarks(page: Page): Candidate[] {
  const withStar = new RegExp(
    `${level}(?: {0,2}级)? {0,2}(?:${star}|\\*(?= {0,2}(?:\\d|长期|[一二三四五六七八九十]|$|\\n)))(?: {0,2}(?:\\d{1,2}|[一二三四五六七八九十]{1,3}) {0,2}(?:年|个月|月|天)| {0,2}长期| {0,2}\\d{4}年\\d{1,2}月(?:\\d{1,2}日)?)?`,
    'g',
  );
  const labelled = new RegExp(`密 {0,2}级 {0,2}[:] {0,2}${level}`, 'g');
  const starFirst = new RegExp(`${star} {0,2}${level}(?! {0,2}${star})`, 'g');
  return [withStar, labelled, starFirst]
    .flatMap((pattern) => matchesOf(page, pattern))
    .map((match) => mark('secret_mark', match.index, match[0], 'classificationMark'));
}

type Line = { readonly start: number; readonly text: string; readonly index: number };

/** Lines with their indentation taken off; only short lines can be marks. */
function lines(page: Page): Line[] {
  const found: Line[] = [];
  let start = 0;
  let index = 0;
  for (const raw of page.text.split('\n')) {
    const text = raw.trim();
    if (text !== '') {
      if (text.length <= 40) found.push({ start: start + raw.indexOf(text), text, index });
      index += 1;
    }
    start += raw.length + 1;
  }
  return found;
}

const classificationLine = new RegExp(
  `^[(\\[【<]?${level}(?: {0,2}级)?(?: {0,2}(?:\\d{1,2}|[一二三四五六七八九十]{1,3})(?:年|个月))?[)\\]】>]?$`,
);
const inside = '(?:仅[限供] ?)?内部 ?(?:资料|文件|材料|刊物|参考|使用|传阅|掌握|情况)';
const keep =
  '(?:请?注意保[存密管]|妥善保[管存]|请勿外传|不得外传|严禁外传|切勿外传|禁止外传|严禁复制|不得复制|阅后收回|阅后即焚|不得公开|严禁公开|仅供内部[^。]{0,6})';
const internalLine = new RegExp(
  `^[(\\[【<*]{0,2}(?:${inside}(?:[,;:、·! -]{0,3}${keep}){0,2}|${keep}[,;:、·! -]{0,3}${inside}|注意保存)[)\\]】>*!.。]{0,3}$`,
);
const internalUse =
  /^[([【<*]{0,2}(?:仅|只)(?:供|限)(?:本[单部系机]?[位门统关]?)?内部[^。,;]{0,8}[)\]】>*!.。]{0,3}$/;
const internalPhrase = new RegExp(`${inside}[,;:、· -]{0,3}${keep}`);
const closedNote = /^\(?此件不(?:予)?公开(?:发布)?\)?[。.]?$/;

function lineMark(page: Page, line: Line): Candidate[] {
  if (classificationLine.test(line.text))
    return [mark('secret_mark', line.start, line.text, 'classificationLine')];
  if (internalLine.test(line.text) || internalUse.test(line.text) || closedNote.test(line.text)) {
    return [mark('internal_mark', line.start, line.text, 'internalMark')];
  }
  const phrase = internalPhrase.exec(line.text);
  if (phrase !== null && line.text.length <= 30) {
    return [mark('internal_mark', line.start + phrase.index, phrase[0], 'internalMark')];
  }
  const isCopyNumber =
    /^份 {0,2}号 {0,2}[:]? {0,2}\d{1,6}$/.test(line.text) ||
    (page.context.isStart === true && line.index < 5 && /^(?:№|No\.?)? ?0\d{5}$/i.test(line.text));
  return isCopyNumber ? [mark('copy_number', line.start, line.text, 'copyNumberLine')] : [];
}

function mark(
  kind: 'secret_mark' | 'internal_mark' | 'copy_number',
  start: number,
  value: string,
  reason: Candidate['reason'],
): Candidate {
  return { kind, start, end: start + value.length, value, confidence: 'high', reason, isFlagged: true };
}

/** The unit's own lists (SCR-5); bounded by the number of terms a unit may keep. */
export const detectTerms: Detector = (page) => {
  const text = page.text.toLowerCase();
  return (page.context.terms ?? []).flatMap(({ kind, term, replacement }): Candidate[] => {
    const wanted = fold(term).text.toLowerCase().trim();
    const found: Candidate[] = [];
    if (wanted === '') return found;
    for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + wanted.length)) {
      found.push({
        kind,
        start: at,
        end: at + wanted.length,
        value: wanted,
        confidence: 'high',
        reason: 'unitList',
        isFlagged: true,
        ...(replacement === undefined || replacement === null ? {} : { replacement }),
      });
    }
    return found;
  });
};
