import { createHash, randomBytes, verify, type X509Certificate } from 'node:crypto';
import type { TSTInfo } from '@peculiar/asn1-tsp';
import { library } from '#platform/libraries';
import { findChain, isTimeStampingCertificate } from './certificates.ts';
import { der, objectName, onlyDer, readDer } from './der.ts';
import { algorithmOf, digestOf, oids, readSignedData, SHA256, type SignedData } from './signed-data.ts';
import { reading, TimeStampError } from './stamp-faults.ts';

/*
 * RFC 3161: a time-stamping authority, which knows nothing of us, signs that it saw our SHA-256 at a time. Read with our own
 * few lines of DER where signatures depend on the very bytes; certificates by node's crypto.
 */

/** What an authority said. */
export type TimeStamp = {
  /** When it saw the hash. */
  readonly time: Date;
  /** Its own number of the token, hexadecimal. */
  readonly serial: string;
  /** Object identifier of the policy it worked by. */
  readonly policy: string;
  /** Subject of its certificate, one line. */
  readonly authority: string;
};

/** Signature algorithms: the digest they bring, or null for that of the signer info. */
const signatures: ReadonlyMap<string, string | null> = new Map([
  ['1.2.840.113549.1.1.1', null],
  ['1.2.840.113549.1.1.11', 'sha256'],
  ['1.2.840.113549.1.1.12', 'sha384'],
  ['1.2.840.113549.1.1.13', 'sha512'],
  ['1.2.840.10045.4.3.2', 'sha256'],
  ['1.2.840.10045.4.3.3', 'sha384'],
  ['1.2.840.10045.4.3.4', 'sha512'],
]);

/** Eight random bytes that are a positive number in its shortest form, as DER wants it. */
export function newNonce(): Uint8Array {
  const nonce = randomBytes(8);
  nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40;
  return nonce;
}

/**
 * The request for a token, DER (`application/timestamp-query`).
 * @param data what is stamped; its SHA-256 goes out, not itself
 * @param nonce see {@link newNonce}. Source: RFC 3161 §2.4.1
 */
export function timeStampRequest(data: Uint8Array, nonce: Uint8Array): Uint8Array {
  const { AsnConvert, OctetString } = library('@peculiar/asn1-schema');
  const { MessageImprint, TimeStampReq, TimeStampReqVersion } = library('@peculiar/asn1-tsp');
  const { AlgorithmIdentifier } = library('@peculiar/asn1-x509');
  const request = new TimeStampReq({
    version: TimeStampReqVersion.v1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithm: SHA256, parameters: null }),
      hashedMessage: new OctetString(sha256(data)),
    }),
    nonce: plainBuffer(nonce),
    certReq: true,
  });
  return new Uint8Array(AsnConvert.serialize(request));
}

/**
 * The token in an answer (`application/timestamp-reply`), as it stands.
 * @throws TimeStampError malformed, notGranted (with what the authority says). Source: RFC 3161 §2.4.2
 */
export function tokenOfResponse(response: Uint8Array): Uint8Array {
  return reading(() => {
    const { PKIStatus, TimeStampResp } = library('@peculiar/asn1-tsp');
    const parsed = library('@peculiar/asn1-schema').AsnConvert.parse(response, TimeStampResp);
    const { status, statusString } = parsed.status;
    if (status !== PKIStatus.granted && status !== PKIStatus.grantedWithMods)
      throw new TimeStampError('notGranted', `${status} ${[...(statusString ?? [])].join(' ')}`.trim());
    const [, token] = readDer(onlyDer(response, der.sequence).body);
    if (token === undefined) throw new TimeStampError('malformed', 'granted without token');
    return new Uint8Array(token.whole);
  });
}

export type TimeStampCheck = {
  /** What should have been stamped. */
  readonly data: Uint8Array;
  /** The nonce of our own request; null when a kept token is looked at again. */
  readonly nonce: Uint8Array | null;
  /** Certificates of those we trust. */
  readonly roots: readonly X509Certificate[];
  /** Certificates kept beside a token that was shortened by `withoutCertificates`. */
  readonly certificates?: readonly X509Certificate[];
  /** Now, when the token must be fresh: its time may then be off by five minutes at most. */
  readonly now?: Date;
};

const FRESH_MS = 5 * 60_000;
/** A chain is searched among them: few, so that nobody makes us search long. */
const MOST_CERTIFICATES = 10;

