import { z } from 'zod';
import { attachmentView, revisionId } from '../forms.ts';
import { redactionReasons } from './kinds.ts';

export type { RedactionReason } from './kinds.ts';

/*
 * Routes of safe copies, on a draft, by those who may edit it:
 *
 *  GET  /api/revisions/:revision/attachment-findings                                    → attachmentFindings
 *  POST /api/revisions/:revision/attachments/:attachment/mask           maskFileForm     → safeCopyAnswer
 *  GET  /api/revisions/:revision/attachments/:attachment/pages                           → pagesAnswer
 *  GET  /api/revisions/:revision/attachments/:attachment/pages/:page    ?dpi=             PNG
 *  POST /api/revisions/:revision/attachments/:attachment/redact         redactForm       → safeCopyAnswer
 *
 * A masked or redacted file takes the place of the old one under the same name, with an id of its own.
 */

export const attachmentParams = z.strictObject({ revision: revisionId, attachment: z.uuid() });
export const pageParams = attachmentParams.extend({ page: z.coerce.number().int().min(1).max(5_000) });
export const pageQuery = z.strictObject({ dpi: z.coerce.number().int().min(36).max(150).default(96) });

const fingerprint = z.string().regex(/^[0-9a-f]{64}$/);

/** Without fingerprints: everything that may be masked. */
export const maskFileForm = z.strictObject({
  fingerprints: z.array(fingerprint).min(1).max(5_000).optional(),
});
export type MaskFileForm = z.input<typeof maskFileForm>;

/** Points from the top left of the page as it is seen. */
const point = z.number().min(-20).max(20_000);
const length = z.number().min(1).max(20_000);
export const redactForm = z.strictObject({
  boxes: z
    .array(
      z.strictObject({
        page: z.int().min(1).max(5_000),
        x: point,
        y: point,
        width: length,
        height: length,
        reason: z.enum(redactionReasons),
      }),
    )
    .min(1)
    .max(2_000),
});
export type RedactForm = z.input<typeof redactForm>;

/** What was done with a file: how many places, and the file as it is now. */
export const safeCopyAnswer = z.strictObject({ attachment: attachmentView, places: z.int().nonnegative() });
export type SafeCopyAnswer = z.infer<typeof safeCopyAnswer>;

/** One value found in a file, wherever it stands in it. The value itself is not answered. */
const foundValue = z.strictObject({
  fingerprint,
  kind: z.string(),
  /** the kind's name in the reader's words */
  label: z.string(),
  masked: z.string(),
  class: z.string(),
  count: z.int().positive(),
  /** section and line of the first place, as stored: kind and name of the section */
  section: z.strictObject({ kind: z.string(), label: z.string() }).nullable(),
  line: z.int().positive(),
  maskable: z.boolean(),
});
export const attachmentFindings = z.strictObject({
  rows: z.array(
    z.strictObject({
      attachment: z.uuid(),
      /** May values be masked in files of this kind? */
      maskable: z.boolean(),
      /** May places of its pages be blacked out? */
      redactable: z.boolean(),
      findings: z.array(foundValue),
    }),
  ),
});
export type AttachmentFindings = z.infer<typeof attachmentFindings>;

export const pagesAnswer = z.strictObject({
  /** Size of each page in points. */
  pages: z.array(z.strictObject({ width: z.number(), height: z.number() })),
  /** Places of findings, to be blacked out with one click. */
  proposals: z.array(
    z.strictObject({
      page: z.int(),
      x: z.number(),
      y: z.number(),
      width: z.number(),
      height: z.number(),
      label: z.string(),
      masked: z.string(),
      reason: z.enum(redactionReasons),
    }),
  ),
});
export type PagesAnswer = z.infer<typeof pagesAnswer>;
