import { z } from 'zod';
import {
  gapKinds,
  importColumns,
  importOutcomes,
  postKinds,
  unitEventKinds,
  unitKinds,
  unitLevels,
  unitStates,
} from './vocabulary.ts';

/*
 * What comes in and goes out of this room. Routes (all under /api; every one asks a permission):
 *
 *   GET  /units?parent=&cursor=&limit=        unitPage            children of a unit; without parent the roots the reader covers
 *   GET  /units/covered?cursor=&limit=        unitPage            every unit the reader administers, in tree order
 *   GET  /units/search?q=&within=&under=&limit=     unitPage            by code prefix or any part of the name
 *   GET  /units/names?ids=                    unitNames           names and codes of some units, whoever covers them
 *   GET  /units/gaps?under=&cursor=&limit=    gapPage             missing or expired posts
 *   GET  /units/export?format=&under=         file (csv or xlsx)  reads back through the import without a change
 *   GET  /units/:id                           unitView
 *   GET  /units/:id/history?cursor=           unitEventPage
 *   POST /units                               createUnitForm      → unitView
 *   POST /units/:id/rename                    renameUnitForm      → unitView
 *   POST /units/:id/details                   unitDetailsForm     → unitView
 *   POST /units/:id/move                      moveUnitForm        → unitView
 *   POST /units/:id/merge                     mergeUnitForm       → unitView (of the unit that remains)
 *   POST /units/:id/dissolve                  dissolveUnitForm    → unitView
 *   GET  /units/:id/leadership                leadershipView
 *   POST /units/:id/leading-group             leadingGroupForm    → leadershipView
 *   POST /units/:id/posts                     postForm            → postView
 *   POST /posts/:id/change                    changePostForm      → postView
 *   POST /posts/:id/end                       endPostForm         → postView
 *   POST /units/:id/hand-over                 handOverForm        → handOverView
 *   GET  /lines                               linePage
 *   POST /lines                               lineForm            → lineView
 *   POST /lines/:id/change                    changeLineForm      → lineView
 *   POST /unit-imports?name=&unit=            raw file            → importRunView (dry run; nothing is changed)
 *   GET  /unit-imports?cursor=                importRunPage
 *   GET  /unit-imports/:run                   importRunView       poll for progress
 *   GET  /unit-imports/:run/rows?outcome=     importRowPage       the diff, row by row
 *   POST /unit-imports/:run/commit            {}                  → importRunView
 *   POST /unit-imports/:run/cancel            {}                  → importRunView
 */

export const unitId = z.int().positive().max(2_147_483_647);
const idParam = z.coerce.number().int().positive().max(2_147_483_647);
export const localDate = z.iso.date();
const text = (max: number) => z.string().trim().max(max);
const required = (max: number) => z.string().trim().min(1).max(max);
const optionalText = (max: number) => text(max).nullable();
const version = z.int().positive();

export const unitCode = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z][0-9A-Za-z.-]{0,39}$/);
export const unitName = required(120);
export const unitLevel = z.enum(unitLevels);
export const unitKind = z.enum(unitKinds);
export const unitState = z.enum(unitStates);

export const byId = z.strictObject({ id: idParam });
export const pageQuery = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

const page = <Row extends z.ZodType>(row: Row) =>
  z.strictObject({ rows: z.array(row), total: z.int().nullable(), next: z.string().nullable() });

export const unitLink = z.strictObject({ id: z.int(), name: z.string() });

export const unitSummary = z.strictObject({
  id: z.int(),
  code: z.string(),
  name: z.string(),
  shortName: z.string().nullable(),
  level: unitLevel,
  kind: unitKind,
  superiorId: z.int().nullable(),
  lineId: z.int().nullable(),
  state: unitState,
  /** How many active units stand directly below. */
  childCount: z.int(),
});
export type UnitSummary = z.infer<typeof unitSummary>;
export const unitNames = z.array(unitSummary.pick({ id: true, name: true, code: true }));
export const unitPage = page(unitSummary);
export type UnitPage = z.infer<typeof unitPage>;

export const unitDetails = z.strictObject({
  shortName: optionalText(60),
  lineId: unitId.nullable(),
  uscc: optionalText(18),
  address: optionalText(200),
  phone: optionalText(40),
  publicContact: optionalText(200),
  website: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .nullable(),
  officeHours: optionalText(200),
  introduction: optionalText(4000),
  sortOrder: z.int().min(0).max(1_000_000),
});
export type UnitDetails = z.infer<typeof unitDetails>;

