import { z } from 'zod';

/*
 * Routes of the office:
 *
 *   GET    /api/carriers/webhooks?unit=            → webhookPage    partners of the units covered
 *   POST   /api/carriers/webhooks      newWebhookForm → webhookSecret   the secret is shown this once
 *   PUT    /api/carriers/webhooks/:id  webhookForm → webhookView
 *   POST   /api/carriers/webhooks/:id/secret       → webhookSecret  another one; the old one is signed with for a day more
 *   POST   /api/carriers/webhooks/:id/state        webhookStateForm → webhookView
 */

const line = (most: number) => z.string().trim().min(1).max(most);
const moment = z.iso.datetime();

export const webhookStates = ['active', 'disabled', 'removed'] as const;
export const disabledWhys = ['failing', 'gone', 'person'] as const;

export const webhookById = z.strictObject({ id: z.uuid() });
export const webhookQuery = z.strictObject({
  unit: z.coerce.number().int().positive().max(2_147_483_647).optional(),
});
export const webhookForm = z.strictObject({
  name: line(100),
  url: line(500),
  lockVersion: z.int().min(0),
});
export const newWebhookForm = z.strictObject({
  unit: z.int().positive().max(2_147_483_647),
  name: line(100),
  url: line(500),
});
export const webhookStateForm = z.strictObject({ state: z.enum(webhookStates) });

export const webhookView = z.strictObject({
  id: z.uuid(),
  unit: z.int(),
  unitName: z.string(),
  name: z.string(),
  url: z.string(),
  state: z.enum(webhookStates),
  disabledAt: moment.nullable(),
  disabledWhy: z.enum(disabledWhys).nullable(),
  /** First failure since the last success. */
  failingSince: moment.nullable(),
  /** Until when the secret before the present one is signed with too. */
  oldSecretUntil: moment.nullable(),
  lockVersion: z.int(),
  createdAt: moment,
});
export type WebhookView = z.infer<typeof webhookView>;
export const webhookPage = z.strictObject({ rows: z.array(webhookView) });
export type WebhookPage = z.infer<typeof webhookPage>;
export const webhookSecret = z.strictObject({ webhook: webhookView, secret: z.string() });
export type WebhookSecret = z.infer<typeof webhookSecret>;
