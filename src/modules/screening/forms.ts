import { z } from 'zod';
import { sectionKinds } from '#platform/extraction';
import { richText } from '#platform/richtext';
import {
  confidences,
  decisionKinds,
  findingClasses,
  findingKinds,
  findingReasons,
  incidentSteps,
  screeningStages,
} from './kinds.ts';

/*
 * Routes (JSON; `:revision` is the uuid of whatever was screened, `:unit` the id of the unit it belongs to):
 *
 *  POST   /api/screening/check                            checkForm     → checkAnswer    nothing is kept
 *  POST   /api/screening/mask                             maskForm      → maskAnswer     nothing is kept; the result is screened again
 *  GET    /api/screening/revisions/:revision              —             → revisionFindings
 *  POST   /api/screening/revisions/:revision/decisions    decideForm    → revisionFindings
 *  GET    /api/screening/incidents                        incidentQuery → incidentList
 *  POST   /api/screening/incidents/:id/steps              incidentStepForm → incidentList
 *  GET    /api/screening/units/:unit/terms                —             → termList
 *  POST   /api/screening/units/:unit/terms                termForm      → termList
 *  DELETE /api/screening/units/:unit/terms/:term          —             → termList
 *  POST   /api/screening/units/:unit/terms/import         a file        → termImportAnswer
 *  GET    /api/screening/units/:unit/terms/export         —             → a CSV file
 */

export const revisionId = z.uuid();
const unitId = z.int().positive();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const fingerprint = z.string().regex(/^[0-9a-f]{64}$/);

/** The text of one attachment, as `textOf` of `#platform/extraction` writes it. */
export const attachmentText = z.strictObject({
  name: z.string().max(255),
  sha256,
  text: z.string().max(5_000_000),
});

export const screenedContent = z.strictObject({
  title: z.string().max(500),
  body: richText,
  attachments: z.array(attachmentText).max(50).default([]),
});
export type ScreenedContent = z.infer<typeof screenedContent>;

/** The sheet, slide, page or archive entry of a file; told in words by `sectionWords` of `#platform/extraction`. */
const fileSection = z.strictObject({ kind: z.enum(sectionKinds), label: z.string().max(300) });

/**
 * Where a finding stands. `path` is the block path of `#platform/richtext`; offsets count UTF-16 units in that block, or in
 * the stored text of the file. `line` counts within the section; a file of one piece has no section.
 */
export const findingPlace = z.discriminatedUnion('in', [
  z.strictObject({ in: z.literal('title') }),
  z.strictObject({ in: z.literal('body'), path: z.string() }),
  z.strictObject({
    in: z.literal('attachment'),
    name: z.string(),
    sha256,
    section: fileSection.optional(),
    line: z.int().positive(),
  }),
]);
export type FindingPlace = z.infer<typeof findingPlace>;

/**
 * One finding. `masked` is the value as it would be printed; the value itself is never answered, stored or logged.
 * `fingerprint` is the same for the same value of the same kind everywhere in this installation: one decision per value.
 */
export const finding = z.strictObject({
  kind: z.enum(findingKinds),
  /** the kind's name in the reader's words; inside the server its message key */
  label: z.string(),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  masked: z.string(),
  /** what a word of the unit's list is to be replaced by */
  replacement: z.string().optional(),
  place: findingPlace,
  reason: z.enum(findingReasons),
  confidence: z.enum(confidences),
  class: z.enum(findingClasses),
  fingerprint,
});
export type Finding = z.infer<typeof finding>;

export const checkForm = z.strictObject({ unit: unitId, content: screenedContent });
export type CheckForm = z.input<typeof checkForm>;
export const checkAnswer = z.strictObject({ findings: z.array(finding), isSecret: z.boolean() });
export type CheckAnswer = z.infer<typeof checkAnswer>;

/** Masks the named findings wherever they stand in the text; without fingerprints, all that may be masked. */
export const maskForm = z.strictObject({
  unit: unitId,
  title: z.string().max(500),
  body: richText,
  fingerprints: z.array(fingerprint).max(5_000).optional(),
});
export type MaskForm = z.input<typeof maskForm>;
export const maskAnswer = z.strictObject({
  title: z.string(),
  body: richText,
  masked: z.int().nonnegative(),
  findings: z.array(finding),
});
export type MaskAnswer = z.infer<typeof maskAnswer>;

