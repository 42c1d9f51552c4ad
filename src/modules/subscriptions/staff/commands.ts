import { v7 } from 'uuid';
import { done, type PersonId, type Result, refuse } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import type { Locale } from '#platform/i18n';
import { cancelMailsOf, enqueueMail, readMailAddress } from '#platform/mail';
import { seal } from '#platform/sealing';
import type { Keys } from '../settings.ts';
import { own } from '../store.ts';

/**
 * Keeps where the signed-in person wishes reminders sent; a new address is used once its link was opened.
 * @param typed the address; null keeps the one there is
 */
export async function setStaffMail(
  ctx: CommandContext,
  keys: Keys,
  wish: { readonly address: string | null; readonly urgent: boolean; readonly locale: Locale },
): Promise<Result<null, 'mail-address-wrong' | 'mail-address-missing'>> {
  const { person } = ctx.actor;
  const { urgent, locale } = wish;
  if (wish.address === null) {
    const kept = await own(ctx.tx)
      .updateTable('subscriptions.staff_mail')
      .set({ urgent, locale })
      .where('person', '=', person)
      .returning('person')
      .executeTakeFirst();
    if (kept === undefined) return refuse('mail-address-missing', 400, {}, 'address');
  } else {
    const to = readMailAddress(wish.address);
    if (to === null) return refuse('mail-address-wrong', 400, {}, 'address');
    const change = v7();
    const row = {
      change,
      sealed_address: seal(keys.mail, to),
      locale,
      urgent,
      verified_at: null,
      changed_at: ctx.now,
    };
    await cancelMailsOf(ctx, person);
    await own(ctx.tx)
      .insertInto('subscriptions.staff_mail')
      .values({ person, ...row })
      .onConflict((conflict) => conflict.column('person').doUpdateSet(row))
      .execute();
    await enqueueMail(ctx, keys.mail, {
      kind: 'subscriptions.staff-confirm',
      ref: change,
      owner: person,
      to,
      locale,
    });
  }
  await recordAudit(ctx, {
    action: 'subscriptions.set-mail',
    subjectKind: 'person',
    subject: person,
    data: { urgent },
  });
  return done(null);
}

/** No more reminders by mail; the address is forgotten. */
export async function dropStaffMail(ctx: CommandContext, person: PersonId): Promise<Result<null>> {
  await own(ctx.tx).deleteFrom('subscriptions.staff_mail').where('person', '=', person).execute();
  await cancelMailsOf(ctx, person);
  await recordAudit(ctx, { action: 'subscriptions.drop-mail', subjectKind: 'person', subject: person });
  return done(null);
}

/** The link that was mailed was opened: the address is its owner's. */
export async function confirmStaffMail(
  ctx: CommandContext,
  change: string,
): Promise<Result<null, 'subscription-link-over'>> {
  const row = await own(ctx.tx)
    .updateTable('subscriptions.staff_mail')
    .set((eb) => ({ verified_at: eb.fn.coalesce('verified_at', eb.val(ctx.now)) }))
    .where('change', '=', change)
    .returning('person')
    .executeTakeFirst();
  if (row === undefined) return refuse('subscription-link-over', 404);
  await recordAudit(ctx, {
    action: 'subscriptions.confirm-mail',
    subjectKind: 'person',
    subject: row.person,
  });
  return done(null);
}

/** One click ends reminders by mail. Again: nothing is left to be done. */
export async function stopStaffMail(ctx: CommandContext, change: string): Promise<Result<null>> {
  const row = await own(ctx.tx)
    .selectFrom('subscriptions.staff_mail')
    .select('person')
    .where('change', '=', change)
    .executeTakeFirst();
  if (row !== undefined) return dropStaffMail(ctx, row.person as PersonId);
  await recordAudit(ctx, { action: 'subscriptions.drop-mail' });
  return done(null);
}
