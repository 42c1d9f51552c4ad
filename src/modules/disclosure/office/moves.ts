import type { Move, RevisionState } from '../words.ts';

/** What can be done in every open step beside deciding it. */
const atStep = ['recall', 'release', 'claim', 'transfer', 'addSigner'] as const satisfies readonly Move[];

/** Which buttons a case shows in each state, left to right; the last is where the state wants to go. */
export const movesOfState: Readonly<Record<RevisionState, readonly Move[]>> = {
  draft: ['discard'],
  inReview: [...atStep, 'return', 'giveOpinion', 'pass'],
  inRiskAssessment: [...atStep, 'return', 'giveOpinion', 'pass'],
  inLegality: [...atStep, 'return', 'giveOpinion', 'pass'],
  inSecrecyReview: [...atStep, 'return', 'giveOpinion', 'pass'],
  inCountersign: [...atStep, 'return', 'giveOpinion', 'countersign'],
  inApproval: [...atStep, 'return', 'escalate', 'giveOpinion', 'approve'],
  escalated: [...atStep, 'return', 'escalate', 'giveOpinion', 'approve'],
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
  'transfer',
  'addSigner',
  'giveOpinion',
  'passAfterwards',
  'objectAfterwards',
]);

/** The button that carries the colour of the primary action. */
export const primaryMoves: ReadonlySet<Move> = new Set([
  'pass',
  'countersign',
  'giveOpinion',
  'approve',
  'passAfterwards',
  'resubmit',
  'startCorrection',
  'reschedule',
]);

/** What a move asks of the person before it is sent. */
export type MoveForm =
  | 'decision'
  | 'reasonedDecision'
  | 'transfer'
  | 'addSigner'
  | 'reason'
  | 'nothing'
  | 'reschedule'
  | 'start';

export const formOfMove: Readonly<Partial<Record<Move, MoveForm>>> = {
  pass: 'decision',
  countersign: 'decision',
  giveOpinion: 'reasonedDecision',
  transfer: 'transfer',
  addSigner: 'addSigner',
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
  giveOpinion: 'opinion',
  addSigner: 'signers',
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
