import { z } from 'zod';
import { localDate, moment, unitId } from '../content.ts';
import { affairsKinds, revisionStates } from '../words.ts';
import { stageStandings } from './rules.ts';
import { audiences, matterKinds, stages } from './words.ts';

/*
 *  GET  /api/matters?box=&unit=&cursor=   matterQuery     → matterPage
 *  POST /api/matters                      createMatterForm → matterView
 *  GET  /api/matters/:id                                   → matterView
 *  POST /api/matters/:id/stages           startStageForm   → startedStage (the draft that was begun)
 *  POST /api/matters/:id/close            closeMatterForm  → matterView
 */

const unitName = z.strictObject({ id: z.int(), name: z.string() });
const reasonView = z.strictObject({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const createMatterForm = z.strictObject({
  unit: unitId.max(2_147_483_647),
  kind: z.enum(matterKinds),
  title: z.string().trim().min(1).max(200),
  affairsKind: z.enum(affairsKinds),
  inside: z.boolean(),
  outside: z.boolean(),
  /** Rows of the catalogue in force, by item key, that demand the stages inside and outside; null: none does. */
  insideRow: z.uuid().nullable().default(null),
  outsideRow: z.uuid().nullable().default(null),
});
export type CreateMatterForm = z.input<typeof createMatterForm>;

export const startStageForm = z.strictObject({
  stage: z.enum(stages),
  audience: z.enum(audiences),
  /** The day the stage came about: meeting called, decision made, result known. The duty counts from it. */
  happenedOn: localDate,
});
export type StartStageForm = z.infer<typeof startStageForm>;

export const startedStage = z.strictObject({ disclosure: z.uuid(), revision: z.uuid(), number: z.string() });
export type StartedStage = z.infer<typeof startedStage>;

export const closeMatterForm = z.strictObject({ reason: z.string().trim().min(1).max(1000) });
export type CloseMatterForm = z.infer<typeof closeMatterForm>;

export const matterBoxes = ['open', 'missing', 'closed'] as const;
export const matterQuery = z.strictObject({
  /** missing: open ones of which a stage was passed over or is late. */
  box: z.enum(matterBoxes).default('open'),
  unit: z.coerce.number().int().positive().max(2_147_483_647).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type MatterQuery = z.output<typeof matterQuery>;

const place = { stage: z.enum(stages), audience: z.enum(audiences), standing: z.enum(stageStandings) };

export const matterRow = z.strictObject({
  id: z.uuid(),
  unit: unitName,
  kind: z.enum(matterKinds),
  title: z.string(),
  createdAt: moment,
  closed: z.boolean(),
  places: z.array(z.strictObject(place)),
});
export type MatterRowView = z.infer<typeof matterRow>;
export const matterPage = z.strictObject({
  rows: z.array(matterRow),
  total: z.int().nullable(),
  next: z.string().nullable(),
});
export type MatterPage = z.infer<typeof matterPage>;

export const matterPlace = z.strictObject({
  ...place,
  /** The disclosure of this stage, once it was begun. */
  dossier: z
    .strictObject({
      disclosure: z.uuid(),
      revision: z.uuid(),
      number: z.string(),
      title: z.string(),
      state: z.enum(revisionStates),
    })
    .nullable(),
  happenedOn: localDate.nullable(),
  outSince: moment.nullable(),
  duty: z.strictObject({ id: z.uuid(), due: localDate, open: z.boolean(), sentence: z.string() }).nullable(),
  /** Why it could not be proposed now, if it could not: order and intervals. */
  problem: reasonView.nullable(),
});
export type MatterPlace = z.infer<typeof matterPlace>;

export const matterView = z.strictObject({
  ...matterRow.shape,
  places: z.array(matterPlace),
  affairsKind: z.enum(affairsKinds),
  createdBy: z.string(),
  closedAt: moment.nullable(),
  closedBy: z.string().nullable(),
  closedReason: z.string().nullable(),
  /** The reader may begin stages and close it. */
  mayWork: z.boolean(),
});
export type MatterView = z.infer<typeof matterView>;
