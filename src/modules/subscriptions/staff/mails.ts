import type { PersonId } from '#kernel';
import type { Tx } from '#platform/database';
import type { MailBlock, MailContent, MailEnd, MailKinds, WritingContext } from '#platform/mail';
import { listDigestsByIds } from '#platform/notifications';
import { signToken } from '#platform/sealing';
import { CONFIRM_HOURS } from '../domain.ts';
import type { Keys } from '../settings.ts';
import { own } from '../store.ts';

/*
 * Reminders of the office by mail say how many of what waits, and where to sign in. No title, no name, no number of a case: a
 * mailbox is outside (principle 8), and what is inner stays inside.
 */

const text = (words: string): MailBlock => ({ is: 'text', text: words });

async function writeConfirmation(
  keys: Keys,
  ctx: WritingContext,
  change: string,
): Promise<MailContent | null> {
  const { t, tx, baseUrl } = ctx;
  const row = await own(tx)
    .selectFrom('subscriptions.staff_mail')
    .select(['verified_at', 'changed_at'])
    .where('change', '=', change)
    .executeTakeFirst();
  if (row === undefined || row.verified_at !== null) return null;
  const until = new Date(row.changed_at.getTime() + CONFIRM_HOURS * 3_600_000);
  const token = signToken(keys.links, { purpose: 'staffConfirm', id: change, until });
  return {
    subject: t('subscriptions.mail.staffConfirmSubject'),
    blocks: [
      text(t('subscriptions.mail.staffConfirm')),
      {
        is: 'action',
        label: t('subscriptions.mail.confirmAction'),
        url: `${baseUrl}/office-mail/confirm/${token}`,
      },
      text(t('subscriptions.mail.confirmOver', { hours: CONFIRM_HOURS })),
    ],
    footer: [text(t('subscriptions.mail.notYou'))],
    unsubscribe: null,
  };
}

type Reminder = { readonly person: string; readonly digest: number | null; readonly change: string };

async function findReminder(tx: Tx, id: string): Promise<Reminder | undefined> {
  return own(tx)
    .selectFrom('subscriptions.staff_digest as d')
    .innerJoin('subscriptions.staff_mail as m', 'm.person', 'd.person')
    .select(['d.person', 'd.digest', 'm.change'])
    .where('d.id', '=', id)
    .where('m.verified_at', 'is not', null)
    .executeTakeFirst();
}

async function writeReminder(keys: Keys, ctx: WritingContext, id: string): Promise<MailContent | null> {
  const { t, tx, baseUrl } = ctx;
  const reminder = await findReminder(tx, id);
  if (reminder === undefined) return null;
  const lines =
    reminder.digest === null ? [] : await linesOf(ctx, reminder.person as PersonId, reminder.digest);
  if (reminder.digest !== null && lines.length === 0) return null;
  const stop = `${baseUrl}/office-mail/stop/${signToken(keys.links, { purpose: 'staffStop', id: reminder.change, until: null })}`;
  return {
    subject: t(
      reminder.digest === null ? 'subscriptions.mail.urgentSubject' : 'subscriptions.mail.staffSubject',
    ),
    blocks: [
      ...(reminder.digest === null ? [text(t('subscriptions.mail.urgent'))] : lines),
      { is: 'action', label: t('subscriptions.mail.signIn'), url: `${baseUrl}/office/` },
    ],
    footer: [
      text(t('subscriptions.mail.staffWhy')),
      { is: 'action', label: t('subscriptions.mail.staffStop'), url: stop },
    ],
    unsubscribe: stop,
  };
}

/** Counts and nothing else: a parameter that is no number keeps its line out of the mail. */
async function linesOf(ctx: WritingContext, person: PersonId, digest: number): Promise<readonly MailBlock[]> {
  const [found] = await listDigestsByIds(ctx.tx, person, [digest]);
  return (found?.lines ?? [])
    .filter(({ params }) => Object.values(params).every((value) => typeof value === 'number'))
    .map(({ kind, params, link }) => ({
      is: 'entry' as const,
      text: ctx.t(`digest.${kind}`, params),
      note: '',
      url: `${ctx.baseUrl}/office${link}`,
    }));
}

/** A mailbox that refuses is not written to again; its owner sees it in the office. */
async function reminderEnded(tx: Tx, id: string, end: MailEnd): Promise<void> {
  if (end !== 'refused') return;
  const reminder = await findReminder(tx, id);
  if (reminder !== undefined)
    await own(tx)
      .updateTable('subscriptions.staff_mail')
      .set({ verified_at: null })
      .where('person', '=', reminder.person)
      .execute();
}

export function staffMails(keys: Keys): MailKinds {
  return {
    'subscriptions.staff-confirm': { write: (ctx, ref) => writeConfirmation(keys, ctx, ref) },
    'subscriptions.staff-reminder': {
      write: (ctx, ref) => writeReminder(keys, ctx, ref),
      ended: (tx, ref, end) => reminderEnded(tx, ref, end),
    },
  };
}
