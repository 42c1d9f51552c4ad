import type { X509Certificate } from 'node:crypto';
import { FetchFailed, fetchBounded } from '../witness/fetch.ts';
import { TimeStampError } from './stamp-faults.ts';
import {
  newNonce,
  type TimeStamp,
  timeStampRequest,
  tokenOfResponse,
  verifyTimeStamp,
} from './time-stamp.ts';

/** A time-stamping authority, and the roots by which we believe it. */
export type Authority = { readonly url: string; readonly roots: readonly X509Certificate[] };

const MOST_ANSWER = 64 * 1024;

/**
 * Has an authority stamp some bytes; only their SHA-256 goes out. What it answers is verified before it is believed.
 * @throws TimeStampError; FetchFailed
 */
export async function requestTimeStamp(
  authority: Authority,
  data: Uint8Array,
  options: { readonly now: Date; readonly signal: AbortSignal },
): Promise<{ readonly token: Uint8Array; readonly stamp: TimeStamp }> {
  const nonce = newNonce();
  const answer = await fetchBounded(authority.url, {
    method: 'POST',
    type: 'application/timestamp-query',
    body: timeStampRequest(data, nonce),
    most: MOST_ANSWER,
    signal: options.signal,
  });
  if (answer.status !== 200) throw new FetchFailed('unreachable', `HTTP ${answer.status}`);
  if (!answer.type.startsWith('application/timestamp-reply'))
    throw new TimeStampError('malformed', answer.type);
  const token = tokenOfResponse(answer.body);
  const stamp = verifyTimeStamp(token, { data, nonce, roots: authority.roots, now: options.now });
  return { token, stamp };
}
