import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { ClosedAddress, guardedLookup, isOpenAddress, literalOf } from './guard.ts';

/** What an outside server said, as far as anybody wants to know. */
export type OutsideAnswer =
  | { readonly status: number; readonly location: string | null; readonly text: string }
  /** No answer: `closed` (not of the open internet), `no-name`, `timeout`, `refused`, `tls`, `broken`. */
  | { readonly status: null; readonly reason: string };

export type OutsideRules = {
  readonly userAgent: string;
  /** The whole exchange, milliseconds. */
  readonly timeoutMs: number;
  /** Bytes of the body that are read; the rest is not waited for. */
  readonly mostBody: number;
  /** Addresses of one's own network as well: for tests. */
  readonly closedToo?: boolean;
};

/** Asks one outside address, without following it anywhere; only http and https, only the open internet. Never throws. */
export function askOutside(
  method: 'GET' | 'HEAD',
  address: string,
  rules: OutsideRules,
): Promise<OutsideAnswer> {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    return Promise.resolve({ status: null, reason: 'closed' });
  const literal = literalOf(url);
  if (rules.closedToo !== true && literal !== null && !isOpenAddress(literal))
    return Promise.resolve({ status: null, reason: 'closed' });
  return new Promise((resolve) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      method,
      agent: false,
      ...(rules.closedToo === true ? {} : { lookup: guardedLookup }),
      headers: { 'user-agent': rules.userAgent, accept: '*/*' },
    });
    const timer = setTimeout(
      () => request.destroy(Object.assign(new Error('too long'), { code: 'ETIMEDOUT' })),
      rules.timeoutMs,
    );
    const end = (answer: OutsideAnswer) => {
      clearTimeout(timer);
      resolve(answer);
      request.destroy();
    };
    request.on('error', (error) => end({ status: null, reason: reasonOf(error) }));
    request.on('response', (response) => {
      const pieces: Buffer[] = [];
      let size = 0;
      const finish = () => {
        const location = response.headers.location ?? null;
        const text = Buffer.concat(pieces).subarray(0, rules.mostBody).toString('utf8');
        end({ status: response.statusCode ?? 0, location, text });
      };
      if (method === 'HEAD' || rules.mostBody === 0) return finish();
      response.on('data', (piece: Buffer) => {
        pieces.push(piece);
        size += piece.length;
        if (size >= rules.mostBody) finish();
      });
      response.on('end', finish);
      response.on('error', (error) => end({ status: null, reason: reasonOf(error) }));
    });
    request.end();
  });
}

function reasonOf(error: Error): string {
  if (error instanceof ClosedAddress) return 'closed';
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ENOTFOUND' || code === 'EAI_NODATA') return 'no-name';
  if (code === 'ETIMEDOUT' || code === 'EAI_AGAIN') return 'timeout';
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return 'refused';
  return /CERT|TLS|SSL|SELF_SIGNED|ALTNAME/.test(code) ? 'tls' : 'broken';
}
