import type { Reader } from '#platform/database';
import { listAlarms } from './alarms.ts';
import { countLeaves, findLastCheckpoint } from './store.ts';

/** `late`: something registered more than a minute ago is not public, or not witnessed. */
export type Standing = 'ok' | 'late' | 'stopped';

/** How the log stands, for health checks: no secrets, few queries. */
export async function readStanding(db: Reader): Promise<Readonly<Record<string, unknown>>> {
  const alarms = await listAlarms(db);
  const served = await findLastCheckpoint(db);
  const registered = await countLeaves(db);
  const status: Standing = alarms.some((one) => one.stops) ? 'stopped' : alarms.length > 0 ? 'late' : 'ok';
  return { status, published: served?.size ?? 0, registered, alarms: alarms.map((one) => one.code) };
}