/**
 * Verifies a token: content, imprint, nonce, signature, the certificate it names, the chain to a root of ours at that time.
 * Revocation is not asked for.
 * @param token DER of the ContentInfo
 * @throws TimeStampError. Source: RFC 3161 §2.4.2, RFC 5652 §5.4–5.6, RFC 5816
 */
export function verifyTimeStamp(token: Uint8Array, check: TimeStampCheck): TimeStamp {
  return reading(() => {
    const signed = readSignedData(token);
    const { TSTInfo } = library('@peculiar/asn1-tsp');
    const info = library('@peculiar/asn1-schema').AsnConvert.parse(signed.content, TSTInfo);
    checkInfo(info, check);
    const certificates = [...signed.certificates, ...(check.certificates ?? [])];
    if (certificates.length > MOST_CERTIFICATES)
      throw new TimeStampError('malformed', 'too many certificates');
    const signer = findSigner(signed, certificates);
    checkSignature(signed, signer);
    if (!isTimeStampingCertificate(signer)) throw new TimeStampError('notForTimeStamping', signer.subject);
    if (!findChain(signer, certificates, check.roots, info.genTime))
      throw new TimeStampError('untrusted', signer.subject);
    return {
      time: info.genTime,
      serial: Buffer.from(info.serialNumber).toString('hex'),
      policy: info.policy,
      authority: signer.subject.replaceAll('\n', ', '),
    };
  });
}

function checkInfo(info: TSTInfo, { data, nonce, now }: TimeStampCheck): void {
  if (Number(info.version) !== 1) throw new TimeStampError('malformed', 'version');
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  if (hashAlgorithm.algorithm !== SHA256 || !sha256(data).equals(Buffer.from(hashedMessage.buffer)))
    throw new TimeStampError('otherImprint');
  if (nonce !== null && !Buffer.from(nonce).equals(Buffer.from(info.nonce ?? new ArrayBuffer(0))))
    throw new TimeStampError('otherNonce');
  const time = info.genTime.getTime();
  if (!Number.isFinite(time)) throw new TimeStampError('malformed', 'time');
  if (now !== undefined && Math.abs(time - now.getTime()) > FRESH_MS)
    throw new TimeStampError('timeNotSane', info.genTime.toISOString());
}

/** The certificate that the signature itself names (RFC 5816): no other could be put in its place. */
function findSigner({ attributes }: SignedData, certificates: readonly X509Certificate[]): X509Certificate {
  const second = attributes.get(oids.signingCertificateV2);
  const first = attributes.get(oids.signingCertificate);
  const value = second ?? first;
  if (value === undefined) throw new TimeStampError('malformed', 'no signing certificate named');
  const [list] = readDer(onlyDer(value, der.sequence).body);
  const [id] = list?.tag === der.sequence ? readDer(list.body) : [];
  const fields = id === undefined ? [] : readDer(id.body);
  const named = fields[0]?.tag === der.sequence ? fields[0] : undefined;
  const hash = fields.find((one) => one.tag === der.octets);
  if (hash === undefined) throw new TimeStampError('malformed', 'certificate hash');
  const digest =
    second === undefined ? 'sha1' : named === undefined ? 'sha256' : digestOf(algorithmOf(named));
  const found = certificates.find((one) => createHash(digest).update(one.raw).digest().equals(hash.body));
  if (found === undefined) throw new TimeStampError('noSignerCertificate');
  return found;
}

function checkSignature(signed: SignedData, signer: X509Certificate): void {
  const { attributes, content, digest, signedBytes, signature, algorithm } = signed;
  const type = attributes.get(oids.contentType);
  if (type === undefined || objectName(onlyDer(type, der.object).body) !== oids.timeStampInfo)
    throw new TimeStampError('otherContent');
  const hash = attributes.get(oids.messageDigest);
  const expected = createHash(digest).update(content).digest();
  if (hash === undefined || !expected.equals(onlyDer(hash, der.octets).body))
    throw new TimeStampError('badSignature', 'digest of the content');
  const brought = signatures.get(algorithm);
  if (brought === undefined) throw new TimeStampError('unsupportedAlgorithm', algorithm);
  if (!verify(brought ?? digest, signedBytes, signer.publicKey, signature))
    throw new TimeStampError('badSignature');
}

const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest();

function plainBuffer(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return copy;
}
