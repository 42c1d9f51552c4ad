import type { MailBlock, MailKinds, WritingContext } from '#platform/mail';
import { signToken } from '#platform/sealing';
import { digestEnded, writeDigest } from './digests/write.ts';
import { CONFIRM_HOURS, MANAGE_HOURS } from './domain.ts';
import type { Keys } from './settings.ts';
import { staffMails } from './staff/mails.ts';
import { own } from './store.ts';
import { wordsOfTarget } from './words-of-target.ts';

const text = (words: string): MailBlock => ({ is: 'text', text: words });
const hours = (now: Date, count: number): Date => new Date(now.getTime() + count * 3_600_000);

async function writeConfirmation(keys: Keys, ctx: WritingContext, id: string) {
  const { t, tx, baseUrl } = ctx;
  const row = await own(tx)
    .selectFrom('subscriptions.subscription')
    .select(['target', 'pace', 'state', 'created_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined || row.state === 'active') return null;
  const until = hours(row.created_at, CONFIRM_HOURS);
  const what = await wordsOfTarget(tx, t, row.target);
  const token = signToken(keys.links, { purpose: 'confirm', id, until });
  return {
    subject: t('subscriptions.mail.confirmSubject'),
    blocks: [
      text(t('subscriptions.mail.confirm', { what, pace: t(`subscriptions.pace.${row.pace}`) })),
      {
        is: 'action' as const,
        label: t('subscriptions.mail.confirmAction'),
        url: `${baseUrl}/subscribe/confirm/${token}`,
      },
      text(t('subscriptions.mail.confirmOver', { hours: CONFIRM_HOURS })),
    ],
    footer: [text(t('subscriptions.mail.notYou'))],
    unsubscribe: null,
  };
}

async function writeManageLink(keys: Keys, ctx: WritingContext, subscriber: string) {
  const { t, tx, baseUrl, now } = ctx;
  const row = await own(tx)
    .selectFrom('subscriptions.subscriber')
    .select('id')
    .where('id', '=', subscriber)
    .executeTakeFirst();
  if (row === undefined) return null;
  const token = signToken(keys.links, { purpose: 'manage', id: subscriber, until: hours(now, MANAGE_HOURS) });
  return {
    subject: t('subscriptions.mail.manageSubject'),
    blocks: [
      text(t('subscriptions.mail.manageText')),
      {
        is: 'action' as const,
        label: t('subscriptions.mail.manage'),
        url: `${baseUrl}/subscriptions/${token}`,
      },
      text(t('subscriptions.mail.confirmOver', { hours: MANAGE_HOURS })),
    ],
    footer: [text(t('subscriptions.mail.notYou'))],
    unsubscribe: null,
  };
}

/** The mails of this room. */
export function subscriptionMails(keys: Keys): MailKinds {
  return {
    'subscriptions.confirm': { write: (ctx, ref) => writeConfirmation(keys, ctx, ref) },
    'subscriptions.manage': { write: (ctx, ref) => writeManageLink(keys, ctx, ref) },
    'subscriptions.digest': {
      write: (ctx, ref) => writeDigest(keys, ctx, ref),
      ended: (tx, ref, end) => digestEnded(tx, ref, end),
    },
    ...staffMails(keys),
  };
}
