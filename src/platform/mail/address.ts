import { domainToASCII } from 'node:url';

/** RFC 5321 §4.5.3.1 */
const MOST_LOCAL = 64;
const MOST_ADDRESS = 254;

/** A dot-atom of RFC 5322 §3.2.3: quoted local parts are lawful, and used by nobody but those who try things out. */
const local = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * Reads one bare address, as people type it: blanks around it and full-width signs are forgiven, domains may be Chinese.
 * Whatever could end a line, add a second recipient or name a host by number is none.
 * @returns the address as it is sent to, its domain in lower case, or null
 */
export function readMailAddress(typed: string): string | null {
  const plain = typed.normalize('NFKC').trim();
  const at = plain.lastIndexOf('@');
  const name = plain.slice(0, at);
  const host = at < 1 ? '' : domainToASCII(plain.slice(at + 1).toLowerCase());
  if (name.length > MOST_LOCAL || !local.test(name) || !domain.test(host)) return null;
  const address = `${name}@${host}`;
  return address.length > MOST_ADDRESS ? null : address;
}

/** What two spellings of one mailbox share, for counting and finding: hosts treat names without regard to case. */
export function sameMailbox(address: string): string {
  return address.toLowerCase();
}

/** Enough to recognise one's own, not enough to write to: `z***@example.org`. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}***${address.slice(at)}`;
}
