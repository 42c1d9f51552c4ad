import type { ProcessStep } from '../process.ts';

/** What happened to a step between two versions of a process. */
export type StepChange = {
  readonly stepKey: string;
  readonly change: 'added' | 'removed' | 'changed' | 'moved';
};

/**
 * Compares two versions of a process step by step; a step is the same one when it has the same key.
 * @returns steps of the new version in their order, then those that are gone; a step that is neither is not named
 */
export function diffProcesses(
  before: readonly ProcessStep[],
  after: readonly ProcessStep[],
): readonly StepChange[] {
  const gone = before.filter((one) => !after.some((step) => step.key === one.key));
  const kept = before.filter((one) => !gone.includes(one)).map((one) => one.key);
  const keptAfter = after.filter((one) => kept.includes(one.key)).map((one) => one.key);
  const changes = after.flatMap((step): StepChange[] => {
    const old = before.find((one) => one.key === step.key);
    if (old === undefined) return [{ stepKey: step.key, change: 'added' }];
    if (!isSame(old, step)) return [{ stepKey: step.key, change: 'changed' }];
    const isMoved = kept.indexOf(step.key) !== keptAfter.indexOf(step.key);
    return isMoved ? [{ stepKey: step.key, change: 'moved' }] : [];
  });
  return [...changes, ...gone.map((one): StepChange => ({ stepKey: one.key, change: 'removed' }))];
}

function isSame(a: ProcessStep, b: ProcessStep): boolean {
  return canonical(a) === canonical(b);
}

/** Steps come from forms and from the database: the order of their fields says nothing. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
