import { z } from 'zod';
import { digestPaces } from '#platform/notifications';
import { localDate, moment } from '../content.ts';

const person = z.strictObject({ id: z.uuid(), name: z.string() });

export const watchForm = z.strictObject({ watching: z.boolean() });

/** Whoever is called upon stands in the text as `@姓名`; the server knows who may be. */
export const commentForm = z.strictObject({ text: z.string().trim().min(1).max(2000) });

export const digestForm = z.strictObject({ pace: z.enum(digestPaces) });

/** Dossiers asked about, their ids with commas between. What is no id is passed over. */
export const unseenFilter = z.strictObject({ of: z.string().max(4000).default('') });

export const commentView = z.strictObject({
  id: z.int(),
  revision: z.uuid(),
  revisionNumber: z.int(),
  person,
  text: z.string(),
  mentions: z.array(person),
  at: moment,
  /** Said by somebody else since the reader last looked. */
  isNew: z.boolean(),
});
export type CommentView = z.infer<typeof commentView>;

/** A case as one person follows it. */
export const followingView = z.strictObject({
  watching: z.boolean(),
  watchers: z.array(person),
  /** The newest earlier revision the reader has seen: what to compare with. */
  seenBefore: z.strictObject({ revision: z.uuid(), revisionNumber: z.int(), at: moment }).nullable(),
  /** Lines of the timeline others added since the reader last looked; null: never looked. */
  newEvents: z.array(z.int()).nullable(),
  comments: z.array(commentView),
  /** How many texts of other units, open to everybody, this one was like when it was proposed. */
  similarity: z.strictObject({ texts: z.int(), topPercent: z.int(), at: moment }).nullable(),
});
export type FollowingView = z.infer<typeof followingView>;

export const colleagueList = z.strictObject({ rows: z.array(person) });
export type ColleagueList = z.infer<typeof colleagueList>;

export const unseenAnswer = z.strictObject({ unseen: z.array(z.uuid()) });
export type UnseenAnswer = z.infer<typeof unseenAnswer>;

const digestLine = z.strictObject({ message: z.string(), link: z.string() });

export const digestAnswer = z.strictObject({
  pace: z.enum(digestPaces),
  digests: z.array(
    z.strictObject({
      id: z.int(),
      day: localDate,
      pace: z.enum(['daily', 'weekly']),
      lines: z.array(digestLine),
    }),
  ),
});
export type DigestAnswer = z.infer<typeof digestAnswer>;
