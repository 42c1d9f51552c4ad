import { z } from 'zod';
import { richText } from '#platform/richtext';

import { affairsKinds, modes, scopes, validities } from './words.ts';

/** Positive id of a unit. */
export const unitId = z.int().positive();
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'sha256');
export const localDate = z.iso.date();
/** A moment with its offset, e.g. `2026-03-01T09:00:00+08:00`. */
export const moment = z.iso.datetime({ offset: true });

/** A file as the frozen content names it: by its bytes. */
export const contentAttachment = z.strictObject({
  name: z.string().min(1).max(200),
  sha256,
  size: z.int().nonnegative(),
  media: z.string().min(1).max(120),
});
export type ContentAttachment = z.infer<typeof contentAttachment>;

const keywords = z.array(z.string().trim().min(1).max(30)).max(20);
const duties = z.array(z.uuid()).max(50);
const audience = z.strictObject({ units: z.array(unitId).max(200) }).nullable();

/**
 * Withholding (不予公开, 部分不予公开) as it is signed with the text: the coded ground (disclosure.withhold_ground), why, until
 * when, and the words of the public notice. Without a notice nothing is shown at all, because the notice itself would reveal
 * the secret.
 */
export const withholding = z.strictObject({
  extent: z.enum(['whole', 'part']),
  ground: z.string().max(40),
  /** 理由 and the norm relied on, for the signers; not shown. */
  basis: z.string().max(1000),
  reviewOn: localDate.nullable(),
  notice: z.enum(['public', 'none']),
  noticeText: z.string().max(2000),
});
export type Withholding = z.infer<typeof withholding>;

/**
 * What the writer may hold while drafting: the same fields as the frozen content, but nothing is compulsory yet.
 * Attachments are not sent with it: they are added and removed one by one and join the content when it is frozen.
 */
export const draftContent = z.strictObject({
  title: z.string().max(200),
  documentNumber: z.string().max(60).nullable(),
  documentDate: localDate.nullable(),
  scope: z.enum(scopes),
  audience,
  scopeUnit: unitId,
  affairsKind: z.enum(affairsKinds),
  category: z.string().max(80),
  mode: z.enum(modes),
  keywords,
  validity: z.enum(validities),
  expiresOn: localDate.nullable(),
  publishAt: moment.nullable(),
  duties,
  body: richText,
  changeNote: z.string().max(2000).nullable(),
  reason: z.string().max(2000).nullable(),
  /** Only where something is withheld: absent otherwise, so that content without it has the bytes it always had. */
  withholding: withholding.optional(),
});
export type DraftContent = z.infer<typeof draftContent>;

/**
 * The content a signature names. Frozen when proposed; its canonical JSON (sorted keys, UTF-8) is what `contentSha256` hashes,
 * what publication shows and what the log keeps. A field added here is a new version of the format: never rename one.
 */
export const revisionContent = draftContent.extend({ attachments: z.array(contentAttachment).max(50) });
export type RevisionContent = z.infer<typeof revisionContent>;
