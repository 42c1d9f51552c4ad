/** GB 32100-2015: the alphabet leaves out I, O, S, V and Z; the last character checks the others. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** @param body the first 17 characters */
export function usccCheck(body: string): string {
  const sum = weights.reduce((total, weight, i) => total + weight * alphabet.indexOf(body[i] ?? ''), 0);
  return alphabet[(31 - (sum % 31)) % 31] ?? '';
}

/** Is this an 18-character unified social credit code whose check character is right? */
export function isUscc(code: string): boolean {
  const known = code.length === 18 && [...code].every((one) => alphabet.includes(one));
  return known && usccCheck(code.slice(0, 17)) === code[17];
}

/** GB 11714: the check character of the nine-character organisation code inside the unified code. */
function organisationCheck(body: string): string {
  const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];
  const values = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const sum = organisationWeights.reduce(
    (total, weight, i) => total + weight * values.indexOf(body[i] ?? ''),
    0,
  );
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/**
 * An invented code with right check characters.
 * @param prefix registration authority and kind, two characters: 11 organ, 12 public institution, 51 association,
 *   54 villagers' committee, 91 enterprise
 * @param division six digits; 99 begins no real province
 * @param serial a number below 10^7 that is different for every unit
 */
export function makeUscc(prefix: string, division: string, serial: number): string {
  const organisation = `M${String(serial).padStart(7, '0')}`;
  const body = prefix + division + organisation + organisationCheck(organisation);
  return body + usccCheck(body);
}
