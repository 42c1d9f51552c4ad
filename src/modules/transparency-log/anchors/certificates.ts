import { X509Certificate } from 'node:crypto';
import { library } from '#platform/libraries';

/** Longest chain from an authority to a root that is followed. */
const MOST_STEPS = 5;

/**
 * Whether a certificate may sign time stamps: its extended key usage is critical and only that.
 * Source: RFC 3161 §2.3
 */
export function isTimeStampingCertificate(certificate: X509Certificate): boolean {
  const { AsnConvert } = library('@peculiar/asn1-schema');
  const { Certificate, ExtendedKeyUsage, id_ce_extKeyUsage, id_kp_timeStamping } =
    library('@peculiar/asn1-x509');
  const { extensions } = AsnConvert.parse(certificate.raw, Certificate).tbsCertificate;
  const usage = extensions?.find((one) => one.extnID === id_ce_extKeyUsage);
  if (usage === undefined || usage.critical !== true) return false;
  const named = AsnConvert.parse(usage.extnValue, ExtendedKeyUsage);
  return named.length === 1 && named[0] === id_kp_timeStamping;
}

/**
 * Whether a chain leads from a certificate to a root of ours, every link signed by the next one, which may sign
 * certificates, and all of them valid at that time.
 * @param others certificates that may stand between; not trusted
 */
export function findChain(
  certificate: X509Certificate,
  others: readonly X509Certificate[],
  roots: readonly X509Certificate[],
  at: Date,
  steps = MOST_STEPS,
): boolean {
  if (steps === 0 || !isValidAt(certificate, at)) return false;
  if (roots.some((one) => one.fingerprint256 === certificate.fingerprint256)) return true;
  const left = others.filter((one) => one.fingerprint256 !== certificate.fingerprint256);
  const issuers = [...roots, ...left].filter((one) => isIssuer(one, certificate));
  return issuers.some((one) => findChain(one, left, roots, at, steps - 1));
}

function isIssuer(issuer: X509Certificate, of: X509Certificate): boolean {
  return (
    issuer.ca &&
    issuer.fingerprint256 !== of.fingerprint256 &&
    of.checkIssued(issuer) &&
    of.verify(issuer.publicKey)
  );
}

function isValidAt({ validFromDate, validToDate }: X509Certificate, at: Date): boolean {
  return validFromDate.getTime() <= at.getTime() && at.getTime() <= validToDate.getTime();
}

/**
 * The certificates in a PEM file.
 * @throws Error when one of them is none, or there is none
 */
export function readCertificates(pem: string): readonly X509Certificate[] {
  const found = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (found.length === 0) throw new Error('no certificate in this file');
  return found.map((one) => new X509Certificate(one));
}
