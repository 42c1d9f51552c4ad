import type { Selectable } from 'kysely';
import { done, type Result, refuse } from '#kernel';
import {
  checkPublishable,
  confirmPublished,
  decidedIn,
  type FrozenRevision,
  type Publishable,
} from '#modules/disclosure';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { canonicalJson, sha256Hex } from '#platform/richtext';
import { decidePublication, type PublishRefusal, type Standing } from '../domain.ts';
import { getPublisher, type Publisher } from '../queries/units.ts';
import { findOutcomeAndItem, own } from '../store.ts';
import type { PublicationTables } from '../tables.ts';
import { type Entered, enterInLog } from './enter-in-log.ts';
import { registerOldItem } from './register-old.ts';
import { isUnnoticed, wasUnnoticed } from './settle-duties.ts';
import { createItem } from './write-item.ts';
import { writeVersion } from './write-version.ts';

export type Publication = {
  readonly item: string;
  /** Null when the revision withdraws the item. */
  readonly version: number | null;
  readonly slug: string;
  /** When it was registered, as the entry claims. */
  readonly at: Date;
  /** 登记号: its place in the transparency log. */
  readonly logIndex: number;
};

/**
 * THE one function by which something becomes public or ceases to be: it registers an approved revision (publish, correct,
 * clarify, change of validity, withdraw) in the caller's transaction. All that could refuse is decided here: authority,
 * standing, bytes. The content is frozen in parts, the dossier is told, and an entry is appended to the transparency log.
 * Nothing is visible yet: `revealEntries` makes it so, in the transaction that publishes a checkpoint over the entry.
 *
 * Done before with the same revision: answers what was done then and changes nothing, so crash and retry are harmless.
 * Authority is asked again at this moment (DIS-6). The bytes are hashed again: what is shown is what was signed.
 *
 * A decision to withhold without a notice makes nothing visible and is carried out by `withholdUnnoticed`.
 *
 * @returns where it will be, or why it may not become visible (of this room or of disclosure); then nothing was changed
 * @throws when the stored content is not the content that was signed
 */
export async function registerRevision(ctx: CommandContext, revision: string): Promise<Result<Publication>> {
  // Takes the dossier's lock, so what was done before is looked for after it: whoever waited here finds it.
  return registerAllowed(ctx, revision, await checkPublishable(ctx, revision));
}

/** The same, with what `checkPublishable` answered in this transaction. */
export async function registerAllowed(
  ctx: CommandContext,
  revision: string,
  allowed: Result<Publishable>,
): Promise<Result<Publication>> {
  const disclosure = allowed.ok ? allowed.value.disclosure : null;
  const { before, item } = await findOutcomeAndItem(ctx.tx, revision, disclosure);
  if (before !== undefined) return repeat(ctx, revision, before);
  if (!allowed.ok) return allowed;
  const frozen = allowed.value;
  requireSignedBytes(frozen);
  if (isUnnoticed(frozen)) return refuse('withheld-without-notice', 409);
  const standing = item === undefined ? null : await standingOf(ctx, item);
  // What was decided without a notice has no item yet: opened later, it is published for the first time.
  const isFirst = standing === null && (await wasUnnoticed(ctx, frozen));
  const decision = decidePublication(isFirst ? 'publish' : frozen.purpose, standing);
  if (!decision.ok) return decision;
  const unit = await getPublisher(ctx.tx, frozen.unit);
  return item === undefined || standing === null
    ? registerFirst(ctx, frozen, unit)
    : registerNext(ctx, frozen, unit, item, standing);
}

/** Leaves a trace of the repetition and nothing else. */
async function repeat(
  ctx: CommandContext,
  revision: string,
  before: Publication,
): Promise<Result<Publication>> {
  await recordAudit(ctx, {
    action: 'publication.publish-repeated',
    subjectKind: 'revision',
    subject: revision,
  });
  return done(before);
}

