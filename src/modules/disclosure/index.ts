/** Front door of the disclosure room (公开流程). */
export {
  type ContentAttachment,
  type DraftContent,
  type RevisionContent,
  revisionContent,
} from './content.ts';
export type { DisclosureFacts } from './facts.ts';
export { connectPeople, type Holder, type People } from './people.ts';
export type { Purpose, RevisionState } from './words.ts';
