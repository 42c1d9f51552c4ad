import { z } from 'zod';

const moment = z.iso.datetime();

const checkpointView = z.strictObject({
  size: z.int(),
  root: z.string(),
  at: moment,
  witnessed: z.boolean(),
});

/** How the log stands, for whoever looks after it. */
export const overview = z.strictObject({
  /** The name it signs under; null before the first start of a worker. */
  origin: z.string().nullable(),
  registered: z.int(),
  last: checkpointView.nullable(),
  lastWitnessed: checkpointView.nullable(),
  /** Registered and not public yet. */
  pending: z.strictObject({ count: z.int(), since: moment.nullable() }),
  alarms: z.array(
    z.strictObject({
      code: z.string(),
      stops: z.boolean(),
      what: z.string(),
      wayOut: z.string().nullable(),
      since: moment,
      lastAt: moment,
      count: z.int(),
    }),
  ),
  keys: z.array(
    z.strictObject({
      vkey: z.string(),
      kind: z.enum(['ed25519', 'sm2']),
      since: z.int(),
      signs: z.boolean(),
      madeAt: moment,
    }),
  ),
  heartbeats: z.strictObject({
    /** The first day shown; earlier than the log's own first day there is nothing to miss. */
    from: z.iso.date(),
    to: z.iso.date(),
    logBegan: z.iso.date().nullable(),
    days: z.array(z.iso.date()),
  }),
});
export type Overview = z.output<typeof overview>;
