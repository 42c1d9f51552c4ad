import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/*
 * The server of the tests (s3rver) leaves signatures of version 4 unread, so they are judged here, from the specification
 * (AWS Signature Version 4, "Create a signed AWS API request") and not from the client's code.
 */

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** Is this request signed with that secret? */
export function isSigned(
  method: string,
  address: string,
  headers: IncomingHttpHeaders,
  keys: { readonly key: string; readonly secret: string },
): boolean {
  const form =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
  const [, key, day = '', region = '', signed = '', signature] = form.exec(headers.authorization ?? '') ?? [];
  const names = signed.split(';');
  if (key !== keys.key || !names.includes('host') || !names.includes('x-amz-date')) return false;
  const url = new URL(address, 'http://x');
  const query = [...url.searchParams]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&');
  const canonical = [
    method,
    url.pathname
      .split('/')
      .map((part) => encoded(decodeURIComponent(part)))
      .join('/'),
    query,
    ...names.map((name) => `${name}:${String(headers[name] ?? '').trim()}`),
    '',
    signed,
    String(headers['x-amz-content-sha256'] ?? ''),
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', String(headers['x-amz-date']), scope, sha256(canonical)].join('\n');
  const steps = [day, region, 's3', 'aws4_request'];
  const signing = steps.reduce<string | Buffer>((before, step) => hmac(before, step), `AWS4${keys.secret}`);
  return hmac(signing, text).toString('hex') === signature;
}
