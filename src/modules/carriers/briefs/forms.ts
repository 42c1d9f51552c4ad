import { z } from 'zod';
import { briefMoves, briefStates } from './workflow.ts';

const unitId = z.coerce.number().int().positive().max(2_147_483_647);
/** In a body a number is a number; addresses hold texts. */
const unitNumber = z.int().positive().max(2_147_483_647);
const line = (most: number) => z.string().trim().max(most);

export const briefSection = z.strictObject({
  heading: line(60).min(1),
  items: z.array(z.uuid()).max(60),
});
export type BriefSection = z.infer<typeof briefSection>;

/** What an editor writes: name, time, foreword, headings; the rest is items by their ids. */
export const briefFields = z
  .strictObject({
    name: line(60).min(2),
    periodFrom: z.iso.date(),
    periodTo: z.iso.date(),
    foreword: line(2000),
    sections: z.array(briefSection).max(12),
  })
  .refine((brief) => brief.periodFrom <= brief.periodTo, { path: ['periodTo'] })
  .refine((brief) => brief.sections.reduce((sum, one) => sum + one.items.length, 0) <= 100, {
    path: ['sections'],
  });
export type BriefFields = z.infer<typeof briefFields>;

export const newBriefForm = z.strictObject({ unit: unitNumber, fields: briefFields });
/** 本月: everything the unit and those below it opened in a month, by kind of affairs. */
export const monthForm = z.strictObject({
  unit: unitNumber,
  month: z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/),
});
export const changeBriefForm = z.strictObject({
  lockVersion: z.int().min(0),
  fields: briefFields,
});
export const moveBriefForm = z.strictObject({
  move: z.enum(briefMoves),
  lockVersion: z.int().min(0),
  reason: line(500).default(''),
});
export const briefQuery = z.strictObject({
  unit: unitId.optional(),
  state: z.enum(briefStates).optional(),
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const candidatesQuery = z.strictObject({ unit: unitId, from: z.iso.date(), to: z.iso.date() });

const shownItem = z.strictObject({
  id: z.uuid(),
  slug: z.string(),
  title: z.string(),
  unitName: z.string(),
  affairsKind: z.string(),
  publishedAt: z.iso.datetime(),
});
export const candidateList = z.strictObject({ rows: z.array(shownItem) });
export type CandidateList = z.infer<typeof candidateList>;

export const briefRow = z.strictObject({
  id: z.uuid(),
  unit: z.int(),
  unitName: z.string(),
  name: z.string(),
  year: z.int().nullable(),
  number: z.int().nullable(),
  slug: z.string().nullable(),
  state: z.enum(briefStates),
  periodFrom: z.string(),
  periodTo: z.string(),
  items: z.int(),
  changedAt: z.iso.datetime(),
});
export const briefPage = z.strictObject({ rows: z.array(briefRow), next: z.string().nullable() });
export type BriefPage = z.infer<typeof briefPage>;

export const briefDetail = z.strictObject({
  ...briefRow.shape,
  foreword: z.string(),
  sections: z.array(
    z.strictObject({
      heading: z.string(),
      items: z.array(z.strictObject({ id: z.uuid(), shown: shownItem.nullable() })),
    }),
  ),
  lockVersion: z.int(),
  proposedBy: z.string().nullable(),
  returnedWhy: z.string(),
  issuedBy: z.string().nullable(),
  issuedAt: z.iso.datetime().nullable(),
  withdrawnWhy: z.string(),
  /** Which moves this person may make now. */
  moves: z.array(z.enum(briefMoves)),
  mayEdit: z.boolean(),
});
export type BriefDetail = z.infer<typeof briefDetail>;

export const briefSlug = z.strictObject({ slug: z.string().max(20) });
export const briefsPageQuery = z.strictObject({
  unit: unitId.optional(),
  after: z.string().max(100).optional(),
});
