import { done, type Result, refuse, type UnitId } from '#kernel';
import { appendEntry } from '#modules/transparency-log';
import { recordAudit } from '#platform/audit';
import { type CommandContext, inTransaction, systemActor } from '#platform/command';
import type { Database } from '#platform/database';
import { addJob } from '#platform/jobs';
import { query } from '../store/query.ts';

export const REGISTER_VERSIONS = 'catalogue/register';

/** So many entries in one transaction: the log's lock is held until it ends. */
const AT_ONCE = 500;

/**
 * Notes that a version is in force and not yet shown, and wakes the job that enters it in the log. Not entered here: whoever
 * brings versions into force goes on with other work, and the log's lock must come last.
 * @param before the version it supersedes
 */
export async function holdBack(
  ctx: CommandContext,
  id: string,
  before: { readonly id: string; readonly pending_since: Date | null } | undefined,
): Promise<void> {
  await query(ctx.tx)
    .updateTable('catalogue.catalogue')
    .set({ pending_since: ctx.now })
    .where('id', '=', id)
    .execute();
  // Itself pending, it was never shown: what stood before it goes on standing.
  if (before !== undefined && before.pending_since === null)
    await query(ctx.tx)
      .updateTable('catalogue.catalogue')
      .set({ stays_shown: true })
      .where('id', '=', before.id)
      .execute();
  // A key of its own: whoever waits for the same job waits until the other one's transaction ends.
  await addJob(ctx.tx, REGISTER_VERSIONS, {}, { key: `${REGISTER_VERSIONS}:${id}` });
}

/**
 * Enters every version that came into force and is in no entry, also those of the time before the log, oldest first.
 * Harmless when repeated.
 */
export async function registerVersions(database: Database, now: Date): Promise<void> {
  for (;;) {
    const made = await inTransaction(database, { actor: systemActor, now }, (ctx) => registerSome(ctx));
    if (!made.ok || made.value < AT_ONCE) return;
  }
}

/** @returns how many; refused, and so rolled back with nothing in it, when there is nothing to do */
async function registerSome(ctx: CommandContext): Promise<Result<number, 'nothing-to-register'>> {
  const found = await query(ctx.tx)
    .selectFrom('catalogue.catalogue as c')
    .innerJoin('catalogue.unit_ref as u', 'u.id', 'c.unit_id')
    .select([
      'c.id',
      'c.unit_id',
      'c.version',
      'c.content_sha256',
      'c.in_force_from',
      'c.pending_since',
      'u.code',
    ])
    .where((eb) => eb.or([eb('c.state', '=', 'inForce'), eb('c.pending_since', 'is not', null)]))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('catalogue.registration as r')
            .select('r.log_index')
            .whereRef('r.catalogue_id', '=', 'c.id'),
        ),
      ),
    )
    .orderBy('c.pending_since', (order) => order.asc().nullsFirst())
    .orderBy('c.id')
    .limit(AT_ONCE)
    .forUpdate('c')
    .skipLocked()
    .execute();
  if (found.length === 0) return refuse('nothing-to-register', 409);
  // Before the first of them: from then on the log's lock is held.
  for (const one of found)
    await recordAudit(ctx, {
      action: 'catalogue.register-version',
      subjectKind: 'catalogue',
      subject: one.id,
      unit: one.unit_id as UnitId,
    });
  const rows = [];
  for (const one of found) {
    const claimed = one.pending_since ?? new Date(`${one.in_force_from}T00:00:00+08:00`);
    const { index, leaf } = await appendEntry(ctx, {
      v: 1,
      type: 'catalogue',
      claimed_at: claimed.toISOString(),
      unit: one.code,
      catalogue: one.id,
      ver: one.version,
      sha256: one.content_sha256 ?? '',
    });
    rows.push({ catalogue_id: one.id, log_index: index, leaf, claimed_at: claimed });
  }
  await query(ctx.tx).insertInto('catalogue.registration').values(rows).execute();
  return done(found.length);
}

/**
 * Shows readers the versions whose entries became public, in the transaction that publishes the checkpoint over them.
 * A version superseded in the meantime is what readers see until its successor's entry is public, too.
 */
export async function revealVersions(
  ctx: CommandContext,
  entries: readonly { readonly index: number; readonly type: string }[],
): Promise<void> {
  const indexes = entries.filter((one) => one.type === 'catalogue').map((one) => one.index);
  if (indexes.length === 0) return;
  const found = await query(ctx.tx)
    .selectFrom('catalogue.registration as r')
    .innerJoin('catalogue.catalogue as c', 'c.id', 'r.catalogue_id')
    .select(['c.id', 'c.unit_id', 'c.affairs_kind', 'c.state'])
    .where('r.log_index', 'in', indexes)
    .where('c.pending_since', 'is not', null)
    .orderBy('r.log_index')
    .execute();
  for (const one of found) {
    await query(ctx.tx)
      .updateTable('catalogue.catalogue')
      .set({ stays_shown: false })
      .where('unit_id', '=', one.unit_id)
      .where('affairs_kind', '=', one.affairs_kind)
      .where('stays_shown', '=', true)
      .execute();
    await query(ctx.tx)
      .updateTable('catalogue.catalogue')
      .set({ pending_since: null, stays_shown: one.state === 'superseded' })
      .where('id', '=', one.id)
      .execute();
  }
}
