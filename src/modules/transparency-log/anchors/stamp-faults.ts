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

/** Whatever a parser stumbles over is one thing to us: a malformed answer. */
export function reading<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof TimeStampError) throw error;
    throw new TimeStampError('malformed', error instanceof Error ? error.message : String(error));
  }
}
