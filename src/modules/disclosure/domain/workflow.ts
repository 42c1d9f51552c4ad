import type { Move, Purpose, RevisionState } from '../words.ts';
import { stepStates } from './case-state.ts';

/**
 * Who may make a move. Each word is one gate in `gates.ts` with the sentence that explains it.
 *
 * - drafter: 承办人 of the dossier's unit
 * - stepHolder: holds the step's role where the case stands and has had no hand in this revision
 * - stepSigner: the same, or an added signer who speaks after the decision and so may still return it
 * - asked: who was asked for one more opinion (加签), when it is their turn, and has had no hand
 * - requester: who asked for that opinion, or for whom it was asked, or a holder of the asking role: nothing waits for nobody
 * - claimant: who has claimed the step
 * - proposer: who proposed this revision, or for whom it was proposed
 * - stopper: the proposer, or a holder of the approving role where it was approved: stopping is always safe, so no four eyes
 * - scheduler: holds the approving role where it was approved, and had no hand before the approval: time is part of the plan approved
 * - afterReviewer: holds the role of a step that an urgent publication skipped, and had no hand
 * - publication: the publication room, never a person
 */
export type Who =
  | 'drafter'
  | 'stepHolder'
  | 'stepSigner'
  | 'asked'
  | 'requester'
  | 'claimant'
  | 'proposer'
  | 'stopper'
  | 'scheduler'
  | 'afterReviewer'
  | 'publication';

/** What else must be true. Each is one function in `gates.ts`. */
export type Condition =
  | 'everyStepHasAUnit'
  | 'nextStepHasAUnit'
  | 'notClaimedByAnother'
  | 'notClaimedByMe'
  | 'noOpinionAwaited'
  | 'noSignerAsked'
  | 'fewSigners'
  | 'mayEscalate'
  | 'hasSuperior'
  | 'isLive'
  | 'notWithdrawn'
  | 'nothingUnderWay'
  | 'isNewest'
  | 'mayBeUrgent';

/**
 * Where a move leads: a state, the next step of the case's own process (approved after the last; countersigning and added
 * signers: once nobody's signature is awaited any more), its last step (the approval
 * to which an urgent proposal goes at once), or nowhere else.
 */
export type Target = RevisionState | 'nextStep' | 'lastStep' | 'same';

export type MoveRule = {
  readonly from: readonly RevisionState[];
  readonly who: Who;
  readonly conditions: readonly Condition[];
  readonly to: Target;
  /** Leaves a signature on the frozen bytes. */
  readonly signed: boolean;
  /** Cannot be made without saying why. */
  readonly reason: boolean;
  /** Opens a new revision: for this purpose, or for the same one again. */
  readonly opens: Purpose | 'samePurpose' | null;
};

const plain = { conditions: [], signed: false, reason: false, opens: null } as const;
const decision = {
  who: 'stepHolder',
  conditions: ['notClaimedByAnother'],
  signed: true,
  opens: null,
} as const;
const onward = {
  ...decision,
  conditions: ['notClaimedByAnother', 'noOpinionAwaited', 'nextStepHasAUnit'],
  to: 'nextStep',
  reason: false,
} as const;
const start = {
  from: ['published'],
  who: 'drafter',
  conditions: ['isLive', 'notWithdrawn', 'nothingUnderWay'],
  to: 'same',
  signed: false,
  reason: false,
} as const;

/**
 * The order of disclosure as one table (条例 art. 15: 提出—审核—审批—实施). What is not in it cannot be done.
 * Printed as docs/workflows/disclosure.md; its tests are generated from it.
 */
export const workflow = {
  edit: { ...plain, from: ['draft'], who: 'drafter', to: 'same' },
  discard: { ...plain, from: ['draft'], who: 'drafter', to: 'cancelled', reason: true },
  propose: {
    ...plain,
    from: ['draft'],
    who: 'drafter',
    conditions: ['everyStepHasAUnit'],
    to: 'nextStep',
    signed: true,
  },
  proposeUrgently: {
    ...plain,
    from: ['draft'],
    who: 'drafter',
    conditions: ['everyStepHasAUnit', 'mayBeUrgent'],
    to: 'lastStep',
    signed: true,
    reason: true,
  },
  claim: { ...plain, from: stepStates, who: 'stepHolder', conditions: ['notClaimedByMe'], to: 'same' },
  release: { ...plain, from: stepStates, who: 'claimant', to: 'same' },
  transfer: {
    ...plain,
    from: stepStates,
    who: 'stepHolder',
    conditions: ['notClaimedByAnother'],
    to: 'same',
    reason: true,
  },
  addSigner: {
    ...plain,
    from: stepStates,
    who: 'stepHolder',
    conditions: ['notClaimedByAnother', 'fewSigners'],
    to: 'same',
    reason: true,
  },
  withdrawSigner: {
    ...plain,
    from: stepStates,
    who: 'requester',
    conditions: ['nextStepHasAUnit'],
    to: 'nextStep',
  },
  giveOpinion: {
    ...plain,
    from: stepStates,
    who: 'asked',
    conditions: ['nextStepHasAUnit'],
    to: 'nextStep',
    signed: true,
    reason: true,
  },
  pass: { ...onward, from: ['inReview', 'inRiskAssessment', 'inLegality', 'inSecrecyReview'] },
  countersign: { ...onward, from: ['inCountersign'] },
  approve: { ...onward, from: ['inApproval', 'escalated'] },
  return: { ...decision, from: stepStates, who: 'stepSigner', to: 'returned', reason: true },
  escalate: {
    ...decision,
    from: ['inApproval', 'escalated'],
    conditions: ['notClaimedByAnother', 'noSignerAsked', 'mayEscalate', 'hasSuperior'],
    to: 'escalated',
    reason: true,
  },
  recall: { ...plain, from: stepStates, who: 'proposer', to: 'cancelled', signed: true, reason: true },
  resubmit: {
    ...plain,
    from: ['returned', 'cancelled'],
    who: 'drafter',
    conditions: ['isNewest', 'nothingUnderWay'],
    to: 'same',
    opens: 'samePurpose',
  },
  reschedule: { ...plain, from: ['approved'], who: 'scheduler', to: 'same', signed: true, reason: true },
  cancelApproved: {
    ...plain,
    from: ['approved'],
    who: 'stopper',
    to: 'cancelled',
    signed: true,
    reason: true,
  },
  passAfterwards: { ...plain, from: ['published'], who: 'afterReviewer', to: 'same', signed: true },
  objectAfterwards: {
    ...plain,
    from: ['published'],
    who: 'afterReviewer',
    to: 'same',
    signed: true,
    reason: true,
  },
  startCorrection: { ...start, opens: 'correct' },
  startClarification: { ...start, opens: 'clarify' },
  startWithdrawal: { ...start, opens: 'withdraw' },
  startValidityChange: { ...start, opens: 'changeValidity' },
  confirmPublished: { ...plain, from: ['approved'], who: 'publication', to: 'published' },
  supersede: { ...plain, from: ['published'], who: 'publication', to: 'superseded' },
} as const satisfies Record<Move, MoveRule>;

/** The rule of a move, with the table's general type. */
export function ruleOf(move: Move): MoveRule {
  return workflow[move];
}

/** The move that begins a revision of that purpose on a live item. */
export const startMoves = {
  correct: 'startCorrection',
  clarify: 'startClarification',
  withdraw: 'startWithdrawal',
  changeValidity: 'startValidityChange',
} as const satisfies Record<Exclude<Purpose, 'publish'>, Move>;
