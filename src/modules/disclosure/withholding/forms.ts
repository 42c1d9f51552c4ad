import { z } from 'zod';
import { localDate, moment, unitId } from '../content.ts';
import { affairsKinds } from '../words.ts';

/*
 *  GET  /api/disclosures/withholdings/grounds                                → groundList
 *  GET  /api/disclosures/withholdings?box=&unit=&cursor=     withholdingQuery → withholdingPage
 *  POST /api/disclosures/withholdings                        startWithholdingForm → caseView (of the draft)
 *  POST /api/disclosures/:id/withholding-review              reviewWithholdingForm → caseView (of the draft)
 *  POST /api/revisions/:revision/withholding-notice          noticeForm → noticeAnswer (nothing is changed)
 */

export const withholdExtents = ['whole', 'part'] as const;
const groundCode = z.string().min(1).max(40);

export const groundView = z.strictObject({
  code: z.string(),
  norm: z.enum(['partyRegulation', 'order711']),
  /** e.g. 《中华人民共和国政府信息公开条例》第十五条 */
  citation: z.string(),
  words: z.string(),
  effect: z.enum(['never', 'unlessConsent', 'may']),
  affairs: z.array(z.enum(affairsKinds)),
});
export type GroundView = z.infer<typeof groundView>;
export const groundList = z.strictObject({ rows: z.array(groundView) });
export type GroundList = z.infer<typeof groundList>;

export const startWithholdingForm = z.strictObject({
  unit: unitId.max(2_147_483_647),
  /** The duties whose disclosure is withheld. */
  duties: z.array(z.uuid()).min(1).max(20),
  extent: z.enum(withholdExtents),
  ground: groundCode,
});
export type StartWithholdingForm = z.infer<typeof startWithholdingForm>;

/** What became of looking at it again: open it now, or go on withholding, with a new date and perhaps another ground. */
export const reviewWithholdingForm = z.strictObject({ decision: z.enum(['open', 'continue']) });
export type ReviewWithholdingForm = z.infer<typeof reviewWithholdingForm>;

export const noticeForm = z.strictObject({
  extent: z.enum(withholdExtents),
  ground: groundCode,
  reviewOn: localDate.nullable(),
});
export type NoticeForm = z.infer<typeof noticeForm>;
export const noticeAnswer = z.strictObject({ text: z.string() });
export type NoticeAnswer = z.infer<typeof noticeAnswer>;

export const withholdingBoxes = ['inForce', 'reviewDue', 'unnoticed'] as const;
export const withholdingQuery = z.strictObject({
  box: z.enum(withholdingBoxes).default('inForce'),
  unit: z.coerce.number().int().positive().max(2_147_483_647).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type WithholdingQuery = z.output<typeof withholdingQuery>;

export const withholdingRow = z.strictObject({
  disclosure: z.uuid(),
  revision: z.uuid(),
  number: z.string(),
  title: z.string(),
  unit: z.strictObject({ id: z.int(), name: z.string() }),
  extent: z.enum(withholdExtents),
  ground: z.string(),
  words: z.string(),
  citation: z.string(),
  notice: z.enum(['public', 'none']),
  decidedAt: moment,
  reviewOn: localDate,
  /** Its day of review has come. */
  due: z.boolean(),
  /** A revision of the dossier is on its way: somebody is at it. */
  underWay: z.boolean(),
});
export type WithholdingRow = z.infer<typeof withholdingRow>;
export const withholdingPage = z.strictObject({
  rows: z.array(withholdingRow),
  total: z.int().nullable(),
  next: z.string().nullable(),
});
export type WithholdingPage = z.infer<typeof withholdingPage>;
