import { sql } from 'kysely';
import type { z } from 'zod';
import { isCovered } from '#modules/organisations';
import { findTeasers, listNewestTeasers, type Teaser } from '#modules/publication';
import { localDateAt } from '#platform/calendar';
import type { Reader } from '#platform/database';
import type { Coverage } from '#platform/permission';
import { cutPage, readCursor } from '../paging.ts';
import { own } from '../store.ts';
import type { BriefDetail, BriefPage, BriefSection, briefQuery, CandidateList } from './forms.ts';
import type { BriefMove } from './workflow.ts';

function briefs(db: Reader) {
  return own(db)
    .selectFrom('carriers.brief as b')
    .innerJoin('organisations.unit as u', 'u.id', 'b.unit')
    .selectAll('b')
    .select('u.name as unit_name');
}
type Row = Awaited<ReturnType<ReturnType<typeof briefs>['executeTakeFirstOrThrow']>>;

const toRow = (row: Row) => ({
  id: row.id,
  unit: row.unit,
  unitName: row.unit_name,
  name: row.name,
  year: row.year,
  number: row.number,
  slug: row.slug,
  state: row.state,
  periodFrom: row.period_from,
  periodTo: row.period_to,
  items: row.sections.reduce((sum, one) => sum + one.items.length, 0),
  changedAt: row.changed_at.toISOString(),
});

const toShown = ({ id, slug, title, unitName, affairsKind, publishedAt }: Teaser) => ({
  id,
  slug,
  title,
  unitName,
  affairsKind,
  publishedAt: publishedAt.toISOString(),
});

