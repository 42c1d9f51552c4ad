import type { PersonId, UnitId, UnitRef } from '#kernel';
import type { Reader } from '#platform/database';
import {
  type CaseState,
  decidingMoves,
  type Hand,
  isProposal,
  stepStates,
  underWayStates,
  urgentStateOf,
} from '../domain/index.ts';
import { processToBegin } from './processes.ts';
import {
  type DossierRow,
  type EditorRow,
  type ProcessRow,
  type RevisionRow,
  rows,
  type SignatureRow,
  type StepRow,
} from './rows.ts';
import { loadUnits, placeOfStep, superiorOf } from './units.ts';

/** A revision with all that the rules ask about it. */
export type LoadedCase = {
  readonly revision: RevisionRow;
  readonly dossier: DossierRow;
  readonly unit: UnitRef;
  readonly process: ProcessRow;
  readonly editors: readonly EditorRow[];
  readonly signatures: readonly SignatureRow[];
  /** The step it stands in or stood in last; `openStep` only while it is undecided. */
  readonly lastStep: StepRow | null;
  readonly openStep: StepRow | null;
  readonly case: CaseState;
};

export async function findCase(db: Reader, revision: string): Promise<LoadedCase | undefined> {
  return (await findCases(db, [revision])).get(revision);
}

/** Loads many cases in a fixed number of queries, for lists that show which moves are possible. */
export async function findCases(
  db: Reader,
  revisions: readonly string[],
): Promise<ReadonlyMap<string, LoadedCase>> {
  if (revisions.length === 0) return new Map();
  const ids = [...revisions];
  const query = rows(db);
  const found = await query.selectFrom('disclosure.revision').selectAll().where('id', 'in', ids).execute();
  const dossiers = await byId(db, found);
  const editors = await query
    .selectFrom('disclosure.revision_editor')
    .selectAll()
    .where('revision_id', 'in', ids)
    .orderBy('first_at')
    .execute();
  const signatures = await query
    .selectFrom('disclosure.signature')
    .selectAll()
    .where('revision_id', 'in', ids)
    .orderBy('id')
    .execute();
  const lastSteps = await query
    .selectFrom('disclosure.step_state')
    .distinctOn('revision_id')
    .selectAll()
    .where('revision_id', 'in', ids)
    .orderBy('revision_id')
    .orderBy('id', 'desc')
    .execute();
  const siblings = await siblingsOf(db, [...dossiers.keys()]);
  const loaded = new Map<string, LoadedCase>();
  for (const revision of found) {
    const dossier = dossiers.get(revision.disclosure_id);
    if (dossier === undefined) continue;
    const unit = unitOf(dossier);
    const lastStep = lastSteps.find((one) => one.revision_id === revision.id) ?? null;
    const parts = {
      revision,
      dossier,
      unit,
      process: await processOf(db, revision, unit),
      editors: editors.filter((one) => one.revision_id === revision.id),
      signatures: signatures.filter((one) => one.revision_id === revision.id),
      lastStep,
      openStep: lastStep?.ended_at === null ? lastStep : null,
    };
    const state = await caseState(db, parts, siblings.get(dossier.id));
    loaded.set(revision.id, { ...parts, case: state });
  }
  return loaded;
}

async function byId(db: Reader, revisions: readonly RevisionRow[]): Promise<ReadonlyMap<string, DossierRow>> {
  if (revisions.length === 0) return new Map();
  const found = await rows(db)
    .selectFrom('disclosure.disclosure')
    .selectAll()
    .where('id', 'in', [...new Set(revisions.map((one) => one.disclosure_id))])
    .execute();
  return new Map(found.map((one) => [one.id, one]));
}

export function unitOf(dossier: DossierRow): UnitRef {
  return {
    id: dossier.unit_id as UnitId,
    path: dossier.unit_path,
    line: dossier.line_id as UnitRef['line'],
  };
}

