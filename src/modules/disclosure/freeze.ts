import { canonicalJson, normalizeRichText, sha256Hex } from '#platform/richtext';
import {
  type ContentAttachment,
  type DraftContent,
  type RevisionContent,
  revisionContent,
} from './content.ts';

/** Frozen content and the hash by which every signature names it. */
export type Frozen = { readonly content: RevisionContent; readonly contentSha256: string };

/** A draft with the files attached to it, as it would be frozen: text in its one normal form, files in their order. */
export function withAttachments(
  draft: DraftContent,
  attachments: readonly ContentAttachment[],
): RevisionContent {
  const { attachments: _, ...fields } = draft as RevisionContent;
  return {
    ...fields,
    title: draft.title.trim(),
    body: normalizeRichText(draft.body),
    attachments: attachments.map(({ name, sha256, size, media }) => ({ name, sha256, size, media })),
  };
}

/**
 * Fixes the bytes: what the reviewers read, the approver signs, publication shows and the log keeps.
 * @throws when the content is not of the format (the database was written by something else)
 */
export function freeze(draft: DraftContent, attachments: readonly ContentAttachment[]): Frozen {
  const content = revisionContent.parse(withAttachments(draft, attachments));
  return { content, contentSha256: hashOf(content) };
}

/** SHA-256 of the canonical JSON (RFC 8785) in UTF-8, lower-case hexadecimal. */
export function hashOf(content: RevisionContent): string {
  return sha256Hex(canonicalJson(content));
}
