import type { WithholdReason } from '#modules/catalogue';
import type { CommandContext } from '#platform/command';
import { kept, later, type Reader } from '#platform/database';
import type { RevisionContent, Withholding } from '../content.ts';
import { rows } from '../store/rows.ts';
import type { WithholdGround } from './rules.ts';

export type StoredGround = WithholdGround & {
  /** The word the catalogue keeps of it. */
  readonly category: WithholdReason;
};

/** All grounds in the order of their norms. */
export async function listGrounds(db: Reader): Promise<readonly StoredGround[]> {
  return rows(db)
    .selectFrom('disclosure.withhold_ground')
    .select(['code', 'norm', 'article', 'words', 'effect', 'category', 'affairs'])
    .orderBy('position')
    .execute();
}

/** @throws when there is no such ground: frozen content was held against the table when it was proposed */
export async function getGround(db: Reader, code: string): Promise<StoredGround> {
  const ground = (await listGrounds(db)).find((one) => one.code === code);
  if (ground === undefined) throw new Error(`no ground ${code}`);
  return ground;
}

/** A complete decision: what was proposed had its review date. */
export type Decided = Withholding & { readonly reviewOn: string };

/** The decision to withhold in a frozen content, if it holds one. */
export function decidedIn(content: Pick<RevisionContent, 'withholding'>): Decided | null {
  const { withholding } = content;
  return withholding === undefined || withholding.reviewOn === null
    ? null
    : { ...withholding, reviewOn: withholding.reviewOn };
}

/**
 * What the dossier now withholds, from the moment a revision is out: earlier decisions of it end, and the new one, if the
 * revision holds one, is in force until it is replaced.
 */
export async function recordDecision(
  ctx: CommandContext,
  at: { readonly revision: string; readonly disclosure: string },
  content: Pick<RevisionContent, 'withholding'> | null,
  when: Date,
): Promise<void> {
  const end = rows(ctx.tx)
    .updateTable('disclosure.withholding')
    .set({ ended_at: when, ended_by: at.revision })
    .where('disclosure_id', '=', at.disclosure)
    .where('ended_at', 'is', null);
  await later(ctx.tx, kept(end));
  const decided = content === null ? null : decidedIn(content);
  if (decided === null) return;
  await rows(ctx.tx)
    .insertInto('disclosure.withholding')
    .values({
      revision_id: at.revision,
      disclosure_id: at.disclosure,
      extent: decided.extent,
      ground: decided.ground,
      notice: decided.notice,
      review_on: decided.reviewOn,
      decided_at: when,
    })
    .execute();
}

/** Was an earlier decision of this dossier carried out without a notice, so that the public has no item of it? */
export async function hasUnnoticedDecision(db: Reader, disclosure: string): Promise<boolean> {
  const found = await rows(db)
    .selectFrom('disclosure.withholding')
    .select('revision_id')
    .where('disclosure_id', '=', disclosure)
    .where('notice', '=', 'none')
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
