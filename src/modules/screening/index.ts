/** Screening: finds personal information and secret marks before anything goes out; people decide. */
export { carryDecisions, type DecideRefusal, decideFinding } from './commands/decide-finding.ts';
export { readTermFile } from './commands/import-terms.ts';
export { recordSecretMark, type SecretMark } from './commands/record-incident.ts';
export {
  rescreenForPublication,
  type ScreenedRevision,
  type ScreenRevision,
  screenRevision,
} from './commands/record-screening.ts';
export { contextOfUnit } from './context.ts';

export { isMaskable } from './engine/mask.ts';
export type { ScreeningContext } from './engine/page.ts';
export { type AttachmentText, type DocumentContent, screenDocument } from './engine/screen-document.ts';
export type { SecretMarkFound } from './facts.ts';
export { fingerprintsOfWords } from './fingerprints.ts';
export type { Blocker, Decide, DecisionView, Finding, FindingPlace, RevisionFindings } from './forms.ts';
export { screeningModule } from './module.ts';
export { blockers, findRevisionFindings, openFindings } from './queries.ts';
export { type ScreenedFile, screenFolder } from './screen-folder.ts';
export { readDecisions } from './store.ts';
