import type { Session } from './world.ts';

/** Kinds of work whose middle a kill may hit. */
export const kinds = ['import', 'submit', 'approve', 'publish', 'other'] as const;
export type Kind = (typeof kinds)[number];

/** An action the server said it had done: what must be true of the database for ever after. */
export type Acknowledged = {
  readonly what: string;
  /** The request's number, under which the audit log must know it. */
  readonly request: string;
  /** Answers at least one row when the action is there. */
  readonly sql: string;
  readonly params: readonly unknown[];
};

export type Answer = { readonly body: unknown; readonly request: string };

/** The server went away in the middle, or answered that something failed: nobody knows whether it was done. */
export class Interrupted extends Error {}

/** One life of the server, from its start to the kill. */
export type Life = {
  readonly url: string;
  /** Told when work of this kind has just been sent, so that the kill can hit its middle. */
  readonly begun: (kind: Kind) => void;
  readonly acknowledged: Acknowledged[];
  /** Has the kill been sent? What fails before it is a fault of the server. */
  readonly isKilled: () => boolean;
  isOver: boolean;
};

/**
 * Sends one request as somebody.
 * @throws Interrupted when the answer did not come or was a fault
 * @throws when the server refuses: people of this test do nothing unlawful
 */
export async function send(
  life: Life,
  session: Session,
  kind: Kind,
  path: string,
  body?: object | Uint8Array<ArrayBuffer>,
  method = body === undefined ? 'GET' : 'POST',
): Promise<Answer> {
  const isFile = body instanceof Uint8Array;
  const asked = fetch(`${life.url}${path}`, {
    method,
    headers: {
      cookie: `gongkai_session=${session}`,
      ...(body === undefined
        ? {}
        : { 'content-type': isFile ? 'application/octet-stream' : 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
    signal: AbortSignal.timeout(60_000),
  }).then(async (answer) => ({
    status: answer.status,
    text: await answer.text(),
    request: answer.headers.get('x-request-id') ?? '',
  }));
  life.begun(kind);
  const { status, text, request } = await asked.catch((error: unknown) => {
    throw new Interrupted(`${method} ${path}`, { cause: error });
  });
  if (status >= 500) throw new Interrupted(`${method} ${path} answered ${status}: ${text}`);
  if (status !== 200) throw new Error(`${method} ${path} was refused: ${status} ${text}`);
  return { body: JSON.parse(text), request };
}
