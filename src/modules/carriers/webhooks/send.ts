import { lookup } from 'node:dns';
import { type ClientRequest, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { ClosedAddress, guardedLookup } from '#platform/outside';
import { type AddressRules, checkAddress } from './address.ts';

/** What came back, in few words; never more of the body than fits a line. */
export type Answer =
  | { readonly status: number; readonly text: string }
  | { readonly status: null; readonly text: string };

const TIMEOUT_MS = 10_000;
const MOST_BODY = 2_048;
const MOST_SHOWN = 200;

/**
 * Posts a message to a partner. The name is looked up now and only addresses that may be reached are connected to, those very
 * ones: a name that is answered differently a moment later leads nowhere else. Redirects are not followed.
 */
export function send(
  address: string,
  message: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  rules: AddressRules,
  timeoutMs = TIMEOUT_MS,
): Promise<Answer> {
  const checked = checkAddress(address, rules);
  if (!checked.ok) return Promise.resolve({ status: null, text: checked.code });
  const url = checked.value;
  return new Promise((resolve) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      method: 'POST',
      agent: false,
      lookup: guarded(rules),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Gongkai-Webhooks/1',
        'content-length': Buffer.byteLength(message.body),
        ...message.headers,
      },
    });
    // The whole exchange, however slowly its pieces come.
    const timer = setTimeout(
      () => request.destroy(new Error(`no answer in ${timeoutMs / 1000} s`)),
      timeoutMs,
    );
    const end = (answer: Answer) => {
      clearTimeout(timer);
      resolve(answer);
    };
    listen(request, end);
    request.end(message.body);
  });
}

function listen(request: ClientRequest, end: (answer: Answer) => void): void {
  request.on('error', (error) => end({ status: null, text: wordsOf(error) }));
  request.on('response', (response) => {
    const status = response.statusCode ?? 0;
    const pieces: Buffer[] = [];
    let size = 0;
    const finish = () => end({ status, text: shown(Buffer.concat(pieces)) });
    response.on('data', (piece: Buffer) => {
      pieces.push(piece);
      size += piece.length;
      if (size < MOST_BODY) return;
      finish();
      request.destroy();
    });
    response.on('end', finish);
    response.on('error', (error) => end({ status: null, text: wordsOf(error) }));
  });
}

const wordsOf = (error: Error) =>
  error instanceof ClosedAddress ? 'webhook-address-private' : error.message.slice(0, MOST_SHOWN);

/** One line of printable text. */
const shown = (bytes: Buffer) =>
  bytes
    .subarray(0, MOST_BODY)
    .toString()
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, MOST_SHOWN);

/** Where one's own network is allowed, any address of a name will do; else only those of the open internet. */
export const guarded = ({ privateNetwork }: AddressRules): LookupFunction =>
  privateNetwork ? lookup : guardedLookup;
