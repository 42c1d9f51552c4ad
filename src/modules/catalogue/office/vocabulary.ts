import type { CatalogueState, DutyStanding, withholdReasons } from '../forms.ts';

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

export type WithholdReason = (typeof withholdReasons)[number];

/** The grounds for Party affairs (条例 art. 7), and those for government information (政府信息公开条例 arts. 14–16). */
export const groundsFor = (affairsKind: string): readonly WithholdReason[] =>
  affairsKind === 'party'
    ? ['SECRET', 'UNSUITABLE_BY_RULE']
    : [
        'SECRET',
        'FORBIDDEN_BY_LAW',
        'ENDANGERS_SECURITY',
        'TRADE_SECRET_OR_PRIVACY',
        'INTERNAL_AFFAIR',
        'PROCESS_INFORMATION',
        'ENFORCEMENT_FILE',
      ];