function requireSignedBytes(frozen: FrozenRevision): void {
  // Erased since it was signed (erasure/): hash and signatures stay those of what was signed.
  if (!frozen.isErased && sha256Hex(canonicalJson(frozen.content)) !== frozen.contentSha256) {
    throw new Error(
      `revision ${frozen.revision}: the stored content is not what was signed (${frozen.contentSha256})`,
    );
  }
}

type Item = Selectable<PublicationTables['publication.item']>;
type Stands = NonNullable<Standing> & { readonly scope: Item['scope'] };

/** How an item will stand when all that is registered of it has been revealed. */
async function standingOf(ctx: CommandContext, item: Item): Promise<Stands> {
  const newest = await own(ctx.tx)
    .selectFrom('publication.item_version')
    .select(['version', 'scope'])
    .where('item', '=', item.id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const gone = await own(ctx.tx)
    .selectFrom('publication.registration')
    .select('log_index')
    .where('item', '=', item.id)
    .where('effect', '=', 'withdraw')
    .executeTakeFirst();
  const isGone = item.state === 'withdrawn' || gone !== undefined;
  return { state: isGone ? 'withdrawn' : 'live', version: newest.version, scope: newest.scope };
}

async function registerFirst(
  ctx: CommandContext,
  frozen: Publishable,
  unit: Publisher,
): Promise<Result<Publication, PublishRefusal>> {
  const item = await createItem(ctx, frozen, unit);
  const manifestCommit = await writeVersion(ctx, item, 1, frozen, unit);
  return enter(ctx, frozen, unit, item, [{ effect: 'create', version: 1, manifestCommit }]);
}

async function registerNext(
  ctx: CommandContext,
  frozen: Publishable,
  unit: Publisher,
  item: Item,
  { version, scope }: Stands,
): Promise<Result<Publication, PublishRefusal>> {
  await registerOldItem(ctx, item);
  if (frozen.purpose === 'withdraw')
    return enter(ctx, frozen, unit, item, [{ effect: 'withdraw', version, scope, manifestCommit: null }]);
  const next = version + 1;
  const manifestCommit = await writeVersion(ctx, item, next, frozen, unit);
  // What society saw and shall see no longer is a withdrawal for society: its address never just falls silent.
  const isNarrowed = scope === 'society' && frozen.content.scope !== 'society';
  const closed = { effect: 'close', version, scope, manifestCommit: null } as const;
  return enter(ctx, frozen, unit, item, [
    ...(isNarrowed ? [closed] : []),
    { effect: 'addVersion', version: next, manifestCommit },
  ]);
}

/** Tells the dossier, leaves the trace, and appends to the log: last, because the log's lock is held until the commit. */
async function enter(
  ctx: CommandContext,
  frozen: Publishable,
  unit: Publisher,
  item: Pick<Item, 'id' | 'slug'>,
  entered: readonly (Pick<Entered, 'effect' | 'version' | 'manifestCommit'> &
    Partial<Pick<Entered, 'scope'>>)[],
): Promise<Result<Publication, PublishRefusal>> {
  const last = entered.at(-1);
  if (last === undefined) throw new Error('nothing to enter');
  const { revision, purpose, content, contentSha256 } = frozen;
  const version = last.effect === 'withdraw' ? null : last.version;
  await confirmPublished(ctx, frozen, ctx.now);
  await recordAudit(ctx, {
    action: 'publication.register',
    subjectKind: 'item',
    subject: item.id,
    unit: frozen.unit,
    data: { revision, purpose, version, contentSha256 },
  });
  const common = {
    item: item.id,
    slug: item.slug,
    unit: unit.code,
    revision,
    purpose,
    duties: content.duties,
    ground: decidedIn(content)?.ground ?? null,
    claimedAt: ctx.now,
    contentSha256,
    note: purpose === 'withdraw' ? (content.reason ?? content.changeNote ?? '') : null,
    isUrgent: frozen.urgent,
    legacy: false,
  };
  let logIndex = -1;
  for (const one of entered)
    logIndex = await enterInLog(ctx, { scope: content.scope, ...common, ...one }, one.effect === 'create');
  return done({ item: item.id, version, slug: item.slug, at: ctx.now, logIndex });
}
