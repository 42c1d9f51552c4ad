import type { ProcessStep, StepSigner } from '../../forms.ts';
import type { StepKind } from '../../words.ts';

/** A step as the editor holds it: `id` stays with it while it is moved and its key changes nothing. */
export type Edited = ProcessStep & { readonly id: string };

export function toEdited(steps: readonly ProcessStep[]): readonly Edited[] {
  return steps.map((step) => ({ ...step, id: step.key }));
}

export function toSteps(edited: readonly Edited[]): ProcessStep[] {
  return edited.map(({ id: _, ...step }) => step);
}

const roleOfKind: Readonly<Record<StepKind, StepSigner['role']>> = {
  review: 'reviewer',
  riskAssessment: 'reviewer',
  legality: 'reviewer',
  secrecyReview: 'secrecyReviewer',
  countersign: 'reviewer',
  approval: 'approver',
};

/** A new step of a kind, where the order allows it, under a key that no other has. */
export function withNewStep(steps: readonly Edited[], kind: StepKind): readonly Edited[] {
  const key = freeKey(steps, kind);
  const step: Edited = {
    id: key,
    key,
    kind,
    name: '',
    role: roleOfKind[kind],
    at: 'unit',
    unitId: null,
    signers: kind === 'countersign' ? [{ role: 'approver', at: 'superior', unitId: null }] : [],
    limitWorkingDays: 2,
    mayEscalate: false,
    when: null,
  };
  const at = placeFor(steps, kind);
  return [...steps.slice(0, at), step, ...steps.slice(at)];
}

/** A review goes before the first secrecy review, everything else but an approval before the first approval. */
function placeFor(steps: readonly Edited[], kind: StepKind): number {
  const next = steps.findIndex((step) =>
    kind === 'review' ? step.kind === 'secrecyReview' : kind !== 'approval' && step.kind === 'approval',
  );
  return next === -1 ? steps.length : next;
}

function freeKey(steps: readonly Edited[], kind: StepKind): string {
  const taken = new Set(steps.flatMap((step) => [step.key, step.id]));
  let number = 2;
  while (taken.has(`${kind}${number}`)) number += 1;
  return taken.has(kind) ? `${kind}${number}` : kind;
}

/** The same steps with one moved up (−1) or down (1); at the ends nothing happens. */
export function withMoved(steps: readonly Edited[], id: string, by: 1 | -1): readonly Edited[] {
  const from = steps.findIndex((step) => step.id === id);
  const to = from + by;
  const step = steps[from];
  if (step === undefined || to < 0 || to >= steps.length) return steps;
  const rest = steps.filter((one) => one !== step);
  return [...rest.slice(0, to), step, ...rest.slice(to)];
}

export function without(steps: readonly Edited[], id: string): readonly Edited[] {
  return steps.filter((step) => step.id !== id);
}

export function withChange(
  steps: readonly Edited[],
  id: string,
  change: Partial<ProcessStep>,
): readonly Edited[] {
  return steps.map((step) => (step.id === id ? { ...step, ...change } : step));
}
