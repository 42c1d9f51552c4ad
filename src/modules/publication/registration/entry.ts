import type { EntryPlace, ItemEntry } from '#modules/transparency-log';
import { type Purpose, type RegisteredEffect, type Scope, takesAway } from '../words.ts';

/** What is registered of a version or of a withdrawal. */
export type Registered = {
  readonly effect: RegisteredEffect;
  readonly purpose: Purpose | 'redact';
  readonly scope: Scope;
  readonly claimedAt: Date;
  /** Code of the unit. */
  readonly unit: string;
  readonly slug: string;
  readonly version: number;
  readonly duties: readonly string[];
  /** Code of the ground on which something is withheld. */
  readonly ground: string | null;
  /** Code of the ground on which personal data was erased. */
  readonly reason?: string;
  /** Null for a withdrawal. */
  readonly manifestCommit: string | null;
};

/** Entries of one item so far, oldest first. */
export type Before = readonly (EntryPlace & { readonly scope: Scope })[];

/**
 * The entry of a registration, without a word of content or reason: codes, numbers and commitments only.
 *
 * An entry for society follows the item's last entry for society. Where an item was inner before it was opened to all, its
 * first entry for society follows none: pointing at an inner entry would say what that one was.
 */
export function entryOf(registered: Registered, before: Before): ItemEntry {
  const { scope, claimedAt, unit, slug, version, duties, ground, manifestCommit } = registered;
  const last = before.findLast((one) => scope !== 'society' || one.scope === 'society');
  const type = typeOf(registered, last !== undefined);
  const purpose = type === 'publish' || type === 'withdraw' ? undefined : changeOf(registered.purpose);
  return {
    v: 1,
    type,
    claimed_at: claimedAt.toISOString(),
    unit,
    item: slug,
    ver: version,
    ...(last === undefined ? {} : { prev: { idx: last.idx, leaf: last.leaf } }),
    ...(duties.length === 0 || type === 'withdraw' ? {} : { duty: duties }),
    ...(manifestCommit === null ? {} : { manifest: { commit: manifestCommit } }),
    ...(ground === null || type !== 'withhold' ? {} : { basis: ground }),
    ...(registered.reason === undefined ? {} : { reason: registered.reason }),
    ...(purpose === undefined ? {} : { purpose }),
  };
}

function typeOf({ effect, ground, purpose }: Registered, follows: boolean): ItemEntry['type'] {
  if (effect === 'redact') return 'redact';
  if (takesAway(effect)) return 'withdraw';
  if (ground !== null) return 'withhold';
  return follows && purpose !== 'publish' ? 'correct' : 'publish';
}

function changeOf(purpose: Registered['purpose']): ItemEntry['purpose'] {
  return purpose === 'correct' || purpose === 'clarify' || purpose === 'changeValidity' ? purpose : undefined;
}