export const unitView = unitSummary.extend({
  ...unitDetails.shape,
  website: z.string().nullable(),
  path: z.string(),
  line: unitLink.nullable(),
  /** From the root down to the superior. */
  ancestors: z.array(unitLink),
  /** Former names, newest first, each with the day it began to hold. */
  formerNames: z.array(z.strictObject({ name: z.string(), from: z.string() })),
  mergedInto: unitLink.nullable(),
  createdAt: z.iso.datetime(),
  /** Send it back with a change; when someone else was faster the answer is 409 `unit-changed-meanwhile`. */
  version: z.int(),
  /** Which changes this reader may make here, for the buttons. */
  may: z.strictObject({ administer: z.boolean(), appoint: z.boolean(), createBelow: z.boolean() }),
});
export type UnitView = z.infer<typeof unitView>;

export const unitEvent = z.strictObject({
  id: z.int(),
  kind: z.enum(unitEventKinds),
  on: z.string(),
  at: z.iso.datetime(),
  actorName: z.string().nullable(),
  reason: z.string().nullable(),
  /** What changed: `name`, `superior`, … each from and to, as printed text. */
  changes: z.array(
    z.strictObject({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() }),
  ),
});
export type UnitEvent = z.infer<typeof unitEvent>;
export const unitEventPage = page(unitEvent);

