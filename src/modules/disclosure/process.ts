import { z } from 'zod';
import { type Refusal, refuse } from '#kernel';
import {
  affairsKinds,
  purposes,
  rolesOfKind,
  type StepKind,
  scopes,
  seatsOf,
  stepKinds,
  stepPlaces,
  stepRoles,
} from './words.ts';

const seat = {
  role: z.enum(stepRoles),
  at: z.enum(stepPlaces),
  unitId: z.int().positive().nullable().default(null),
};

/** One of several who sign a countersigned step beside its first: the holders of a role in a place. */
export const stepSigner = z.strictObject(seat);
export type StepSigner = z.infer<typeof stepSigner>;

/**
 * For which cases a step is there at all. Every list given must fit, an empty one fits everything; `null` asks nothing.
 * Answered once, when the case begins.
 */
export const stepCondition = z.strictObject({
  affairsKinds: z.array(z.enum(affairsKinds)).max(6).default([]),
  scopes: z.array(z.enum(scopes)).max(4).default([]),
  purposes: z.array(z.enum(purposes)).max(5).default([]),
  /** Names of columns (栏目) of the catalogue. */
  categories: z.array(z.string().trim().min(1).max(100)).max(20).default([]),
  /** Keywords of the content, any of them. */
  tags: z.array(z.string().trim().min(1).max(40)).max(20).default([]),
  /** Screening found personal information in an attachment: true or false as asked, null: no matter. */
  personalDataInFiles: z.boolean().nullable().default(null),
  /** The case takes the urgent path. */
  urgent: z.boolean().nullable().default(null),
});
export type StepCondition = z.infer<typeof stepCondition>;

/** One step of a process. `key` is unique in its process; several steps of one kind (初审, 复审) follow one another. */
export const processStep = z.strictObject({
  key: z.string().regex(/^[a-z][A-Za-z0-9]{0,30}$/),
  kind: z.enum(stepKinds),
  /** Shown to people; empty means the kind's own name. */
  name: z.string().trim().max(40).default(''),
  ...seat,
  /** Countersigning only: who else signs, each beside the others; all must. */
  signers: z.array(stepSigner).max(8).default([]),
  /** Working days from the moment the case reaches the step; null: no limit. */
  limitWorkingDays: z.int().min(1).max(60).nullable(),
  /** May the holder send it up as beyond the unit's authority (超越权限报批)? Only an approval may. */
  mayEscalate: z.boolean(),
  when: stepCondition.nullable().default(null),
});
export type ProcessStep = z.infer<typeof processStep>;

export const processSteps = z.array(processStep).min(3).max(15);

/** A step as the database has it: definitions older than a field have none. */
export type StoredStep = Omit<ProcessStep, 'signers' | 'when'> &
  Partial<Pick<ProcessStep, 'signers' | 'when'>>;

/** Steps as read from the database, whichever version of the product wrote them. */
export function readSteps(stored: readonly StoredStep[]): readonly ProcessStep[] {
  return stored.map((step) => ({ signers: [], when: null, ...step }));
}

/** The kinds without which nothing is published, in their order (条例 art. 15). */
export const neededKinds = ['review', 'secrecyReview', 'approval'] as const satisfies readonly StepKind[];

export type ProcessRefusal =
  | 'process-kind-missing'
  | 'process-order'
  | 'process-key-twice'
  | 'process-role'
  | 'process-unit-missing'
  | 'process-escalation'
  | 'process-signers';

/** Something wrong with a process; `stepKey` names the step, or is null when a step is missing. */
export type ProcessFault = {
  readonly code: ProcessRefusal;
  readonly stepKey: string | null;
  readonly params: Readonly<Record<string, string>>;
};

/**
 * Everything that keeps this from being a process the regulation allows (条例 art. 15).
 * Review, secrecy review and approval must each be there without a condition, in that order, and approval last; keys are
 * distinct; each role is fit for its kind; a seat in a named unit names it; only approvals escalate; countersigning needs two.
 */
export function processFaults(steps: readonly ProcessStep[]): readonly ProcessFault[] {
  const missing = neededKinds
    .filter((kind) => !steps.some((step) => step.kind === kind && step.when === null))
    .map((kind) => fault('process-kind-missing', null, { stepKind: kind }));
  return [...missing, ...steps.flatMap((step, index) => stepFaults(step, steps.slice(0, index)))];
}

