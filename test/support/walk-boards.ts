import type pg from 'pg';
import { v7 } from 'uuid';

/**
 * A sheet that is to hang on a board: a place to which photos are sent. Written by the owner, because what hangs follows from
 * publications, and this is about files.
 * @param board a carrier of the unit
 * @returns the posting
 */
export async function hangSomething(
  owner: Pick<pg.Pool, 'query'>,
  board: string,
  unit: number,
): Promise<string> {
  const id = v7();
  await owner.query(
    `insert into carriers.posting (id, board, item, version, slug, unit, rule, days, day_kind, due_on, planned_at)
     select $1, $2, $4, 1, 'h0st1le0', $3, code, days, day_kind, current_date, now() from carriers.posting_rule order by code limit 1`,
    [id, board, unit, v7()],
  );
  return id;
}

/** The fields of a board that is proposed. */
export const someBoard = {
  kind: 'board',
  name: '公开栏',
  place: '村委会院内',
  post: '村务监督委员会主任',
} as const;
