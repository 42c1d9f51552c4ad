import { z } from 'zod';
import { moment, sha256 } from '../content.ts';
import { stepKinds } from '../words.ts';
import { urgentFlags } from './rules.ts';

/*
 *  POST /api/revisions/:revision/propose-urgently    proposeUrgentlyForm → caseView
 *  POST /api/revisions/:revision/pass-afterwards     decisionForm        → caseView
 *  POST /api/revisions/:revision/object-afterwards   decisionForm (its opinion is the objection) → caseView
 *  GET  /api/disclosures/urgent?box=&cursor=         urgentQuery         → urgentPage
 */

export const proposeUrgentlyForm = z.strictObject({
  lockVersion: z.int().nonnegative(),
  /** Why it cannot wait: signed with the text. */
  reason: z.string().trim().min(1).max(2000),
});
export type ProposeUrgentlyForm = z.infer<typeof proposeUrgentlyForm>;

const person = z.strictObject({ id: z.uuid(), name: z.string() });
const unitName = z.strictObject({ id: z.int(), name: z.string() });

/** One skipped step that waits to be done afterwards. */
export const waitingReview = z.strictObject({
  stepKey: z.string(),
  kind: z.enum(stepKinds),
  unit: unitName,
  dueAt: moment.nullable(),
  dueBecause: z.string().nullable(),
  late: z.boolean(),
});

export const urgencyView = z.strictObject({
  flag: z.enum(urgentFlags).nullable(),
  reason: z.string(),
  proposedBy: person.nullable(),
  waiting: z.array(waitingReview),
  /** The objection, once one was made. */
  objection: z.string().nullable(),
});
export type UrgencyView = z.infer<typeof urgencyView>;

export const urgentBoxes = ['mine', 'open', 'late'] as const;
export const urgentQuery = z.strictObject({
  /** mine: reviews I could do; open: all flagged of the units I cover; late: those past their time. */
  box: z.enum(urgentBoxes).default('open'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const urgentRow = z.strictObject({
  disclosure: z.uuid(),
  revision: z.uuid(),
  number: z.string(),
  title: z.string(),
  unit: unitName,
  flag: z.enum(urgentFlags),
  reason: z.string(),
  contentSha256: sha256.nullable(),
  publishedAt: moment.nullable(),
  dueAt: moment.nullable(),
  /** I may review a skipped step of it now. */
  mine: z.boolean(),
});
export type UrgentRow = z.infer<typeof urgentRow>;
export const urgentPage = z.strictObject({
  rows: z.array(urgentRow),
  total: z.int().nullable(),
  next: z.string().nullable(),
});
export type UrgentPage = z.infer<typeof urgentPage>;
