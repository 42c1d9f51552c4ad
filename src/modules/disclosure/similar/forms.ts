import { z } from 'zod';
import { moment, unitId } from '../content.ts';

const run = z.strictObject({ text: z.string(), same: z.boolean() });

const match = z.strictObject({
  disclosure: z.uuid(),
  revision: z.uuid(),
  unit: z.strictObject({ id: unitId, name: z.string() }),
  title: z.string(),
  publishedAt: moment,
  /** Of what is this text's own, how much stands in theirs, in parts of a hundred. */
  percent: z.int().min(0).max(100),
  /** Its page on the portal. */
  page: z.string(),
  /** The reader may open the case itself. */
  mayOpen: z.boolean(),
  /** In the reading order of this text; `same` stands on both sides. */
  passages: z.array(z.strictObject({ ours: z.array(run), theirs: z.array(run) })),
});
export type SimilarMatch = z.infer<typeof match>;

/** What this text is like. It advises; nothing is ever refused because of it. */
export const similarAnswer = z.strictObject({
  others: z.array(match),
  /** Texts of the same unit: a periodic report may well be like the last one. */
  ownEarlier: z.array(match),
});
export type SimilarAnswer = z.infer<typeof similarAnswer>;
