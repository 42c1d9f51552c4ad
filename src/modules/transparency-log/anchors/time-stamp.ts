import { createHash, randomBytes, verify, X509Certificate } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  MessageImprint,
  PKIStatus,
  TimeStampReq,
  TimeStampReqVersion,
  TimeStampResp,
  TSTInfo,
} from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { findChain, isTimeStampingCertificate } from './certificates.ts';
import { type Der, der, objectName, onlyDer, readDer, writeDer } from './der.ts';

/*
 * RFC 3161: a time-stamping authority, which knows nothing of us, signs that it saw our SHA-256 at a time. Read with our own
 * few lines of DER where signatures depend on the very bytes; certificates by node's crypto.
 */

/** All that can be wrong with an answer of an authority. */
export const timeStampFaults = [
  'malformed',
  'notGranted',
  'otherContent',
  'otherImprint',
  'otherNonce',
  'noSignerCertificate',
  'notForTimeStamping',
  'unsupportedAlgorithm',
  'badSignature',
  'untrusted',
  'timeNotSane',
] as const;
export type TimeStampFault = (typeof timeStampFaults)[number];

export class TimeStampError extends Error {
  readonly code: TimeStampFault;
  readonly detail: string;
  constructor(code: TimeStampFault, detail = '') {
    super(`time stamp: ${code} ${detail}`.trim());
    this.code = code;
    this.detail = detail;
  }
}

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

const SHA256 = '2.16.840.1.101.3.4.2.1';
const oids = {
  signedData: '1.2.840.113549.1.7.2',
  timeStampInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

const digests: ReadonlyMap<string, string> = new Map([
  [SHA256, 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);
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
    const parsed = AsnConvert.parse(response, TimeStampResp);
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
    const info = AsnConvert.parse(signed.content, TSTInfo);
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

/** The parts of a SignedData with one signer, each as its bytes. */
type SignedData = {
  readonly content: Buffer;
  readonly certificates: readonly X509Certificate[];
  readonly digest: string;
  readonly attributes: ReadonlyMap<string, Buffer>;
  /** DER of the signed attributes as a SET, which is what is signed (RFC 5652 §5.4). */
  readonly signedBytes: Buffer;
  readonly signature: Buffer;
  readonly algorithm: string;
};

/** Positions in the SignedData of a token: what stands before the certificates, they, the rest. */
function partsOf(token: Uint8Array) {
  const [type, wrapped] = readDer(onlyDer(token, der.sequence).body);
  if (type?.tag !== der.object || objectName(type.body) !== oids.signedData || wrapped?.tag !== der.context0)
    throw new TimeStampError('otherContent');
  const fields = readDer(onlyDer(wrapped.body, der.sequence).body);
  const [version, algorithms, content] = fields;
  if (version === undefined || algorithms === undefined || content === undefined)
    throw new TimeStampError('malformed', 'signed data');
  const certificates = fields.find((one) => one.tag === der.context0);
  const signers = fields.at(-1);
  if (signers?.tag !== der.set) throw new TimeStampError('malformed', 'signers');
  return { type, version, algorithms, content, certificates, signers };
}

function readSignedData(token: Uint8Array): SignedData {
  const { content, certificates, signers } = partsOf(token);
  const [contentType, wrapped] = readDer(content.body);
  if (contentType === undefined || objectName(contentType.body) !== oids.timeStampInfo)
    throw new TimeStampError('otherContent');
  if (wrapped?.tag !== der.context0) throw new TimeStampError('malformed', 'no content');
  // Version, sid, digest algorithm, [0] signed attributes, signature algorithm, signature, perhaps [1] unsigned ones.
  const [, , digest, attributes, algorithm, signature] = readDer(onlyDer(signers.body, der.sequence).body);
  if (attributes?.tag !== der.context0 || signature?.tag !== der.octets)
    throw new TimeStampError('malformed', 'signer');
  return {
    content: onlyDer(wrapped.body, der.octets).body,
    certificates: readDer(certificates?.body ?? Buffer.alloc(0))
      .filter((one) => one.tag === der.sequence)
      .map((one) => new X509Certificate(one.whole)),
    digest: digestOf(algorithmOf(digest)),
    attributes: readAttributes(attributes.body),
    signedBytes: writeDer(der.set, attributes.body),
    signature: signature.body,
    algorithm: algorithmOf(algorithm),
  };
}

function algorithmOf(one: Der | undefined): string {
  const [name] = one?.tag === der.sequence ? readDer(one.body) : [];
  if (name?.tag !== der.object) throw new TimeStampError('malformed', 'algorithm');
  return objectName(name.body);
}

function digestOf(name: string): string {
  const digest = digests.get(name);
  if (digest === undefined) throw new TimeStampError('unsupportedAlgorithm', name);
  return digest;
}

/** Attributes by name, each with its one value. */
function readAttributes(bytes: Buffer): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const one of readDer(bytes)) {
    const [name, values] = readDer(one.body);
    if (name?.tag !== der.object || values?.tag !== der.set)
      throw new TimeStampError('malformed', 'attribute');
    const key = objectName(name.body);
    const [value, ...more] = readDer(values.body);
    if (found.has(key) || value === undefined || more.length > 0)
      throw new TimeStampError('malformed', 'attribute twice');
    found.set(key, value.whole);
  }
  return found;
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

/**
 * A token without the certificates that came with it. They are not under the signature, and most of its bytes: an entry of
 * the log has room for 4,096.
 * @returns the shorter token, and the certificates in PEM
 */
export function withoutCertificates(token: Uint8Array): { readonly token: Uint8Array; readonly pem: string } {
  return reading(() => {
    const { type, version, algorithms, content, certificates, signers } = partsOf(token);
    const data = writeDer(der.sequence, version.whole, algorithms.whole, content.whole, signers.whole);
    const shorter = writeDer(der.sequence, type.whole, writeDer(der.context0, data));
    const pem = readDer(certificates?.body ?? Buffer.alloc(0))
      .filter((one) => one.tag === der.sequence)
      .map((one) => new X509Certificate(one.whole).toString());
    return { token: new Uint8Array(shorter), pem: pem.join('') };
  });
}

/** Whatever a parser stumbles over is one thing to us: a malformed answer. */
function reading<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof TimeStampError) throw error;
    throw new TimeStampError('malformed', error instanceof Error ? error.message : String(error));
  }
}

const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest();

function plainBuffer(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return copy;
}
