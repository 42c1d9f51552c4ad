import type { LocalDate } from '#platform/calendar';
import type { DutyState } from '../forms/vocabulary.ts';
import type { PlannedDuty } from './types.ts';

/** A duty as stored, as far as planning again may change it. */
export type StoredDuty = {
  readonly id: string;
  readonly itemKey: string;
  readonly period: string;
  readonly due: LocalDate;
  readonly nominal: LocalDate;
  readonly state: DutyState;
  readonly cancelCode: string | null;
};

export type DutyChanges = {
  readonly create: readonly PlannedDuty[];
  /** Open duties whose date or reasons are others now. */
  readonly redate: readonly { readonly duty: StoredDuty; readonly plan: PlannedDuty }[];
  /** Cancelled because a version dropped them, and owed again by this one. */
  readonly revive: readonly { readonly duty: StoredDuty; readonly plan: PlannedDuty }[];
  /** Open, not owed under this version any more. */
  readonly drop: readonly StoredDuty[];
};

export const DROPPED = 'DROPPED_BY_NEW_VERSION';

/**
 * What planning again means for what is stored. Settled duties (published, withheld, cancelled by a person) stay as they
 * are; a duty that fell due before this version, or whose event has happened, stays owed even when the row is gone.
 *
 * @param inForceFrom first day of the version planned for
 */
export function compareDuties(
  stored: readonly StoredDuty[],
  planned: readonly PlannedDuty[],
  inForceFrom: LocalDate,
): DutyChanges {
  const known = new Map(stored.map((duty) => [keyOf(duty), duty]));
  const wanted = new Set(planned.map(keyOf));
  const pairs = planned.map((plan) => ({ plan, duty: known.get(keyOf(plan)) }));
  return {
    create: pairs.flatMap(({ plan, duty }) => (duty === undefined ? [plan] : [])),
    redate: pairs.flatMap(({ plan, duty }) =>
      duty?.state === 'open' && (duty.due !== plan.due || duty.nominal !== plan.nominal)
        ? [{ duty, plan }]
        : [],
    ),
    revive: pairs.flatMap(({ plan, duty }) =>
      duty?.state === 'cancelled' && duty.cancelCode === DROPPED ? [{ duty, plan }] : [],
    ),
    drop: stored.filter(
      (duty) =>
        duty.state === 'open' &&
        !wanted.has(keyOf(duty)) &&
        duty.due >= inForceFrom &&
        !duty.period.startsWith('event:'),
    ),
  };
}

function keyOf(duty: { readonly itemKey: string; readonly period: string }): string {
  return `${duty.itemKey} ${duty.period}`;
}