/** The first thing wrong with a process as a refusal, or null. */
export function processProblem(steps: readonly ProcessStep[]): Refusal<ProcessRefusal> | null {
  const [first] = processFaults(steps);
  if (first === undefined) return null;
  return refuse(first.code, 400, first.params, 'steps');
}

function stepFaults(step: ProcessStep, before: readonly ProcessStep[]): readonly ProcessFault[] {
  const codes: ProcessRefusal[] = [];
  if (before.some((one) => one.key === step.key)) codes.push('process-key-twice');
  if (before.some((one) => mustFollow(one.kind, step.kind))) codes.push('process-order');
  if ((step.kind === 'countersign') !== step.signers.length > 0) codes.push('process-signers');
  const seats = seatsOf(step);
  if (seats.some((one) => !rolesOfKind[step.kind].includes(one.role))) codes.push('process-role');
  if (seats.some((one) => (one.at === 'unitId') !== (one.unitId !== null)))
    codes.push('process-unit-missing');
  if (step.mayEscalate && step.kind !== 'approval') codes.push('process-escalation');
  return codes.map((code) => fault(code, step.key, { stepKey: step.key, role: step.role }));
}

/** A step of kind `earlier` stands before one of kind `later` although it must come after it. */
function mustFollow(earlier: StepKind, later: StepKind): boolean {
  if (earlier === 'approval') return later !== 'approval';
  return earlier === 'secrecyReview' && later === 'review';
}

function fault(
  code: ProcessRefusal,
  stepKey: string | null,
  params: Readonly<Record<string, string>>,
): ProcessFault {
  return { code, stepKey, params };
}

/** What the conditions of a process may ask about a case; known when it is proposed. */
export type CaseFacts = {
  readonly affairsKind: StepCondition['affairsKinds'][number];
  readonly scope: StepCondition['scopes'][number];
  readonly purpose: StepCondition['purposes'][number];
  readonly category: string;
  readonly keywords: readonly string[];
  readonly personalDataInFiles: boolean;
  readonly urgent: boolean;
};

/** The steps this case goes through. Asked once, when it begins; what comes of it is kept with the case. */
export function stepsFor(steps: readonly ProcessStep[], facts: CaseFacts): readonly ProcessStep[] {
  return steps.filter((step) => step.when === null || fits(step.when, facts));
}

function fits(when: StepCondition, facts: CaseFacts): boolean {
  return (
    includes(when.affairsKinds, facts.affairsKind) &&
    includes(when.scopes, facts.scope) &&
    includes(when.purposes, facts.purpose) &&
    includes(when.categories, facts.category) &&
    (when.tags.length === 0 || when.tags.some((tag) => facts.keywords.includes(tag))) &&
    (when.personalDataInFiles === null || when.personalDataInFiles === facts.personalDataInFiles) &&
    (when.urgent === null || when.urgent === facts.urgent)
  );
}

function includes<T>(allowed: readonly T[], value: T): boolean {
  return allowed.length === 0 || allowed.includes(value);
}

/** Which definition a new case begins with: the most specific one in force. A running case never asks again. */
export type ProcessKey = {
  readonly unit: number | null;
  readonly unitKind: string | null;
  readonly affairsKind: string | null;
};

/**
 * @param candidates definitions in force, of any specificity
 * @param chain ids from the dossier's unit up to the root: the nearest unit's definition wins
 * @returns the definition to begin with, or undefined when none fits
 */
export function chooseProcess<T extends ProcessKey & { readonly version: number }>(
  candidates: readonly T[],
  chain: readonly number[],
  unitKind: string,
  affairsKind: string,
): T | undefined {
  const rankOf = (one: T): readonly number[] => [
    one.unit === null ? chain.length : chain.indexOf(one.unit),
    one.affairsKind === null ? 1 : 0,
    one.unitKind === null ? 1 : 0,
    -one.version,
  ];
  return candidates
    .filter((one) => one.unit === null || chain.includes(one.unit))
    .filter((one) => one.unitKind === null || one.unitKind === unitKind)
    .filter((one) => one.affairsKind === null || one.affairsKind === affairsKind)
    .sort((a, b) => compareRanks(rankOf(a), rankOf(b)))[0];
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [index, rank] of a.entries()) {
    const difference = rank - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
