import { done, type PersonId, type Result, refuse, type UnitId } from '#kernel';
import type { CommandContext } from '#platform/command';
import type { Reader } from '#platform/database';
import { applyMove } from './commands/apply-move.ts';
import type { RevisionContent } from './content.ts';
import {
  type CaseRefusal,
  currentPlace,
  decide,
  type OrderProblem,
  orderProblem,
  type Signed,
} from './domain/index.ts';
import { hashOf } from './freeze.ts';
import { type StageRefusal, stageProblem } from './matters/order.ts';
import { people } from './people.ts';
import { type ScreeningRefusal, screeningProblem } from './screening.ts';
import { type PublicationScreeningRefusal, screeningProblemNow } from './secrecy/publication-check.ts';
import { findCase, type LoadedCase, lockCase } from './store/load-case.ts';
import { type DossierRow, type RevisionRow, rows, type SignatureRow } from './store/rows.ts';
import { tellReviewers } from './urgent/commands.ts';
import { closeAfterReviews, openAfterReviews } from './urgent/store.ts';
import { recordDecision } from './withholding/store.ts';
import type { Purpose } from './words.ts';

/** What publication puts out: the bytes that were signed, and where they belong. */
export type FrozenRevision = {
  readonly revision: string;
  readonly disclosure: string;
  /** Number of the dossier in its unit, e.g. `2026-0012`. */
  readonly number: string;
  readonly revisionNumber: number;
  readonly unit: UnitId;
  readonly purpose: Purpose;
  readonly content: RevisionContent;
  readonly contentSha256: string;
  readonly frozenAt: Date;
  /** Personal data was erased from it since it was signed: its bytes are no longer those of the hash. */
  readonly isErased: boolean;
  /** Proposed urgently (应急发布): out before it was reviewed, and flagged until it is. */
  readonly urgent: boolean;
  /** When it was to go out: as approved, or as rescheduled since; null: at once. */
  readonly publishAt: Date | null;
};

/** What may go out now: asked under the dossier's lock, in the transaction that puts it out, and in none other. */
export type Publishable = FrozenRevision & {
  /** The case as it was asked about. */
  readonly loaded: LoadedCase;
};

/** @returns the revision with its frozen content, or undefined when it does not exist or is not frozen */
export async function findFrozenRevision(db: Reader, revision: string): Promise<FrozenRevision | undefined> {
  const found = await rows(db)
    .selectFrom('disclosure.revision as r')
    .innerJoin('disclosure.disclosure as d', 'd.id', 'r.disclosure_id')
    .select(['r.id', 'r.number', 'r.purpose', 'r.content', 'r.content_sha256'])
    .select(['r.frozen_at', 'r.publish_at', 'r.erased_at'])
    .select(['d.id as dossier', 'd.number as dossier_number', 'd.unit_id'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('disclosure.signature as s')
            .select('s.id')
            .whereRef('s.revision_id', '=', 'r.id')
            .where('s.move', '=', 'proposeUrgently'),
        )
        .as('urgent'),
    )
    .where('r.id', '=', revision)
    .executeTakeFirst();
  if (found === undefined) return undefined;
  const dossier = { id: found.dossier, number: found.dossier_number, unit_id: found.unit_id };
  return frozenOf(found, dossier, Boolean(found.urgent));
}

function frozenOf(
  row: Pick<
    RevisionRow,
    'id' | 'number' | 'purpose' | 'content' | 'content_sha256' | 'frozen_at' | 'erased_at' | 'publish_at'
  >,
  dossier: Pick<DossierRow, 'id' | 'number' | 'unit_id'>,
  urgent: boolean,
): FrozenRevision | undefined {
  if (row.content_sha256 === null || row.frozen_at === null) return undefined;
  return {
    revision: row.id,
    disclosure: dossier.id,
    number: dossier.number,
    revisionNumber: row.number,
    unit: dossier.unit_id as UnitId,
    purpose: row.purpose,
    // Frozen content was parsed as RevisionContent when it was frozen and cannot have changed since.
    content: row.content as RevisionContent,
    contentSha256: row.content_sha256,
    frozenAt: row.frozen_at,
    isErased: row.erased_at !== null,
    urgent,
    publishAt: row.publish_at,
  };
}

/** @throws when the revision does not exist or is not frozen */
export async function getFrozenRevision(db: Reader, revision: string): Promise<FrozenRevision> {
  const found = await findFrozenRevision(db, revision);
  if (found === undefined) throw new Error(`no frozen revision ${revision}`);
  return found;
}

export type PublishableRefusal =
  | CaseRefusal
  | OrderProblem
  | ScreeningRefusal
  | PublicationScreeningRefusal
  | StageRefusal
  | 'not-found'
  | 'publish-too-early'
  | 'content-altered'
  | 'authority-lapsed';

/**
 * May this revision go out now? Asked by the publication room at the very moment (DIS-6), under the dossier's lock, whatever
 * was true when it was approved: it is still approved; its hour has come; its bytes are those that were signed; the whole
 * order stands on those bytes by different people; the approver, or the principal approved for, still holds the office;
 * nothing screening found is open, neither then nor in these very bytes, looked at once more.
 */
