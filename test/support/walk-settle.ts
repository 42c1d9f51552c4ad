import { REGISTER_VERSIONS } from '#modules/catalogue';
import { carryOutPlan, OPEN_DATA } from '#modules/publication';
import { SEAL } from '#modules/transparency-log';
import { deliverFact } from '#platform/outbox';
import { allModules } from '../../src/app/compose.ts';
import type { TestApp } from './app.ts';

/**
 * Does what the worker is about to do, now: hands out the facts not yet heard, carries out the plans that are due and makes
 * public what they registered. All are harmless when the worker does them at the same moment, so that no test waits for a clock.
 */
export async function planPublicationNow(app: TestApp): Promise<void> {
  const modules = allModules(app.installation.config);
  const rooms = new Map(modules.map((module) => [module.name, module.hears]));
  const jobs = Object.fromEntries(modules.flatMap((module) => Object.entries(module.jobs)));
  const { pool } = app.db.owner;
  for (;;) {
    const heard = [...rooms.values()].flatMap((hears) => Object.keys(hears));
    const facts = await pool.query<{ id: string }>(
      `select f.id from platform.fact f where f.kind = any($1)
       and not exists (select from platform.fact_delivery d where d.fact_id = f.id) order by f.seq`,
      [heard],
    );
    for (const { id } of facts.rows) await deliverFact(app.db.worker, rooms, id);
    const now = new Date();
    const plans = await pool.query<{ revision: string }>(
      `select revision from publication.plan where state = 'waiting' and publish_at <= $1`,
      [now],
    );
    for (const { revision } of plans.rows) await carryOutPlan(app.db.worker, revision, now);
    for (const job of [REGISTER_VERSIONS, SEAL])
      await jobs[job]?.run({}, { database: app.db.worker, now: () => now });
    if (facts.rows.length > 0 || plans.rows.length > 0) continue;
    await jobs[OPEN_DATA]?.run({}, { database: app.db.worker, now: () => now });
    return;
  }
}
