import { recordAudit } from '#platform/audit';
import { listNotifications, markNotificationsRead } from '#platform/notifications';
import { addDays, at } from '../world/dates.ts';
import type { District } from './live.ts';
import { inBatch } from './target.ts';

const MOST = 1000;

/** Those who can sign in have read what they were told until a week ago; the rest waits for them. */
export async function readOldNotices({ target, world, people }: District): Promise<void> {
  const now = at(addDays(world.today, -7), 18, 0);
  for (const { person } of world.accounts()) {
    const actor = people.get(person);
    if (actor === undefined) continue;
    const { rows } = await listNotifications(target.office.reader, actor.person, MOST);
    const upTo = rows.find((row) => row.createdAt < now)?.id;
    if (upTo === undefined) continue;
    await inBatch(target.office, async (as) => {
      const ctx = as(actor, now);
      await markNotificationsRead(ctx, upTo);
      await recordAudit(ctx, { action: 'notifications.read', data: { upTo } });
    });
  }
}
