import { isCovered } from '#modules/organisations';
import type { Reader } from '#platform/database';
import type { Coverage } from '#platform/permission';
import { own } from '../store.ts';
import type { WebhookView } from './forms.ts';

function webhooks(db: Reader) {
  return own(db)
    .selectFrom('carriers.webhook as w')
    .innerJoin('organisations.unit as u', 'u.id', 'w.unit')
    .selectAll('w')
    .select('u.name as unit_name');
}

type Row = Awaited<ReturnType<ReturnType<typeof webhooks>['executeTakeFirstOrThrow']>>;

/** Without the secrets, sealed or not. */
function toView(row: Row): WebhookView {
  return {
    id: row.id,
    unit: row.unit,
    unitName: row.unit_name,
    name: row.name,
    url: row.url,
    state: row.state,
    disabledAt: row.disabled_at?.toISOString() ?? null,
    disabledWhy: row.disabled_why,
    failingSince: row.failing_since?.toISOString() ?? null,
    oldSecretUntil: row.old_secret_until?.toISOString() ?? null,
    lockVersion: row.lock_version,
    createdAt: row.created_at.toISOString(),
  };
}

const MOST = 200;

/** Partners of the units covered, newest first. */
export async function listWebhooks(
  db: Reader,
  coverage: Coverage,
  unit: number | undefined,
): Promise<WebhookView[]> {
  const rows = await webhooks(db)
    .where(isCovered(coverage, 'u'))
    .where('w.state', '<>', 'removed')
    .$if(unit !== undefined, (query) => query.where('w.unit', '=', unit ?? 0))
    .orderBy('w.id', 'desc')
    .limit(MOST)
    .execute();
  return rows.map(toView);
}

export async function findWebhook(db: Reader, id: string): Promise<WebhookView | undefined> {
  const row = await webhooks(db).where('w.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toView(row);
}
