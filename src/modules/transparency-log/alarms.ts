import { sql } from 'kysely';
import { askKept, type Reader } from '#platform/database';
import type { StopCode, StopParams, TroubleCode } from './stops.ts';
import { own } from './store.ts';

/** What keeps the log from its work. */
export type Alarm = {
  readonly code: string;
  readonly stops: boolean;
  readonly params: StopParams;
  readonly since: Date;
  readonly lastAt: Date;
  readonly count: number;
};

export async function listAlarms(db: Reader): Promise<readonly Alarm[]> {
  const query = own(db)
    .selectFrom('transparency_log.alarm')
    .select(['code', 'stops', 'params', 'since', 'last_at', 'count'])
    .orderBy('since');
  return (await askKept(db, query)).map(({ last_at: lastAt, ...row }) => ({ ...row, lastAt }));
}

/** Raises an alarm, or says that it goes on. `stops`: from here on nothing can be registered. */
export async function raiseAlarm(
  db: Reader,
  alarm: { readonly code: StopCode | TroubleCode; readonly stops: boolean; readonly params: StopParams },
  now: Date,
): Promise<void> {
  const { code, stops } = alarm;
  const params = JSON.stringify(alarm.params);
  await own(db)
    .insertInto('transparency_log.alarm')
    .values({ code, stops, params, since: now, last_at: now })
    .onConflict((conflict) =>
      conflict.column('code').doUpdateSet({
        stops,
        params,
        last_at: now,
        count: sql`transparency_log.alarm.count + 1`,
      }),
    )
    .execute();
}

export async function clearAlarms(db: Reader, codes: readonly (StopCode | TroubleCode)[]): Promise<void> {
  if (codes.length === 0) return;
  await own(db)
    .deleteFrom('transparency_log.alarm')
    .where('code', 'in', [...codes])
    .execute();
}
