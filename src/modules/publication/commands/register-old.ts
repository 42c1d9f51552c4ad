import type { Selectable } from 'kysely';
import { done } from '#kernel';
import { decidedIn, type RevisionContent } from '#modules/disclosure';
import { recordAudit } from '#platform/audit';
import { type CommandContext, inTransaction, systemActor } from '#platform/command';
import type { Database, Reader } from '#platform/database';
import { getPublisher } from '../queries/units.ts';
import { own } from '../store.ts';
import type { PublicationTables } from '../tables.ts';
import { enterInLog } from './enter-in-log.ts';
import { freezeParts } from './freeze-parts.ts';

type Item = Selectable<PublicationTables['publication.item']>;
type Version = Selectable<PublicationTables['publication.item_version']>;

/**
 * Registers what was public before the log began: each version in its order and each withdrawal, with the time it was
 * published then as the time claimed. The gap to the first witness shows on the page. Nothing changes for readers.
 * Harmless when repeated or killed: one transaction for each item, and what is registered is passed over.
 * @param limit items at most
 * @returns how many items were registered
 */
export async function registerOld(database: Database, now: Date, limit = 100_000): Promise<number> {
  const broken: string[] = [];
  const items = await listOld(database.reader, limit);
  for (const item of items) {
    try {
      await inTransaction(database, { actor: systemActor, now }, async (ctx) => {
        const locked = await lockItem(ctx, item);
        const entered = await registerOldItem(ctx, locked);
        await recordAudit(ctx, {
          action: 'publication.register-old',
          subjectKind: 'item',
          subject: item,
          data: { entered },
        });
        return done(null);
      });
    } catch (error) {
      // One item whose attachment is gone must not keep all others out of the log.
      broken.push(`${item}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (broken.length > 0)
    throw new Error(`${broken.length} items were not registered: ${broken.slice(0, 5).join('; ')}`);
  return items.length;
}

/** Items with a version or a withdrawal that is in no entry. */
async function listOld(db: Reader, limit: number): Promise<readonly string[]> {
  const rows = await own(db)
    .selectFrom('publication.item as i')
    .select('i.id')
    .where('i.state', '<>', 'registered')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('publication.registration as r').select('r.item').whereRef('r.item', '=', 'i.id'),
        ),
      ),
    )
    .orderBy('i.published_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

function lockItem(ctx: CommandContext, id: string): Promise<Item> {
  return own(ctx.tx)
    .selectFrom('publication.item')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** The same for one item whose row is locked: also before anything new of it is registered. @returns how many entries it took */
export async function registerOldItem(ctx: CommandContext, item: Item): Promise<number> {
  const known = await own(ctx.tx)
    .selectFrom('publication.registration')
    .select('log_index')
    .where('item', '=', item.id)
    .limit(1)
    .executeTakeFirst();
  if (known !== undefined) return 0;
  const versions = await own(ctx.tx)
    .selectFrom('publication.item_version')
    .selectAll()
    .where('item', '=', item.id)
    .orderBy('version')
    .execute();
  for (const version of versions) await enterOld(ctx, item, version);
  const stone = await findStone(ctx, item.id);
  const last = versions.at(-1);
  if (stone === undefined || last === undefined) return versions.length;
  await enter(ctx, item, {
    revision: stone.revision,
    effect: 'withdraw',
    purpose: 'withdraw',
    version: last.version,
    scope: stone.scope,
    content: null,
    contentSha256: stone.content_sha256,
    note: stone.reason,
    manifestCommit: null,
    at: stone.withdrawn_at,
  });
  return versions.length + 1;
}

function findStone(ctx: CommandContext, item: string) {
  return own(ctx.tx)
    .selectFrom('publication.tombstone')
    .selectAll()
    .where('item', '=', item)
    .executeTakeFirst();
}

async function enterOld(ctx: CommandContext, item: Item, version: Version): Promise<void> {
  const { content, purpose, published_at: at } = version;
  const unit = await getPublisher(ctx.tx, item.unit);
  const manifestCommit = await freezeParts(ctx, content, {
    item: item.id,
    slug: item.slug,
    indexNumber: item.index_number,
    unit: { code: unit.code, name: version.unit_name },
    publishedAt: item.published_at,
    versionAt: at,
    version: version.version,
    purpose,
  });
  await enter(ctx, item, {
    revision: version.revision,
    effect: version.version === 1 ? 'create' : 'addVersion',
    purpose,
    version: version.version,
    scope: version.scope,
    content,
    contentSha256: version.content_sha256,
    note: null,
    manifestCommit,
    at,
  });
}

type Old = {
  readonly revision: string;
  readonly effect: 'create' | 'addVersion' | 'withdraw';
  readonly purpose: Version['purpose'] | 'withdraw';
  readonly version: number;
  readonly scope: Version['scope'];
  readonly content: RevisionContent | null;
  readonly contentSha256: string;
  readonly note: string | null;
  readonly manifestCommit: string | null;
  readonly at: Date;
};

async function enter(ctx: CommandContext, item: Item, { content, at, ...old }: Old): Promise<void> {
  const unit = await getPublisher(ctx.tx, item.unit);
  await enterInLog(ctx, {
    ...old,
    item: item.id,
    slug: item.slug,
    unit: unit.code,
    duties: content?.duties ?? [],
    ground: content === null ? null : (decidedIn(content)?.ground ?? null),
    claimedAt: at,
    isUrgent: false,
    legacy: true,
  });
}
