import { done, type Refusal, type Result, type UnitRef } from '#kernel';
import { type Move, moveNames, type Purpose, type RevisionState } from '../words.ts';
import {
  type Asker,
  type Authority,
  type CaseState,
  type Lane,
  laneOfRequest,
  lanesOn,
  type SignerRequest,
  stateOfKind,
} from './case-state.ts';
import { type About, type CaseRefusal, conditionGate, type Standing, stateGate, whoGate } from './gates.ts';
import { type MoveRule, ruleOf, workflow } from './workflow.ts';

/** What a lawful move makes of the case. */
export type NextState = {
  readonly state: RevisionState;
  /** Index of the step the case stands in afterwards. */
  readonly step: number | null;
  readonly escalatedTo: UnitRef | null;
  /** A new step opens: give it its due date and tell its holders. */
  readonly entersStep: boolean;
  /** Where somebody must act then. Those of the case that are not among them are over. */
  readonly lanes: readonly Lane[];
  /** Requests for an opinion that are open then. */
  readonly requests: readonly SignerRequest[];
  /** The lane in which the move is made, where it is made in one. */
  readonly lane: Lane | null;
  /** The request that is answered or taken back. */
  readonly request: SignerRequest | null;
  /** A new revision of the dossier opens, for this purpose. */
  readonly opens: Purpose | null;
  /** On whose authority: the principal when it is done by delegation. */
  readonly authority: Authority;
};

/**
 * May `asker` make `move` on this case, and what comes of it? The only answer to that question in the product:
 * commands, buttons, batch and inbox all ask here.
 * @returns the next state, or the reason in a code whose message is `refusal.<code>`:
 *   409 when the state forbids it to everybody, 403 when it forbids it to this person
 */
export function decide(
  c: CaseState,
  move: Move,
  asker: Asker,
  about: About = {},
): Result<NextState, CaseRefusal> {
  const rule = ruleOf(move);
  const state = stateGate(c, rule.from);
  if (state !== null) return state;
  const standing = whoGate(c, rule.who, asker, about);
  if (!standing.ok) return standing;
  for (const condition of rule.conditions) {
    const problem = conditionGate(c, condition, asker, standing.value);
    if (problem !== null) return problem;
  }
  return done(next(c, move, rule, standing.value));
}

/** Why the move cannot be made by this asker, or null when it can: what a greyed button says. */
export function failureReason(c: CaseState, move: Move, asker: Asker): Refusal<CaseRefusal> | null {
  const decision = decide(c, move, asker);
  return decision.ok ? null : decision;
}

/** Every move a person could ever make, with its answer for this asker now. */
export function answersFor(
  c: CaseState,
  asker: Asker,
): readonly { readonly move: Move; readonly failure: Refusal<CaseRefusal> | null }[] {
  return moveNames
    .filter((move) => workflow[move].who !== 'publication')
    .map((move) => ({ move, failure: failureReason(c, move, asker) }));
}

type Place = Pick<NextState, 'state' | 'step' | 'escalatedTo' | 'entersStep' | 'lanes' | 'requests'>;

function next(c: CaseState, move: Move, rule: MoveRule, standing: Standing): NextState {
  const { principal, lane = null } = standing;
  const base = {
    opens: rule.opens === 'samePurpose' ? c.purpose : rule.opens,
    authority: { principal },
    lane,
    request: standing.request ?? c.requests.find((one) => one.id === lane?.request) ?? null,
  };
  switch (rule.to) {
    case 'same':
      return { ...base, ...stay(c) };
    case 'nextStep':
      return { ...base, ...(c.step === null ? enter(c, 0) : leave(c, move, base)) };
    case 'lastStep':
      return { ...base, ...enter(c, c.steps.length - 1) };
    case 'escalated': {
      const lanes = c.step === null ? [] : lanesOn(c, c.step, c.superior);
      const up = { state: 'escalated', escalatedTo: c.superior, entersStep: true } as const;
      return { ...base, ...stay(c), ...up, lanes, requests: [] };
    }
    default:
      return { ...base, ...stay(c), state: rule.to, lanes: [], requests: [] };
  }
}

function stay(c: CaseState): Place {
  const { state, step, escalatedTo, lanes, requests } = c;
  return { state, step, escalatedTo, lanes, requests, entersStep: false };
}

/**
 * One signature less is awaited. Whoever signs a seat of the step opens the lanes of those they asked to speak after them;
 * only when no lane is left does the case go on.
 */
function leave(c: CaseState, move: Move, { lane, request }: Pick<NextState, 'lane' | 'request'>): Place {
  const isOpinion = move === 'giveOpinion' || move === 'withdrawSigner';
  const over = isOpinion ? (request?.id ?? null) : null;
  const requests = c.requests.filter((one) => one.id !== over);
  const lanes = isOpinion
    ? c.lanes.filter((one) => one.request !== over)
    : [
        ...c.lanes.filter((one) => one !== lane),
        ...requests.filter((one) => one.timing === 'after' && one.lane === lane?.lane).map(laneOfRequest),
      ];
  return lanes.length > 0 ? { ...stay(c), lanes, requests } : enter(c, (c.step ?? -1) + 1);
}

/** Comes to a step. After the last the case is approved, and stays where it was approved. */
function enter(c: CaseState, index: number): Place {
  const step = c.steps[index];
  if (step === undefined) {
    return { ...stay(c), state: 'approved', lanes: [], requests: [] };
  }
  return {
    state: stateOfKind[step.kind],
    step: index,
    escalatedTo: null,
    entersStep: true,
    lanes: lanesOn(c, index, null),
    requests: [],
  };
}
