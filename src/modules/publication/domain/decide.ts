import { done, type Result, refuse } from '#kernel';
import type { Purpose, Validity } from '../words.ts';

/** How an item stands before a revision of its dossier is made visible; null when the dossier has none yet. */
export type Standing = { readonly state: 'live' | 'withdrawn'; readonly version: number } | null;

export type Effect =
  | { readonly kind: 'create' }
  | { readonly kind: 'addVersion'; readonly version: number }
  | { readonly kind: 'withdraw' };

export type PublishRefusal = 'item-already-public' | 'item-not-public' | 'item-withdrawn';

/** purpose → what it does to a dossier that is: not yet public · public · withdrawn. */
const effects: Readonly<
  Record<Purpose, Readonly<Record<'none' | 'live' | 'withdrawn', Effect['kind'] | PublishRefusal>>>
> = {
  publish: { none: 'create', live: 'item-already-public', withdrawn: 'item-withdrawn' },
  correct: { none: 'item-not-public', live: 'addVersion', withdrawn: 'item-withdrawn' },
  clarify: { none: 'item-not-public', live: 'addVersion', withdrawn: 'item-withdrawn' },
  changeValidity: { none: 'item-not-public', live: 'addVersion', withdrawn: 'item-withdrawn' },
  withdraw: { none: 'item-not-public', live: 'withdraw', withdrawn: 'item-withdrawn' },
};

/**
 * What an approved revision does to what is public.
 * A correction, clarification or change of validity adds a version at the same address; the old version stays readable.
 * What was withdrawn stays withdrawn: opening the matter again is a new dossier with its own address.
 */
export function decidePublication(purpose: Purpose, standing: Standing): Result<Effect, PublishRefusal> {
  const outcome = effects[purpose][standing === null ? 'none' : standing.state];
  switch (outcome) {
    case 'create':
    case 'withdraw':
      return done({ kind: outcome });
    case 'addVersion':
      return done({ kind: outcome, version: (standing?.version ?? 0) + 1 });
    default:
      return refuse(outcome, 409);
  }
}

/** 有效性 as it reads today: a text past its last day has lapsed though nobody changed it. */
export function validityOn(today: string, validity: Validity, expiresOn: string | null): Validity {
  return validity === 'valid' && expiresOn !== null && expiresOn < today ? 'invalid' : validity;
}
