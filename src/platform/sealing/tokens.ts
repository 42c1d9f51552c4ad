import { createHmac, timingSafeEqual } from 'node:crypto';

/** One letter each, so that a token made for one thing opens no other. */
export type TokenPurpose = 'confirm' | 'manage' | 'unsubscribe' | 'staffConfirm' | 'staffStop';

const letters: Readonly<Record<TokenPurpose, number>> = {
  confirm: 1,
  manage: 2,
  unsubscribe: 3,
  staffConfirm: 4,
  staffStop: 5,
};

/** What a signed link says: for what, of which row, until when (null: for ever). */
export type Token = { readonly purpose: TokenPurpose; readonly id: string; readonly until: Date | null };

const BODY = 21;
const MAC = 20;

const macOf = (key: Buffer, body: Buffer): Buffer =>
  createHmac('sha256', key).update('token ').update(body).digest().subarray(0, MAC);

/** A link's token: 55 characters that nobody else can make (HMAC-SHA-256, cut to 160 bits). */
export function signToken(key: Buffer, { purpose, id, until }: Token): string {
  const body = Buffer.alloc(BODY);
  body.writeUInt8(letters[purpose], 0);
  Buffer.from(id.replaceAll('-', ''), 'hex').copy(body, 1);
  body.writeUInt32BE(until === null ? 0 : Math.floor(until.getTime() / 1000), 17);
  return Buffer.concat([body, macOf(key, body)]).toString('base64url');
}

/**
 * Reads a token for one purpose.
 * @returns the id it names, or why it opens nothing: not ours (or for something else), or over
 */
export function readToken(
  key: Buffer,
  token: string,
  purpose: TokenPurpose,
  now: Date,
): { readonly ok: true; readonly id: string } | { readonly ok: false; readonly why: 'forged' | 'over' } {
  const bytes = Buffer.from(token, 'base64url');
  // One way of writing each token: decoding forgives stray characters, comparison does not.
  if (bytes.length !== BODY + MAC || bytes.toString('base64url') !== token)
    return { ok: false, why: 'forged' };
  const body = bytes.subarray(0, BODY);
  if (!timingSafeEqual(macOf(key, body), bytes.subarray(BODY)) || body.readUInt8(0) !== letters[purpose])
    return { ok: false, why: 'forged' };
  const until = body.readUInt32BE(17);
  if (until !== 0 && until * 1000 < now.getTime()) return { ok: false, why: 'over' };
  const hex = body.subarray(1, 17).toString('hex');
  return { ok: true, id: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') };
}
