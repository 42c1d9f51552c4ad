import type { CommandContext } from '#platform/command';
import type { JobTools } from '#platform/jobs';
import type { DeliveryWhat } from '../words.ts';

/** What happened to an item open to society, as carriers are told. Nothing of inner scopes ever comes this way. */
export type DeliveryEvent = {
  /** The fact's id. */
  readonly fact: string;
  readonly what: DeliveryWhat;
  readonly item: string;
  readonly slug: string;
  /** The version shown from now on; null when it was withdrawn. */
  readonly version: number | null;
  readonly unit: number;
  /** Duties that this version fulfils, as the fact named them. */
  readonly duties: readonly string[];
  readonly at: Date;
};

export type Recipient = {
  /** A carrier of the register, or a row of the kind's own table. */
  readonly carrier: string;
  /** A receipt later than this is a finding. */
  readonly dueAt?: Date;
};

/** One delivery, as an attempt sees it. */
export type Delivery = Omit<DeliveryEvent, 'duties'> & {
  /** The same in every attempt and replay: receivers tell repeats by it. */
  readonly id: string;
  readonly carrier: string;
  /** This attempt, from 1. */
  readonly attempt: number;
};

export type AttemptOutcome =
  | { readonly ok: true; readonly receipt: Readonly<Record<string, unknown>> }
  /** `retry: false` gives the delivery up at once (the other side said that it will never take it). */
  | { readonly ok: false; readonly answer: string; readonly retry: boolean };

/** How deliveries come to one kind of carrier. */
export type Deliverer = {
  /** Stable, kebab-case: `board`, `screen`, `kiosk`, `webhook`. */
  readonly kind: string;
  /** Who is to get it. Runs in the transaction that heard the fact, once for each fact. */
  readonly recipients: (ctx: CommandContext, event: DeliveryEvent) => Promise<readonly Recipient[]>;
  /**
   * Tries once, outside any transaction; may take seconds, not minutes. What it throws is a failure that is tried again.
   * Null: the carrier fetches or a person acts, and `receiveDeliveries` says that it came.
   */
  readonly attempt: ((tools: JobTools, delivery: Delivery) => Promise<AttemptOutcome>) | null;
  /** Seconds before each attempt; their number is the number of attempts. Without it `retryDelays`. */
  readonly delays?: readonly number[];
};

/** Seconds before each attempt: at once, then further and further apart, for two days altogether. */
export const retryDelays: readonly number[] = [0, 10, 60, 300, 1_800, 7_200, 21_600, 43_200, 86_400];

/**
 * When the next attempt comes.
 * @param made attempts made so far
 * @param chance 0 to 1: spreads the attempts of many deliveries by a fifth either way
 * @returns undefined after the last
 */
export function nextAttemptAt(
  delays: readonly number[],
  made: number,
  now: Date,
  chance: number,
): Date | undefined {
  const seconds = delays[made];
  if (seconds === undefined) return undefined;
  return new Date(now.getTime() + Math.round(seconds * 1000 * (0.8 + 0.4 * chance)));
}
