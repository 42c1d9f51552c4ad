import { done, type Grant, type Result, refuse, type UnitRef } from '#kernel';
import { listDutiesById } from '#modules/catalogue';
import { loadCalendar, localDateAt } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import type { Reader } from '#platform/database';
import { type Created, createDisclosure } from '../commands/create-disclosure.ts';
import { type Opened, startCorrection } from '../commands/open-revision.ts';
import { draftOf, saveDraft } from '../commands/save-draft.ts';
import type { DraftContent, Withholding } from '../content.ts';
import type { CaseRefusal } from '../domain/index.ts';
import { findCase, type LoadedCase } from '../store/load-case.ts';
import { rows } from '../store/rows.ts';
import { getUnitNaming } from '../store/units.ts';
import { dayAfterTerm } from '../terms/rules.ts';
import { termOf } from '../terms/store.ts';
import { noticeOf } from './rules.ts';
import { listGrounds, type StoredGround } from './store.ts';

export type StartWithholding = {
  readonly unit: UnitRef;
  readonly duties: readonly string[];
  readonly extent: Withholding['extent'];
  readonly ground: string;
};

export type StartRefusal = 'withhold-ground-unknown' | 'withhold-duty-unknown' | 'screening-secret';

/**
 * Opens the dossier of a decision to withhold (DIS-8): a draft with its coded ground, the day of its review and the notice
 * drawn up from the code. It goes through the same order as any disclosure. The caller has asked `disclosure.draft`.
 */
export async function startWithholding(
  ctx: CommandContext,
  { unit, duties: wanted, extent, ground: code }: StartWithholding,
  by: Pick<Grant, 'principal'> = { principal: null },
): Promise<Result<Created, StartRefusal>> {
  const duties = await listDutiesById(ctx.tx, wanted, localDateAt(ctx.now));
  const [first] = duties;
  const isOwn = duties.every((duty) => duty.unit === unit.id && duty.state === 'open');
  if (first === undefined || !isOwn || duties.length !== new Set(wanted).size)
    return refuse('withhold-duty-unknown', 409, {}, 'duties');
  const ground = (await listGrounds(ctx.tx)).find((one) => one.code === code);
  if (ground === undefined || !ground.affairs.includes(first.affairsKind))
    return refuse('withhold-ground-unknown', 400, {}, 'ground');
  const matters = duties.map((duty) => matterName(duty));
  const reviewOn = await nextReview(ctx, unit);
  const withholding: Withholding = {
    extent,
    ground: code,
    basis: '',
    reviewOn,
    notice: 'public',
    noticeText: await drawUp(ctx.tx, unit, { extent, ground, reviewOn }, matters),
  };
  const narrow = first.scope === 'specific' ? 'unit' : first.scope;
  const content: Partial<DraftContent> = {
    title: titleOf(extent, matters[0] ?? ''),
    scope: narrow,
    affairsKind: first.affairsKind,
    category: first.matter1,
    duties: duties.map((duty) => duty.id),
    withholding,
  };
  return createDisclosure(ctx, unit, content, by);
}

function matterName(duty: { readonly matter1: string; readonly matter2: string }): string {
  return duty.matter2 === '' ? duty.matter1 : duty.matter2;
}

/** A document's title: in Chinese, as the office writes it. */
function titleOf(extent: Withholding['extent'], matter: string): string {
  const title = extent === 'whole' ? `关于“${matter}”不予公开的说明` : `${matter}（部分公开）`;
  return title.slice(0, 200);
}

async function nextReview(ctx: CommandContext, unit: UnitRef): Promise<string> {
  const term = await termOf(ctx.tx, unit, 'withholdingReview');
  return dayAfterTerm(await loadCalendar(ctx.tx), ctx.now, term);
}

async function drawUp(
  db: Reader,
  unit: UnitRef,
  given: {
    readonly extent: Withholding['extent'];
    readonly ground: StoredGround;
    readonly reviewOn: string | null;
  },
  matters: readonly string[],
): Promise<string> {
  return noticeOf(given, (await getUnitNaming(db, unit.id)).name, matters);
}

/**
 * The notice a revision would have with this ground, as drawn up from the code. Changes nothing.
 * @returns refused when there is no such ground
 */
export async function noticeFor(
  db: Reader,
  revision: string,
  given: {
    readonly extent: Withholding['extent'];
    readonly ground: string;
    readonly reviewOn: string | null;
  },
  today: string,
): Promise<Result<string, 'withhold-ground-unknown' | 'not-found'>> {
  const loaded = await findCase(db, revision);
  if (loaded === undefined) return refuse('not-found', 404);
  const ground = (await listGrounds(db)).find((one) => one.code === given.ground);
  if (ground === undefined) return refuse('withhold-ground-unknown', 400, {}, 'ground');
  const duties = await listDutiesById(db, loaded.revision.content.duties, today);
  return done(await drawUp(db, loaded.unit, { ...given, ground }, duties.map(matterName)));
}

/**
 * The day of review has come, or somebody thinks again: begins the draft that opens the matter now, or that goes on
 * withholding with a new date. Either goes through the same order; until it is out, the decision stands.
 */
export async function reviewWithholding(
  ctx: CommandContext,
  disclosure: string,
  decision: 'open' | 'continue',
): Promise<Result<Opened, CaseRefusal | 'not-found' | 'withhold-not-in-force' | 'screening-secret'>> {
  const inForce = await rows(ctx.tx)
    .selectFrom('disclosure.withholding')
    .select('revision_id')
    .where('disclosure_id', '=', disclosure)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (inForce === undefined) return refuse('withhold-not-in-force', 409);
  const opened = await startCorrection(ctx, disclosure);
  if (!opened.ok) return opened;
  const loaded = await findCase(ctx.tx, opened.value.revision);
  if (loaded === undefined) throw new Error(`revision ${opened.value.revision} is gone`);
  const { withholding, ...content } = draftOf(loaded);
  const decided: DraftContent =
    decision === 'open' || withholding === undefined
      ? { ...content, changeNote: '经重新评估，决定予以公开。' }
      : {
          ...content,
          changeNote: '经重新评估，决定继续不予公开。',
          withholding: await goneOnWith(ctx, loaded, withholding),
        };
  const saved = await saveDraft(ctx, { revision: opened.value.revision, lockVersion: 0, content: decided });
  return saved.ok ? opened : saved;
}

/** The decision with a new day of review and a basis to be given anew; its notice names the new day. */
async function goneOnWith(
  ctx: CommandContext,
  { revision, unit }: LoadedCase,
  withholding: Withholding,
): Promise<Withholding> {
  const reviewOn = await nextReview(ctx, unit);
  const asked = { extent: withholding.extent, ground: withholding.ground, reviewOn };
  const text = await noticeFor(ctx.tx, revision.id, asked, localDateAt(ctx.now));
  const noticeText = text.ok ? text.value : withholding.noticeText;
  return { ...withholding, basis: '', reviewOn, noticeText };
}
