import { z } from 'zod';
import {
  affairsKind,
  catalogueState,
  clause,
  cursor,
  flag,
  heldAs,
  id,
  limit,
  localDate,
  lock,
  mode,
  moveOffer,
  page,
  retention,
  scope,
  stage,
  timeKind,
  unitId,
} from './vocabulary.ts';

/** What a person may write in one row (目录事项). Texts as printed; `timeLimit` is kept verbatim and also understood. */
export const itemFields = z.strictObject({
  matter1: z.string().max(200),
  matter2: z.string().max(500),
  content: z.string().max(4000),
  basis: z.string().max(4000),
  scope,
  audience: z.string().max(500),
  mode,
  carriers: z.array(z.string().min(1).max(100)).max(40),
  timeKind,
  timeLimit: z.string().max(1000),
  clauses: z.array(clause).max(20),
  stages: z.array(stage).max(3),
  responsible: z.string().max(500),
  adminLevel: z.string().max(200),
  retention,
  note: z.string().max(1000),
});
export type ItemFields = z.infer<typeof itemFields>;

export const itemView = itemFields.extend({
  id,
  itemKey: id,
  position: z.number().int(),
  lock,
  flagged: z.array(z.string()),
  updatedAt: z.iso.datetime(),
  updatedBy: z.string(),
});
export type ItemView = z.infer<typeof itemView>;

export const catalogueRow = z.strictObject({
  id,
  unit: z.number().int(),
  unitName: z.string(),
  affairsKind,
  year: z.number().int(),
  version: z.number().int(),
  title: z.string(),
  kind: z.enum(['yearly', 'adjustment']),
  state: catalogueState,
  lock,
  items: z.number().int(),
  inForceFrom: localDate.nullable(),
  supersededOn: localDate.nullable(),
  updatedAt: z.iso.datetime(),
});
export type CatalogueRow = z.infer<typeof catalogueRow>;

export const catalogueView = catalogueRow.extend({
  basedOn: id.nullable(),
  template: id.nullable(),
  createdBy: z.string(),
  submittedBy: z.string().nullable(),
  approvedBy: z.string().nullable(),
  registeredBy: z.string().nullable(),
  returnReason: z.string().nullable(),
  contentSha256: z.string().nullable(),
  rows: z.array(itemView),
  moves: z.array(moveOffer),
});
export type CatalogueView = z.infer<typeof catalogueView>;

export const historyRow = z.strictObject({
  id: z.number().int(),
  move: z.string(),
  fromState: catalogueState.nullable(),
  toState: catalogueState,
  actor: z.string().nullable(),
  at: z.iso.datetime(),
  opinion: z.string(),
});
export type HistoryRow = z.infer<typeof historyRow>;

export const catalogueQuery = z.strictObject({
  unit: unitId.optional(),
  as: heldAs.optional(),
  below: flag.default(false),
  affairsKind: affairsKind.optional(),
  state: catalogueState.optional(),
  year: z.coerce.number().int().min(2000).max(2200).optional(),
  text: z.string().max(100).optional(),
  cursor: cursor.optional(),
  limit,
});
export type CatalogueQuery = z.infer<typeof catalogueQuery>;
export const cataloguePage = page(catalogueRow);

/** How a draft begins: empty, from a template for the kind of unit, or adapted from an earlier version (动态调整). */
export const draftSource = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('blank') }),
  z.strictObject({ from: z.literal('template'), template: id }),
  z.strictObject({ from: z.literal('version'), catalogue: id }),
]);
export type DraftSource = z.infer<typeof draftSource>;

export const newCatalogue = z.strictObject({
  unit: z.number().int().positive().max(2_147_483_647),
  affairsKind,
  year: z.number().int().min(2000).max(2200),
  title: z.string().min(1).max(200),
  source: draftSource,
});
export type NewCatalogue = z.infer<typeof newCatalogue>;

export const itemEdit = z.strictObject({ lock, fields: itemFields });
export const itemRemoval = z.strictObject({ lock: z.coerce.number().int().nonnegative() });
export const newItem = z.strictObject({ after: id.nullable(), fields: itemFields });
export const titleEdit = z.strictObject({ lock, title: z.string().min(1).max(200) });

export const moveNames = [
  'submit',
  'takeBack',
  'return',
  'approve',
  'file',
  'returnFiling',
  'register',
  'discard',
] as const;
export const moveRequest = z.strictObject({
  lock,
  opinion: z.string().max(2000).default(''),
  /** Only for `register`: the first day in force; today when left out. */
  inForceFrom: localDate.optional(),
});
export type MoveRequest = z.infer<typeof moveRequest>;

export const fieldChange = z.strictObject({ field: z.string(), before: z.unknown(), after: z.unknown() });
export const itemDiff = z.strictObject({
  itemKey: id.nullable(),
  matter: z.string(),
  change: z.enum(['added', 'removed', 'changed']),
  fields: z.array(fieldChange),
});
export const catalogueDiff = z.strictObject({
  added: z.number().int(),
  removed: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  rows: z.array(itemDiff),
});
export type CatalogueDiff = z.infer<typeof catalogueDiff>;
