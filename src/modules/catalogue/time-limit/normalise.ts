/**
 * One spelling for what printed tables spell many ways: full and half width, blanks and line breaks inside words
 * (narrow columns break anywhere), citations of articles.
 */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/[﹝〔【[]/gu, '(')
    .replace(/[﹞〕】\]]/gu, ')')
    .replace(/\(第[一二三四五六七八九十百\d]+条[^()]*\)/gu, '');
}

const digits: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** Arabic or Chinese whole number below 1000 (`20`, `二十`, `一百二十`); undefined when it is none. */
export function readNumber(text: string): number | undefined {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  const match =
    /^(?:(?<h>[一二两三四五六七八九])百)?零?(?:(?<t>[一二三四五六七八九])?(?<ten>十))?(?<o>[一二两三四五六七八九])?$/u.exec(
      text,
    );
  if (match === null || text === '') return undefined;
  const { h = '', t = '', ten, o = '' } = match.groups ?? {};
  const tens = ten === undefined ? 0 : (digits[t] ?? 1);
  return (digits[h] ?? 0) * 100 + tens * 10 + (digits[o] ?? 0);
}

const numberSource = '\\d{1,4}|[一二两三四五六七八九十百零]+';
const unitSource = '个?工作日|个?自然日|日|天|个?星期|周|个月|个?季度|年';

/** A length of time as printed: `20个工作日`, `20工作日`, `半个月`, `一周`, `三个月`. One capture group. */
export const durationSource = `((?:${numberSource})(?:${unitSource})|半个?月|半年)`;

export type Duration = { readonly amount: number; readonly unit: 'working_day' | 'calendar_day' | 'month' };

const fixed: Readonly<Record<string, Duration>> = {
  半个月: { amount: 15, unit: 'calendar_day' },
  半月: { amount: 15, unit: 'calendar_day' },
  半年: { amount: 6, unit: 'month' },
};

/** How one counted unit is kept: `[multiplier, unit]`. Half a month is fifteen days and a week seven, as practice has it. */
const unitOf: Readonly<Record<string, readonly [number, Duration['unit']]>> = {
  工作日: [1, 'working_day'],
  自然日: [1, 'calendar_day'],
  日: [1, 'calendar_day'],
  天: [1, 'calendar_day'],
  星期: [7, 'calendar_day'],
  周: [7, 'calendar_day'],
  个月: [1, 'month'],
  季度: [3, 'month'],
  年: [12, 'month'],
};

const durationParts = new RegExp(`^(${numberSource})(${unitSource})$`, 'u');

/** Reads what `durationSource` matched. */
export function readDuration(text: string): Duration | undefined {
  const known = fixed[text];
  if (known !== undefined) return known;
  const parts = durationParts.exec(text);
  const amount = readNumber(parts?.[1] ?? '');
  const word = parts?.[2] ?? '';
  const unit = unitOf[word] ?? unitOf[word.replace(/^个/u, '')];
  if (amount === undefined || unit === undefined) return undefined;
  return { amount: amount * unit[0], unit: unit[1] };
}
