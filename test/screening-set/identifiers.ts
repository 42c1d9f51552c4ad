import type { Chance } from '../../src/app/demo/world/prng.ts';

/*
 * Invented identifiers with right and wrong check digits. Written from the standards and not from the engine, so that a
 * mistake in one is not repeated in the other.
 */

const two = (value: number) => String(value).padStart(2, '0');
const digits = (chance: Chance, count: number) =>
  Array.from({ length: count }, () => String(chance.int(0, 9))).join('');

/** GB 11643-1999: powers of two modulo 11 over the digits from the right. */
function checkCharacter(seventeen: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i += 1) sum += (2 ** (17 - i) % 11) * Number(seventeen[i]);
  const rest = (12 - (sum % 11)) % 11;
  return rest === 10 ? 'X' : String(rest);
}

const regions = [
  '110105',
  '130202',
  '210303',
  '330106',
  '350181',
  '410205',
  '430302',
  '520325',
  '610125',
  '650102',
];

export type Born = { readonly year: number; readonly month: number; readonly day: number };

export const bornBetween = (chance: Chance, from: number, to: number): Born => ({
  year: chance.int(from, to),
  month: chance.int(1, 12),
  day: chance.int(1, 28),
});

const dateDigits = ({ year, month, day }: Born) => `${year}${two(month)}${two(day)}`;

/** Order numbers 996–999: given to centenarians only, so that no living person has one. */
export function residentId(chance: Chance, born = bornBetween(chance, 1940, 2005)): string {
  const body = `${chance.pick(regions)}${dateDigits(born)}${chance.int(996, 999)}`;
  return body + checkCharacter(body);
}

export const residentIdEndingX = (chance: Chance): string => {
  for (;;) {
    const id = residentId(chance);
    if (id.endsWith('X')) return id;
  }
};

export function oldResidentId(chance: Chance): string {
  const { year, month, day } = bornBetween(chance, 1930, 1975);
  return `${chance.pick(regions)}${two(year % 100)}${two(month)}${two(day)}${chance.int(996, 999)}`;
}

/** Right in everything but its last character. */
export function mistypedId(chance: Chance): string {
  const id = residentId(chance);
  const wrong = [...'0123456789'].filter((digit) => digit !== id[17]);
  return id.slice(0, 17) + chance.pick(wrong);
}

/** An order number of eighteen digits that no date of birth fits. */
export const orderNumber = (chance: Chance) =>
  `20${two(chance.int(20, 26))}${digits(chance, 4)}99${digits(chance, 8)}`;

export function mobile(chance: Chance): string {
  return `1${chance.pick(['36', '50', '58', '77', '86', '99'])}0000${digits(chance, 4)}`;
}

function luhnCheck(body: string): string {
  const sum = [...body].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}

export function bankCard(chance: Chance, length: 16 | 19 = 19): string {
  const body = `62${chance.pick(['2848', '1700', '2200', '1226'])}${'0'.repeat(4)}${digits(chance, length - 11)}`;
  return body + luhnCheck(body);
}

/** An account number a bank gives without a check digit, or a mistyped card. */
export function account(chance: Chance, length: 16 | 17 | 18 | 19 = 19): string {
  const body = bankCard(chance).slice(0, length - 1);
  return body + chance.pick([...'0123456789'].filter((digit) => digit !== luhnCheck(body)));
}

export function hmtPermit(chance: Chance): string {
  const body = `8${chance.int(1, 3)}0000${dateDigits(bornBetween(chance, 1960, 2000))}${chance.int(996, 999)}`;
  return body + checkCharacter(body);
}

export function permanentResidence(chance: Chance): string {
  const body = `9${chance.pick(['11124', '33840', '11392'])}${dateDigits(bornBetween(chance, 1960, 2000))}${chance.int(996, 999)}`;
  return body + checkCharacter(body);
}

export const disabilityCertificate = (chance: Chance) =>
  `${residentId(chance)}${chance.int(1, 7)}${chance.int(1, 4)}`;

export const studentNumber = (chance: Chance) => `G${residentId(chance, bornBetween(chance, 2010, 2018))}`;

export const passport = (chance: Chance) =>
  chance.pick(['E', 'G', 'EA', 'EB']).padEnd(6, '0') + digits(chance, 3);
export const hkMacauPermit = (chance: Chance) => `${chance.pick(['H', 'M'])}00000${digits(chance, 3)}`;
export const militaryNumber = (chance: Chance) =>
  `${chance.pick([...'军南北东西中空海武'])}字第000${digits(chance, 4)}号`;

const provincesOfPlates = [...'豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青川'];
export const plate = (chance: Chance) =>
  `${chance.pick(provincesOfPlates)}${chance.pick([...'ABCDEFGHJK'])}${chance.is(0.4) ? 'D' : ''}0${digits(chance, 2)}${chance.pick([...'0123K'])}${digits(chance, 1)}`;

const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** GB 32100-2015. @param kind the first two characters: 11 organ, 54 village committee, 91 company, 92 sole trader */
export function creditCode(chance: Chance, kind: string): string {
  const body = `${kind}${chance.pick(regions)}${Array.from({ length: 9 }, () => chance.pick([...creditAlphabet])).join('')}`;
  let sum = 0;
  for (let i = 0; i < 17; i += 1)
    sum += creditAlphabet.indexOf(body[i] ?? '') * Number(3n ** BigInt(i) % 31n);
  return body + (creditAlphabet[(31 - (sum % 31)) % 31] ?? '');
}

export const landline = (chance: Chance) =>
  `0${chance.pick(['571', '731', '851', '451'])}-0000${digits(chance, 4)}`;
export const messenger = (chance: Chance) =>
  `${chance.pick(['wx_', 'li-', 'qing'])}${chance.pick(['hua', 'yue', 'he'])}${digits(chance, 4)}`;
export const qq = (chance: Chance) => `1000${digits(chance, 5)}`;
export const email = (chance: Chance) =>
  `${chance.pick(['lin', 'su', 'tang', 'wei'])}${chance.pick(['.', '_', ''])}${chance.pick(['he', 'yu', 'an'])}${digits(chance, 2)}@example.${chance.pick(['com', 'org', 'net'])}`;

// ── how numbers are typed ──────────────────────────────────────────────────────────────────────────────────────────

export const fullWidth = (text: string) =>
  text.replace(/[0-9A-Za-z]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
export const grouped = (text: string, sizes: readonly number[], by: string) => {
  const parts: string[] = [];
  let from = 0;
  for (const size of sizes) {
    parts.push(text.slice(from, from + size));
    from += size;
  }
  return parts.filter((part) => part !== '').join(by);
};
/** Broken over two lines, as a narrow column or a scanned page breaks it. */
export const brokenAt = (text: string, at: number) => `${text.slice(0, at)}\n${text.slice(at)}`;
/** As a reader of scanned pages misreads it. */
export const misread = (text: string) => text.replace('0', 'O').replace(/1(?=\d{3}$)/, 'l');
