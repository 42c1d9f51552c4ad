import { done, type Result, refuse } from '#kernel';

export const briefStates = ['draft', 'proposed', 'issued', 'withdrawn'] as const;
export type BriefState = (typeof briefStates)[number];
export const briefMoves = ['propose', 'return', 'issue', 'withdraw'] as const;
export type BriefMove = (typeof briefMoves)[number];

type Rule = {
  readonly from: BriefState;
  readonly to: BriefState;
  readonly permission: 'carriers.compose-brief' | 'carriers.issue-brief';
  readonly needsReason: boolean;
  /** Not by whoever proposed it: four eyes. */
  readonly byAnother: boolean;
};

/** 编 → 送审 → 签发 (by another person) or 退回; what is issued can be 撤回. */
export const briefWorkflow: Readonly<Record<BriefMove, Rule>> = {
  propose: {
    from: 'draft',
    to: 'proposed',
    permission: 'carriers.compose-brief',
    needsReason: false,
    byAnother: false,
  },
  return: {
    from: 'proposed',
    to: 'draft',
    permission: 'carriers.issue-brief',
    needsReason: true,
    byAnother: false,
  },
  issue: {
    from: 'proposed',
    to: 'issued',
    permission: 'carriers.issue-brief',
    needsReason: false,
    byAnother: true,
  },
  withdraw: {
    from: 'issued',
    to: 'withdrawn',
    permission: 'carriers.issue-brief',
    needsReason: true,
    byAnother: false,
  },
};

export type BriefRefusal =
  | 'brief-move-forbidden'
  | 'brief-reason-missing'
  | 'brief-own-proposal'
  | 'brief-empty';

/** May this move be made now, by this person? Pure. */
export function decideBrief(given: {
  readonly state: BriefState;
  readonly proposedBy: string | null;
  readonly items: number;
  readonly move: BriefMove;
  readonly person: string;
  readonly reason: string;
}): Result<BriefState, BriefRefusal> {
  const rule = briefWorkflow[given.move];
  if (given.state !== rule.from) return refuse('brief-move-forbidden', 409);
  if (given.move === 'propose' && given.items === 0) return refuse('brief-empty', 409);
  if (rule.needsReason && given.reason.trim().length < 4)
    return refuse('brief-reason-missing', 400, {}, 'reason');
  if (rule.byAnother && given.proposedBy === given.person) return refuse('brief-own-proposal', 403);
  return done(rule.to);
}
