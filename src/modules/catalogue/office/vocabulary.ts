import type { CatalogueState, DutyStanding } from '../forms.ts';

// The server's lists live beside its schemas; here only as many as are chosen from, checked against them by their types.
export const catalogueStates: readonly CatalogueState[] = [
  'draft',
  'submitted',
  'approved',
  'filed',
  'registered',
  'inForce',
  'superseded',
  'discarded',
];

export const dutyStandings: readonly DutyStanding[] = [
  'late',
  'missed',
  'dueSoon',
  'upcoming',
  'doneInTime',
  'doneLate',
  'withheld',
  'cancelled',
];
