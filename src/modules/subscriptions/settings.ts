import { blindIndex, deriveKey } from '#platform/sealing';

/** How mail leaves this installation. */
export type MailMode = 'smtp' | 'demo' | 'off';

export type SubscriptionSettings = {
  /** The installation's key (see identity's `readIdentityKey`). */
  readonly key: Buffer;
  readonly mail: MailMode;
};

/** One key for each purpose. */
export type Keys = {
  /** Seals addresses, here and in the outbox. */
  readonly mail: Buffer;
  /** Signs links. */
  readonly links: Buffer;
  /** Finds addresses and networks without knowing them. */
  readonly marks: Buffer;
};

export const keysOf = ({ key }: Pick<SubscriptionSettings, 'key'>): Keys => ({
  mail: deriveKey(key, 'mail'),
  links: deriveKey(key, 'subscription links'),
  marks: deriveKey(key, 'subscription marks'),
});

/** What an address is found by; hosts treat names without regard to case. */
export const addressIndex = (keys: Keys, address: string): string =>
  blindIndex(keys.marks, `address ${address.toLowerCase()}`);
