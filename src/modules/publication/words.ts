/** Closed lists of this room, the same words as in the frozen content of a revision. */
export { type AffairsKind, affairsKinds, type Mode, type Scope, scopes } from '#kernel';

export const validities = ['valid', 'invalid', 'repealed'] as const;
export type Validity = (typeof validities)[number];

export const purposes = ['publish', 'correct', 'clarify', 'withdraw', 'changeValidity'] as const;
export type Purpose = (typeof purposes)[number];

/** 替代 and 解读: what one item may be to another. */
export const relationKinds = ['supersedes', 'interprets'] as const;
export type RelationKind = (typeof relationKinds)[number];

/** What an item out before its review (应急发布) still carries: to be reviewed, or objected to and to be mended. */
export const afterReviews = ['awaited', 'objected'] as const;
export type AfterReview = (typeof afterReviews)[number];

/** What an entry of the log does to an item once it is revealed; see 0003-registration.sql. */
export type RegisteredEffect = 'create' | 'addVersion' | 'withdraw' | 'close' | 'redact';

/** Effects after which society reads the item no longer: it was withdrawn, or its scope narrowed. */
export const takingEffects = ['withdraw', 'close'] as const satisfies readonly RegisteredEffect[];

export function takesAway(effect: string): effect is (typeof takingEffects)[number] {
  return takingEffects.some((one) => one === effect);
}

/** What a version is cut into; each part is committed to by itself, so that one may be erased and the rest still verifies. */
export type PartKind = 'title' | 'meta' | 'block' | 'attachment';
