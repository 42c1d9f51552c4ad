import { z } from 'zod';
import { affairsKinds } from '#kernel';
import { mailStates, paces } from './words.ts';

/*
 * Office routes:
 *
 *   GET    /me/mail        → ownMail        where my reminders are sent, masked
 *   PUT    /me/mail        ownMailForm → ownMail
 *   DELETE /me/mail        → ownMail
 *   GET    /mail           → mailOverview   the post: counts and states, no address (系统管理员)
 *
 * The public subscribes by forms of the portal (web/forms.ts).
 */

const unitId = z.coerce.number().int().positive().max(2_147_483_647);

/** What may be subscribed to, as the address of the page says it. */
export const targetQuery = z.object({
  q: z.string().max(400).optional(),
  unit: unitId.optional(),
  within: z.enum(['0', '1']).optional(),
  kind: z.enum(affairsKinds).optional(),
  category: z.string().max(80).optional(),
});
export type TargetQuery = z.infer<typeof targetQuery>;

export const tokenParams = z.strictObject({ token: z.string().max(100) });

/** Everything is checked again by the command: a page answers what is wrong in its own words. */
export const subscribeFields = z.strictObject({
  address: z.string().max(400),
  target: z.string().max(1500),
  pace: z.enum(paces),
});

export const linkFields = z.strictObject({ address: z.string().max(400) });

/** A button without fields. */
export const nothing = z.strictObject({});

/** RFC 8058: the mailbox posts `List-Unsubscribe=One-Click`; the page’s button posts nothing. Other fields are no reason to refuse. */
export const oneClick = z.object({ 'List-Unsubscribe': z.string().max(100).optional() });

export const manageFields = z.strictObject({
  act: z.enum(['show', 'pace', 'end', 'endAll']).default('show'),
  subscription: z.uuid().optional(),
  pace: z.enum(paces).optional(),
});

export const ownMail = z.strictObject({
  /** Is there a way to send mail at all? */
  mail: z.enum(['smtp', 'demo', 'off']),
  maskedAddress: z.string().nullable(),
  state: z.enum(['none', 'unconfirmed', 'confirmed']),
  urgent: z.boolean(),
});
export type OwnMail = z.infer<typeof ownMail>;

export const ownMailForm = z.strictObject({
  /** Null: as it is. */
  address: z.string().trim().min(1).max(254).nullable(),
  urgent: z.boolean(),
});

export const mailOverview = z.strictObject({
  mail: z.enum(['smtp', 'demo', 'off']),
  waitingSince: z.iso.datetime().nullable(),
  counts: z.array(z.strictObject({ kind: z.string(), state: z.enum(mailStates), count: z.int() })),
  reasons: z.array(z.strictObject({ reason: z.string(), count: z.int() })),
  subscriptions: z.array(
    z.strictObject({ state: z.enum(['pending', 'active']), pace: z.enum(paces), count: z.int() }),
  ),
  /** Demonstration only: what would have been sent. */
  shown: z.array(
    z.strictObject({ to: z.string(), subject: z.string(), body: z.string(), at: z.iso.datetime() }),
  ),
});
export type MailOverviewView = z.infer<typeof mailOverview>;
