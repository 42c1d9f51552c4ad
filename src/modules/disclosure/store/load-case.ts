import { sql } from 'kysely';
import type { PersonId, UnitId, UnitRef } from '#kernel';
import { kept, type Reader, type RowsOf, type Tx, together } from '#platform/database';
import {
  type CaseState,
  decidingMoves,
  type Hand,
  isProposal,
  type Lane,
  type SignerRequest,
  stepStates,
  underWayStates,
  urgentStateOf,
} from '../domain/index.ts';
import { type ProcessStep, readSteps, stepsFor } from '../process.ts';
import { listWaitingReviews } from '../urgent/store.ts';
import { seatsOf } from '../words.ts';
import { caseColumns } from './columns.ts';
import { processToBegin } from './processes.ts';
import {
  askLock,
  type DossierRow,
  type EditorRow,
  type ProcessRow,
  type RequestRow,
  type RevisionRow,
  rows,
  type SignatureRow,
  type StepRow,
} from './rows.ts';
import { type LineLeads, loadLineLeads, loadUnits, placeOfSeat, superiorOf } from './units.ts';

/** A revision with all that the rules ask about it. */
export type LoadedCase = {
  readonly revision: RevisionRow;
  readonly dossier: DossierRow;
  readonly unit: UnitRef;
  readonly process: ProcessRow;
  readonly editors: readonly EditorRow[];
  readonly signatures: readonly SignatureRow[];
  /** The step it stands in or stood in last, by its own seat. */
  readonly lastStep: StepRow | null;
  /** Where somebody must act now: every seat and added signer whose turn it is. */
  readonly openSteps: readonly StepRow[];
  /** The first of them, a seat of the step before an added signer. */
  readonly openStep: StepRow | null;
  readonly requests: readonly RequestRow[];
  /** When the first review of an urgent publication that still waits is due, else null. */
  readonly reviewsDueAt: Date | null;
  readonly case: CaseState;
};

export async function findCase(db: Reader, revision: string): Promise<LoadedCase | undefined> {
  return (await findCases(db, [revision])).get(revision);
}

/**
 * Takes the lock of the dossier (see `lockDossier`) and reads the case in one go: each statement sees what was committed
 * before it began, so everything is read as it stands once the lock is held.
 */
export async function lockCase(tx: Tx, revision: string): Promise<LoadedCase | undefined> {
  const [, ...answers] = await together(tx, [kept(askLock(tx, revision)), ...questionsOf(tx, [revision])]);
  return (await casesOf(tx, answers)).get(revision);
}

/** Loads many cases in a fixed number of queries, for lists that show which moves are possible. */
export async function findCases(
  db: Reader,
  revisions: readonly string[],
): Promise<ReadonlyMap<string, LoadedCase>> {
  if (revisions.length === 0) return new Map();
  return casesOf(db, await together(db, questionsOf(db, revisions)));
}

type Answers = RowsOf<ReturnType<typeof questionsOf>>;

async function casesOf(
  db: Reader,
  [found, dossierRows, editors, signatures, lastSteps, openSteps, requests, siblingRows, processes]: Answers,
): Promise<ReadonlyMap<string, LoadedCase>> {
  const dossiers = new Map(dossierRows.map((one) => [one.id, one]));
  // Most processes have no seat at a line's lead: asked once, by the first that has.
  const leads = once(() => loadLineLeads(db));
  const reviews = await listWaitingReviews(db, urgentOnes(signatures));
  const siblings = siblingsOf(siblingRows);
  const loaded = new Map<string, LoadedCase>();
  for (const revision of found) {
    const dossier = dossiers.get(revision.disclosure_id);
    if (dossier === undefined) continue;
    const unit = unitOf(dossier);
    const open = openSteps.filter((one) => one.revision_id === revision.id);
    const parts = {
      revision,
      dossier,
      unit,
      process:
        processes.find((one) => one.id === revision.process_id) ??
        (await processToBegin(db, unit, revision.affairs_kind)),
      editors: editors.filter((one) => one.revision_id === revision.id),
      signatures: signatures.filter((one) => one.revision_id === revision.id),
      lastStep: lastSteps.find((one) => one.revision_id === revision.id) ?? null,
      openSteps: open,
      openStep: open[0] ?? null,
      requests: requests.filter((one) => one.revision_id === revision.id),
      reviewsDueAt: reviews.find((one) => one.revision_id === revision.id)?.due_at ?? null,
    };
    const state = await caseState(db, parts, siblings.get(dossier.id), leads);
    loaded.set(revision.id, { ...parts, case: state });
  }
  return loaded;
}

