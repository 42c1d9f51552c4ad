import { sql } from 'kysely';
import type { Actor } from '#kernel';
import { explainSteps } from '#platform/calendar';
import type { Reader } from '#platform/database';
import type { Translate } from '#platform/i18n';
import type { Coverage } from '#platform/permission';
import { failureReason, placesOf } from '../domain/index.ts';
import { namedUnit, unitNames } from '../queries/heads.ts';
import { within } from '../queries/paging.ts';
import { findCases, type LoadedCase } from '../store/load-case.ts';
import { rows } from '../store/rows.ts';
import type { UrgencyView, UrgentPage, UrgentRow } from './forms.ts';
import { urgentFlagOf } from './rules.ts';
import { listWaitingReviews } from './store.ts';

/** Why a revision was urgent and what is still to be reviewed; null for the ordinary order. */
export async function viewUrgency(
  db: Reader,
  loaded: LoadedCase,
  names: ReadonlyMap<number, string>,
  reading: { readonly now: Date; readonly t: Translate },
): Promise<UrgencyView | null> {
  const { urgent, steps } = loaded.case;
  const proposal = loaded.signatures.find((one) => one.move === 'proposeUrgently');
  if (urgent === null || proposal === undefined) return null;
  const open = await listWaitingReviews(db, [loaded.revision.id]);
  return {
    flag: flagOf(loaded, reading.now),
    reason: proposal.opinion,
    proposedBy: { id: proposal.person, name: proposal.person_name },
    waiting: urgent.waiting.flatMap(({ stepKey, lane }) => {
      const index = steps.findIndex((step) => step.key === stepKey);
      const step = steps[index];
      const row = open.find((one) => one.step_key === stepKey && one.lane === lane);
      if (step === undefined) return [];
      const place = row?.unit_id ?? placesOf(loaded.case, index)[lane]?.id ?? loaded.unit.id;
      return [
        {
          stepKey,
          kind: step.kind,
          unit: namedUnit(names, place),
          dueAt: row?.due_at.toISOString() ?? null,
          dueBecause:
            row === undefined || row.due_steps.length === 0 ? null : explainSteps(row.due_steps, reading.t),
          late: row !== undefined && row.due_at <= reading.now,
        },
      ];
    }),
    objection: loaded.signatures.find((one) => one.move === 'objectAfterwards')?.opinion ?? null,
  };
}

function flagOf(loaded: LoadedCase, now: Date) {
  return urgentFlagOf(loaded.case.urgent, loaded.revision.state, loaded.reviewsDueAt, now);
}

const dossier = {
  unit: sql<number>`d.unit_id`,
  path: sql<string>`d.unit_path`,
  line: sql<number | null>`d.line_id`,
};

/** Urgent revisions are few; this many are looked at to find those that concern the reader. */
const most = 500;

/** Revisions proposed urgently that are on their way or out: what may carry a flag. */
async function listUrgentIds(db: Reader, coverage: Coverage | null): Promise<readonly string[]> {
  const { rows: found } = await sql<{ id: string }>`
    select r.id from disclosure.signature s
    join disclosure.revision r on r.id = s.revision_id
    join disclosure.disclosure d on d.id = r.disclosure_id
    where s.move = 'proposeUrgently' and r.state in ('inApproval', 'escalated', 'approved', 'published')
      and ${coverage === null ? sql`true` : within(coverage, dossier)}
    order by s.id desc limit ${most}`.execute(rows(db));
  return found.map((one) => one.id);
}

/**
 * Urgent publications that are flagged: those of the units the reader covers, and in the box `mine` those of which the
 * reader may review a skipped step, wherever they are.
 */
export async function listUrgent(
  db: Reader,
  reader: Actor,
  coverage: Coverage,
  query: { readonly box: 'mine' | 'open' | 'late'; readonly limit: number },
  now: Date,
): Promise<UrgentPage> {
  const ids = await listUrgentIds(db, query.box === 'mine' ? null : coverage);
  const cases = await findCases(db, ids);
  const names = await unitNames(
    db,
    [...cases.values()].map((one) => one.unit.id),
  );
  const flagged = ids.flatMap((id): UrgentRow[] => {
    const loaded = cases.get(id);
    const flag = loaded === undefined ? null : flagOf(loaded, now);
    return loaded === undefined || flag === null ? [] : [rowOf(loaded, flag, reader, names)];
  });
  const chosen = flagged.filter(
    (row) => query.box === 'open' || (query.box === 'late' ? row.flag === 'late' : row.mine),
  );
  return { rows: chosen.slice(0, query.limit), total: chosen.length, next: null };
}

function rowOf(
  loaded: LoadedCase,
  flag: UrgentRow['flag'],
  reader: Actor,
  names: ReadonlyMap<number, string>,
): UrgentRow {
  const { revision, dossier: of, signatures } = loaded;
  return {
    disclosure: of.id,
    revision: revision.id,
    number: of.number,
    title: revision.title,
    unit: namedUnit(names, of.unit_id),
    flag,
    reason: signatures.find((one) => one.move === 'proposeUrgently')?.opinion ?? '',
    contentSha256: revision.content_sha256,
    publishedAt: revision.published_at?.toISOString() ?? null,
    dueAt: loaded.reviewsDueAt?.toISOString() ?? null,
    mine: failureReason(loaded.case, 'passAfterwards', reader) === null,
  };
}
