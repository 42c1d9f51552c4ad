/** Front door of the disclosure room (公开流程): from a draft to an approved revision, and what publication asks of it. */
export { listFileTexts } from './attachment-text.ts';
export {
  type AttachRefusal,
  attachFile,
  type Prepared,
  prepareFile,
  removeAttachment,
} from './commands/attachments.ts';
export { type BatchItem, type BatchMove, type BatchResult, batchDecide } from './commands/batch.ts';
export { claim, release } from './commands/claim.ts';
export { blankContent, type Created, createDisclosure } from './commands/create-disclosure.ts';
export {
  approve,
  type Decision,
  escalate,
  passReview,
  passSecrecyReview,
  passStep,
  returnRevision,
} from './commands/decide-step.ts';
export { type DefineProcess, defineProcess } from './commands/define-process.ts';
export { keepImportedImages, readDocument } from './commands/import-document.ts';
export type { Moved, MoveRefusal } from './commands/make-move.ts';
export {
  type Opened,
  resubmit,
  startClarification,
  startCorrection,
  startValidityChange,
  startWithdrawal,
} from './commands/open-revision.ts';
export { type Propose, type ProposeRefusal, propose } from './commands/propose.ts';
export { type Reschedule, reschedule } from './commands/reschedule.ts';
export { type SaveDraft, type Saved, saveDraft, settleConflict } from './commands/save-draft.ts';
export { cancelApproved, discard, recall, type WithReason } from './commands/take-back.ts';
export {
  type ContentAttachment,
  type DraftContent,
  type RevisionContent,
  revisionContent,
  type Withholding,
} from './content.ts';
export {
  type DossierFile,
  type ErasedCopies,
  fingerprintsOfErased,
  listDossierFiles,
  lockDossierOf,
  withErasedCopies,
} from './erasing.ts';
export type { DisclosureFacts } from './facts.ts';
export { connectStaff } from './following/staff.ts';
export {
  type CreateMatter,
  closeMatter,
  createMatter,
  type StartStage,
  startStage,
} from './matters/commands.ts';
export { findMatter, findStageOf } from './matters/store.ts';
export type { Audience, Stage } from './matters/words.ts';
export { disclosureModule } from './module.ts';
export { connectPeople, type Holder, type People } from './people.ts';
export {
  checkPublishable,
  confirmPublished,
  type FrozenRevision,
  findFrozenRevision,
  getFrozenRevision,
  type Publishable,
  type PublishableRefusal,
} from './publishing.ts';
export { getDraftContent } from './queries/draft.ts';
export { countInbox } from './queries/inbox.ts';
export { keepPublicationFindings } from './secrecy/after-refusal.ts';
export { connectFiles, findSignedBytes } from './secrecy/stored-files.ts';
export { rebuildSimilarity } from './similar/rebuild.ts';
export { createTextTemplate } from './templates/commands.ts';
export { objectAfterwards, passAfterwards, proposeUrgently } from './urgent/commands.ts';
export { openCase } from './web/open-case.ts';
export { reviewWithholding, type StartWithholding, startWithholding } from './withholding/commands.ts';
export { citationOf } from './withholding/rules.ts';
export { decidedIn, getGround, hasUnnoticedDecision, type StoredGround } from './withholding/store.ts';
export type { InboxBox, Purpose, RevisionState } from './words.ts';
export { workflowMarkdown } from './workflow-markdown.ts';
