import { done, type PersonId, type Result } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import type { Reader } from '#platform/database';
import type { LoadedCase } from '../store/load-case.ts';
import { following } from './store.ts';

/** Begins or ends watching: whoever watches is told of every move and of what is said inside. */
export async function setWatching(
  ctx: CommandContext,
  { dossier, revision, unit }: LoadedCase,
  watching: boolean,
): Promise<Result<null>> {
  const row = { watching, by_itself: false, changed_at: ctx.now };
  await following(ctx.tx)
    .insertInto('disclosure.watch')
    .values({ disclosure_id: dossier.id, person: ctx.actor.person, ...row })
    .onConflict((conflict) => conflict.columns(['disclosure_id', 'person']).doUpdateSet(row))
    .execute();
  await recordAudit(ctx, {
    action: watching ? 'disclosure.watch' : 'disclosure.unwatch',
    subjectKind: 'revision',
    subject: revision.id,
    unit: unit.id,
    data: { disclosure: dossier.id },
  });
  return done(null);
}

/** Whoever wrote, signed or spoke watches by themselves, unless they have said that they do not wish to. */
export async function beginWatching(
  ctx: Pick<CommandContext, 'tx' | 'now'>,
  disclosure: string,
  persons: Iterable<string>,
): Promise<void> {
  const rows = [...new Set(persons)].map((person) => ({
    disclosure_id: disclosure,
    person,
    watching: true,
    by_itself: true,
    changed_at: ctx.now,
  }));
  if (rows.length === 0) return;
  await following(ctx.tx)
    .insertInto('disclosure.watch')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['disclosure_id', 'person']).doNothing())
    .execute();
}

/** Who watches, and whether they asked for it or only wrote or signed. */
export type Watcher = { readonly person: PersonId; readonly byItself: boolean };

export async function listWatchers(db: Reader, disclosure: string): Promise<readonly Watcher[]> {
  const rows = await following(db)
    .selectFrom('disclosure.watch')
    .select(['person', 'by_itself'])
    .where('disclosure_id', '=', disclosure)
    .where('watching', '=', true)
    .orderBy('changed_at')
    .execute();
  return rows.map((row) => ({ person: row.person as PersonId, byItself: row.by_itself }));
}
