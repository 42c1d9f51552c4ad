import { type Selectable, sql } from 'kysely';
import type { UnitId } from '#kernel';
import type { RevisionContent } from '#modules/disclosure';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { askKept, kept, later } from '#platform/database';
import { recordFact } from '#platform/outbox';
import { finishErasures } from '../erasure/finish.ts';
import { takeOutOfService } from '../ready/closing.ts';
import { followInSearch } from '../search/follow.ts';
import { own } from '../store.ts';
import type { PublicationTables } from '../tables.ts';
import { linkMatter } from './link-matter.ts';
import { settleDuties } from './settle-duties.ts';

/**
 * Makes registered entries visible, in the transaction that publishes a checkpoint over them: items and versions appear,
 * withdrawn ones go and leave their tombstones, duties are settled, facts and audit rows are written. It cannot refuse:
 * whatever could was decided when the entry was registered. Told again of the same entries, it does nothing.
 *
 * What is shown changes by whole sets, however many entries there are; duties and facts follow entry by entry, in order.
 * Duties count from now, when everybody can see it, not from the moment that was claimed.
 * @param entries the newly visible ones in order; those of other rooms are passed over
 */
export async function revealEntries(
  ctx: CommandContext,
  entries: readonly { readonly index: number }[],
): Promise<void> {
  const indexes = entries.map((one) => one.index);
  if (indexes.length === 0) return;
  const revealed = await markRevealed(ctx, indexes);
  if (revealed.length === 0) return takeOutOfService(ctx.tx, indexes);
  const batch = revealed.map((one) => one.log_index);
  const has = (...effects: readonly Effect[]) => revealed.some((one) => effects.includes(one.effect));
  if (has('create', 'addVersion', 'redact')) await showVersions(ctx, batch);
  if (has('withdraw', 'close')) await leaveTombstones(ctx, batch);
  if (has('withdraw')) await takeAway(ctx, batch);
  if (has('redact')) await finishErasures(ctx, batch);
  await followInSearch(ctx, batch);
  await settlePlans(
    ctx,
    revealed.flatMap(({ revision }) => revision ?? []),
  );
  for (const one of await listRevealed(ctx, batch)) await tell(ctx, one);
  await takeOutOfService(ctx.tx, indexes);
}

type Registration = Selectable<PublicationTables['publication.registration']>;
type Effect = Registration['effect'];
type Marked = Pick<Registration, 'log_index' | 'revision' | 'effect'>;

async function markRevealed(ctx: CommandContext, indexes: readonly number[]): Promise<readonly Marked[]> {
  const mark = own(ctx.tx)
    .updateTable('publication.registration')
    .set({ revealed_at: ctx.now })
    .where((eb) => eb('log_index', '=', eb.fn.any(sql<number[]>`${indexes}::bigint[]`)))
    .where('revealed_at', 'is', null)
    .returning(['log_index', 'revision', 'effect', 'legacy']);
  const marked = await askKept(ctx.tx, mark);
  return marked.filter((one) => !one.legacy);
}

/**
 * Each item takes over what its newest revealed version says: the same as `summaryOf` writes for a new one. Erasing brings
 * nothing back that is withdrawn, and settles no review.
 */
async function showVersions(ctx: CommandContext, batch: readonly number[]): Promise<void> {
  const change = sql`update publication.item i
    set state = case when r.effect = 'redact' and i.state = 'withdrawn' then i.state else 'live' end, version = v.version, title = v.content ->> 'title',
      document_number = v.content ->> 'documentNumber', document_date = (v.content ->> 'documentDate')::date,
      scope = v.scope, scope_unit = v.scope_unit, audience_units = v.audience_units,
      affairs_kind = v.content ->> 'affairsKind', category = v.content ->> 'category', mode = v.content ->> 'mode',
      keywords = array(select jsonb_array_elements_text(v.content -> 'keywords')),
      validity = v.content ->> 'validity', expires_on = (v.content ->> 'expiresOn')::date,
      last_purpose = v.purpose, changed_at = v.published_at, after_review = case when r.effect = 'redact' then i.after_review else r.after_review end,
      withheld = v.content -> 'withholding' ->> 'extent'
    from (select distinct on (item) * from publication.registration
      where log_index = any(${batch}::bigint[]) and effect in ('create', 'addVersion', 'redact') order by item, log_index desc) r
    join publication.item_version v on v.item = r.item and v.version = r.version
    where i.id = r.item`;
  await later(ctx.tx, kept({ compile: () => change.compile(own(ctx.tx)) }));
}

