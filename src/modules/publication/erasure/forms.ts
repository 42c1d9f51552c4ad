import { z } from 'zod';
import { erasureGrounds, erasureStates } from './grounds.ts';

/*
 * Routes of the office (permission `publication.erase` for the item's unit):
 *
 *   GET    /api/publications/:id/erasures                               → erasureList
 *   POST   /api/publications/:id/erasures/preview       wordsForm       → erasurePreview   what is found; nothing is kept
 *   POST   /api/publications/:id/erasures               erasureForm     → erasureView      the first person asks
 *   POST   /api/publications/:id/erasures/:erasure/confirm  confirmForm → erasureView      the second person writes the words again
 *   DELETE /api/publications/:id/erasures/:erasure                      → erasureView      taken back
 */

const words = z.array(z.string().trim().min(2).max(60)).max(20);

export const byErasure = z.strictObject({ id: z.uuid(), erasure: z.uuid() });

export const wordsForm = z.strictObject({
  words,
  /** Attachments of the newest version that go whole, by position. */
  removes: z.array(z.int().min(1).max(200)).max(50).default([]),
});
export type WordsForm = z.infer<typeof wordsForm>;

export const erasureForm = z.strictObject({ ...wordsForm.shape, ground: z.enum(erasureGrounds) });
export type ErasureForm = z.infer<typeof erasureForm>;

export const confirmForm = z.strictObject({ words });
export type ConfirmForm = z.infer<typeof confirmForm>;

const found = z.strictObject({
  /** `schema.table` of the rows. */
  place: z.string(),
  rows: z.int(),
  hits: z.int(),
});

export const erasurePreview = z.strictObject({
  /** Where the words stand outside the frozen parts; what will stand there afterwards, with a little around it. */
  places: z.array(z.strictObject({ ...found.shape, samples: z.array(z.string()) })),
  /** Parts of published versions: their bytes go, the newest version is made anew. */
  parts: z.array(z.strictObject({ version: z.int(), position: z.int(), kind: z.string() })),
  files: z.array(
    z.strictObject({
      name: z.string(),
      hits: z.int(),
      /** `copy`: a masked copy takes its place where one can be made that holds nothing any more; `removed`: it goes. */
      becomes: z.enum(['copy', 'removed']),
    }),
  ),
  /** Files in which nothing could be read: somebody has to look. */
  unread: z.array(z.string()),
  /** Other items open to everybody that say the words too: not touched, each needs its own decision. */
  elsewhere: z.array(z.strictObject({ slug: z.string(), unitName: z.string() })),
  /** Addresses of other live items that name one of the files: erasing is refused until they are settled. */
  shared: z.array(z.string()),
});
export type ErasurePreview = z.infer<typeof erasurePreview>;

const moment = z.iso.datetime();
export const erasureView = z.strictObject({
  id: z.uuid(),
  ground: z.enum(erasureGrounds),
  state: z.enum(erasureStates),
  /** How many words were named; the words themselves are kept nowhere. */
  words: z.int(),
  removes: z.array(z.int()),
  found: z.array(found),
  proposedByName: z.string(),
  proposedAt: moment,
  confirmedByName: z.string().nullable(),
  confirmedAt: moment.nullable(),
  cancelledByName: z.string().nullable(),
  /** 登记号 */
  logIndex: z.int().nullable(),
  version: z.int(),
  masked: z.int(),
  removed: z.int(),
  /** Asked for by the person who reads: somebody else has to confirm. */
  isOwn: z.boolean(),
});
export type ErasureView = z.infer<typeof erasureView>;
export const erasureList = z.strictObject({
  rows: z.array(erasureView),
  /** Of the newest version: what may be named to go whole. */
  attachments: z.array(z.strictObject({ position: z.int(), name: z.string() })),
});
export type ErasureList = z.infer<typeof erasureList>;
