import { z } from 'zod';
import { richText } from '#platform/richtext';
import {
  contentAttachment,
  draftContent,
  localDate,
  moment,
  revisionContent,
  sha256,
  unitId,
} from './content.ts';
import { importFindings } from './importing/forms.ts';
import { audiences, stages } from './matters/words.ts';
import { processSteps } from './process.ts';
import { urgencyView } from './urgent/forms.ts';
import { urgentFlags } from './urgent/rules.ts';
import {
  affairsKinds,
  inboxBoxes,
  moveNames,
  purposes,
  revisionStates,
  scopes,
  signerTimings,
  stepKinds,
  stepRoles,
} from './words.ts';

export type { DraftContent, RevisionContent, Withholding } from './content.ts';
export type { ProcessStep, StepCondition, StepSigner } from './process.ts';

/*
 * The routes of this room (all under the office; JSON unless said). `:id` is a dossier, `:revision` a revision.
 *
 *  GET    /api/disclosures                                    listDisclosures      → disclosurePage
 *  POST   /api/disclosures                                    createDisclosureForm → caseView
 *  GET    /api/disclosures/:id                                the newest revision  → caseView
 *  GET    /api/disclosures/:id/revisions                      history              → revisionHistory
 *  POST   /api/disclosures/:id/start                          startRevisionForm    → caseView
 *  GET    /api/disclosures/inbox                              inboxFilter          → inboxPage
 *  GET    /api/disclosures/inbox/counts                                            → inboxCounts
 *  GET    /api/disclosures/drafts                             pageFilter           → disclosurePage
 *  GET    /api/disclosures/stand-ins?unit=                   who may act for one     → standInList
 *  POST   /api/disclosures/batch                              batchForm            → batchAnswer
 *  GET    /api/disclosures/processes?unit=                                         → processList
 *  POST   /api/disclosures/processes                          defineProcessForm    → processView
 *  GET    /api/revisions/:revision                                                 → caseView
 *  GET    /api/revisions/:revision/diff?against=<revision>    (default: the one it replaces) → revisionDiff
 *  PUT    /api/revisions/:revision/draft                      saveDraftForm        → saveDraftAnswer
 *  GET    /api/revisions/:revision/conflicts/:conflict                             → draftConflict
 *  POST   /api/revisions/:revision/conflicts/:conflict/settle                      → caseView
 *  POST   /api/revisions/:revision/import?name=               raw file             → importAnswer
 *  POST   /api/revisions/:revision/attachments?name=          raw file             → attachmentView
 *  DELETE /api/revisions/:revision/attachments/:attachment                         → caseView
 *  GET    /api/revisions/:revision/attachments/:attachment    the file's bytes
 *  POST   /api/revisions/:revision/propose                    proposeForm          → caseView
 *  POST   /api/revisions/:revision/{pass,countersign,approve,opinion,return,escalate}  decisionForm → caseView
 *  POST   /api/revisions/:revision/transfer                   transferForm         → caseView
 *  POST   /api/revisions/:revision/signers                    addSignerForm        → caseView
 *  POST   /api/revisions/:revision/signers/withdraw           withdrawSignerForm   → caseView
 *  GET    /api/revisions/:revision/colleagues?unit=           who may be asked     → colleagueList
 *  POST   /api/disclosures/processes/check                    defineProcessForm    → processCheck (nothing is kept)
 *  POST   /api/disclosures/processes/try                      tryProcessForm       → processTrial (nothing is kept)
 *  POST   /api/revisions/:revision/{claim,release}            emptyForm            → caseView
 *  POST   /api/revisions/:revision/{recall,discard,cancel-approved} reasonForm     → caseView
 *  POST   /api/revisions/:revision/resubmit                   emptyForm            → caseView (of the new draft)
 *  POST   /api/revisions/:revision/reschedule                 rescheduleForm       → caseView
 *
 * An illegal move answers 403 (this person may not) or 409 (the state forbids) with a stable code and changes nothing.
 */

export const disclosureId = z.uuid();
export const revisionId = z.uuid();
const cursor = z.string().max(200);
const opinion = z.string().trim().max(2000);
const reason = z.string().trim().min(1).max(2000);

// ── what comes in ──────────────────────────────────────────────────────────────────────────────────────────────────

export const emptyForm = z.strictObject({});

export const createDisclosureForm = z.strictObject({
  unit: unitId,
  /** Fields the writer already has; the rest starts with the unit's defaults. */
  content: draftContent.partial().default({}),
});
export type CreateDisclosureForm = z.input<typeof createDisclosureForm>;