/** Without a word of the content: what was withdrawn may be what had to be withdrawn. One that was only narrowed speaks to society. */
async function leaveTombstones(ctx: CommandContext, batch: readonly number[]): Promise<void> {
  await sql`insert into publication.tombstone (item, revision, slug, index_number, unit, unit_name, affairs_kind, scope,
      scope_unit, audience_units, content_sha256, reason, published_at, withdrawn_at)
    select i.id, r.revision, i.slug, i.index_number, i.unit, i.unit_name, i.affairs_kind, r.scope,
      case when r.effect = 'close' then i.unit else i.scope_unit end,
      case when r.effect = 'close' then '{}' else i.audience_units end,
      coalesce(r.content_sha256, ''), coalesce(r.note, ''), i.published_at, r.claimed_at
    from publication.registration r join publication.item i on i.id = r.item
    where r.log_index = any(${batch}::bigint[]) and r.effect in ('withdraw', 'close')`.execute(own(ctx.tx));
}

/** No list, page, version, attachment or relation is left for any reader. Versions stay as evidence, out of the portal's reach. */
async function takeAway(ctx: CommandContext, batch: readonly number[]): Promise<void> {
  await sql`update publication.item i set state = 'withdrawn', last_purpose = 'withdraw', changed_at = r.claimed_at
    from publication.registration r
    where r.log_index = any(${batch}::bigint[]) and r.effect = 'withdraw' and i.id = r.item`.execute(
    own(ctx.tx),
  );
}

async function settlePlans(ctx: CommandContext, revisions: readonly string[]): Promise<void> {
  const change = own(ctx.tx)
    .updateTable('publication.plan')
    .set((eb) => ({
      state: 'published',
      missed: sql<boolean>`${eb.ref('missed')} or ${eb.ref('window_ends_at')} < ${ctx.now}`,
      settled_at: ctx.now,
    }))
    .where((eb) => eb('revision', '=', eb.fn.any(sql<string[]>`${revisions}::uuid[]`)))
    .where('state', '=', 'registered');
  await later(ctx.tx, kept(change));
}

type Revealed = Pick<
  Registration,
  'item' | 'version' | 'revision' | 'effect' | 'purpose' | 'scope' | 'claimed_at' | 'content_sha256'
> & {
  readonly slug: string;
  readonly unit: number;
  readonly disclosure: string;
  /** Of a version; null for a withdrawal. */
  readonly duties: RevisionContent['duties'] | null;
  readonly withholding: RevisionContent['withholding'] | null;
};

/** What was revealed with what is told of it. A narrowing is told by the version that comes with it. */
async function listRevealed(ctx: CommandContext, batch: readonly number[]): Promise<readonly Revealed[]> {
  const query = own(ctx.tx)
    .selectFrom('publication.registration as r')
    .innerJoin('publication.item as i', 'i.id', 'r.item')
    .leftJoin('publication.item_version as v', (join) =>
      join
        .onRef('v.item', '=', 'r.item')
        .onRef('v.version', '=', 'r.version')
        .on('r.effect', '<>', 'withdraw'),
    )
    .select(['r.item', 'r.version', 'r.revision', 'r.effect', 'r.purpose', 'r.scope', 'r.claimed_at'])
    .select(['r.content_sha256', 'i.slug', 'i.unit', 'i.disclosure'])
    .select((eb) => [
      eb.ref('v.content', '->').key('duties').as('duties'),
      eb.ref('v.content', '->').key('withholding').as('withholding'),
    ])
    .where((eb) => eb('r.log_index', '=', eb.fn.any(sql<number[]>`${batch}::bigint[]`)))
    .where('r.effect', 'in', ['create', 'addVersion', 'withdraw'])
    .orderBy('r.log_index');
  return askKept(ctx.tx, query);
}

async function tell(ctx: CommandContext, one: Revealed): Promise<void> {
  const isGone = one.effect === 'withdraw';
  const { duties, withholding } = one;
  if (!isGone && duties !== null) {
    const content = withholding === undefined || withholding === null ? { duties } : { duties, withholding };
    await settleDuties(ctx, content, one.item);
    await linkMatter(ctx, one.disclosure, one.item);
  }
  const unit = one.unit as UnitId;
  const at = one.claimed_at.toISOString();
  const head = { item: one.item, slug: one.slug, revision: one.revision, unit };
  const published = {
    ...head,
    version: one.version,
    purpose: one.purpose,
    duties,
    scope: one.scope,
    publishedAt: at,
  };
  await recordFact(ctx, {
    kind: isGone ? 'publication.withdrawn' : 'publication.published',
    version: 1,
    unit,
    subject: `item:${one.item}`,
    data: isGone ? { ...head, withdrawnAt: at } : published,
  });
  await recordAudit(ctx, {
    action: isGone ? 'publication.withdraw' : 'publication.publish',
    subjectKind: 'item',
    subject: one.item,
    unit,
    data: {
      revision: one.revision,
      purpose: one.purpose,
      version: isGone ? null : one.version,
      contentSha256: one.content_sha256,
    },
  });
}
