import { z } from 'zod';
import { dutyWords } from './duties.ts';
import { affairsKinds, afterReviews, purposes, relationKinds, scopes, validities } from './words.ts';

/*
 * Routes of the office (all under /api; every one asks a permission):
 *
 *   GET    /publications?unit=&affairsKind=&text=&cursor=   listItemsQuery   → itemPage        what the unit has made public
 *   GET    /publications/:id                                                 → itemDetail      with its history and relations
 *   GET    /publications/of/:disclosure                                      → itemDetail      the item of a dossier
 *   POST   /publications/:id/relations                      relationForm     → itemDetail
 *   DELETE /publications/:id/relations/:kind/:other                          → itemDetail
 *   GET    /publications/plans?unit=&only=&cursor=          listPlansQuery   → planPage        what waits, what was missed or refused
 *   GET    /publications/index-rule?unit=                                    → indexRuleView
 *   PUT    /publications/index-rule                         indexRuleForm    → indexRuleView
 *   GET    /publications/site                                                → siteView
 *   PUT    /publications/site                               siteForm         → siteView
 *
 * Publishing is no route: only an approved revision publishes, through `registerRevision`.
 */

const unitId = z.coerce.number().int().positive().max(2_147_483_647);
const moment = z.iso.datetime();
const page = <T extends z.ZodType>(row: T) =>
  z.strictObject({ rows: z.array(row), total: z.int().nullable(), next: z.string().nullable() });

export const byItem = z.strictObject({ id: z.uuid() });
export const byDisclosure = z.strictObject({ disclosure: z.uuid() });
export const byRelation = z.strictObject({ id: z.uuid(), kind: z.enum(relationKinds), other: z.uuid() });

export const listItemsQuery = z.strictObject({
  unit: unitId,
  affairsKind: z.enum(affairsKinds).optional(),
  text: z.string().trim().max(100).optional(),
  cursor: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export const itemSummary = z.strictObject({
  id: z.uuid(),
  slug: z.string(),
  /** Address on the portal, from the root. */
  path: z.string(),
  title: z.string(),
  documentNumber: z.string().nullable(),
  indexNumber: z.string(),
  unit: z.int(),
  unitName: z.string(),
  scope: z.enum(scopes),
  affairsKind: z.enum(affairsKinds),
  category: z.string(),
  validity: z.enum(validities),
  lastPurpose: z.enum(purposes),
  version: z.int(),
  publishedAt: moment,
  changedAt: moment,
  /** 应急发布: awaits its reviews, or was objected to; null when it needs no flag. */
  afterReview: z.enum(afterReviews).nullable(),
  /** A notice of something withheld whole, or the open part of it. */
  withheld: z.enum(['whole', 'part']).nullable(),
  /** Registered in the log and not yet public. */
  registered: z.boolean(),
});
export type ItemSummaryView = z.infer<typeof itemSummary>;
export const itemPage = page(itemSummary);
export type ItemPageView = z.infer<typeof itemPage>;

export const itemDetail = z.strictObject({
  ...itemSummary.shape,
  /** The dossier it came from: corrections and withdrawals begin there. */
  disclosure: z.uuid(),
  /** `registered`: in the log, and waits for the checkpoint that makes it visible. */
  state: z.enum(['registered', 'live', 'withdrawn']),
  /** A version or the withdrawal that is registered and not yet revealed. */
  waiting: z.boolean(),
  withdrawnAt: moment.nullable(),
  withdrawnReason: z.string().nullable(),
  history: z.array(
    z.strictObject({
      version: z.int(),
      purpose: z.enum([...purposes, 'redact']),
      note: z.string().nullable(),
      publishedAt: moment,
    }),
  ),
  related: z.array(
    z.strictObject({ kind: z.enum(relationKinds), direction: z.enum(['to', 'from']), item: itemSummary }),
  ),
});
export type ItemDetailView = z.infer<typeof itemDetail>;

export const relationForm = z.strictObject({
  kind: z.enum(relationKinds),
  /** Slug or index number of the other item. */
  other: z.string().trim().min(1).max(80),
});
export type RelationForm = z.infer<typeof relationForm>;

export const listPlansQuery = z.strictObject({
  unit: unitId,
  only: z.enum(['waiting', 'findings', 'all']).default('all'),
  cursor: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export const planView = z.strictObject({
  revision: z.uuid(),
  disclosure: z.uuid(),
  unit: z.int(),
  purpose: z.enum(purposes),
  publishAt: moment,
  windowEndsAt: moment,
  state: z.enum(['waiting', 'registered', 'published', 'refused', 'cancelled']),
  /** Published after its window, or still waiting past it. */
  missed: z.boolean(),
  attempts: z.int(),
  /** Stable code of the refusal, a message `refusal.<code>`. */
  code: z.string().nullable(),
  settledAt: moment.nullable(),
});
export type PlanView = z.infer<typeof planView>;
export const planPage = page(planView);
export type PlanPage = z.infer<typeof planPage>;

export const indexRuleQuery = z.strictObject({ unit: unitId });
export const indexRuleForm = z.strictObject({
  unit: z.int().positive().max(2_147_483_647),
  /** `{authority}`, `{year}` and `{serial}` or `{serial:5}` each once. Null: back to the installation's rule. */
  pattern: z.string().trim().max(80).nullable(),
});
export type IndexRuleForm = z.infer<typeof indexRuleForm>;
export const indexRuleView = z.strictObject({
  unit: z.int(),
  pattern: z.string(),
  own: z.boolean(),
  /** What the next number would look like. */
  example: z.string(),
});
export type IndexRuleView = z.infer<typeof indexRuleView>;

const line = (max: number) => z.string().trim().min(1).max(max).nullable();
export const siteForm = z.strictObject({
  name: z.string().trim().min(1).max(60),
  host: z.string().trim().min(1).max(80),
  operator: line(80),
  /** 网站标识码: ten digits. */
  siteCode: z
    .string()
    .regex(/^\d{10}$/)
    .nullable(),
  icpNumber: line(40),
  policeNumber: line(40),
  phone: line(40),
  email: z.email().max(120).nullable(),
  address: line(200),
  /** Terms under which open data may be used again (使用条款). */
  dataTerms: line(400).default(null),
});
export type SiteForm = z.infer<typeof siteForm>;
export const siteView = siteForm;

/** Pages of the portal take what an address may carry; what they do not know they ignore. */
export const pageUnit = z.object({ id: unitId });
export const pageSlug = z.object({ slug: z.string().min(1).max(20) });
export const pageVersion = pageSlug.extend({ version: z.coerce.number().int().min(1).max(9999) });
export const pageFile = pageSlug.extend({
  position: z.coerce.number().int().min(1).max(200),
  name: z.string().max(400),
});
export const pageVersionFile = pageFile.extend({ version: z.coerce.number().int().min(1).max(9999) });
/** An empty field of a filter form means “all”. */
const blank = <T extends z.ZodType>(inner: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), inner.optional());
const year = blank(z.coerce.number().int().min(2000).max(2200));
export const pageList = z.object({
  q: blank(z.string().trim().max(100)),
  unit: blank(unitId),
  kind: blank(z.enum(affairsKinds)),
  category: blank(z.string().max(80)),
  year,
  after: blank(z.string().max(60)),
});
export const pageCatalogue = z.object({
  unit: blank(unitId),
  year,
  kind: blank(z.enum(affairsKinds)),
  state: blank(z.enum(dutyWords)),
  after: blank(z.string().max(60)),
});
export const pageUnits = z.object({ name: blank(z.string().trim().max(60)) });