export const startRevisionForm = z.strictObject({
  purpose: z.enum(['correct', 'clarify', 'withdraw', 'changeValidity']),
});
export type StartRevisionForm = z.infer<typeof startRevisionForm>;

/** `lockVersion` is the version the writer's text was built on; see `saveDraftAnswer`. */
export const saveDraftForm = z.strictObject({
  lockVersion: z.int().nonnegative(),
  content: draftContent,
  /** After a conflict: this text goes on from `current`. Without it, the server keeps `current` as a copy under its author's name. */
  tookTheirs: z.boolean().default(false),
  /** A kept copy put in the place of the draft's text: that text is kept as a copy in turn. */
  tookCopy: z.uuid().nullable().default(null),
});
export type SaveDraftForm = z.input<typeof saveDraftForm>;

export const proposeForm = z.strictObject({
  lockVersion: z.int().nonnegative(),
  opinion: opinion.default(''),
});
export type ProposeForm = z.input<typeof proposeForm>;

/** `contentSha256` is the hash of the text the decider saw: a signature names bytes, and only those. */
export const decisionForm = z.strictObject({ contentSha256: sha256, opinion: opinion.default('') });
export type DecisionForm = z.input<typeof decisionForm>;

export const reasonForm = z.strictObject({ reason });
export type ReasonForm = z.infer<typeof reasonForm>;

/** `publishAt: null` means at once. */
export const rescheduleForm = z.strictObject({ contentSha256: sha256, publishAt: moment.nullable(), reason });
export type RescheduleForm = z.infer<typeof rescheduleForm>;

/** 加签: one more opinion, of a role in a unit, or of one person who holds it there. */
export const addSignerForm = z.strictObject({
  timing: z.enum(signerTimings),
  unit: unitId,
  role: z.enum(stepRoles),
  person: z.uuid().nullable(),
  /** What is asked of them. */
  question: reason,
});
export type AddSignerForm = z.infer<typeof addSignerForm>;

export const withdrawSignerForm = z.strictObject({ request: z.uuid() });
export type WithdrawSignerForm = z.infer<typeof withdrawSignerForm>;

/** 转办: who holds the step's role beside the one who passes it on. */
export const transferForm = z.strictObject({ to: z.uuid(), reason });
export type TransferForm = z.infer<typeof transferForm>;

/** Moves that can be made on many cases at once, each by itself. */
export const batchMoves = [
  'claim',
  'pass',
  'countersign',
  'approve',
  'giveOpinion',
  'return',
  'escalate',
] as const;

export const batchForm = z.strictObject({
  move: z.enum(batchMoves),
  opinion: opinion.default(''),
  items: z
    .array(z.strictObject({ revision: revisionId, contentSha256: sha256 }))
    .min(1)
    .max(100),
});
export type BatchForm = z.input<typeof batchForm>;

export const defineProcessForm = z.strictObject({
  /** The unit it is for, with the units below it that define none of their own. */
  unit: unitId,
  affairsKind: z.enum(affairsKinds).nullable(),
  unitKind: z.string().max(40).nullable(),
  name: z.string().trim().min(1).max(80),
  steps: processSteps,
});
export type DefineProcessForm = z.infer<typeof defineProcessForm>;

