import type { Actor } from '#kernel';
import { explainSteps } from '#platform/calendar';
import type { Reader } from '#platform/database';
import type { Translate } from '#platform/i18n';
import { draftProblems } from '../commands/propose.ts';
import { draftOf } from '../commands/save-draft.ts';
import type { RevisionContent } from '../content.ts';
import { answersFor } from '../domain/index.ts';
import type {
  AttachmentView,
  CaseView,
  MoveView,
  ProblemView,
  SignatureView,
  TimelineEntry,
} from '../forms.ts';
import { withAttachments } from '../freeze.ts';
import { matterOf } from '../matters/queries.ts';
import { unitsThatOpen } from '../policy.ts';
import { listAttachments } from '../store/drafts.ts';
import type { LoadedCase } from '../store/load-case.ts';
import { type AttachmentRow, rows, type SignatureRow } from '../store/rows.ts';
import { viewUrgency } from '../urgent/queries.ts';
import { headOf, namedUnit, unitNames } from './heads.ts';
import { waitingOf } from './holders.ts';
import { daysAt } from './inbox.ts';
import { listSteps, signerViews, stepViews } from './step-views.ts';

/** Whoever reads, whether what screening found too, when, and in which language. */
export type Reading = {
  readonly reader: Actor;
  readonly mayReadFindings: boolean;
  readonly now: Date;
  readonly t: Translate;
};

/** Others who saved within this time are said to be writing too. */
const writingNowMs = 3 * 60_000;

/** Everything the case page shows. The caller has asked whether this reader may see it. */
export async function viewCase(db: Reader, loaded: LoadedCase, reading: Reading): Promise<CaseView> {
  const { revision, dossier } = loaded;
  const days = await daysAt(db, reading.now);
  const stepRows = await listSteps(db, revision.id);
  const attachments = await listAttachments(db, revision.id);
  const names = await unitNames(db, [
    dossier.unit_id,
    ...stepRows.map((one) => one.unit_id),
    ...unitsThatOpen(loaded.case).map((one) => one.id),
  ]);
  const isDraft = revision.state === 'draft';
  return {
    ...headOf(loaded, names, days),
    lockVersion: revision.lock_version,
    content: contentOf(loaded, attachments),
    contentSha256: revision.content_sha256,
    frozenAt: isoOf(revision.frozen_at),
    erasedAt: isoOf(revision.erased_at),
    publishAt: isoOf(revision.publish_at),
    attachments: attachments.map(attachmentView),
    problems: isDraft ? await problemViews(db, loaded, reading.now) : [],
    othersEditing: isDraft ? othersEditing(loaded, reading) : [],
    conflicts: await openConflicts(db, revision.id),
    steps: stepViews(loaded, {
      stepRows,
      names,
      days,
      waiting: await waitingOf(db, loaded, reading.now),
      explain: (steps) => explainSteps(steps, reading.t),
    }),
    process: { id: loaded.process.id, name: loaded.process.name, version: loaded.process.version },
    signatures: loaded.signatures.map((one) => signatureView(one)),
    timeline: await timelineOf(db, dossier.id),
    moves: moveViews(loaded, reading.reader),
    signers: signerViews(loaded, names),
    live: await liveOf(db, dossier.id),
    urgency: await viewUrgency(db, loaded, names, reading),
    matter: await matterOf(db, dossier.id),
    mayReadFindings: reading.mayReadFindings,
  };

  function signatureView(one: SignatureRow): SignatureView {
    return {
      id: one.id,
      move: one.move,
      stepKey: one.step_key,
      person: { id: one.person, name: one.person_name },
      onBehalfOf: personOf(one.principal, one.principal_name),
      // The unit's name as it was when signed.
      unit: one.unit_id === null ? null : { ...namedUnit(names, one.unit_id), name: one.unit_name ?? '' },
      opinion: one.opinion,
      contentSha256: one.content_sha256,
      at: one.at.toISOString(),
    };
  }
}

/** Frozen content as it is; a draft as it would be frozen now. */
export function contentOf(loaded: LoadedCase, attachments: readonly AttachmentRow[]): RevisionContent {
  // What is frozen was parsed as RevisionContent when it was frozen.
  if (loaded.revision.frozen_at !== null) return loaded.revision.content as RevisionContent;
  return withAttachments(draftOf(loaded), attachments);
}

function isoOf(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}

export function personOf(id: string | null, name: string | null) {
  return id === null ? null : { id, name: name ?? '' };
}

export function attachmentView(row: AttachmentRow): AttachmentView {
  const { id, name, sha256, size, media, notes } = row;
  return {
    id,
    name,
    sha256,
    size,
    media,
    notes: notes.map((one) => ({ code: one.code, params: { ...one.params } })),
  };
}

/** What is still missing, for the composer. */
export async function problemViews(db: Reader, loaded: LoadedCase, now: Date): Promise<ProblemView[]> {
  const problems = await draftProblems(db, loaded, now);
  return problems.map(({ code, field, params }) => ({ code, field, params: { ...params } }));
}

export function othersEditing(loaded: LoadedCase, { reader, now }: Pick<Reading, 'reader' | 'now'>) {
  return loaded.editors
    .filter((one) => one.person !== reader.person)
    .filter((one) => now.getTime() - one.last_saved_at.getTime() < writingNowMs)
    .map((one) => ({
      person: { id: one.person, name: one.person_name },
      lastSavedAt: one.last_saved_at.toISOString(),
    }));
}

/** Every move, with the reason where it is not possible: what the buttons say. */
function moveViews(loaded: LoadedCase, reader: Actor): MoveView[] {
  return answersFor(loaded.case, reader).map(({ move, failure }) => ({
    move,
    possible: failure === null,
    reason: failure === null ? null : { code: failure.code, params: { ...failure.params } },
  }));
}

async function openConflicts(db: Reader, revision: string): Promise<CaseView['conflicts']> {
  const found = await rows(db)
    .selectFrom('disclosure.draft_conflict')
    .select(['id', 'person', 'person_name', 'at'])
    .where('revision_id', '=', revision)
    .where('settled_at', 'is', null)
    .orderBy('at')
    .execute();
  return found.map((one) => ({
    id: one.id,
    person: { id: one.person, name: one.person_name },
    at: one.at.toISOString(),
  }));
}

async function timelineOf(db: Reader, dossier: string): Promise<TimelineEntry[]> {
  const found = await rows(db)
    .selectFrom('disclosure.event as e')
    .innerJoin('disclosure.revision as r', 'r.id', 'e.revision_id')
    .selectAll('e')
    .select('r.number as revision_number')
    .where('e.disclosure_id', '=', dossier)
    .orderBy('e.id')
    .execute();
  return found.map((one) => ({
    id: one.id,
    revision: one.revision_id,
    revisionNumber: one.revision_number,
    kind: one.kind,
    person: personOf(one.person, one.person_name),
    onBehalfOf: personOf(one.principal, one.principal_name),
    note: one.note,
    at: one.at.toISOString(),
  }));
}

async function liveOf(db: Reader, dossier: string): Promise<CaseView['live']> {
  const found = await rows(db)
    .selectFrom('disclosure.revision')
    .select(['id', 'number'])
    .where('disclosure_id', '=', dossier)
    .where('state', '=', 'published')
    .where('purpose', '<>', 'withdraw')
    .executeTakeFirst();
  return found === undefined ? null : { revision: found.id, revisionNumber: found.number };
}
