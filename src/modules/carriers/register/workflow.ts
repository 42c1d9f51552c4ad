import { done, type Result, refuse } from '#kernel';
import type { CarrierMove, CarrierState } from '../words.ts';

type Rule = {
  readonly from: readonly CarrierState[];
  readonly to: CarrierState;
  readonly permission: 'carriers.propose' | 'carriers.register';
  /** Nobody may do it without saying why. */
  readonly needsReason: boolean;
  /** Not by whoever filed it: four eyes. */
  readonly byAnother: boolean;
};

/** 登记备案: draft → filed (报备) → registered (备案) or returned → suspended → closed. */
export const carrierWorkflow: Readonly<Record<CarrierMove, Rule>> = {
  file: {
    from: ['draft', 'returned'],
    to: 'filed',
    permission: 'carriers.propose',
    needsReason: false,
    byAnother: false,
  },
  register: {
    from: ['filed'],
    to: 'registered',
    permission: 'carriers.register',
    needsReason: false,
    byAnother: true,
  },
  return: {
    from: ['filed'],
    to: 'returned',
    permission: 'carriers.register',
    needsReason: true,
    byAnother: false,
  },
  suspend: {
    from: ['registered'],
    to: 'suspended',
    permission: 'carriers.register',
    needsReason: true,
    byAnother: false,
  },
  resume: {
    from: ['suspended'],
    to: 'registered',
    permission: 'carriers.register',
    needsReason: false,
    byAnother: false,
  },
  close: {
    from: ['draft', 'returned', 'registered', 'suspended'],
    to: 'closed',
    permission: 'carriers.register',
    needsReason: true,
    byAnother: false,
  },
};

export type CarrierRefusal =
  | 'carrier-move-forbidden'
  | 'carrier-reason-missing'
  | 'carrier-own-filing'
  | 'carrier-incomplete';

export type Moving = {
  readonly state: CarrierState;
  readonly filedBy: string | null;
  readonly move: CarrierMove;
  readonly person: string;
  readonly reason: string;
};

/** May this move be made now, by this person? Pure. */
export function decideMove({
  state,
  filedBy,
  move,
  person,
  reason,
}: Moving): Result<CarrierState, CarrierRefusal> {
  const rule = carrierWorkflow[move];
  if (!rule.from.includes(state)) return refuse('carrier-move-forbidden', 409, { state, move });
  if (rule.needsReason && reason.trim().length < 4)
    return refuse('carrier-reason-missing', 400, {}, 'reason');
  if (rule.byAnother && filedBy === person) return refuse('carrier-own-filing', 403);
  return done(rule.to);
}

/** What a carrier must say before it is filed: one can go there (or open it), and somebody answers for it. */
export function missingOf(carrier: {
  readonly kind: string;
  readonly place: string;
  readonly address: string;
  readonly post: string;
}): readonly string[] {
  const stands = ['board', 'screen', 'kiosk'].includes(carrier.kind);
  const online = ['website', 'account'].includes(carrier.kind);
  return [
    stands && carrier.place.trim() === '' ? 'place' : '',
    online && carrier.address.trim() === '' ? 'address' : '',
    carrier.post.trim() === '' ? 'post' : '',
  ].filter((one) => one !== '');
}

/** In use since it was first registered, also while a change of it waits for the office. */
export function isInUse(carrier: { readonly state: CarrierState; readonly number: string | null }): boolean {
  return carrier.number !== null && ['registered', 'filed', 'returned'].includes(carrier.state);
}
