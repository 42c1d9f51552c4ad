/** Why somebody outside could not be asked. */
export const fetchProblems = ['unreachable', 'late', 'tooLong'] as const;
export type FetchProblem = (typeof fetchProblems)[number];

export class FetchFailed extends Error {
  readonly problem: FetchProblem;
  constructor(problem: FetchProblem, detail: string) {
    super(detail);
    this.problem = problem;
  }
}

export type Fetched = { readonly status: number; readonly type: string; readonly body: Uint8Array };

export type FetchOptions = {
  readonly signal: AbortSignal;
  /** Bytes that are read at most. */
  readonly most: number;
  readonly method?: 'GET' | 'POST';
  readonly body?: string | Uint8Array;
  /** Media type of the body. */
  readonly type?: string;
};

/**
 * Asks an address that an operator wrote into a setting: within a time, for a body of limited length, and nowhere else than
 * there (no redirects).
 * @throws FetchFailed
 */
export async function fetchBounded(url: string, options: FetchOptions): Promise<Fetched> {
  const { signal, most, method = 'GET', body, type } = options;
  try {
    const answer = await fetch(url, {
      method,
      redirect: 'error',
      signal,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : Uint8Array.from(body) }),
      ...(type === undefined ? {} : { headers: { 'content-type': type } }),
    });
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of answer.body ?? []) {
      if (!(chunk instanceof Uint8Array)) continue;
      length += chunk.length;
      if (length > most) throw new FetchFailed('tooLong', `more than ${most} bytes`);
      chunks.push(chunk);
    }
    return {
      status: answer.status,
      type: answer.headers.get('content-type') ?? '',
      body: new Uint8Array(Buffer.concat(chunks)),
    };
  } catch (error) {
    if (error instanceof FetchFailed) throw error;
    throw new FetchFailed(signal.aborted ? 'late' : 'unreachable', wordsOf(error));
  }
}

function wordsOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
}