/** Issues as far as somebody's roles reach, newest first. */
export async function listBriefs(
  db: Reader,
  coverage: Coverage,
  { unit, state, cursor, limit }: z.output<typeof briefQuery>,
): Promise<BriefPage> {
  const after = readCursor(cursor);
  const rows = await briefs(db)
    .where(isCovered(coverage, 'u'))
    .$if(unit !== undefined, (q) => q.where('b.unit', '=', unit ?? 0))
    .$if(state !== undefined, (q) => q.where('b.state', '=', state ?? 'draft'))
    .$if(after !== undefined, (q) => q.where('b.id', '<', after ?? ''))
    .orderBy('b.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = cutPage(rows, limit);
  return { rows: page.rows.map(toRow), next: page.next };
}

export async function findBriefUnit(db: Reader, id: string): Promise<number | undefined> {
  const row = await own(db)
    .selectFrom('carriers.brief')
    .select('unit')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.unit;
}

/** An issue as its editor sees it; items that society may no longer see are named by id alone. */
export async function findBrief(
  db: Reader,
  id: string,
  may: { readonly moves: (row: Row) => BriefMove[]; readonly edit: boolean },
): Promise<BriefDetail | undefined> {
  const row = await briefs(db).where('b.id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  const found = await findTeasers(db, itemsOf(row.sections));
  const shownOf = (item: string) => {
    const teaser = found.get(item);
    return teaser === undefined ? null : toShown(teaser);
  };
  return {
    ...toRow(row),
    foreword: row.foreword,
    sections: row.sections.map(({ heading, items }) => ({
      heading,
      items: items.map((item) => ({ id: item, shown: shownOf(item) })),
    })),
    lockVersion: row.lock_version,
    proposedBy: row.proposed_by_name,
    returnedWhy: row.returned_why,
    issuedBy: row.issued_by_name,
    issuedAt: row.issued_at?.toISOString() ?? null,
    withdrawnWhy: row.withdrawn_why,
    moves: may.moves(row),
    mayEdit: may.edit && row.state === 'draft',
  };
}

const itemsOf = (sections: readonly BriefSection[]) => [...new Set(sections.flatMap((one) => one.items))];

/** So many of the newest items are looked through for a time. */
const MOST_LOOKED = 500;

/** What a unit and those below it opened to society in a time, newest first. */
export async function listCandidates(
  db: Reader,
  unit: number,
  from: string,
  to: string,
): Promise<CandidateList> {
  const units = await own(db)
    .selectFrom('organisations.unit as u')
    .innerJoin('organisations.unit as top', (join) =>
      join.on('top.id', '=', unit).on(sql<boolean>`u.path like top.path || '%'`),
    )
    .select('u.id')
    .limit(5_000)
    .execute();
  const teasers = await listNewestTeasers(
    db,
    units.map((one) => one.id),
    MOST_LOOKED,
  );
  const within = teasers.filter((one) => {
    const day = localDateAt(one.publishedAt);
    return from <= day && day <= to;
  });
  return { rows: within.slice(0, 200).map(toShown) };
}

/** An issue as society reads it. */
export type PublicBrief = {
  readonly id: string;
  readonly unit: number;
  readonly unitName: string;
  readonly name: string;
  readonly year: number;
  readonly number: number;
  readonly slug: string;
  readonly issuedOn: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly foreword: string;
  /** Null: it was withdrawn, or nobody outside may see it any more. */
  readonly sections: readonly { readonly heading: string; readonly items: readonly (Teaser | null)[] }[];
};

export type FoundBrief =
  | { readonly kind: 'issued'; readonly brief: PublicBrief }
  | { readonly kind: 'withdrawn'; readonly why: string }
  | { readonly kind: 'absent' };

const publicColumns = [
  'b.id',
  'b.unit',
  'b.name',
  'b.year',
  'b.number',
  'b.slug',
  'b.state',
  'b.period_from',
  'b.period_to',
  'b.foreword',
  'b.sections',
  'b.issued_at',
  'b.withdrawn_why',
] as const;

function publicBriefs(db: Reader) {
  return own(db)
    .selectFrom('carriers.brief as b')
    .innerJoin('organisations.unit as u', 'u.id', 'b.unit')
    .select(publicColumns)
    .select('u.name as unit_name');
}

/** The issue at an address: the one source of its page, its text and its PDF. */
export async function findPublicBrief(db: Reader, slug: string): Promise<FoundBrief> {
  const row = await publicBriefs(db).where('b.slug', '=', slug).executeTakeFirst();
  if (
    row === undefined ||
    row.year === null ||
    row.number === null ||
    row.slug === null ||
    row.issued_at === null
  )
    return { kind: 'absent' };
  if (row.state === 'withdrawn') return { kind: 'withdrawn', why: row.withdrawn_why };
  const found = await findTeasers(db, itemsOf(row.sections));
  return {
    kind: 'issued',
    brief: {
      id: row.id,
      unit: row.unit,
      unitName: row.unit_name,
      name: row.name,
      year: row.year,
      number: row.number,
      slug: row.slug,
      issuedOn: localDateAt(row.issued_at),
      periodFrom: row.period_from,
      periodTo: row.period_to,
      foreword: row.foreword,
      sections: row.sections.map(({ heading, items }) => ({
        heading,
        items: items.map((item) => found.get(item) ?? null),
      })),
    },
  };
}

export type BriefEntry = Pick<
  PublicBrief,
  'id' | 'unit' | 'unitName' | 'name' | 'year' | 'number' | 'slug'
> & {
  readonly issuedAt: Date;
};

/** Issues that are out, newest first. */
export async function listPublicBriefs(
  db: Reader,
  unit: number | undefined,
  after: string | undefined,
  limit: number,
): Promise<{ readonly rows: readonly BriefEntry[]; readonly next: string | null }> {
  const cursor = readCursor(after);
  const rows = await publicBriefs(db)
    .where('b.state', '=', 'issued')
    .$if(unit !== undefined, (q) => q.where('b.unit', '=', unit ?? 0))
    .$if(cursor !== undefined, (q) => q.where('b.id', '<', cursor ?? ''))
    .orderBy('b.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = cutPage(rows, limit);
  return {
    rows: page.rows.map((row) => ({
      id: row.id,
      unit: row.unit,
      unitName: row.unit_name,
      name: row.name,
      year: row.year ?? 0,
      number: row.number ?? 0,
      slug: row.slug ?? '',
      issuedAt: row.issued_at ?? new Date(0),
    })),
    next: page.next,
  };
}

/** Whether an issue that is out still shows an item. */
export async function isInBrief(db: Reader, item: string): Promise<boolean> {
  if (!(await findTeasers(db, [item])).has(item)) return false;
  const row = await own(db)
    .selectFrom('carriers.brief')
    .select('id')
    .where('state', '=', 'issued')
    .where(sql<boolean>`strpos(sections::text, ${item}) > 0`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
