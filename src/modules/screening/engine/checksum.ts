/** Check digits and dates of identifiers. Pure arithmetic; each function takes half-width capitals. */

const residentWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Weighted sum modulo 11 of GB 11643-1999 over 17 digits and the check character. */
export function hasResidentCheck(id: string): boolean {
  if (!/^\d{17}[\dX]$/.test(id)) return false;
  const sum = residentWeights.reduce((total, weight, at) => total + weight * Number(id[at]), 0);
  return '10X98765432'[sum % 11] === id[17];
}

/** Province codes of GB/T 2260 that begin identity numbers, historic ones included; 81–83 are residence permits. */
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71'.split(
    ' ',
  ),
);
export const hasProvince = (id: string) => provinces.has(id.slice(0, 2));

/** Is YYYYMMDD a day that exists, from 1880 to 2099? */
export function isDay(digits: string): boolean {
  const year = Number(digits.slice(0, 4));
  const month = Number(digits.slice(4, 6));
  const day = Number(digits.slice(6, 8));
  if (year < 1880 || year > 2099 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export const isResidentId = (id: string) => hasResidentCheck(id) && hasProvince(id) && isDay(id.slice(6, 14));

/** First-generation identity number: 6 digits place, YYMMDD of the twentieth century, 3 digits order. */
export const isOldResidentId = (id: string) =>
  /^\d{15}$/.test(id) && hasProvince(id) && isDay(`19${id.slice(6, 12)}`) && id.slice(12) !== '000';

/** 港澳台居民居住证: region 810000/820000/830000, otherwise as a resident identity number. */
export const isResidencePermit = (id: string) =>
  /^8[123]0000/.test(id) && hasResidentCheck(id) && isDay(id.slice(6, 14));

/** 外国人永久居留身份证 of 2023: begins with 9, 18 characters, the same check character. */
export const isPermanentResidence = (id: string) =>
  id.startsWith('9') && hasResidentCheck(id) && isDay(id.slice(6, 14));

/** Luhn, ISO/IEC 7812-1. */
export function hasLuhnCheck(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const value = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 1 ? value * 2 : value;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** 统一社会信用代码, GB 32100-2015: alphabet without I O S V Z, weights 3^i modulo 31. */
export function isCreditCode(code: string): boolean {
  if (!/^[1-9A-HJ-NPQRTUWXY][0-9A-HJ-NPQRTUWXY]\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(code)) return false;
  let sum = 0;
  let weight = 1;
  for (let at = 0; at < 17; at += 1) {
    sum += creditAlphabet.indexOf(code[at] ?? '') * weight;
    weight = (weight * 3) % 31;
  }
  return creditAlphabet[(31 - (sum % 31)) % 31] === code[17];
}

/** Age in full years on `today` (YYYY-MM-DD) of someone born on YYYYMMDD. */
export function ageOn(today: string, born: string): number {
  const day = today.replaceAll('-', '');
  return Number(day.slice(0, 4)) - Number(born.slice(0, 4)) - (day.slice(4) < born.slice(4) ? 1 : 0);
}
