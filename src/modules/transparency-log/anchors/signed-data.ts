import { X509Certificate } from 'node:crypto';
import { type Der, der, objectName, onlyDer, readDer, writeDer } from './der.ts';
import { reading, TimeStampError } from './stamp-faults.ts';

/* The signed data of a token (RFC 5652), as the bytes that signatures are over. */

export const SHA256 = '2.16.840.1.101.3.4.2.1';
export const oids = {
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
/** The parts of a SignedData with one signer, each as its bytes. */
export type SignedData = {
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

export function readSignedData(token: Uint8Array): SignedData {
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

export function algorithmOf(one: Der | undefined): string {
  const [name] = one?.tag === der.sequence ? readDer(one.body) : [];
  if (name?.tag !== der.object) throw new TimeStampError('malformed', 'algorithm');
  return objectName(name.body);
}

export function digestOf(name: string): string {
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
