import { createHmac, randomBytes } from 'node:crypto';

/*
 * Standard Webhooks (standardwebhooks.com), version 1: HMAC-SHA256 over `id.timestamp.body`. Receivers let our clock and theirs
 * lie 300 seconds apart; older messages are replays.
 */

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** A new secret as partners are given it. */
export const makeSecret = (): string => PREFIX + randomBytes(SECRET_BYTES).toString('base64');

export type Signed = {
  /** The same in every attempt. */
  readonly id: string;
  /** Seconds since 1970 of this attempt. */
  readonly timestamp: number;
  readonly body: string;
};

/**
 * The three headers of a message.
 * @param secrets the present one, and during a change-over the one before: a receiver takes either signature
 */
export function signatureHeaders(
  signed: Signed,
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  return {
    'webhook-id': signed.id,
    'webhook-timestamp': String(signed.timestamp),
    'webhook-signature': secrets.map((secret) => `v1,${signatureOf(signed, secret)}`).join(' '),
  };
}

export function signatureOf({ id, timestamp, body }: Signed, secret: string): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  return createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
}
