import { z } from 'zod';
import { richText } from '#platform/richtext';
import { unitId } from '../content.ts';
import { affairsKinds } from '../words.ts';
import { templateKinds } from './words.ts';

/*
 *  GET    /api/disclosures/templates?unit=              in use for a unit: its own and those of the units above it → templateList
 *  POST   /api/disclosures/templates                    createTemplateForm → templateView
 *  GET    /api/disclosures/templates/:template          with its versions → templateView
 *  POST   /api/disclosures/templates/:template/versions reviseTemplateForm → templateView
 *  POST   /api/disclosures/templates/:template/retire   emptyForm → templateView
 */

export const templateId = z.uuid();

export const listTemplatesFilter = z.strictObject({
  unit: z.coerce.number().int().positive(),
  kind: z.enum(templateKinds).optional(),
  /** Also those meant for other kinds of unit, for whoever keeps them. */
  all: z.enum(['yes', 'no']).default('no'),
});

const templateText = {
  name: z.string().trim().min(1).max(80),
  /** Null: for every kind of unit. */
  unitKind: z.string().trim().min(1).max(40).nullable(),
  /** Null: for every kind of affairs. */
  affairsKind: z.enum(affairsKinds).nullable(),
  /** Title the draft begins with; empty for passages. */
  title: z.string().max(200),
  body: richText,
  /** What it is for, in a line. */
  note: z.string().trim().max(500),
};

export const createTemplateForm = z.strictObject({
  unit: unitId,
  kind: z.enum(templateKinds),
  ...templateText,
});
export type CreateTemplateForm = z.infer<typeof createTemplateForm>;

/** `basedOn` is the version the editor saw: two keepers at once are told, not overwritten. */
export const reviseTemplateForm = z.strictObject({ basedOn: z.int().positive(), ...templateText });
export type ReviseTemplateForm = z.infer<typeof reviseTemplateForm>;

const templateHead = {
  id: templateId,
  unit: z.strictObject({ id: unitId, name: z.string() }),
  kind: z.enum(templateKinds),
  version: z.int(),
  name: z.string(),
  unitKind: z.string().nullable(),
  affairsKind: z.enum(affairsKinds).nullable(),
  title: z.string(),
  body: richText,
  note: z.string(),
  createdAt: z.iso.datetime({ offset: true }),
  createdBy: z.string(),
  retiredAt: z.iso.datetime({ offset: true }).nullable(),
  /** The reader may keep it. */
  mayKeep: z.boolean(),
};

export const templateList = z.strictObject({
  rows: z.array(z.strictObject(templateHead)),
  /** The kinds of unit a template may be for, in the reader's words. */
  unitKinds: z.array(z.strictObject({ kind: z.string(), name: z.string() })),
});
export type TemplateList = z.infer<typeof templateList>;

export const templateView = z.strictObject({
  ...templateHead,
  versions: z.array(
    z.strictObject({
      version: z.int(),
      name: z.string(),
      createdAt: z.iso.datetime({ offset: true }),
      createdBy: z.string(),
    }),
  ),
});
export type TemplateView = z.infer<typeof templateView>;
export type TemplateRow = TemplateList['rows'][number];
