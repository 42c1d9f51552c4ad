import type { Reader } from '#platform/database';
import type { StepView } from '../forms.ts';
import type { LoadedCase } from '../store/load-case.ts';
import { rows, type StepRow } from '../store/rows.ts';
import type { ReasonRow } from '../tables.ts';
import { namedUnit } from './heads.ts';
import { type Days, latenessOf } from './inbox.ts';

export async function listSteps(db: Reader, revision: string): Promise<StepRow[]> {
  return rows(db)
    .selectFrom('disclosure.step_state')
    .selectAll()
    .where('revision_id', '=', revision)
    .orderBy('id')
    .execute();
}

/** The order as the case went and will go through it: a step sent up appears once more, in the superior. */
export function stepViews(
  loaded: LoadedCase,
  stepRows: readonly StepRow[],
  names: ReadonlyMap<number, string>,
  days: Days,
  explain: (steps: readonly ReasonRow[]) => string,
): StepView[] {
  const { case: c } = loaded;
  const isOver = ['returned', 'cancelled'].includes(c.state);
  return c.steps.flatMap((step, index): StepView[] => {
    const base = { key: step.key, kind: step.kind, name: step.name };
    const been = stepRows.filter((row) => row.step_key === step.key);
    if (been.length > 0) return been.map((row) => ({ ...base, ...stood(row) }));
    const unit = c.stepUnits[index] ?? null;
    return [
      {
        ...base,
        unit: unit === null ? null : namedUnit(names, unit.id),
        status: isOver ? 'skipped' : 'ahead',
        startedAt: null,
        dueOn: null,
        dueBecause: null,
        lateness: 'none',
        claimedBy: null,
      },
    ];
  });

  function stood(row: StepRow): Omit<StepView, 'key' | 'kind' | 'name'> {
    const isOpen = row.ended_at === null;
    return {
      unit: namedUnit(names, row.unit_id),
      status: isOpen ? 'current' : 'done',
      startedAt: row.started_at.toISOString(),
      dueOn: row.due_on,
      dueBecause: row.due_on === null ? null : explain(row.due_steps),
      lateness: isOpen ? latenessOf(row.due_on, days) : 'none',
      claimedBy: row.claimed_by === null ? null : { id: row.claimed_by, name: row.claimed_by_name ?? '' },
    };
  }
}
