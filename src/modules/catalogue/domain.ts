import { done, type Result, refuse } from '#kernel';
import type { CatalogueState } from './forms/vocabulary.ts';

/** A hand that may not be the same as another's: what the mover must not have been. */
export type NotHand = 'editor' | 'approver';

export type MoveRule = {
  readonly from: CatalogueState;
  readonly to: CatalogueState;
  /** Null: the program itself, never a person. */
  readonly permission: 'catalogue.edit' | 'catalogue.approve' | 'catalogue.register' | null;
  /** Four eyes: whoever was one of these may not make the move. */
  readonly not: readonly NotHand[];
  /** The mover's role must come from a unit above (报备 goes to the superior); a root unit has none above. */
  readonly fromAbove: boolean;
  readonly reason: boolean;
  /** The text must be whole: at least one row, no time limit left unread. */
  readonly whole: boolean;
};

const rule = (
  from: CatalogueState,
  to: CatalogueState,
  permission: MoveRule['permission'],
  extra: Partial<MoveRule> = {},
): MoveRule => ({ from, to, permission, not: [], fromAbove: false, reason: false, whole: false, ...extra });

/**
 * The life of a catalogue (CAT-4; 党务公开条例 art. 14): every move there is. Nothing else moves one.
 * Registering brings into force on the day chosen; then the version before it is superseded.
 */
export const moves = {
  submit: rule('draft', 'submitted', 'catalogue.edit', { whole: true }),
  takeBack: rule('submitted', 'draft', 'catalogue.edit'),
  return: rule('submitted', 'draft', 'catalogue.approve', { reason: true }),
  approve: rule('submitted', 'approved', 'catalogue.approve', { not: ['editor'], whole: true }),
  file: rule('approved', 'filed', 'catalogue.edit'),
  returnFiling: rule('filed', 'draft', 'catalogue.register', { fromAbove: true, reason: true }),
  register: rule('filed', 'registered', 'catalogue.register', {
    fromAbove: true,
    not: ['editor', 'approver'],
  }),
  discard: rule('draft', 'discarded', 'catalogue.edit', { reason: true }),
  takeEffect: rule('registered', 'inForce', null),
  supersede: rule('inForce', 'superseded', null),
} as const satisfies Record<string, MoveRule>;
export type Move = keyof typeof moves;

/** Moves a person may ask for. */
export type PersonalMove = Exclude<Move, 'takeEffect' | 'supersede'>;

/** What a decision needs to know; `hands` counts the mover and the person acted for (代理) as one. */
export type MoveFacts = {
  readonly state: CatalogueState;
  readonly hands: readonly NotHand[];
  readonly fromAbove: boolean;
  readonly unitIsRoot: boolean;
  readonly rows: number;
  readonly unclear: number;
  readonly opinion: string;
};

export type MoveRefusal =
  | 'catalogue-wrong-state'
  | 'four-eyes-editor'
  | 'four-eyes-registrar'
  | 'only-superior-registers'
  | 'reason-needed'
  | 'catalogue-empty'
  | 'catalogue-rows-unclear';

/**
 * May this move be made now, and where does it lead? Asked for buttons (without an opinion yet) and for the move itself.
 * Permission is asked before; this is about state, hands and text.
 */
export function decideMove(move: Move, facts: MoveFacts): Result<CatalogueState, MoveRefusal> {
  const { from, to, not, fromAbove, reason, whole } = moves[move] as MoveRule;
  if (facts.state !== from) {
    return refuse('catalogue-wrong-state', 409, { catalogueState: facts.state, catalogueMove: move });
  }
  if (fromAbove && !facts.fromAbove && !facts.unitIsRoot) return refuse('only-superior-registers', 403);
  if (not.some((hand) => facts.hands.includes(hand))) {
    return refuse(move === 'register' ? 'four-eyes-registrar' : 'four-eyes-editor', 403);
  }
  if (whole && facts.rows === 0) return refuse('catalogue-empty', 409);
  if (whole && facts.unclear > 0) return refuse('catalogue-rows-unclear', 409, { count: facts.unclear });
  if (reason && facts.opinion.trim() === '') return refuse('reason-needed', 400, {}, 'opinion');
  return done(to);
}

/** May rows be changed? Only in a draft: later versions of the text are new drafts. */
export function decideEdit(state: CatalogueState): Result<null, 'catalogue-not-editable'> {
  return state === 'draft' ? done(null) : refuse('catalogue-not-editable', 409, { catalogueState: state });
}
