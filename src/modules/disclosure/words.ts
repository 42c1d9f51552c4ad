/** The closed lists of this room, in the glossary's English terms. Domain, forms, tables and messages all read them here. */

export { type AffairsKind, affairsKinds, type Mode, modes, type Scope, scopes } from '#kernel';

/**
 * States of a revision: 草拟 审核 风险评估 合法性审查 保密审查 会签 审批 报批 待发布 已公开 退回 撤回 被取代
 * (条例 art. 15; RULES §1).
 */
export const revisionStates = [
  'draft',
  'inReview',
  'inRiskAssessment',
  'inLegality',
  'inSecrecyReview',
  'inCountersign',
  'inApproval',
  'escalated',
  'approved',
  'published',
  'returned',
  'cancelled',
  'superseded',
] as const;
export type RevisionState = (typeof revisionStates)[number];

/** Everything anybody can do with a revision. The workflow table has one row for each. */
export const moveNames = [
  'edit',
  'discard',
  'propose',
  'proposeUrgently',
  'claim',
  'release',
  'transfer',
  'addSigner',
  'withdrawSigner',
  'giveOpinion',
  'pass',
  'countersign',
  'approve',
  'return',
  'escalate',
  'recall',
  'resubmit',
  'reschedule',
  'cancelApproved',
  'passAfterwards',
  'objectAfterwards',
  'startCorrection',
  'startClarification',
  'startWithdrawal',
  'startValidityChange',
  'confirmPublished',
  'supersede',
] as const;
export type Move = (typeof moveNames)[number];

/** What a revision is for: first publication, 更正, 澄清, 撤下, 有效性变更. */
export const purposes = ['publish', 'correct', 'clarify', 'withdraw', 'changeValidity'] as const;
export type Purpose = (typeof purposes)[number];

/**
 * Kinds of step between proposal and publication (条例 art. 15: 提出—审核—审批; 保密审查 inside 审核; art. 6: 风险评估). The order
 * review → secrecy review → approval is fixed; risk assessment, legality and countersigning stand anywhere before approval.
 */
export const stepKinds = [
  'review',
  'riskAssessment',
  'legality',
  'secrecyReview',
  'countersign',
  'approval',
] as const;
export type StepKind = (typeof stepKinds)[number];

/**
 * Where a step is decided: in the dossier's own unit, in its superior, in one named unit, or in the lead department of the
 * line (条线牵头部门) its unit belongs to.
 */
export const stepPlaces = ['unit', 'superior', 'unitId', 'lineLead'] as const;

/** Roles that decide steps. */
export const stepRoles = ['reviewer', 'committeeOffice', 'lineLead', 'secrecyReviewer', 'approver'] as const;
export type StepRole = (typeof stepRoles)[number];

/** Roles that may hold each kind of step. Secrecy review and approval are never a general office's work. */
export const rolesOfKind: Readonly<Record<StepKind, readonly StepRole[]>> = {
  review: ['reviewer', 'committeeOffice', 'lineLead'],
  riskAssessment: ['reviewer', 'committeeOffice', 'lineLead'],
  legality: ['reviewer', 'committeeOffice', 'lineLead'],
  secrecyReview: ['secrecyReviewer'],
  countersign: stepRoles,
  approval: ['approver'],
};

/** One who signs in a step: the holders of a role in a place. */
export type Seat = {
  readonly role: StepRole;
  readonly at: (typeof stepPlaces)[number];
  readonly unitId: number | null;
};

/** The seats of a step: its own, and those who countersign beside it. Their index is the lane. */
export function seatsOf({
  role,
  at,
  unitId,
  signers,
}: Seat & { readonly signers: readonly Seat[] }): readonly Seat[] {
  return [{ role, at, unitId }, ...signers];
}

/** 有效 失效 废止. */
export const validities = ['valid', 'invalid', 'repealed'] as const;
export type Validity = (typeof validities)[number];

/** When an added signer speaks: before whoever asked decides, or after them and before the case goes on (前加签, 后加签). */
export const signerTimings = ['before', 'after'] as const;
export type SignerTiming = (typeof signerTimings)[number];

/** The boxes of the inbox: mine to decide, soon due, late, waiting for others, come back to me, nobody left to decide. */
export const inboxBoxes = ['mine', 'dueSoon', 'late', 'waiting', 'returned', 'nobody'] as const;
export type InboxBox = (typeof inboxBoxes)[number];
