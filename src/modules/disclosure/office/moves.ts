import type { Move, RevisionState } from '../words.ts';

/** Which buttons a case shows in each state, left to right; the last is where the state wants to go. */
export const movesOfState: Readonly<Record<RevisionState, readonly Move[]>> = {
  draft: ['discard'],
  inReview: ['recall', 'release', 'claim', 'return', 'pass'],
  inSecrecyReview: ['recall', 'release', 'claim', 'return', 'pass'],
  inApproval: ['recall', 'release', 'claim', 'return', 'escalate', 'approve'],
  escalated: ['recall', 'release', 'claim', 'return', 'escalate', 'approve'],
  approved: ['cancelApproved', 'reschedule'],
  published: [
    'objectAfterwards',
    'passAfterwards',
    'startWithdrawal',
    'startValidityChange',
    'startClarification',
    'startCorrection',
  ],
  returned: ['discard', 'resubmit'],
  cancelled: ['resubmit'],
  superseded: [],
};

/** Shown only when they can be used: they belong to one person, and to everybody else would be noise. */
export const quietMoves: ReadonlySet<Move> = new Set([
  'recall',
  'release',
  'discard',
  'claim',
  'passAfterwards',
  'objectAfterwards',
]);

/** The button that carries the colour of the primary action. */
export const primaryMoves: ReadonlySet<Move> = new Set([
  'pass',
  'approve',
  'passAfterwards',
  'resubmit',
  'startCorrection',
  'reschedule',
]);

/** What a move asks of the person before it is sent. */
export type MoveForm = 'decision' | 'reasonedDecision' | 'reason' | 'nothing' | 'reschedule' | 'start';

export const formOfMove: Readonly<Partial<Record<Move, MoveForm>>> = {
  pass: 'decision',
  approve: 'decision',
  escalate: 'reasonedDecision',
  return: 'reasonedDecision',
  claim: 'nothing',
  release: 'nothing',
  resubmit: 'nothing',
  recall: 'reason',
  discard: 'reason',
  cancelApproved: 'reason',
  passAfterwards: 'decision',
  objectAfterwards: 'reasonedDecision',
  reschedule: 'reschedule',
  startCorrection: 'start',
  startClarification: 'start',
  startWithdrawal: 'start',
  startValidityChange: 'start',
};

/** Last part of the route of a move. */
export const routeOfMove: Readonly<Partial<Record<Move, string>>> = {
  cancelApproved: 'cancel-approved',
  passAfterwards: 'pass-afterwards',
  objectAfterwards: 'object-afterwards',
};

export const purposeOfStart: Readonly<
  Partial<Record<Move, 'correct' | 'clarify' | 'withdraw' | 'changeValidity'>>
> = {
  startCorrection: 'correct',
  startClarification: 'clarify',
  startWithdrawal: 'withdraw',
  startValidityChange: 'changeValidity',
};
