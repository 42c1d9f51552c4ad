import { done, type Result, refuse, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import { loadCalendar, localDateAt } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import { type FileStore, keepFile } from '#platform/files';
import { receiveDeliveries } from '../deliveries/receive.ts';
import { openFinding, resolveFinding } from '../findings/open.ts';
import type { Photo } from '../photo.ts';
import { own } from '../store.ts';
import { mayComeDown } from './rules.ts';

export type PostingRefusal =
  | 'not-found'
  | 'posting-not-waiting'
  | 'posting-not-hanging'
  | 'posting-claimed-time';

/** How far back somebody may say that a sheet was hung: the evening before, over a weekend. */
const CLAIM_BACK_MS = 4 * 24 * 3_600_000;

/** Where a sheet was hung, as far as whoever hung it says so (CAR-2); both may be absent. */
export type PostedWhere = {
  /** At the board's place, as the register has it. */
  readonly atPlace: boolean;
  /** Where their telephone is, given by them; accuracy in metres. */
  readonly point: {
    readonly latitude: number;
    readonly longitude: number;
    readonly accuracy: number | null;
  } | null;
};

/**
 * 张贴: a sheet hangs. The photo proves it, its time is that of the upload; what somebody says of an earlier hour is kept beside
 * it and counts for nothing else. The days are counted from the day of the upload. The place is what the person says, never
 * what the photo says: that is stripped.
 */
export async function postSheet(
  ctx: CommandContext,
  store: FileStore,
  id: string,
  proof: { readonly photo: Photo; readonly claimedAt: Date | null; readonly where?: PostedWhere },
): Promise<Result<string, PostingRefusal>> {
  const row = await lockPosting(ctx, id);
  if (row === undefined) return refuse('not-found', 404);
  if (row.state !== 'toPost') return refuse('posting-not-waiting', 409);
  const { photo, claimedAt } = proof;
  if (claimedAt !== null && !isCredible(claimedAt, row.planned_at, ctx.now))
    return refuse('posting-claimed-time', 400, {}, 'claimedAt');
  await keepFile(ctx, store, photo.file, photo.media);
  const calendar = await loadCalendar(ctx.tx);
  const { until, why } = mayComeDown(calendar, localDateAt(ctx.now), {
    days: row.days,
    dayKind: row.day_kind,
  });
  const place = proof.where?.atPlace === true ? await placeOf(ctx, row.board) : null;
  const point = proof.where?.point ?? null;
  await own(ctx.tx)
    .updateTable('carriers.posting')
    .set({
      state: 'posted',
      posted_place: place,
      posted_latitude: point?.latitude ?? null,
      posted_longitude: point?.longitude ?? null,
      posted_accuracy: point?.accuracy ?? null,
      posted_at: ctx.now,
      claimed_at: claimedAt,
      posted_by: ctx.actor.person,
      posted_by_name: ctx.actor.name,
      photo_sha256: photo.file.sha256,
      photo_media: photo.media,
      until,
      until_why: JSON.stringify(why),
    })
    .where('id', '=', id)
    .execute();
  await takeReplaced(ctx, row);
  await settleBoard(ctx, row, ['publish', 'change'], { posting: id, photo: photo.file.sha256 });
  await resolveFinding(ctx, 'boardWithoutSheet', `posting:${id}`);
  await audit(ctx, 'carriers.post', row);
  return done(id);
}

/** The board's place, kept as it is now: the register may say something else later. */
async function placeOf(ctx: CommandContext, board: string): Promise<string | null> {
  const { place } = await own(ctx.tx)
    .selectFrom('carriers.carrier')
    .select('place')
    .where('id', '=', board)
    .executeTakeFirstOrThrow();
  return place === '' ? null : place;
}

function isCredible(claimed: Date, planned: Date, now: Date): boolean {
  return claimed <= now && claimed >= planned && now.getTime() - claimed.getTime() <= CLAIM_BACK_MS;
}

/** The corrected sheet hangs where the old one did: that one is down with it. */
async function takeReplaced(
  ctx: CommandContext,
  { board, item, id }: { readonly board: string; readonly item: string; readonly id: string },
): Promise<void> {
  await own(ctx.tx)
    .updateTable('carriers.posting')
    .set({ state: 'takenDown', taken_at: ctx.now, taken_by_name: ctx.actor.name })
    .where('board', '=', board)
    .where('item', '=', item)
    .where('id', '<>', id)
    .where('state', '=', 'posted')
    .where('ends', '=', 'replaced')
    .execute();
}

/** 取下: a sheet came down, with a photo of the board. Before its day, and neither withdrawn nor replaced, is a finding. */
export async function takeDownSheet(
  ctx: CommandContext,
  store: FileStore,
  id: string,
  photo: Photo,
): Promise<Result<string, PostingRefusal>> {
  const row = await lockPosting(ctx, id);
  if (row === undefined) return refuse('not-found', 404);
  if (row.state !== 'posted') return refuse('posting-not-hanging', 409);
  await keepFile(ctx, store, photo.file, photo.media);
  await own(ctx.tx)
    .updateTable('carriers.posting')
    .set({
      state: 'takenDown',
      taken_at: ctx.now,
      taken_by_name: ctx.actor.name,
      taken_photo_sha256: photo.file.sha256,
      taken_photo_media: photo.media,
    })
    .where('id', '=', id)
    .execute();
  const today = localDateAt(ctx.now);
  if (row.ends === null && row.until !== null && today < row.until) await findTooShort(ctx, row, today);
  if (row.ends === 'withdrawn') {
    await settleBoard(ctx, row, ['withdraw'], { posting: id, photo: photo.file.sha256 });
    await resolveFinding(ctx, 'sheetOfWithdrawn', `posting:${id}`);
  }
  await audit(ctx, 'carriers.take-down', row);
  return done(id);
}

type Row = NonNullable<Awaited<ReturnType<typeof lockPosting>>>;

async function findTooShort(ctx: CommandContext, row: Row, today: string): Promise<void> {
  await openFinding(ctx, {
    kind: 'postingTooShort',
    subject: `posting:${row.id}`,
    unit: row.unit,
    carrier: row.board,
    item: row.item,
    evidence: {
      slug: row.slug,
      posted: localDateAt(row.posted_at ?? ctx.now),
      until: row.until ?? '',
      taken: today,
      days: row.days,
    },
  });
}

/** The deliveries of this board about this item that a proof answers. */
async function settleBoard(
  ctx: CommandContext,
  row: Row,
  whats: readonly ('publish' | 'change' | 'withdraw')[],
  receipt: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (whats.includes('withdraw') && (await countHanging(ctx, row)) > 0) return;
  const waiting = await own(ctx.tx)
    .selectFrom('carriers.delivery')
    .select('id')
    .where('kind', '=', 'board')
    .where('carrier', '=', row.board)
    .where('item', '=', row.item)
    .where('what', 'in', [...whats])
    .where('state', '=', 'waiting')
    .execute();
  const ids = waiting.map(({ id }) => id);
  const by = { by: ctx.actor.name, at: ctx.now.toISOString() };
  await receiveDeliveries(ctx, { kind: 'board', carrier: row.board, ids }, { ...by, ...receipt });
}

async function countHanging(ctx: CommandContext, row: Row): Promise<number> {
  const { count } = await own(ctx.tx)
    .selectFrom('carriers.posting')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('board', '=', row.board)
    .where('item', '=', row.item)
    .where('state', '=', 'posted')
    .executeTakeFirstOrThrow();
  return count;
}

function lockPosting(ctx: CommandContext, id: string) {
  return own(ctx.tx)
    .selectFrom('carriers.posting')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

async function audit(ctx: CommandContext, action: string, row: Row): Promise<void> {
  await recordAudit(ctx, {
    action,
    subjectKind: 'posting',
    subject: row.id,
    unit: row.unit as UnitId,
    data: { board: row.board, slug: row.slug, version: row.version },
  });
}

/** Sets how long a kind of posting has to hang; never below what the law demands. Postings already planned keep their days. */
export async function setPostingRule(
  ctx: CommandContext,
  code: string,
  rule: { readonly days: number; readonly withinDays: number; readonly source: string },
): Promise<Result<string, 'not-found' | 'posting-rule-floor'>> {
  const row = await own(ctx.tx)
    .selectFrom('carriers.posting_rule')
    .selectAll()
    .where((eb) => eb(eb.cast<string>('code', 'text'), '=', code))
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return refuse('not-found', 404);
  if (row.floor_days !== null && rule.days < row.floor_days)
    return refuse('posting-rule-floor', 400, { floor: row.floor_days }, 'days');
  await own(ctx.tx)
    .updateTable('carriers.posting_rule')
    .set({ days: rule.days, within_days: rule.withinDays, source: rule.source })
    .where('code', '=', row.code)
    .execute();
  await recordAudit(ctx, {
    action: 'carriers.set-posting-rule',
    subjectKind: 'postingRule',
    subject: row.code,
    data: { before: { days: row.days, within: row.within_days }, ...rule },
  });
  return done(row.code);
}
