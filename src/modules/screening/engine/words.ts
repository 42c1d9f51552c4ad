import { detectAddresses } from './addresses.ts';
import { detectChildren } from './children.ts';
import { detectHealth } from './health.ts';
import { type Candidate, type Detector, matchesOf, type Page } from './page.ts';

/** Personal circumstances told in words: dates of birth, homes, health, children. */
export const detectWords: Detector = (page) => [
  ...birthDates(page),
  ...detectAddresses(page),
  ...detectHealth(page),
  ...detectChildren(page),
];

const chineseDigit = '[〇零○一二三四五六七八九]';

function birthDates(page: Page): Candidate[] {
  const labelled =
    /(?:出生(?:日期|年月日?|时间)?[:于在 ]{0,3}|(?<![发产派])生于)(?:19|20)\d{2}[年.\-/]\d{1,2}(?:[月.\-/](?:\d{1,2}日?)?)?(?!\d)/g;
  // 1980年5月6日出生, 1980年5月生: as notices before appointment write it; not 生效, 生产.
  const reversed = /(?<!\d)(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?(?:出生|生(?=[,。;、) \n]|$))(?![的后前])/g;
  const inCharacters = new RegExp(
    `[一二][九〇零○]${chineseDigit}{2}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?(?:出生|生(?=[,。;、) \\n]|$))`,
    'g',
  );
  const found = [labelled, reversed, inCharacters]
    .flatMap((pattern) => matchesOf(page, pattern))
    .map((match) => birthDate(match.index, match[0]));
  if (!/出生/.test(page.context.label ?? '') || /地|医学|证明/.test(page.context.label ?? '')) return found;
  const bare = /(?<!\d)(?:19|20)\d{2}[年.\-/]\d{1,2}(?:[月.\-/](?:\d{1,2}日?)?)?(?!\d)/g;
  return [...found, ...matchesOf(page, bare).map((match) => birthDate(match.index, match[0]))];
}

/** The day makes it exact; year and month alone may stay in a notice before appointment (任前公示), so it is told apart. */
function birthDate(start: number, value: string): Candidate {
  const hasDay = /\d{4}\D\d{1,2}\D\d{1,2}/.test(value);
  const confidence = hasDay ? 'high' : 'medium';
  return {
    kind: 'birth_date_labelled',
    start,
    end: start + value.length,
    value,
    confidence,
    reason: 'label',
    isFlagged: true,
  };
}