/** What is asked of cases, in one go: each text is the same for one case and for many. */
function questionsOf(db: Reader, revisions: readonly string[]) {
  const query = rows(db);
  const ids = sql<string>`any(${[...revisions]}::uuid[])`;
  const dossiers = () =>
    query.selectFrom('disclosure.revision').select('disclosure_id').where('id', '=', ids);
  const processes = () => query.selectFrom('disclosure.revision').select('process_id').where('id', '=', ids);
  return [
    kept(query.selectFrom('disclosure.revision').select(caseColumns.revision).where('id', '=', ids)),
    kept(query.selectFrom('disclosure.disclosure').select(caseColumns.dossier).where('id', 'in', dossiers())),
    kept(
      query
        .selectFrom('disclosure.revision_editor')
        .select(caseColumns.editor)
        .where('revision_id', '=', ids)
        .orderBy('first_at'),
    ),
    kept(
      query
        .selectFrom('disclosure.signature')
        .select(caseColumns.signature)
        .where('revision_id', '=', ids)
        .orderBy('id'),
    ),
    kept(
      query
        .selectFrom('disclosure.step_state')
        .distinctOn('revision_id')
        .select(caseColumns.step)
        .where('revision_id', '=', ids)
        .where('request_id', 'is', null)
        .orderBy('revision_id')
        .orderBy('id', 'desc'),
    ),
    kept(
      query
        .selectFrom('disclosure.step_state')
        .select(caseColumns.step)
        .where('revision_id', '=', ids)
        .where('ended_at', 'is', null)
        .orderBy((eb) => eb('request_id', 'is not', null))
        .orderBy('lane')
        .orderBy('id'),
    ),
    kept(
      query
        .selectFrom('disclosure.opinion_request')
        .select(caseColumns.request)
        .where('revision_id', '=', ids)
        .where('ended_at', 'is', null)
        .orderBy('asked_at')
        .orderBy('id'),
    ),
    kept(
      query
        .selectFrom('disclosure.revision')
        .select(['disclosure_id', 'number', 'state'])
        .where('disclosure_id', 'in', dossiers()),
    ),
    kept(
      query
        .selectFrom('disclosure.process_definition')
        .select(caseColumns.process)
        .where('id', 'in', processes()),
    ),
  ] as const;
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}

/** Revisions that were proposed urgently. */
function urgentOnes(signatures: readonly SignatureRow[]): readonly string[] {
  return signatures.filter((one) => one.move === 'proposeUrgently').map((one) => one.revision_id);
}

export function unitOf(dossier: DossierRow): UnitRef {
  return {
    id: dossier.unit_id as UnitId,
    path: dossier.unit_path,
    line: dossier.line_id as UnitRef['line'],
  };
}

type Siblings = { readonly newest: number; readonly underWay: boolean };

function siblingsOf(
  found: readonly Pick<RevisionRow, 'disclosure_id' | 'number' | 'state'>[],
): ReadonlyMap<string, Siblings> {
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

/**
 * The steps of a case: as chosen when it began; of a draft, as they would be chosen now. What screening will find in its
 * files is not known before it is proposed.
 */
function stepsOf({ revision, process }: Pick<Parts, 'revision' | 'process'>): readonly ProcessStep[] {
  if (revision.steps !== null) return readSteps(revision.steps);
  const { content, purpose } = revision;
  return stepsFor(readSteps(process.steps), {
    ...content,
    purpose,
    personalDataInFiles: false,
    urgent: false,
  });
}

async function caseState(
  db: Reader,
  parts: Parts,
  siblings: Siblings | undefined,
  leads: () => Promise<LineLeads>,
): Promise<CaseState> {
  const { revision, unit, lastStep } = parts;
  const stands = isStanding(revision) && lastStep !== null ? placeOfRow(lastStep) : null;
  const escalatedTo = lastStep?.escalated === true ? stands : null;
  const steps = stepsOf(parts);
  const superior = stands === null ? null : superiorOf(stands);
  const known = [unit, ...parts.openSteps.map(placeOfRow), ...(stands === null ? [] : [stands])];
  const byLine = steps.some((step) => seatsOf(step).some((seat) => seat.at === 'lineLead'));
  const seats = await placesOfSteps(db, steps, unit, byLine ? await leads() : new Map(), known);
  const asked = parts.requests.map((one) => one.unit_id as UnitId);
  const units = await loadUnits(db, superior === null ? asked : [...asked, superior], known);
  return {
    state: revision.state,
    purpose: revision.purpose,
    unit,
    steps,
    ...seats,
    step: revision.step_index,
    escalatedTo,
    superior: superior === null ? null : (units.get(superior) ?? null),
    hands: handsOf(parts),
    urgent: urgentStateOf(
      steps,
      parts.signatures.map((one) => ({ move: one.move, stepKey: one.step_key, lane: one.lane })),
    ),
    lanes: parts.openSteps.map(laneOf),
    requests: parts.requests.flatMap((one) => requestOf(one, units.get(one.unit_id))),
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

/** The units of every seat of some steps, as this unit's dossier would find them now. */
export async function placesOfSteps(
  db: Reader,
  steps: readonly ProcessStep[],
  unit: UnitRef,
  leads: LineLeads,
  known: readonly UnitRef[] = [unit],
): Promise<Pick<CaseState, 'stepUnits' | 'signerUnits'>> {
  const places = steps.map((step) => seatsOf(step).map((seat) => placeOfSeat(seat, unit, leads)));
  const wanted = places.flat().filter((id) => id !== null);
  const units = await loadUnits(db, wanted, known);
  const found = places.map((ids) => ids.map((id) => (id === null ? null : (units.get(id) ?? null))));
  return {
    stepUnits: found.map(([own]) => own ?? null),
    signerUnits: found.map(([, ...others]) => others),
  };
}

function laneOf(step: StepRow): Lane {
  return {
    lane: step.lane,
    request: step.request_id,
    role: step.role,
    place: placeOfRow(step),
    person: step.person as PersonId | null,
    claimedBy: claimOf(step),
  };
}

function claimOf(step: StepRow): Lane['claimedBy'] {
  if (step.claimed_by === null || step.claimed_by_name === null) return null;
  return { person: step.claimed_by as PersonId, name: step.claimed_by_name };
}

function requestOf(row: RequestRow, place: UnitRef | undefined): readonly SignerRequest[] {
  if (place === undefined) return [];
  return [
    {
      id: row.id,
      lane: row.lane,
      timing: row.timing,
      role: row.role,
      place,
      person: row.person as PersonId | null,
      name: row.person_name,
      askedBy: row.asked_by as PersonId,
      askedFor: row.principal as PersonId | null,
    },
  ];
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
