import { z } from 'zod';
import { linkStates } from './words.ts';

const unitId = z.coerce.number().int().positive().max(2_147_483_647);

export const linksQuery = z.strictObject({
  unit: unitId,
  state: z.enum(['dead', 'unreachable', 'redirected']).optional(),
  cursor: z.string().max(2100).optional(),
});

const linkRow = z.strictObject({
  url: z.string(),
  kind: z.enum(['internal', 'external', 'attachment']),
  state: z.enum(linkStates),
  status: z.int().nullable(),
  reason: z.string().nullable(),
  location: z.string().nullable(),
  checkedAt: z.iso.datetime().nullable(),
  failingSince: z.iso.datetime().nullable(),
  pages: z.array(z.strictObject({ path: z.string(), title: z.string() })),
});
export type LinkRow = z.infer<typeof linkRow>;

export const linkPage = z.strictObject({
  /** Whether outside addresses are asked at all on this installation. */
  outside: z.boolean(),
  rows: z.array(linkRow),
  total: z.int().nullable(),
  next: z.string().nullable(),
});
export type LinkPageView = z.infer<typeof linkPage>;