export async function checkPublishable(
  ctx: CommandContext,
  revision: string,
): Promise<Result<Publishable, PublishableRefusal>> {
  const loaded = await lockCase(ctx.tx, revision);
  const frozen = loaded === undefined ? undefined : frozenIn(loaded);
  if (loaded === undefined || frozen === undefined) return refuse('not-found', 404);
  const allowed = decide(loaded.case, 'confirmPublished', 'publication');
  if (!allowed.ok) return allowed;
  if (frozen.publishAt !== null && frozen.publishAt > ctx.now) return refuse('publish-too-early', 409);
  if (!frozen.isErased && hashOf(frozen.content) !== frozen.contentSha256)
    return refuse('content-altered', 409);
  const order = orderProblem(
    loaded.case.steps,
    loaded.signatures.map(signed),
    editorsOf(loaded),
    frozen.contentSha256,
  );
  if (order !== null) return refuse(order, 409);
  if (!(await isAuthorityHeld(ctx, loaded))) return refuse('authority-lapsed', 409);
  const stage = await stageProblem(ctx, loaded, frozen.urgent ? 'proposeUrgently' : 'propose');
  if (stage !== null) return stage;
  const screening = await screeningProblem(ctx.tx, revision);
  return screening ?? (await screeningProblemNow(ctx, frozen)) ?? done({ ...frozen, loaded });
}

function frozenIn({ revision, dossier, signatures }: LoadedCase): FrozenRevision | undefined {
  return frozenOf(
    revision,
    dossier,
    signatures.some((one) => one.move === 'proposeUrgently'),
  );
}

function signed(row: SignatureRow): Signed {
  return {
    move: row.move,
    stepKey: row.step_key,
    lane: row.lane,
    person: row.person as PersonId,
    principal: row.principal as PersonId | null,
    contentSha256: row.content_sha256,
  };
}

function editorsOf({ editors }: LoadedCase) {
  return editors.map((one) => ({
    person: one.person as PersonId,
    principal: one.principal as PersonId | null,
  }));
}

/**
 * Authority is the office's: of the person who approved, or of the one they approved for. Whoever set the present time of
 * publication is asked too, because that is an act of approval as well.
 */
async function isAuthorityHeld(ctx: CommandContext, { case: c, signatures }: LoadedCase): Promise<boolean> {
  const place = currentPlace(c);
  if (place === null) return false;
  const holders = await people().findHolders(ctx.tx, 'approver', place, ctx.now);
  const inOffice = new Set<string>(holders.flatMap((one) => (one.principal === null ? [one.person] : [])));
  const last = (move: SignatureRow['move']) => signatures.findLast((one) => one.move === move);
  const acts = [last('approve'), last('reschedule')].filter((one) => one !== undefined);
  return acts.length > 0 && acts.every((one) => inOffice.has(one.principal ?? one.person));
}

/**
 * Says that the revision is out: it is the live one now and the one before it is superseded. Called by the publication room
 * in the transaction that registers it, whose lock still holds what `checkPublishable` saw.
 */
export async function confirmPublished(
  ctx: CommandContext,
  publishable: Publishable,
  at: Date,
): Promise<void> {
  const { loaded, revision } = publishable;
  const next = decide(loaded.case, 'confirmPublished', 'publication');
  if (!next.ok) throw new Error(`revision ${revision} cannot be published: ${next.code}`);
  await supersedeLive(ctx, loaded.dossier.id);
  const contentSha256 = loaded.revision.content_sha256 ?? '';
  const applied = { move: 'confirmPublished', next: next.value, opinion: '', contentSha256 } as const;
  await applyMove(ctx, loaded, applied, { published_at: at });
  await recordDecision(
    ctx,
    { revision, disclosure: loaded.dossier.id },
    // Approved content is frozen, and what is frozen was parsed as RevisionContent.
    loaded.revision.purpose === 'withdraw' ? null : (loaded.revision.content as RevisionContent),
    at,
  );
  await openAfterReviews(ctx, loaded, at);
  if (loaded.case.urgent !== null) await tellReviewers(ctx, loaded);
}

async function supersedeLive(ctx: CommandContext, dossier: string): Promise<void> {
  const live = await rows(ctx.tx)
    .selectFrom('disclosure.revision')
    .select('id')
    .where('disclosure_id', '=', dossier)
    .where('state', '=', 'published')
    .executeTakeFirst();
  const loaded = live === undefined ? undefined : await findCase(ctx.tx, live.id);
  if (loaded === undefined) return;
  const next = decide(loaded.case, 'supersede', 'publication');
  if (!next.ok) throw new Error(`revision ${loaded.revision.id} cannot be superseded: ${next.code}`);
  const contentSha256 = loaded.revision.content_sha256 ?? '';
  await applyMove(ctx, loaded, { move: 'supersede', next: next.value, opinion: '', contentSha256 });
  await closeAfterReviews(ctx, loaded.revision.id, 'replaced');
}