export const pageFilter = z.strictObject({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export const listDisclosures = pageFilter.extend({
  unit: z.coerce.number().int().positive().optional(),
  state: z.enum(revisionStates).optional(),
  affairsKind: z.enum(affairsKinds).optional(),
  text: z.string().trim().max(100).optional(),
});
export type ListDisclosures = z.input<typeof listDisclosures>;

export const inboxFilter = pageFilter.extend({ box: z.enum(inboxBoxes).default('mine') });
export type InboxFilter = z.input<typeof inboxFilter>;

// ── what goes out ──────────────────────────────────────────────────────────────────────────────────────────────────

const person = z.strictObject({ id: z.uuid(), name: z.string() });
const unitName = z.strictObject({ id: unitId, name: z.string() });

/** Why something cannot be done: `code` names the message `refusal.<code>`, `params` fill it. */
const reasonView = z.strictObject({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** One button: may it be pressed, and if not, why not. Comes from the same function that guards the move. */
export const moveView = z.strictObject({
  move: z.enum(moveNames),
  possible: z.boolean(),
  reason: reasonView.nullable(),
});
export type MoveView = z.infer<typeof moveView>;

/** Something the text still lacks before it can be proposed. `field` is a field of the content. */
export const problemView = reasonView.extend({ field: z.string() });
export type ProblemView = z.infer<typeof problemView>;

export const attachmentView = z.strictObject({
  id: z.uuid(),
  ...contentAttachment.shape,
  /** What inspection has to say about the file, as message keys with their parameters. */
  notes: z.array(reasonView),
});
export type AttachmentView = z.infer<typeof attachmentView>;

export const signatureView = z.strictObject({
  id: z.int(),
  move: z.enum(moveNames),
  stepKey: z.string().nullable(),
  person,
  /** The person acted for (代理), if any. */
  onBehalfOf: person.nullable(),
  unit: unitName.nullable(),
  opinion: z.string(),
  contentSha256: sha256,
  at: moment,
});
export type SignatureView = z.infer<typeof signatureView>;

/** A stage of the order as the case view draws it: done, current, to come. */
export const stepView = z.strictObject({
  key: z.string(),
  kind: z.enum(stepKinds),
  name: z.string(),
  unit: unitName.nullable(),
  status: z.enum(['done', 'current', 'ahead', 'skipped']),
  startedAt: moment.nullable(),
  dueOn: localDate.nullable(),
  /** The due date explained (起算日、工作日数、调休), in the reader's language; null when the step has no limit. */
  dueBecause: z.string().nullable(),
  lateness: z.enum(['none', 'dueSoon', 'late']),
  claimedBy: person.nullable(),
  role: z.enum(stepRoles),
  /** Seat of a countersigned step; its steps stand beside one another. */
  lane: z.int(),
  /** Set for an added signer (加签). */
  request: z.uuid().nullable(),
  /** The only person who may act here, when one was asked by name. */
  onlyFor: person.nullable(),
  /** Where the step is open: who may act now, the first dozen by name. */
  holders: z.array(z.strictObject({ person, onBehalfOf: person.nullable() })),
  /** Nobody may act: since when, and who can appoint somebody. */
  nobody: z.strictObject({ since: moment.nullable(), appointers: z.array(person) }).nullable(),
});
export type StepView = z.infer<typeof stepView>;

export const timelineEntry = z.strictObject({
  id: z.int(),
  revision: revisionId,
  revisionNumber: z.int(),
  /** `created`, `edited`, `attached`, `detached`, `imported`, `conflict`, or the name of a move. Message key: `disclosure.event.<kind>`. */
  kind: z.string(),
  person: person.nullable(),
  onBehalfOf: person.nullable(),
  note: z.string(),
  at: moment,
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

/** An opinion asked for (加签) and not given yet. */
export const signerRequestView = z.strictObject({
  id: z.uuid(),
  timing: z.enum(signerTimings),
  unit: unitName,
  role: z.enum(stepRoles),
  person: person.nullable(),
  question: z.string(),
  askedBy: person,
  askedAt: moment,
  /** It is their turn; false while whoever asked has still to decide. */
  open: z.boolean(),
});
export type SignerRequestView = z.infer<typeof signerRequestView>;

const caseHead = z.strictObject({
  disclosure: disclosureId,
  revision: revisionId,
  /** Number of the dossier, e.g. `2026-0012`: one sequence a unit and year. */
  number: z.string(),
  revisionNumber: z.int(),
  purpose: z.enum(purposes),
  state: z.enum(revisionStates),
  title: z.string(),
  unit: unitName,
  scope: z.string(),
  affairsKind: z.enum(affairsKinds),
  stepKey: z.string().nullable(),
  dueOn: localDate.nullable(),
  lateness: z.enum(['none', 'dueSoon', 'late']),
  proposer: person.nullable(),
  claimedBy: person.nullable(),
  /** 应急发布: how it stands, flagged wherever the case is shown; null when it needs no flag. */
  urgent: z.enum(urgentFlags).nullable(),
  updatedAt: moment,
});

export const disclosureRow = caseHead.extend({
  /** Something of this dossier is on the portal now (perhaps an earlier revision). */
  live: z.boolean(),
});
export type DisclosureRow = z.infer<typeof disclosureRow>;

export const disclosurePage = z.strictObject({
  rows: z.array(disclosureRow),
  total: z.int().nullable(),
  next: cursor.nullable(),
});
export type DisclosurePage = z.infer<typeof disclosurePage>;

export const inboxRow = caseHead.extend({
  contentSha256: sha256.nullable(),
  startedAt: moment.nullable(),
  stepUnit: unitName.nullable(),
  /** Moves this reader can make right now, for the buttons of the row and for batch. */
  moves: z.array(z.enum(moveNames)),
});
export type InboxRow = z.infer<typeof inboxRow>;

export const inboxPage = z.strictObject({
  rows: z.array(inboxRow),
  total: z.int().nullable(),
  next: cursor.nullable(),
});
export type InboxPage = z.infer<typeof inboxPage>;

export const inboxCounts = z.strictObject({
  mine: z.int(),
  dueSoon: z.int(),
  late: z.int(),
  waiting: z.int(),
  returned: z.int(),
  nobody: z.int(),
});
export type InboxCounts = z.infer<typeof inboxCounts>;

export const caseView = z.strictObject({
  ...caseHead.shape,
  lockVersion: z.int(),
  /** Draft: as saved. Otherwise frozen: these are the bytes that are signed. */
  content: revisionContent,
  contentSha256: sha256.nullable(),
  frozenAt: moment.nullable(),
  /** Personal data was erased from the frozen text since: hash and signatures are those of what was signed. */
  erasedAt: moment.nullable(),
  /** When it shall be, or was to be, published: as approved, or as rescheduled since. */
  publishAt: moment.nullable(),
  attachments: z.array(attachmentView),
  /** Only while drafting: everything still missing. Empty means it can be proposed. */
  problems: z.array(problemView),
  /** Others who saved this draft in the last minutes: say so before text collides. */
  othersEditing: z.array(z.strictObject({ person, lastSavedAt: moment })),
  /** Saves that lost a race and wait to be merged or put aside. */
  conflicts: z.array(z.strictObject({ id: z.uuid(), person, at: moment })),
  steps: z.array(stepView),
  process: z.strictObject({ id: z.uuid(), name: z.string(), version: z.int() }).nullable(),
  signatures: z.array(signatureView),
  timeline: z.array(timelineEntry),
  moves: z.array(moveView),
  signers: z.array(signerRequestView),
  live: z.strictObject({ revision: revisionId, revisionNumber: z.int() }).nullable(),
  /** Of an urgent revision: why it was urgent, and what is still to be reviewed. */
  urgency: urgencyView.nullable(),
  /** The major matter (三重一大) of which this dossier is a stage. */
  matter: z
    .strictObject({ id: z.uuid(), title: z.string(), stage: z.enum(stages), audience: z.enum(audiences) })
    .nullable(),
  /** What screening found may be asked for: not by whoever only gives an opinion from another unit. */
  mayReadFindings: z.boolean(),
});
export type CaseView = z.infer<typeof caseView>;

/**
 * `saved`: the text is the draft now. `conflict`: somebody saved in between; the text sent is kept as a copy (`conflict`)
 * and the draft is unchanged: show both, let the writer merge, save again on `lockVersion`.
 */
export const saveDraftAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('saved'),
    lockVersion: z.int(),
    savedAt: moment,
    problems: z.array(problemView),
    othersEditing: z.array(z.strictObject({ person, lastSavedAt: moment })),
  }),
  z.strictObject({
    outcome: z.literal('conflict'),
    conflict: z.uuid(),
    lockVersion: z.int(),
    current: draftContent,
    savedBy: person.nullable(),
    savedAt: moment,
  }),
]);
export type SaveDraftAnswer = z.infer<typeof saveDraftAnswer>;

export const draftConflict = z.strictObject({
  id: z.uuid(),
  person,
  at: moment,
  baseLockVersion: z.int(),
  content: draftContent,
});
export type DraftConflict = z.infer<typeof draftConflict>;

/** A document read into structured text. The draft's text is not touched: the composer puts it in and saves. */
export const importAnswer = z.strictObject({
  title: z.string().nullable(),
  documentNumber: z.string().nullable(),
  documentDate: localDate.nullable(),
  body: richText,
  /** Pictures taken out of the document and kept as attachments of the draft. */
  attachments: z.array(attachmentView),
  ...importFindings,
  /** What could not be kept; `code` is one of the loss codes of the structured text, `sample` a place in the user's words. */
  lost: z.array(z.strictObject({ code: z.string(), count: z.int(), sample: z.string().nullable() })),
});
export type ImportAnswer = z.infer<typeof importAnswer>;

export const revisionHistory = z.strictObject({
  rows: z.array(
    z.strictObject({
      revision: revisionId,
      revisionNumber: z.int(),
      purpose: z.enum(purposes),
      state: z.enum(revisionStates),
      title: z.string(),
      contentSha256: sha256.nullable(),
      createdAt: moment,
      frozenAt: moment.nullable(),
      publishedAt: moment.nullable(),
      changeNote: z.string().nullable(),
      live: z.boolean(),
    }),
  ),
});
export type RevisionHistory = z.infer<typeof revisionHistory>;

/** A change of a plain field, or of blocks of the body in reading order. Texts are plain: the page marks them up. */
export const revisionDiff = z.strictObject({
  from: z.strictObject({ revision: revisionId, revisionNumber: z.int() }).nullable(),
  to: z.strictObject({ revision: revisionId, revisionNumber: z.int() }),
  fields: z.array(z.strictObject({ field: z.string(), before: z.string(), after: z.string() })),
  attachments: z.strictObject({ added: z.array(contentAttachment), removed: z.array(contentAttachment) }),
  blocks: z.array(
    z.strictObject({
      change: z.enum(['same', 'added', 'removed', 'changed']),
      before: z.string().nullable(),
      after: z.string().nullable(),
      /** Only for `changed`: runs of text inside the block. */
      runs: z.array(z.strictObject({ change: z.enum(['same', 'added', 'removed']), text: z.string() })),
    }),
  ),
});
export type RevisionDiff = z.infer<typeof revisionDiff>;

export const batchAnswer = z.strictObject({
  results: z.array(
    z.strictObject({
      revision: revisionId,
      done: z.boolean(),
      state: z.enum(revisionStates).nullable(),
      reason: reasonView.nullable(),
    }),
  ),
});
export type BatchAnswer = z.infer<typeof batchAnswer>;

export const processView = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  version: z.int(),
  unit: unitId.nullable(),
  unitKind: z.string().nullable(),
  affairsKind: z.enum(affairsKinds).nullable(),
  steps: processSteps,
  createdAt: moment,
  createdBy: z.string().nullable(),
  inForce: z.boolean(),
});
export type ProcessView = z.infer<typeof processView>;

