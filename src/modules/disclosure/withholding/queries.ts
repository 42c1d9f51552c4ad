import { type RawBuilder, sql } from 'kysely';
import type { Reader } from '#platform/database';
import type { Coverage } from '#platform/permission';
import { namedUnit, unitNames } from '../queries/heads.ts';
import { countLimit, cutPage, readCursor, totalOf, within } from '../queries/paging.ts';
import { rows } from '../store/rows.ts';
import type { GroundView, WithholdingPage, WithholdingQuery } from './forms.ts';
import { citationOf } from './rules.ts';
import { listGrounds, type StoredGround } from './store.ts';

export function groundView({ code, norm, article, words, effect, affairs }: StoredGround): GroundView {
  return { code, norm, citation: citationOf({ norm, article }), words, effect, affairs: [...affairs] };
}

type Row = {
  readonly id: string;
  readonly key: string;
  readonly disclosure: string;
  readonly number: string;
  readonly title: string;
  readonly unit: number;
  readonly extent: 'whole' | 'part';
  readonly ground: string;
  readonly notice: 'public' | 'none';
  readonly decided_at: Date;
  readonly review_on: string;
  readonly under_way: boolean;
};

const dossier = {
  unit: sql<number>`d.unit_id`,
  path: sql<string>`d.unit_path`,
  line: sql<number | null>`d.line_id`,
};

const source = sql`disclosure.withholding w
  join disclosure.revision r on r.id = w.revision_id
  join disclosure.disclosure d on d.id = w.disclosure_id`;

const inBox: Readonly<Record<WithholdingQuery['box'], (today: string) => RawBuilder<boolean>>> = {
  inForce: () => sql`true`,
  reviewDue: (today) => sql`w.review_on <= ${today}::date`,
  unnoticed: () => sql`w.notice = 'none'`,
};

/** Decisions to withhold in force, of the units the reader covers, by the day of their review. */
export async function listWithholdings(
  db: Reader,
  coverage: Coverage,
  query: WithholdingQuery,
  today: string,
): Promise<WithholdingPage> {
  const after = readCursor(query.cursor);
  const condition = sql`w.ended_at is null and ${inBox[query.box](today)} and ${within(coverage, dossier)}
    and ${query.unit === undefined ? sql`true` : sql`d.unit_id = ${query.unit}`}`;
  const later =
    after === null ? sql`true` : sql`(w.review_on::text, r.id) > (${after.key}, ${after.id}::uuid)`;
  const { rows: found } = await sql<Row>`
    select r.id, w.review_on::text as key, d.id as disclosure, d.number, r.title, d.unit_id as unit, w.extent, w.ground,
      w.notice, w.decided_at, w.review_on,
      exists (select from disclosure.revision n where n.disclosure_id = d.id and n.number > r.number
        and n.state not in ('published', 'returned', 'cancelled', 'superseded')) as under_way
    from ${source} where ${condition} and ${later}
    order by w.review_on::text, r.id limit ${query.limit + 1}`.execute(rows(db));
  const { rows: counted } = await sql<{ count: number }>`
    select count(*) as count from (select from ${source} where ${condition} limit ${countLimit}) as counted`.execute(
    rows(db),
  );
  const { rows: cut, next } = cutPage(found, query.limit);
  const names = await unitNames(
    db,
    cut.map((one) => one.unit),
  );
  const grounds = new Map((await listGrounds(db)).map((one) => [one.code, one]));
  return {
    rows: cut.map((one) => {
      const ground = grounds.get(one.ground);
      return {
        disclosure: one.disclosure,
        revision: one.id,
        number: one.number,
        title: one.title,
        unit: namedUnit(names, one.unit),
        extent: one.extent,
        ground: one.ground,
        words: ground?.words ?? one.ground,
        citation: ground === undefined ? '' : citationOf(ground),
        notice: one.notice,
        decidedAt: one.decided_at.toISOString(),
        reviewOn: one.review_on,
        due: one.review_on <= today,
        underWay: one.under_way,
      };
    }),
    total: totalOf(counted[0]?.count ?? 0),
    next,
  };
}
