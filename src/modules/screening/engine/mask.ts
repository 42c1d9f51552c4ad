import type { FindingKind } from '../kinds.ts';

const stars = (count: number) => '*'.repeat(Math.max(0, count));
const keepLast = (value: string, kept: number) => stars(value.length - kept) + value.slice(-kept);
const keepEnds = (value: string, first: number, last: number) =>
  value.slice(0, first) + stars(value.length - first - last) + value.slice(-last);

/** How each kind is shown once masked (defaults of the identifier table; RULES 7.2). */
const masks: Readonly<Record<FindingKind, (value: string) => string>> = {
  id_card_18: (value) => keepLast(value, 4),
  id_card_15: (value) => keepLast(value, 4),
  hmt_residence_permit: (value) => keepLast(value, 4),
  foreigner_pr_card: (value) => keepLast(value, 4),
  id_suspect: (value) => keepLast(value, 4),
  bank_card: (value) => keepLast(value, 4),
  account_suspect: (value) => keepLast(value, 4),
  mobile: (value) => keepEnds(value, 3, 4),
  // A fixed number of stars: the length would help to guess.
  passport: (value) => `${value.slice(0, 2)}****${value.slice(-2)}`,
  wechat_qq: (value) => `${value.slice(0, 1)}****${value.slice(-1)}`,
  hk_macau_permit: (value) => keepEnds(value, 1, 3),
  disability_cert: (value) => stars(value.length),
  student_id: (value) => stars(value.length),
  plate: (value) => `${value.slice(0, 2)}***${value.slice(5)}`,
  email: (value) => `${value.slice(0, 1)}***${value.slice(value.indexOf('@'))}`,
  landline_personal: maskLandline,
  uscc: (value) => value,
  military_id: () => '*字第******号',
  birth_date_labelled: maskBirthDate,
  home_address: maskAddress,
  medical: () => '(隐去)',
  minor_name: (value) => `${value.slice(0, 1)}**`,
  // Marks are never masked away: the text itself must go. Shown without their term.
  secret_mark: (value) => value.replace(/[\s\d年月日个长期]/g, '').slice(0, 6),
  internal_mark: () => '内部**',
  copy_number: () => '******',
  unit_term: (value) => stars([...value].length),
  wrong_word: (value) => value,
};

/** @returns the value as it may be shown to the people who decide, and printed when masking is decided */
export function maskValue(kind: FindingKind, value: string): string {
  return masks[kind](value);
}

/** Marks block and are never masked; a code of an organ and a wrong word need no mask. */
export const isMaskable = (kind: FindingKind) =>
  !['secret_mark', 'internal_mark', 'copy_number', 'uscc', 'wrong_word'].includes(kind);

function maskLandline(value: string): string {
  const match = /^(\(?0(?:10|2\d|[3-9]\d{2})\)?)-?(\d{3,4})(\d{4})$/.exec(value);
  return match === null ? keepLast(value, 4) : `${match[1]}-${stars(match[2]?.length ?? 0)}${match[3]}`;
}

/** Keeps the year alone; the label is shortened, since what follows is no date any more. */
function maskBirthDate(value: string): string {
  const year = /(?:19|20)\d{2}/.exec(value)?.[0] ?? '';
  return value.startsWith('出生') ? `出生：${year}年` : `${year}年`;
}

/** Keeps the address as far as the village, community or district; the road and the door go. */
function maskAddress(value: string): string {
  const ends = [...value.matchAll(/省|市|县|区|旗|镇|乡|村|街道|社区/g)].filter(
    (end) => !/^小区/.test(value.slice(end.index - 1)),
  );
  const last = ends.at(-1);
  return last === undefined ? '(隐去)' : value.slice(0, last.index + last[0].length);
}
