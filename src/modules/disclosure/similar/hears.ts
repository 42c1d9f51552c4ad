import type { Fact, Scope } from '#kernel';
import { listNamesInTexts } from '#modules/organisations';
import { dropText, keepText } from '#modules/similarity';
import type { CommandContext } from '#platform/command';
import type { Reader, Tx } from '#platform/database';
import type { Hears } from '#platform/outbox';
import { renewTemplates } from '../erasing.ts';
import { following } from '../following/store.ts';
import { findCase } from '../store/load-case.ts';
import { isOpenToAll, percentOf, similarTo } from './library.ts';
import { wordsOf } from './words.ts';

/** What of publication's facts (version 1) is heard here. */
type OnPortal = { readonly revision: string; readonly slug: string };
type Proposed = { readonly revision: string; readonly contentSha256: string };

/** The index follows what is out; each proposal is held against it once. Every hearer is harmless when repeated. */
export const similarHears: Hears = {
  'publication.published': followPortal,
  'publication.withdrawn': followPortal,
  'publication.erased': followErasure,
  'disclosure.proposed': checkProposal,
};

/**
 * Brings the index up to date for the dossier of a revision. What counts is what is out now, not what the fact said: facts
 * may come late and in any order.
 */
export async function followPortal(ctx: Pick<CommandContext, 'tx'>, fact: Pick<Fact, 'data'>): Promise<void> {
  const { revision, slug } = fact.data as OnPortal;
  const live = await findLive(ctx.tx, revision);
  if (live === undefined) return;
  if (live.revision === null) return dropText(ctx.tx, live.disclosure);
  await keepLive(ctx.tx, live.revision, slug);
}

/** Erasing took the fingerprints of the text and of templates that said the same: they are made of what is said now. */
async function followErasure(ctx: CommandContext, fact: Fact): Promise<void> {
  await followPortal(ctx, fact);
  await renewTemplates(ctx.tx, (fact.data as { readonly unit: number }).unit);
}

/** The dossier of a revision and the revision of it that is out now, if any; undefined when there is no such revision. */
async function findLive(
  db: Reader,
  revision: string,
): Promise<{ readonly disclosure: string; readonly revision: string | null } | undefined> {
  return following(db)
    .selectFrom('disclosure.revision as r')
    .leftJoin('disclosure.revision as live', (join) =>
      join
        .onRef('live.disclosure_id', '=', 'r.disclosure_id')
        .on('live.state', '=', 'published')
        .on('live.purpose', '<>', 'withdraw'),
    )
    .select(['r.disclosure_id as disclosure', 'live.id as revision'])
    .where('r.id', '=', revision)
    .executeTakeFirst();
}

async function keepLive(tx: Tx, revision: string, slug: string): Promise<void> {
  const row = await following(tx)
    .selectFrom('disclosure.revision as r')
    .innerJoin('disclosure.disclosure as d', 'd.id', 'r.disclosure_id')
    .select(['r.disclosure_id', 'd.unit_id', 'r.scope', 'r.title', 'r.published_at', 'r.updated_at'])
    .where('r.id', '=', revision)
    .executeTakeFirstOrThrow();
  const names = await listNamesInTexts(tx, [row.unit_id]);
  const words = await wordsOf(tx, [revision]);
  await keepText(tx, {
    subject: row.disclosure_id,
    revision,
    unit: row.unit_id,
    scope: row.scope as Scope,
    title: row.title,
    slug,
    publishedAt: row.published_at ?? row.updated_at,
    text: words.get(revision) ?? '',
    names: names.get(row.unit_id) ?? [],
  });
}

/** Writes down what the panel shows everybody when a text is proposed: the first thing its reviewers are told. */
export async function checkProposal(ctx: CommandContext, fact: Fact): Promise<void> {
  const { revision, contentSha256 } = fact.data as Proposed;
  const loaded = await findCase(ctx.tx, revision);
  if (loaded === undefined) return;
  const { others } = await similarTo(ctx.tx, loaded, async (texts) => texts.filter(isOpenToAll));
  await following(ctx.tx)
    .insertInto('disclosure.similarity_check')
    .values({
      revision_id: revision,
      content_sha256: contentSha256,
      texts: others.length,
      top_percent: percentOf(others[0]?.share ?? 0),
      at: ctx.now,
    })
    .onConflict((conflict) => conflict.column('revision_id').doNothing())
    .execute();
}
