import { z } from 'zod';
import { officialParts, richText } from '#platform/richtext';
import { modes, scopes } from '../words.ts';

/*
 *  GET    /api/revisions/:revision/attachments/:attachment/table    the tables of an attached sheet → attachmentTable
 */

/** What a note such as 此件公开发布 proposes for the plan. */
export const importPlan = z.strictObject({
  scope: z.enum(scopes).nullable(),
  mode: z.enum(modes).nullable(),
  /** The note speaks against openness, or for openness in part: the writer must look. */
  warning: z.enum(['notOpen', 'openInPart']).nullable(),
});
export type ImportPlan = z.infer<typeof importPlan>;

/** Beside the text: the parts of an official document that were recognised, and what its note proposes. */
export const importFindings = {
  found: z.array(z.strictObject({ part: z.enum(officialParts), text: z.string() })),
  plan: importPlan,
};

/** Tables of a spreadsheet as text, to be put at the cursor. Nothing is saved by asking. */
export const attachmentTable = z.strictObject({ body: richText });
export type AttachmentTable = z.infer<typeof attachmentTable>;
