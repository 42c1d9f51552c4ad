import type { Tx } from '#platform/database';
import type { Locale, Translate } from '#platform/i18n';
import type { MailContent } from './content.ts';

/** What a mail may use when it is put into words, at the moment before it is handed over. */
export type WritingContext = {
  /** Commits when the mail is about to leave: what is marked in it as told is told (or may have been). */
  readonly tx: Tx;
  readonly now: Date;
  readonly t: Translate;
  readonly locale: Locale;
  /** The public address, without trailing slash. */
  readonly baseUrl: string;
};

/** How a mail of this kind ended. */
export type MailEnd = 'sent' | 'refused' | 'givenUp' | 'cancelled';

/** A kind of mail that a room sends. */
export type MailKind = {
  /**
   * Puts the mail into words as things are now.
   * @returns null when there is nothing to say any more: the mail is cancelled
   */
  readonly write: (ctx: WritingContext, ref: string) => Promise<MailContent | null>;
  /** Told how it ended, in the transaction that records it; may be told again. */
  readonly ended?: (tx: Tx, ref: string, end: MailEnd, now: Date) => Promise<void>;
};

/** Kinds by name: `room.what`. */
export type MailKinds = Readonly<Record<string, MailKind>>;
