import { getUnitRef } from '#modules/organisations';
import { localDateAt } from '#platform/calendar';
import { noOrigin, systemActor } from '#platform/command';
import type { JobTools } from '#platform/jobs';
import { notify } from '#platform/notifications';
import type { FindHolders } from '../findings/tell.ts';
import { own } from '../store.ts';

const MOST = 1_000;

/** Tells those who look after a unit's boards, once for each sheet, that its days are over and it may come down. */
export async function remindOfSheets(tools: JobTools, findHolders: FindHolders): Promise<void> {
  const now = tools.now();
  // Findings are facts and notices are rows: nobody acted, so there is no row in the audit log.
  await tools.database.transaction(async (tx) => {
    const ctx = { tx, actor: systemActor, now, origin: noOrigin, audit: { rows: 0 } };
    const over = await own(ctx.tx)
      .selectFrom('carriers.posting')
      .select(['id', 'unit'])
      .where('state', '=', 'posted')
      .where('ends', 'is', null)
      .where('reminded_at', 'is', null)
      .where('until', '<=', localDateAt(now))
      .orderBy('unit')
      .limit(MOST)
      .forUpdate()
      .skipLocked()
      .execute();
    for (const [unit, sheets] of Map.groupBy(over, (one) => one.unit)) {
      const holders = await findHolders(ctx.tx, 'handler', await getUnitRef(ctx.tx, unit), now);
      const params = { count: sheets.length };
      const persons = [...new Set(holders.map(({ person }) => person))];
      await notify(
        ctx,
        persons.map((person) => ({ person, kind: 'carriers.may-take-down', params, link: '/boards' })),
      );
    }
    if (over.length > 0)
      await own(ctx.tx)
        .updateTable('carriers.posting')
        .set({ reminded_at: now })
        .where(
          'id',
          'in',
          over.map(({ id }) => id),
        )
        .execute();
  });
}