/** The process a case began with; before it begins, the one it would begin with now. */
async function processOf(db: Reader, revision: RevisionRow, unit: UnitRef): Promise<ProcessRow> {
  if (revision.process_id === null) return processToBegin(db, unit, revision.affairs_kind);
  return rows(db)
    .selectFrom('disclosure.process_definition')
    .selectAll()
    .where('id', '=', revision.process_id)
    .executeTakeFirstOrThrow();
}

type Siblings = { readonly newest: number; readonly underWay: boolean };

async function siblingsOf(db: Reader, dossiers: readonly string[]): Promise<ReadonlyMap<string, Siblings>> {
  if (dossiers.length === 0) return new Map();
  const found = await rows(db)
    .selectFrom('disclosure.revision')
    .select(['disclosure_id', 'number', 'state'])
    .where('disclosure_id', 'in', [...dossiers])
    .execute();
  return new Map(
    [...Map.groupBy(found, (one) => one.disclosure_id)].map(([dossier, all]) => [
      dossier,
      {
        newest: Math.max(...all.map((one) => one.number)),
        underWay: all.some((one) => underWayStates.some((state) => state === one.state)),
      },
    ]),
  );
}

type Parts = Omit<LoadedCase, 'case'>;

async function caseState(db: Reader, parts: Parts, siblings: Siblings | undefined): Promise<CaseState> {
  const { revision, unit, process, lastStep } = parts;
  const stands = isStanding(revision) && lastStep !== null ? placeOfRow(lastStep) : null;
  const escalatedTo = lastStep?.escalated === true ? stands : null;
  const places = process.steps.map((step) => placeOfStep(step, unit));
  const superior = stands === null ? null : superiorOf(stands);
  const wanted = [...places, superior].filter((id) => id !== null);
  const units = await loadUnits(db, wanted, stands === null ? [unit] : [unit, stands]);
  return {
    state: revision.state,
    purpose: revision.purpose,
    unit,
    steps: process.steps,
    stepUnits: places.map((id) => (id === null ? null : (units.get(id) ?? null))),
    step: revision.step_index,
    escalatedTo,
    superior: superior === null ? null : (units.get(superior) ?? null),
    hands: handsOf(parts),
    urgent: urgentStateOf(
      process.steps,
      parts.signatures.map((one) => ({ move: one.move, stepKey: one.step_key })),
    ),
    claimedBy: claimOf(parts.openStep),
    live: revision.state === 'published',
    newest: siblings?.newest === revision.number,
    underWay: siblings?.underWay === true,
  };
}

/** In a step, or approved in one: the last step's place still says whose decision it is. */
function isStanding(revision: RevisionRow): boolean {
  return revision.state === 'approved' || stepStates.some((state) => state === revision.state);
}

function placeOfRow(step: StepRow): UnitRef {
  return { id: step.unit_id as UnitId, path: step.unit_path, line: step.line_id as UnitRef['line'] };
}

function claimOf(step: StepRow | null): CaseState['claimedBy'] {
  if (step === null || step.claimed_by === null || step.claimed_by_name === null) return null;
  return { person: step.claimed_by as PersonId, name: step.claimed_by_name };
}

function handsOf({ editors, signatures }: Pick<Parts, 'editors' | 'signatures'>): readonly Hand[] {
  const deciding: readonly string[] = decidingMoves;
  return [
    ...editors.map((one): Hand => hand('editor', one, null)),
    ...signatures.filter((one) => isProposal(one.move)).map((one): Hand => hand('proposer', one, null)),
    ...signatures
      .filter((one) => deciding.includes(one.move))
      .map((one): Hand => hand('decider', one, one.step_key)),
  ];
}

function hand(
  kind: Hand['kind'],
  row: { readonly person: string; readonly principal: string | null },
  stepKey: string | null,
): Hand {
  return { kind, person: row.person as PersonId, principal: row.principal as PersonId | null, stepKey };
}
