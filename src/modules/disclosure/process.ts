import { z } from 'zod';
import { type Refusal, type Role, refuse } from '#kernel';
import { type StepKind, stepKinds } from './words.ts';

/** Where a step is decided: in the dossier's own unit, in its superior, or in one named unit. */
export const stepPlaces = ['unit', 'superior', 'unitId'] as const;

/** One step of a process. `key` is unique in its process; several steps of one kind (初审, 复审) follow one another. */
export const processStep = z.strictObject({
  key: z.string().regex(/^[a-z][A-Za-z0-9]{0,30}$/),
  kind: z.enum(stepKinds),
  /** Shown to people; empty means the kind's own name. */
  name: z.string().trim().max(40).default(''),
  role: z.enum(['reviewer', 'committeeOffice', 'lineLead', 'secrecyReviewer', 'approver']),
  at: z.enum(stepPlaces),
  unitId: z.int().positive().nullable().default(null),
  /** Working days from the moment the case reaches the step; null: no limit. */
  limitWorkingDays: z.int().min(1).max(60).nullable(),
  /** May the holder send it up as beyond the unit's authority (超越权限报批)? Only an approval may. */
  mayEscalate: z.boolean(),
});
export type ProcessStep = z.infer<typeof processStep>;

export const processSteps = z.array(processStep).min(3).max(9);

/** Roles that may hold each kind of step. Secrecy review and approval are never a general office's work. */
const rolesOfKind: Readonly<Record<StepKind, readonly Role[]>> = {
  review: ['reviewer', 'committeeOffice', 'lineLead'],
  secrecyReview: ['secrecyReviewer'],
  approval: ['approver'],
};

export type ProcessRefusal =
  | 'process-kind-missing'
  | 'process-order'
  | 'process-key-twice'
  | 'process-role'
  | 'process-unit-missing'
  | 'process-escalation';

/**
 * Is this a process the regulation allows? (条例 art. 15)
 * All three kinds must be there, in the order review → secrecy review → approval; keys distinct; each role fit for its kind;
 * a step in a named unit names it; only approvals escalate.
 * @returns the first thing wrong, with the step it is about, or null
 */
export function processProblem(steps: readonly ProcessStep[]): Refusal<ProcessRefusal> | null {
  for (const kind of stepKinds) {
    if (!steps.some((step) => step.kind === kind))
      return refuse('process-kind-missing', 400, { stepKind: kind }, 'steps');
  }
  const seen = new Set<string>();
  let rank = 0;
  for (const step of steps) {
    const own = stepKinds.indexOf(step.kind);
    if (own < rank) return refuse('process-order', 400, { stepKey: step.key }, 'steps');
    rank = own;
    if (seen.has(step.key)) return refuse('process-key-twice', 400, { stepKey: step.key }, 'steps');
    seen.add(step.key);
    const problem = stepProblem(step);
    if (problem !== null) return refuse(problem, 400, { stepKey: step.key, role: step.role }, 'steps');
  }
  return null;
}

function stepProblem(step: ProcessStep): ProcessRefusal | null {
  if (!rolesOfKind[step.kind].includes(step.role)) return 'process-role';
  if ((step.at === 'unitId') !== (step.unitId !== null)) return 'process-unit-missing';
  if (step.mayEscalate && step.kind !== 'approval') return 'process-escalation';
  return null;
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
