import { z } from 'zod';

const moment = z.iso.datetime();

/** What went wrong when somebody outside was last asked. */
const trouble = z.strictObject({
  what: z.string(),
  /** Words of the system or of the other side, for those who look into it. */
  detail: z.string(),
  since: moment,
});

/** Those outside that see the log: witnesses, other logs, time-stamping authorities, and the anchors that were made. */
export const outsideView = z.strictObject({
  /** Who must sign, in words; null without a policy file. */
  quorum: z.string().nullable(),
  /** Entries published; the lag of a witness counts from here. */
  published: z.int(),
  witnesses: z.array(
    z.strictObject({
      name: z.string(),
      vkey: z.string(),
      url: z.string().nullable(),
      /** Not in the policy file any more. */
      former: z.boolean(),
      size: z.int().nullable(),
      cosignedAt: moment.nullable(),
      /** Published entries it has not cosigned. */
      lag: z.int(),
      askedAt: moment.nullable(),
      trouble: trouble.nullable(),
    }),
  ),
  peers: z.array(
    z.strictObject({
      origin: z.string(),
      size: z.int().nullable(),
      seenAt: moment.nullable(),
      askedAt: moment.nullable(),
      trouble: trouble.nullable(),
    }),
  ),
  authorities: z.array(
    z.strictObject({
      url: z.string(),
      stampedAt: moment.nullable(),
      askedAt: moment.nullable(),
      trouble: trouble.nullable(),
    }),
  ),
  anchors: z.array(
    z.strictObject({
      id: z.int(),
      kind: z.enum(['rfc3161', 'peer', 'paper']),
      size: z.int(),
      byWhom: z.string(),
      at: moment,
      /** Entry of the log; null for paper. */
      index: z.int().nullable(),
    }),
  ),
});
export type OutsideView = z.output<typeof outsideView>;
