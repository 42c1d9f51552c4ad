import type { Reader } from '#platform/database';
import { placesOf } from '../domain/index.ts';
import type { SignerRequestView, StepView } from '../forms.ts';
import type { ProcessStep } from '../process.ts';
import type { LoadedCase } from '../store/load-case.ts';
import { rows, type StepRow } from '../store/rows.ts';
import type { ReasonRow } from '../tables.ts';
import { seatsOf } from '../words.ts';
import { namedUnit } from './heads.ts';
import type { Waiting } from './holders.ts';
import { type Days, latenessOf } from './inbox.ts';

export async function listSteps(db: Reader, revision: string): Promise<StepRow[]> {
  return rows(db)
    .selectFrom('disclosure.step_state')
    .selectAll()
    .where('revision_id', '=', revision)
    .orderBy('id')
    .execute();
}

/** What the views of steps are made of beside the case itself. */
export type Shown = {
  readonly stepRows: readonly StepRow[];
  readonly names: ReadonlyMap<number, string>;
  readonly days: Days;
  /** On whom the open rows wait, by row. */
  readonly waiting: ReadonlyMap<number, Waiting>;
  readonly explain: (steps: readonly ReasonRow[]) => string;
};

/**
 * The order as the case went and will go through it: a step sent up appears once more, in the superior; a countersigned one
 * once for each seat, an added signer beside the step they were added to.
 */
export function stepViews(loaded: LoadedCase, shown: Shown): StepView[] {
  const { case: c } = loaded;
  const isOver = ['returned', 'cancelled'].includes(c.state);
  return c.steps.flatMap((step, index): StepView[] => {
    const been = shown.stepRows.filter((row) => row.step_key === step.key);
    if (been.length > 0) return been.map((row) => stood(step, row, shown));
    return seatsOf(step).map((seat, lane) => {
      const unit = placesOf(c, index)[lane] ?? null;
      return {
        ...headOf(step),
        unit: unit === null ? null : namedUnit(shown.names, unit.id),
        status: isOver ? 'skipped' : 'ahead',
        startedAt: null,
        dueOn: null,
        dueBecause: null,
        lateness: 'none',
        claimedBy: null,
        role: seat.role,
        lane,
        request: null,
        onlyFor: null,
        holders: [],
        nobody: null,
      };
    });
  });
}

function headOf({ key, kind, name }: ProcessStep): Pick<StepView, 'key' | 'kind' | 'name'> {
  return { key, kind, name };
}

function stood(step: ProcessStep, row: StepRow, { names, days, waiting, explain }: Shown): StepView {
  const isOpen = row.ended_at === null;
  return {
    ...headOf(step),
    unit: namedUnit(names, row.unit_id),
    status: isOpen ? 'current' : 'done',
    startedAt: row.started_at.toISOString(),
    dueOn: row.due_on,
    dueBecause: row.due_on === null ? null : explain(row.due_steps),
    lateness: isOpen ? latenessOf(row.due_on, days) : 'none',
    claimedBy: row.claimed_by === null ? null : { id: row.claimed_by, name: row.claimed_by_name ?? '' },
    role: row.role,
    lane: row.lane,
    request: row.request_id,
    onlyFor: row.person === null ? null : { id: row.person, name: row.person_name ?? '' },
    holders: waiting.get(row.id)?.holders ?? [],
    nobody: waiting.get(row.id)?.nobody ?? null,
  };
}

/** The opinions asked for and not given yet. */
export function signerViews(loaded: LoadedCase, names: ReadonlyMap<number, string>): SignerRequestView[] {
  return loaded.requests.map((one) => ({
    id: one.id,
    timing: one.timing,
    unit: namedUnit(names, one.unit_id),
    role: one.role,
    person: one.person === null ? null : { id: one.person, name: one.person_name ?? '' },
    question: one.question,
    askedBy: { id: one.asked_by, name: one.asked_by_name },
    askedAt: one.asked_at.toISOString(),
    open: loaded.case.lanes.some((lane) => lane.request === one.id),
  }));
}
