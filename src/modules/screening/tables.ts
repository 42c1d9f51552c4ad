import type { ColumnType, Generated } from 'kysely';
import type { FindingPlace } from './forms.ts';
import type {
  Confidence,
  DecisionKind,
  FindingClass,
  FindingKind,
  FindingReason,
  IncidentStep,
  ScreeningStage,
} from './kinds.ts';

export type ScreeningTables = {
  'screening.setting': { only_row: Generated<boolean>; fingerprint_key: string };
  'screening.screening': {
    id: Generated<string>;
    ordinal: Generated<number>;
    revision: string;
    unit_id: number;
    stage: ScreeningStage;
    content_sha256: string;
    engine: string;
    person: string | null;
    person_name: string;
    screened_at: Date;
  };
  'screening.finding': {
    screening_id: string;
    ordinal: number;
    kind: FindingKind;
    class: FindingClass;
    confidence: Confidence;
    reason: FindingReason;
    place: ColumnType<FindingPlace, string, never>;
    starts: number;
    ends: number;
    masked: string;
    fingerprint: string;
    replacement: string | null;
  };
  'screening.decision': {
    id: Generated<string>;
    ordinal: Generated<number>;
    revision: string;
    unit_id: number;
    fingerprint: string;
    kind: FindingKind;
    decision: DecisionKind;
    reason: string;
    decided_by: string;
    decided_by_name: string;
    decided_at: Date;
  };
  'screening.incident': {
    id: Generated<string>;
    ordinal: Generated<number>;
    revision: string | null;
    unit_id: number;
    stage: ScreeningStage;
    kinds: FindingKind[];
    found_in: FindingPlace['in'];
    found_by: string | null;
    found_by_name: string;
    found_at: Date;
    report_due_at: Date;
  };
  'screening.incident_step': {
    incident_id: string;
    step: IncidentStep;
    note: string;
    done_by: string;
    done_by_name: string;
    done_at: Date;
  };
  'screening.term': {
    id: Generated<string>;
    unit_id: number;
    kind: 'unit_term' | 'wrong_word';
    term: string;
    replacement: string | null;
    note: string;
    created_by: string;
    created_by_name: string;
    created_at: Date;
  };
};
