import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { findChain, isTimeStampingCertificate, readCertificates } from './certificates.ts';
import { withoutCertificates } from './signed-data.ts';
import { TimeStampError, type TimeStampFault } from './stamp-faults.ts';
import { openTsa } from './testing/openssl-tsa.ts';
import { newNonce, timeStampRequest, tokenOfResponse, verifyTimeStamp } from './time-stamp.ts';

/** One authority for all: making it costs a second. */
const tsa = openTsa({ after });

const data = Buffer.from('gongkai.example/log\n3\nN9AgRhwtbPKS7DDOqpsyH5kQ0fT5A8nS2OpYnGQpd8M=\n');

test('tokens of a real authority hold: RSA and ECDSA, several digests, with and without its certificates', () => {
  const roots = readCertificates(tsa.pem('root'));
  for (const how of [
    {},
    { signer: 'ecdsa' },
    { digest: 'sha384' },
    { signer: 'ecdsa', digest: 'sha512' },
  ] as const) {
    const nonce = newNonce();
    const token = tokenOfResponse(tsa.reply(timeStampRequest(data, nonce), how));
    const stamp = verifyTimeStamp(token, { data, nonce, roots, now: new Date() });
    assert.match(stamp.authority, /^CN=(rsa|ecdsa)$/);
    assert.equal(stamp.policy, '1.2.3.4.1');
    assert.ok(tsa.accepts(token, data));
    assert.ok(!tsa.accepts(token, Buffer.from('something else')));

    const { token: shorter, pem } = withoutCertificates(token);
    assert.ok(shorter.length < token.length / 2, `${shorter.length} of ${token.length} bytes`);
    const certificates = readCertificates(pem);
    assert.deepEqual(verifyTimeStamp(shorter, { data, nonce: null, roots, certificates }), stamp);
    assert.throws(() => verifyTimeStamp(shorter, { data, nonce, roots }), { code: 'noSignerCertificate' });
    assert.ok(tsa.accepts(shorter, data, pem), 'openssl takes the shorter token too');
  }
});

test('everything that can be wrong with a token has its code', () => {
  const roots = readCertificates(tsa.pem('root'));
  const now = new Date();
  const nonce = newNonce();
  const response = tsa.reply(timeStampRequest(data, nonce));
  const token = tokenOfResponse(response);
  const good = { data, nonce, roots, now };
  const fault = (work: () => unknown): TimeStampFault | null => {
    try {
      work();
      return null;
    } catch (error) {
      assert.ok(error instanceof TimeStampError, String(error));
      return error.code;
    }
  };
  const changed = (find: Uint8Array, at = 0): Uint8Array => {
    const copy = Buffer.from(token);
    const place = copy.indexOf(find);
    assert.ok(place > 0, 'the place to change is there');
    copy[place + at] = (copy[place + at] ?? 0) ^ 1;
    return copy;
  };
  const later = new Date(now.getTime() + 3_600_000);
  const unchained = tokenOfResponse(tsa.reply(timeStampRequest(data, nonce), { chain: false }));
  const year = Buffer.from(String(now.getUTCFullYear()));
  const last = Buffer.from(token.subarray(-20));
  const table: readonly (readonly [string, TimeStampFault | null, () => unknown])[] = [
    ['good', null, () => verifyTimeStamp(token, good)],
    ['other data', 'otherImprint', () => verifyTimeStamp(token, { ...good, data: Buffer.from('x') })],
    ['other nonce', 'otherNonce', () => verifyTimeStamp(token, { ...good, nonce: newNonce() })],
    ['stale', 'timeNotSane', () => verifyTimeStamp(token, { ...good, now: later })],
    ['old, looked at again', null, () => verifyTimeStamp(token, { data, nonce: null, roots })],
    [
      'root of others',
      'untrusted',
      () => verifyTimeStamp(token, { ...good, roots: readCertificates(tsa.pem('other-root')) }),
    ],
    ['no roots', 'untrusted', () => verifyTimeStamp(token, { ...good, roots: [] })],
    ['no intermediate', 'untrusted', () => verifyTimeStamp(unchained, good)],
    [
      'intermediate kept beside it',
      null,
      () => verifyTimeStamp(unchained, { ...good, certificates: readCertificates(tsa.pem('middle')) }),
    ],
    [
      'the intermediate is trusted',
      null,
      () => verifyTimeStamp(unchained, { ...good, roots: readCertificates(tsa.pem('middle')) }),
    ],
    [
      'another time inside',
      'badSignature',
      () => verifyTimeStamp(changed(year, 3), { data, nonce: null, roots }),
    ],
    ['signature changed', 'badSignature', () => verifyTimeStamp(changed(last), good)],
    [
      'signed again by another authority',
      null,
      () => verifyTimeStamp(tsa.signAgain(response, 'ecdsa'), good),
    ],
    [
      'signed by a certificate that is for something else as well',
      'notForTimeStamping',
      () => verifyTimeStamp(tsa.signAgain(response, 'client'), good),
    ],
    [
      'signed by whom nobody knows',
      'untrusted',
      () => verifyTimeStamp(tsa.signAgain(response, 'sneaky'), good),
    ],
    [
      'a digest of yesterday',
      'unsupportedAlgorithm',
      () =>
        verifyTimeStamp(tokenOfResponse(tsa.reply(timeStampRequest(data, nonce), { digest: 'sha1' })), good),
    ],
    ['an answer instead of a token', 'otherContent', () => verifyTimeStamp(response, good)],
    ['cut', 'malformed', () => verifyTimeStamp(token.subarray(0, 200), good)],
    ['nothing', 'malformed', () => verifyTimeStamp(new Uint8Array(), good)],
    ['more behind it', 'malformed', () => verifyTimeStamp(Buffer.concat([token, token]), good)],
    ['refusal', 'notGranted', () => tokenOfResponse(Buffer.from('30053003020102', 'hex'))],
    ['granted, but nothing there', 'malformed', () => tokenOfResponse(Buffer.from('30053003020100', 'hex'))],
    ['a web page', 'malformed', () => tokenOfResponse(Buffer.from('<html>'))],
  ];
  for (const [what, expected, work] of table) assert.equal(fault(work), expected, what);
});

