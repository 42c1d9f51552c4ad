import { done, type Result, refuse } from '#kernel';
import { checkPublishable, confirmPublished, type FrozenRevision } from '#modules/disclosure';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { recordFact } from '#platform/outbox';
import { canonicalJson, sha256Hex } from '#platform/richtext';
import { decidePublication, type PublishRefusal } from '../domain.ts';
import { findItemForUpdate, findOutcome } from '../store.ts';
import { linkMatter } from './link-matter.ts';
import { isUnnoticed, settleDuties, wasUnnoticed } from './settle-duties.ts';
import { withdrawItem } from './withdraw-item.ts';
import { createItem, updateItem } from './write-item.ts';
import { writeVersion } from './write-version.ts';

export type Publication = {
  readonly item: string;
  /** Null when the revision withdrew the item. */
  readonly version: number | null;
  readonly slug: string;
  readonly at: Date;
};

/**
 * THE one function that changes what is public: it makes an approved revision visible (publish, correct, clarify, change of
 * validity) or takes its item away (withdraw), in the caller's transaction, together with the duties it fulfils, the
 * revision's own state, the fact and the audit row. Nothing else writes to item, item_version or tombstone.
 *
 * Done before with the same revision: answers what was done then and changes nothing, so crash and retry are harmless.
 * Authority is asked again at this moment (DIS-6). The bytes are hashed again: what is shown is what was signed.
 *
 * A decision to withhold without a notice makes nothing visible and is carried out by `withholdUnnoticed`.
 *
 * @returns where it went, or why it may not become visible (of this room or of disclosure); then nothing was changed
 * @throws when the stored content is not the content that was signed
 */
export async function publishRevision(ctx: CommandContext, revision: string): Promise<Result<Publication>> {
  // Takes the dossier's lock, so what was done before is looked for after it: whoever waited here finds it.
  const allowed = await checkPublishable(ctx, revision);
  const before = await findOutcome(ctx.tx, revision);
  if (before !== undefined) return repeat(ctx, revision, before);
  if (!allowed.ok) return allowed;
  const frozen = allowed.value;
  requireSignedBytes(frozen);
  if (isUnnoticed(frozen)) return refuse('withheld-without-notice', 409);
  const made = await apply(ctx, frozen);
  if (!made.ok) return made;
  if (made.value.version !== null) {
    await settleDuties(ctx, frozen.content, made.value.item);
    await linkMatter(ctx, frozen.disclosure, made.value.item);
  }
  await confirmPublished(ctx, revision, ctx.now);
  await announce(ctx, frozen, made.value);
  return made;
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
  if (sha256Hex(canonicalJson(frozen.content)) !== frozen.contentSha256) {
    throw new Error(
      `revision ${frozen.revision}: the stored content is not what was signed (${frozen.contentSha256})`,
    );
  }
}

async function apply(
  ctx: CommandContext,
  frozen: FrozenRevision,
): Promise<Result<Publication, PublishRefusal>> {
  const item = await findItemForUpdate(ctx.tx, frozen.disclosure);
  // What was decided without a notice has no item yet: opened later, it is published for the first time.
  const isFirst = item === undefined && (await wasUnnoticed(ctx, frozen));
  const decision = decidePublication(isFirst ? 'publish' : frozen.purpose, item ?? null);
  if (!decision.ok) return decision;
  if (item === undefined) {
    const created = await createItem(ctx, frozen);
    await writeVersion(ctx, created.id, 1, frozen);
    return done({ item: created.id, version: 1, slug: created.slug, at: ctx.now });
  }
  if (decision.value.kind === 'addVersion') {
    await writeVersion(ctx, item.id, decision.value.version, frozen);
    await updateItem(ctx, item.id, decision.value.version, frozen);
    return done({ item: item.id, version: decision.value.version, slug: item.slug, at: ctx.now });
  }
  await withdrawItem(ctx, item, frozen);
  return done({ item: item.id, version: null, slug: item.slug, at: ctx.now });
}

async function announce(ctx: CommandContext, frozen: FrozenRevision, made: Publication): Promise<void> {
  const { item, slug, version } = made;
  const at = ctx.now.toISOString();
  const head = { item, slug, revision: frozen.revision, unit: frozen.unit };
  const { duties, scope } = frozen.content;
  const data =
    version === null
      ? { ...head, withdrawnAt: at }
      : { ...head, version, purpose: frozen.purpose, duties, scope, publishedAt: at };
  const kind = version === null ? 'publication.withdrawn' : 'publication.published';
  await recordFact(ctx, { kind, version: 1, unit: frozen.unit, subject: `item:${item}`, data });
  await recordAudit(ctx, {
    action: version === null ? 'publication.withdraw' : 'publication.publish',
    subjectKind: 'item',
    subject: item,
    unit: frozen.unit,
    data: {
      revision: frozen.revision,
      purpose: frozen.purpose,
      version,
      contentSha256: frozen.contentSha256,
    },
  });
}
