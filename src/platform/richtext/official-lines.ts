/* What single lines of an official document are (GB/T 9704-2012; domain rules §5). Pure patterns, each linear. */

/** Levels of a Chinese official text (GB/T 9704-2012 7.3.3) and of a norm (章, 节). Articles are paragraphs, not headings. */
const levelPatterns: readonly [RegExp, 1 | 2 | 3 | 4][] = [
  [/^第[一二三四五六七八九十百零〇\d]{1,7}[编章](?=[\s\u3000]|$)/, 1],
  [/^第[一二三四五六七八九十百零〇\d]{1,7}节(?=[\s\u3000]|$)/, 2],
  [/^[一二三四五六七八九十]{1,4}、/, 1],
  [/^[（(][一二三四五六七八九十]{1,4}[）)]/, 2],
  [/^\d{1,3}[.．](?!\d)/, 3],
  [/^[（(]\d{1,3}[）)]/, 4],
];

/** A numbered line that goes on as running text is a paragraph; a heading is short and does not end as a sentence. */
const longestHeading = 60;

/** @returns the heading level a line of text has by its numbering, or undefined for body text */
export function headingLevelOf(line: string): 1 | 2 | 3 | 4 | undefined {
  const text = line.trim();
  if (text.length > longestHeading || /[。；;：:，,！!？?]$/.test(text)) return undefined;
  return levelPatterns.find(([pattern]) => pattern.test(text))?.[1];
}

const numberPattern =
  /^[\u4e00-\u9fa5（）()]{1,20}[〔［[(（]\s*(?:19|20)\d{2}\s*[〕］\])）]\s*(?:第\s*)?\d{1,5}\s*号$/;
const datePattern = /^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日$/;
const chineseDatePattern =
  /^([〇零○ＯO0一二三四五六七八九]{4})\s*年\s*([一二三四五六七八九十元]{1,2})\s*月\s*([一二三四五六七八九十廿卅]{1,3})\s*日$/;
const notePattern =
  /^[（(]?\s*((?:此件|本件)(?:公开发布|依申请公开|不予公开|删减后公开|主动公开|不公开)|(?:公开方式|公开属性|公开形式|信息公开选项|信息公开属性)\s*[：:]\s*(?:主动公开|依申请公开|不予公开))\s*[）)]?$/;

export const isDocumentNumber = (line: string) => numberPattern.test(line.trim());

/** A number and the signer on one line, as 上行文 set them. @returns both, or undefined */
export function numberAndSigner(line: string): { number: string; signer: string } | undefined {
  const parts = /^(.{5,40}?号)[\s\u3000]+(签发人\s*[：:].{1,30})$/.exec(line.trim());
  const [, number = '', signer = ''] = parts ?? [];
  return isDocumentNumber(number) ? { number, signer } : undefined;
}

/** @returns the disclosure attribute in a note (此件公开发布, 公开方式：主动公开), undefined when the line is none */
export function noteOfLine(line: string): string | undefined {
  return notePattern.exec(line.trim())?.[1]?.replace(/\s/g, '');
}

/** @returns a date line (2026年1月5日, 二〇二六年一月五日) as YYYY-MM-DD, undefined when it is none or no real date */
export function dateOfLine(line: string): string | undefined {
  const text = line.trim();
  const arabic = datePattern.exec(asciiDigits(text));
  if (arabic) return calendarDate(Number(arabic[1]), Number(arabic[2]), Number(arabic[3]));
  const chinese = chineseDatePattern.exec(text);
  if (!chinese) return undefined;
  const year = Number([...(chinese[1] ?? '')].map(digitOf).join(''));
  return calendarDate(year, chineseNumber(chinese[2] ?? ''), chineseNumber(chinese[3] ?? ''));
}

const asciiDigits = (text: string) =>
  text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));

const digitOf = (char: string) =>
  '〇一二三四五六七八九'.indexOf(/[零○ＯO0]/.test(char) ? '〇' : char === '元' ? '一' : char);

function chineseNumber(text: string): number {
  const plain = text.replace('廿', '二十').replace('卅', '三十');
  const ten = plain.indexOf('十');
  if (ten === -1) return plain.length === 1 ? digitOf(plain) : -1;
  const tens = ten === 0 ? 1 : digitOf(plain.slice(0, ten));
  const units = ten === plain.length - 1 ? 0 : digitOf(plain.slice(ten + 1));
  return tens * 10 + units;
}

function calendarDate(year: number, month: number, day: number): string | undefined {
  if (!(month >= 1 && day >= 1 && year >= 1000)) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.toISOString().slice(0, 10);
}

export type HeadPart = 'copyNumber' | 'mark' | 'urgency' | 'issuer' | 'signer';

/**
 * Lines of the head of a document (版头) above its title. They stay in the text, where screening must see them, and are
 * never taken for the title.
 */
const headLines: readonly [HeadPart, RegExp][] = [
  ['copyNumber', /^№? ?\d{1,6}$/],
  ['mark', /^(?:.{0,12}[★☆].{0,16}|(?:绝|机|秘) {0,2}密.{0,12}|内部(?:资料|文件|材料).{0,16})$/],
  ['urgency', /^(?:特急|加急|平急|急件)$/],
  ['issuer', /^.{2,30}文[\s\u3000]*件$/],
  ['signer', /^签发人.{0,20}$/],
];

/** @returns what part of a document's head the line is, undefined when it is none */
export function headPartOf(line: string): HeadPart | undefined {
  return headLines.find(([, pattern]) => pattern.test(line))?.[0];
}

/** 抄送 and 印发 of the record block (版记). */
export function recordPartOf(line: string): 'copyTo' | 'imprint' | undefined {
  if (/^(?:抄送|抄报|分送|主题词)\s*[：:]/.test(line)) return 'copyTo';
  if (
    /(?:\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[〇零一二三四五六七八九]{4}年.{2,4}月.{1,3}日)\s*印发$/.test(
      line,
    )
  )
    return 'imprint';
  return undefined;
}

/** 附件说明: `附件：1. …` and the lines that go on with it. */
export const beginsAttachments = (line: string) => /^附\s*件\s*[：:]/.test(line);
export const continuesAttachments = (line: string) =>
  /^\d{1,2}\s*[.．、]\s*\S/.test(line) && line.length <= 100 && !/[。；]$/.test(line);
/** The heading over an attachment that follows in the same file: 附件, 附件1, 附件 2： */
export const isAttachmentHeading = (line: string) =>
  /^附\s*件\s*[\d一二三四五六七八九十]{0,3}\s*[：:]?$/.test(line);
