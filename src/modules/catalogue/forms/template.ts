import { z } from 'zod';
import { catalogueDiff, itemFields, itemView } from './catalogue.ts';
import { affairsKind, id, lock, page } from './vocabulary.ts';

/** A template serves units of these kinds below its owner (CAT-3). */
export const templateRow = z.strictObject({
  id,
  unit: z.number().int(),
  unitName: z.string(),
  affairsKind,
  unitKinds: z.array(z.string().max(60)).max(60),
  title: z.string(),
  version: z.number().int(),
  lock,
  items: z.number().int(),
});
export type TemplateRow = z.infer<typeof templateRow>;
export const templateView = templateRow.extend({
  rows: z.array(itemView.pick({ itemKey: true, position: true }).extend({ fields: itemFields })),
});
export type TemplateView = z.infer<typeof templateView>;
export const templatePage = page(templateRow);

/** What a change of a template would be, before it is saved. */
export const templatePreview = z.strictObject({
  diff: catalogueDiff,
  /** Units whose catalogue came from this template: each gets one proposal for each changed row. */
  adopters: z.number().int(),
});
export type TemplatePreview = z.infer<typeof templatePreview>;

export const newTemplate = z.strictObject({
  unit: z.number().int().positive().max(2_147_483_647),
  affairsKind,
  unitKinds: z.array(z.string().min(1).max(60)).min(1).max(60),
  title: z.string().min(1).max(200),
  /** Rows come from a catalogue of the owner or of a model unit. */
  catalogue: id.nullable(),
});
export type NewTemplate = z.infer<typeof newTemplate>;

/** A changed template: the whole new list; matched by `itemKey`, null for a new row. */
export const templateEdit = z.strictObject({
  lock,
  title: z.string().min(1).max(200),
  rows: z.array(z.strictObject({ itemKey: id.nullable(), fields: itemFields })).max(2000),
});
export type TemplateEdit = z.infer<typeof templateEdit>;

/** What a change of the superior's template would mean for one catalogue below; decided there, never forced. */
export const proposalView = z.strictObject({
  id,
  template: id,
  templateTitle: z.string(),
  unit: z.number().int(),
  unitName: z.string(),
  change: z.enum(['added', 'removed', 'changed']),
  itemKey: id,
  matter: z.string(),
  before: itemFields.nullable(),
  after: itemFields.nullable(),
  state: z.enum(['open', 'accepted', 'declined']),
  proposedAt: z.iso.datetime(),
  decidedBy: z.string().nullable(),
  reason: z.string().nullable(),
});
export type ProposalView = z.infer<typeof proposalView>;
export const proposalPage = page(proposalView);
/** Accepting puts the change into this draft. */
export const proposalDecision = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('accept'), catalogue: id }),
  z.strictObject({ decision: z.literal('decline'), reason: z.string().min(1).max(1000) }),
]);
export type ProposalDecision = z.infer<typeof proposalDecision>;