export const listUnitsQuery = pageQuery.extend({
  parent: idParam.optional(),
  state: unitState.default('active'),
});
export const searchUnitsQuery = z.strictObject({
  q: z.string().trim().min(1).max(60),
  under: idParam.optional(),
  /** `all` searches the directory of names, which is public; `mine` only the units the reader's roles cover. */
  within: z.enum(['mine', 'all']).default('mine'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
/** Ids of units, separated by commas: `3,17`. */
export const unitNamesQuery = z.strictObject({
  ids: z
    .string()
    .regex(/^[1-9]\d{0,8}(,[1-9]\d{0,8}){0,199}$/, 'numbers separated by commas')
    .transform((text) => text.split(',').map(Number)),
});
export const gapsQuery = pageQuery.extend({ under: idParam.optional(), kind: z.enum(gapKinds).optional() });
export const exportQuery = z.strictObject({ format: z.enum(['csv', 'xlsx']), under: idParam.optional() });

/** Only the very first unit has no superior. */
export const createUnitForm = unitDetails.partial().extend({
  code: unitCode,
  name: unitName,
  level: unitLevel,
  kind: unitKind,
  superiorId: unitId.nullable(),
});
export type CreateUnitForm = z.infer<typeof createUnitForm>;

export const renameUnitForm = z.strictObject({
  name: unitName,
  shortName: optionalText(60),
  /** First day of the new name; not later than today. */
  from: localDate,
  reason: required(500),
  version,
});
export type RenameUnitForm = z.infer<typeof renameUnitForm>;

export const unitDetailsForm = unitDetails.partial().extend({ kind: unitKind.optional(), version });
export type UnitDetailsForm = z.infer<typeof unitDetailsForm>;

export const moveUnitForm = z.strictObject({ superiorId: unitId, reason: required(500), version });
export type MoveUnitForm = z.infer<typeof moveUnitForm>;

/** The unit of the route goes into `into`: its subordinate units and open work follow. */
export const mergeUnitForm = z.strictObject({ into: unitId, reason: required(500), version });
export type MergeUnitForm = z.infer<typeof mergeUnitForm>;

/** `successorId` takes the open work; without it the superior does. */
export const dissolveUnitForm = z.strictObject({
  successorId: unitId.nullable(),
  reason: required(500),
  version,
});
export type DissolveUnitForm = z.infer<typeof dissolveUnitForm>;

export const personRef = z.strictObject({ person: z.uuid().nullable(), name: required(60) });
export type PersonRefForm = z.infer<typeof personRef>;

export const postForm = z.strictObject({
  kind: z.enum(postKinds),
  /** Null when the person has no account. */
  person: z.uuid().nullable(),
  personName: required(60),
  /** 职务 */
  title: optionalText(80),
  /** 分工 */
  duty: optionalText(200),
  phone: optionalText(40),
  from: localDate,
  /** Last day of the term of office; null when the post has no term. */
  until: localDate.nullable(),
  /** Shown on the unit's public page. */
  isPublic: z.boolean(),
});
export type PostForm = z.infer<typeof postForm>;
export const changePostForm = z.strictObject({
  title: optionalText(80),
  duty: optionalText(200),
  phone: optionalText(40),
  until: localDate.nullable(),
  isPublic: z.boolean(),
  version,
});
export type ChangePostForm = z.infer<typeof changePostForm>;

/** A post that must not stand empty is refused without a successor (`successor-needed`). */
export const endPostForm = z.strictObject({
  on: localDate,
  reason: required(500),
  successor: personRef.extend({ until: localDate.nullable() }).nullable(),
  version,
});
export type EndPostForm = z.infer<typeof endPostForm>;

export const postView = z.strictObject({
  id: z.int(),
  unitId: z.int(),
  kind: z.enum(postKinds),
  person: z.string().nullable(),
  personName: z.string(),
  title: z.string().nullable(),
  duty: z.string().nullable(),
  phone: z.string().nullable(),
  from: z.string(),
  until: z.string().nullable(),
  endedOn: z.string().nullable(),
  isPublic: z.boolean(),
  /** Computed from today and the term; an expired post still holds until it is ended. */
  standing: z.enum(['holds', 'endsSoon', 'expired', 'ended']),
  version: z.int(),
});
export type PostView = z.infer<typeof postView>;

export const leadingGroupForm = z.strictObject({
  name: required(120),
  /** Document that set it up. */
  documentNumber: optionalText(80),
  foundedOn: localDate.nullable(),
  officeName: optionalText(120),
  officeAddress: optionalText(200),
  officePhone: optionalText(40),
  /** 0 when there was none before. */
  version: z.int().min(0),
});
export type LeadingGroupForm = z.infer<typeof leadingGroupForm>;
export const leadingGroupView = leadingGroupForm;
export type LeadingGroupView = z.infer<typeof leadingGroupView>;

export const gapView = z.strictObject({
  unit: unitLink,
  kind: z.enum(gapKinds),
  postId: z.int().nullable(),
  personName: z.string().nullable(),
  /** Last day of the term, for `termExpired` and `termEndsSoon`. */
  until: z.string().nullable(),
});
export type GapView = z.infer<typeof gapView>;
export const gapPage = page(gapView);

export const leadershipView = z.strictObject({
  leadingGroup: leadingGroupView.nullable(),
  posts: z.array(postView),
  formerPosts: z.array(postView),
  gaps: z.array(gapView),
  may: z.strictObject({ appoint: z.boolean() }),
});
export type LeadershipView = z.infer<typeof leadershipView>;

/** All posts of one person in this unit go to another (届满, 调离). */
export const handOverForm = z.strictObject({
  from: personRef,
  to: personRef,
  on: localDate,
  reason: required(500),
});
export type HandOverForm = z.infer<typeof handOverForm>;
export const handOverView = z.strictObject({ posts: z.array(postView) });

export const lineForm = z.strictObject({
  code: unitCode,
  name: required(60),
  leadUnitId: unitId.nullable(),
});
export type LineForm = z.infer<typeof lineForm>;
export const changeLineForm = z.strictObject({ name: required(60), leadUnitId: unitId.nullable(), version });
export type ChangeLineForm = z.infer<typeof changeLineForm>;
export const lineView = z.strictObject({
  id: z.int(),
  code: z.string(),
  name: z.string(),
  leadUnit: unitLink.nullable(),
  unitCount: z.int(),
  version: z.int(),
});
export type LineView = z.infer<typeof lineView>;
/** Kinds of units with their names, for screens of other rooms. */
export const unitKindPage = page(z.strictObject({ kind: unitKind, name: z.string() }));
export type UnitKindRow = z.infer<typeof unitKindPage>['rows'][number];
export const linePage = page(lineView);

export const byRun = z.strictObject({ run: z.uuid() });
export const startImportQuery = z.strictObject({ name: required(200) });

/** One thing wrong with one cell: where, what was read, what is expected. */
export const importProblem = z.strictObject({
  sheet: z.string(),
  /** As the user's program numbers it, from 1. */
  row: z.int(),
  /** Letter of the column as the user's program shows it; null when the whole row is meant. */
  column: z.string().nullable(),
  heading: z.string().nullable(),
  read: z.string(),
  /** Message key of what is expected, with its values. */
  expected: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type ImportProblem = z.infer<typeof importProblem>;

export const importCounts = z.strictObject({
  rows: z.int(),
  new: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  error: z.int(),
});
export type ImportCounts = z.infer<typeof importCounts>;

export const importRunView = z.strictObject({
  id: z.string(),
  fileName: z.string(),
  sha256: z.string(),
  /** `checking` and `committing` are running; `checked` waits for the decision of the person. */
  state: z.enum(['checking', 'checked', 'committing', 'committed', 'cancelled', 'failed']),
  total: z.int().nullable(),
  done: z.int(),
  counts: importCounts.nullable(),
  /** Columns of the file that were not understood and are ignored. */
  ignoredColumns: z.array(z.string()),
  /** True when committing would change nothing (every row is already so). */
  changesNothing: z.boolean(),
  /** Stable code of why it failed, a message `refusal.<code>`. */
  failure: z.string().nullable(),
  createdByName: z.string(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type ImportRunView = z.infer<typeof importRunView>;
export const importRunPage = page(importRunView);

export const importRowsQuery = pageQuery.extend({ outcome: z.enum(importOutcomes).optional() });
export const importRowView = z.strictObject({
  sheet: z.string(),
  row: z.int(),
  outcome: z.enum(importOutcomes),
  code: z.string(),
  name: z.string(),
  changes: z.array(
    z.strictObject({ column: z.enum(importColumns), from: z.string().nullable(), to: z.string().nullable() }),
  ),
  problems: z.array(importProblem),
});
export type ImportRowView = z.infer<typeof importRowView>;
export const importRowPage = page(importRowView);