export const processList = z.strictObject({ rows: z.array(processView) });
export type ProcessList = z.infer<typeof processList>;

/** Somebody who may be asked for an opinion, or to take the step over. */
export const colleagueList = z.strictObject({
  rows: z.array(
    z.strictObject({
      person,
      role: z.enum(stepRoles),
      onBehalfOf: person.nullable(),
      /** May decide: has had no hand in this revision. */
      free: z.boolean(),
      /** Holds the seat that the reader holds, so the step can pass to them. */
      mayTakeOver: z.boolean(),
    }),
  ),
});
export type ColleagueList = z.infer<typeof colleagueList>;

/** Whom somebody in a unit may leave their work to while away (代理); lending itself is the identity room's. */
export const standInList = z.strictObject({
  rows: z.array(z.strictObject({ person, roles: z.array(z.enum([...stepRoles, 'handler'])) })),
});
export type StandInList = z.infer<typeof standInList>;

const processFaultView = reasonView.extend({ stepKey: z.string().nullable() });

/** What putting it in force would do. */
export const processCheck = z.strictObject({
  /** Everything wrong, each with its step. Empty: it can be put in force. */
  faults: z.array(processFaultView),
  /** What is in force for such cases now, of this unit or a superior. */
  inForce: processView.nullable(),
  changes: z.array(
    z.strictObject({ stepKey: z.string(), change: z.enum(['added', 'removed', 'changed', 'moved']) }),
  ),
  /** Cases of the unit and those below it that are on their way and keep what they began with: how many, and some numbers. */
  running: z.strictObject({ count: z.int(), numbers: z.array(z.string()) }),
});
export type ProcessCheck = z.infer<typeof processCheck>;

export const tryProcessForm = z.strictObject({
  unit: unitId,
  steps: processSteps,
  facts: z.strictObject({
    affairsKind: z.enum(affairsKinds),
    scope: z.enum(scopes),
    purpose: z.enum(purposes),
    category: z.string().trim().max(80).default(''),
    keywords: z.array(z.string().trim().min(1).max(40)).max(20).default([]),
    personalDataInFiles: z.boolean().default(false),
    urgent: z.boolean().default(false),
  }),
});
export type TryProcessForm = z.input<typeof tryProcessForm>;

/** How a case of such a kind would go: the steps whose conditions it meets, each seat with its unit and who holds it. */
export const processTrial = z.strictObject({
  steps: z.array(
    z.strictObject({
      key: z.string(),
      seats: z.array(
        z.strictObject({ role: z.enum(stepRoles), unit: unitName.nullable(), holders: z.array(z.string()) }),
      ),
    }),
  ),
});
export type ProcessTrial = z.infer<typeof processTrial>;