test('a refusal of the authority says what it says', () => {
  const request = Buffer.from(timeStampRequest(data, newNonce()));
  // An algorithm that it does not take: the object identifier of SHA-256 turned into that of SHA-224.
  const place = request.indexOf(Buffer.from('608648016503040201', 'hex'));
  request[place + 8] = 4;
  assert.throws(
    () => tokenOfResponse(tsa.reply(request)),
    (error) => error instanceof TimeStampError && error.code === 'notGranted' && error.detail.startsWith('2'),
  );
});

test('certificates: only for time stamping, only in their time, only by those who may issue', () => {
  const one = (name: string) => new X509Certificate(tsa.pem(name));
  const [root, middle, rsa] = [one('root'), one('middle'), one('rsa')];
  assert.ok(isTimeStampingCertificate(rsa) && isTimeStampingCertificate(one('ecdsa')));
  assert.ok(!isTimeStampingCertificate(one('client')), 'for something else as well');
  assert.ok(!isTimeStampingCertificate(root));
  const now = new Date();
  const years = (count: number) => new Date(now.getTime() + count * 365.25 * 86_400_000);
  assert.ok(findChain(rsa, [middle], [root], now));
  assert.ok(!findChain(rsa, [middle], [root], years(1)), 'the signer has run out');
  assert.ok(!findChain(middle, [], [root], years(9)), 'the intermediate has run out');
  assert.ok(!findChain(rsa, [middle], [root], years(-1)), 'before they began');
  assert.ok(!findChain(rsa, [rsa, one('ecdsa')], [root], now), 'who may not issue does not stand between');
  assert.ok(!findChain(one('sneaky'), [one('plain'), middle], [root], now), 'issued by who may not issue');
  assert.ok(!findChain(rsa, [middle], [one('same-name')], now), 'a root that only has the name');
  assert.ok(!findChain(rsa, [middle, one('other-root')], [one('other-root')], now));
  assert.throws(() => readCertificates('nothing'), /no certificate/);
});

test('a token with any bytes changed is refused or still holds, and nothing else happens', () => {
  const roots = readCertificates(tsa.pem('root'));
  const nonce = newNonce();
  const token = tokenOfResponse(tsa.reply(timeStampRequest(data, nonce), { signer: 'ecdsa' }));
  let held = 0;
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const copy = Buffer.from(token);
      copy[at] = (copy[at] ?? 0) ^ flip;
      try {
        verifyTimeStamp(copy, { data, nonce, roots });
        held += 1;
      } catch (error) {
        assert.ok(error instanceof TimeStampError, String(error));
      }
    }),
    { numRuns: 200 },
  );
  // Some bytes are under no signature: the version of the container, a certificate nobody needs.
  assert.ok(held < 60, `${held} of 200 held`);
});