/** Keeping personal information needs its reason (个人信息保护法 arts. 25, 28: separate consent or legal duty). */
export const decideForm = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('mask'), fingerprint }),
  z.strictObject({ decision: z.literal('keep'), fingerprint, reason: z.string().trim().min(4).max(500) }),
  z.strictObject({
    decision: z.literal('notPersonal'),
    fingerprint,
    reason: z.string().trim().max(500).default(''),
  }),
]);
export type DecideForm = z.input<typeof decideForm>;
export type Decide = z.infer<typeof decideForm>;

export const decisionView = z.strictObject({
  fingerprint,
  decision: z.enum(decisionKinds),
  reason: z.string(),
  decidedByName: z.string(),
  decidedAt: z.iso.datetime(),
});
export type DecisionView = z.infer<typeof decisionView>;

/** Why a revision may not go on. `maskMissing`: masking was decided, yet the value still stands in the text. */
export const blockerCodes = ['secretMark', 'undecided', 'maskMissing', 'notScreened'] as const;
export const blocker = z.strictObject({
  code: z.enum(blockerCodes),
  fingerprint: fingerprint.nullable(),
  kind: z.enum(findingKinds).nullable(),
});
export type Blocker = z.infer<typeof blocker>;

export const revisionFindings = z.strictObject({
  revision: revisionId,
  unit: unitId,
  stage: z.enum(screeningStages),
  screenedAt: z.iso.datetime(),
  contentSha256: sha256,
  findings: z.array(finding.extend({ decision: decisionView.nullable() })),
  blockers: z.array(blocker),
});
export type RevisionFindings = z.infer<typeof revisionFindings>;

export const incidentQuery = z.strictObject({
  unit: z.coerce.number().int().positive(),
  cursor: z.string().max(200).optional(),
});

/** What is kept of a secret mark: that, when and where it was found, and what was done. Nothing of the text. */
export const incidentView = z.strictObject({
  id: z.uuid(),
  revision: revisionId.nullable(),
  unit: unitId,
  kinds: z.array(z.enum(findingKinds)),
  foundIn: z.enum(['title', 'body', 'attachment']),
  stage: z.enum(screeningStages),
  foundAt: z.iso.datetime(),
  foundByName: z.string(),
  /** 24 hours after it was found (保守国家秘密法实施条例 art. 61). */
  reportDueAt: z.iso.datetime(),
  steps: z.array(
    z.strictObject({
      step: z.enum(incidentSteps),
      note: z.string(),
      byName: z.string(),
      at: z.iso.datetime(),
    }),
  ),
});
export type IncidentView = z.infer<typeof incidentView>;
export const incidentList = z.strictObject({
  rows: z.array(incidentView),
  total: z.int().nullable(),
  next: z.string().nullable(),
});
/** The note says what was done, never what the text said. */
export const incidentStepForm = z.strictObject({
  step: z.enum(incidentSteps),
  note: z.string().trim().max(500).default(''),
});
export type IncidentStepForm = z.input<typeof incidentStepForm>;

export const termForm = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('unit_term'),
    term: z.string().trim().min(2).max(60),
    note: z.string().trim().max(200).default(''),
  }),
  z.strictObject({
    kind: z.literal('wrong_word'),
    term: z.string().trim().min(1).max(60),
    replacement: z.string().trim().min(1).max(60),
    note: z.string().trim().max(200).default(''),
  }),
]);
export type TermForm = z.input<typeof termForm>;
export const termView = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['unit_term', 'wrong_word']),
  term: z.string(),
  replacement: z.string().nullable(),
  note: z.string(),
  createdByName: z.string(),
  createdAt: z.iso.datetime(),
});
export type TermView = z.infer<typeof termView>;
export const termList = z.strictObject({ rows: z.array(termView) });
export type TermList = z.infer<typeof termList>;

/** Why a row of a table of terms was not taken: `heading` no 类别/词语 columns, `twice` a second time in the file. */
export const termProblemCodes = ['heading', 'kind', 'empty', 'replacement', 'length', 'twice'] as const;
export const termProblem = z.strictObject({
  /** as the file's owner counts */
  row: z.int().positive(),
  column: z.enum(['kind', 'term', 'replacement', 'note']).nullable(),
  code: z.enum(termProblemCodes),
  value: z.string().max(60),
});
export type TermProblem = z.infer<typeof termProblem>;
/** With problems nothing was added. */
export const termImportAnswer = z.strictObject({
  added: z.int().nonnegative(),
  known: z.int().nonnegative(),
  problems: z.array(termProblem),
});
export type TermImportAnswer = z.infer<typeof termImportAnswer>;
