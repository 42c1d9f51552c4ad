import { done, type Result, refuse } from '#kernel';
import { findUnit } from '#modules/organisations';
import { findItem, findPrintedProof, getSite, type Picture, readPictures } from '#modules/publication';
import { loadCalendar, localDateAt } from '#platform/calendar';
import type { Reader } from '#platform/database';
import type { FileStore } from '#platform/files';
import { mayComeDown } from '../boards/rules.ts';
import { own } from '../store.ts';
import type { PostingDayKind } from '../words.ts';
import type { SheetInput, SheetItem } from './compose.ts';
import { sheetWords } from './words.ts';

/** How long an item has to hang, where that is known. */
export type Wanted = {
  readonly slug: string;
  readonly hang: { readonly days: number; readonly dayKind: PostingDayKind } | null;
};

/** What is to be hung on a board now, oldest first. */
export async function listToPost(db: Reader, board: string): Promise<readonly Wanted[]> {
  const rows = await own(db)
    .selectFrom('carriers.posting')
    .select(['slug', 'days', 'day_kind'])
    .where('board', '=', board)
    .where('state', '=', 'toPost')
    .orderBy('due_on')
    .orderBy('id')
    .limit(20)
    .execute();
  return rows.map((row) => ({ slug: row.slug, hang: { days: row.days, dayKind: row.day_kind } }));
}

export async function findPostingSheet(
  db: Reader,
  id: string,
): Promise<{ readonly unit: number; readonly wanted: Wanted } | undefined> {
  const row = await own(db)
    .selectFrom('carriers.posting')
    .select(['unit', 'slug', 'days', 'day_kind'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : { unit: row.unit, wanted: { slug: row.slug, hang: { days: row.days, dayKind: row.day_kind } } };
}

export async function findBoardUnit(db: Reader, board: string): Promise<number | undefined> {
  const row = await own(db)
    .selectFrom('carriers.carrier')
    .select('unit')
    .where('id', '=', board)
    .where('kind', '=', 'board')
    .executeTakeFirst();
  return row?.unit;
}

export type Place = { readonly files: FileStore; readonly baseUrl: string; readonly now: Date };

/**
 * All that a sheet shows. Only what is open to society may hang where everybody passes.
 * @returns refused `sheet-empty` without items, `sheet-not-public` for what is withdrawn, unknown or of an inner scope
 */
export async function readSheet(
  db: Reader,
  unitId: number,
  wanted: readonly Wanted[],
  place: Place,
): Promise<Result<Omit<SheetInput, 'paper' | 'pages'>, 'sheet-empty' | 'sheet-not-public'>> {
  if (wanted.length === 0) return refuse('sheet-empty', 409);
  const today = localDateAt(place.now);
  const calendar = await loadCalendar(db);
  const items: SheetItem[] = [];
  const pictures = new Map<string, Picture>();
  for (const { slug, hang } of wanted) {
    const answer = await findItem(db, slug);
    if (answer.kind !== 'item' || answer.view.item.scope !== 'society')
      return refuse('sheet-not-public', 409, { slug });
    const { item, shown } = answer.view;
    const proof = await findPrintedProof(db, slug);
    const files = shown.attachments.flatMap(({ sha256, media }) =>
      sha256 === null ? [] : [{ sha256, media }],
    );
    for (const [sha256, picture] of await readPictures(files, place.files)) pictures.set(sha256, picture);
    items.push({
      title: shown.content.title,
      documentNumber: shown.content.documentNumber,
      indexNumber: item.indexNumber,
      unitName: shown.unitName,
      publishedOn: inWords(localDateAt(item.publishedAt)),
      body: shown.content.body,
      url: `${place.baseUrl}/i/${slug}`,
      period: periodOf(
        today,
        hang === null ? null : { ...hang, until: mayComeDown(calendar, today, hang).until },
      ),
      proof:
        proof === undefined
          ? { line: sheetWords.noProof, url: null }
          : {
              line: sheetWords.proof(
                proof.logIndex,
                proof.size,
                proof.root,
                inWords(localDateAt(proof.registeredAt)),
              ),
              url: `${place.baseUrl}/v#${proof.fragment}`,
            },
    });
  }
  const unit = await findUnit(db, unitId);
  const site = await getSite(db);
  const phones = [unit?.phone ?? '', site.phone ?? ''].filter((one) => one !== '');
  return done({
    unitName: unit?.name ?? '',
    items,
    phones: [...new Set(phones)],
    printedOn: inWords(today),
    pictures,
  });
}

/** `2026-03-02` as paper writes it. */
function inWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

function periodOf(
  today: string,
  hang: { readonly days: number; readonly dayKind: PostingDayKind; readonly until: string } | null,
): string {
  if (hang === null) return sheetWords.periodOpen(inWords(today));
  const days = sheetWords.days(hang.days, hang.dayKind === 'working');
  return sheetWords.period(inWords(today), inWords(hang.until), days);
}
