import type { AddressRules } from './address.ts';

/** What sending needs of the installation. */
export type WebhookSettings = {
  /** Seals the secrets. */
  readonly key: Buffer;
  /** Public address of the installation; null in a demonstration that has none. */
  readonly url: string | null;
  readonly rules: AddressRules;
  /** How long a partner may take to answer; by default ten seconds. */
  readonly timeoutMs?: number;
};

let connected: WebhookSettings | null = null;

/** Told once, when the program is put together. */
export function connectWebhooks(settings: WebhookSettings): void {
  connected = settings;
}

/** @throws when the program was put together without them */
export function getWebhookSettings(): WebhookSettings {
  if (connected === null) throw new Error('carriers: connectWebhooks was not called');
  return connected;
}
