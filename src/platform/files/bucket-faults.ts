/** A bucket cannot be used: what was tried and what the service said; never a key. */
export class BucketFault extends Error {
  /**
   * `denied`: the keys are wrong or may not do this · `clock`: the clocks of the two machines differ too much · `region`: the
   * service is in another region than was signed for · `no-bucket` · `away`: nobody answers, or not now · `altered`: bytes are
   * not those of their hash · `unexpected`: everything else.
   */
  readonly code: 'denied' | 'clock' | 'region' | 'no-bucket' | 'away' | 'altered' | 'unexpected';
  constructor(code: BucketFault['code'], message: string, options?: ErrorOptions) {
    super(`file bucket ${code}: ${message}`, options);
    this.code = code;
  }
}

/** What services call these faults (Amazon S3 API Reference, "Error responses"); the status alone does not tell them apart. */
const named: Readonly<Record<string, BucketFault['code']>> = {
  RequestTimeTooSkewed: 'clock',
  AuthorizationHeaderMalformed: 'region',
  PermanentRedirect: 'region',
  NoSuchBucket: 'no-bucket',
  BadDigest: 'altered',
  XAmzContentSHA256Mismatch: 'altered',
};

const ANSWER_BYTES = 64_000;

/**
 * What an answer that is no success means.
 * @param what the act, for the message
 */
export async function faultOf(what: string, answer: Response): Promise<BucketFault> {
  const name = await codeIn(answer);
  const said =
    name === '' ? `${what} answered ${answer.status}` : `${what} answered ${answer.status} ${name}`;
  return new BucketFault(named[name] ?? byStatus(answer.status), said);
}

/**
 * Is there no such object?
 * @throws BucketFault when it is the whole bucket that is not there
 */
export async function isMissing(what: string, answer: Response): Promise<boolean> {
  if (answer.status !== 404) return false;
  if (named[await codeIn(answer)] !== 'no-bucket') return true;
  throw new BucketFault('no-bucket', `${what} answered 404 NoSuchBucket`);
}

function byStatus(status: number): BucketFault['code'] {
  if (status === 401 || status === 403) return 'denied';
  if (status === 404) return 'no-bucket';
  return status >= 500 || status === 429 ? 'away' : 'unexpected';
}

/** The service's own name of the fault; its sentences may repeat a key and are left out. */
async function codeIn(answer: Response): Promise<string> {
  const text = await answer.text().catch(() => '');
  return /<Code>([A-Za-z0-9.]{1,60})<\/Code>/.exec(text.slice(0, ANSWER_BYTES))?.[1] ?? '';
}
