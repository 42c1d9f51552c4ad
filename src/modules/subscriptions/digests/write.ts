import { listSlugs, listStillOpen, type OpenItem } from '#modules/publication';
import { localDateAt } from '#platform/calendar';
import type { Tx } from '#platform/database';
import type { MailBlock, MailContent, MailEnd, WritingContext } from '#platform/mail';
import { signToken } from '#platform/sealing';
import { MANAGE_HOURS, MOST_REFUSALS } from '../domain.ts';
import type { Keys } from '../settings.ts';
import { own } from '../store.ts';
import { targetPage } from '../target.ts';
import { wordsOfTarget } from '../words-of-target.ts';

/** Items named in one mail; the page of the subscription has the others. */
const MOST_ITEMS = 200;

type Item = { readonly item: string; readonly purpose: string };

/**
 * Puts a digest into words at the moment it leaves: what society can read now, and, without a word of them, how many of those
 * told earlier were withdrawn. What is in it is marked as told in the same transaction, before anything is handed over; the
 * hearer of withdrawals locks the same rows, so an item is either not in the mail or known to have been in it.
 */
export async function writeDigest(keys: Keys, ctx: WritingContext, ref: string): Promise<MailContent | null> {
  const digest = await own(ctx.tx)
    .selectFrom('subscriptions.digest as d')
    .innerJoin('subscriptions.subscription as s', 's.id', 'd.subscription')
    .select(['s.id', 's.subscriber', 's.target', 's.pace', 's.state'])
    .where('d.id', '=', ref)
    .executeTakeFirst();
  if (digest === undefined || digest.state !== 'active') return null;
  const items = await own(ctx.tx)
    .selectFrom('subscriptions.digest_item')
    .select(['item', 'purpose'])
    .where('digest', '=', ref)
    .orderBy('log_index', 'desc')
    .forUpdate()
    .execute();
  const open = await listStillOpen(
    ctx.tx,
    items.map(({ item }) => item),
  );
  await markTold(ctx, ref, items, open);
  const back = await listTakenBack(ctx.tx, ref);
  if (open.size === 0 && back.length === 0) return null;
  const name = await wordsOfTarget(ctx.tx, ctx.t, digest.target);
  const shown = items.flatMap(({ item, purpose }) => {
    const found = open.get(item);
    return found === undefined ? [] : [entryOf(ctx, found, purpose)];
  });
  return {
    subject: subjectOf(ctx, name, open.size, back.length),
    blocks: [
      ...(open.size === 0 ? [] : [said(ctx.t('subscriptions.mail.news', { what: name, count: open.size }))]),
      ...shown.slice(0, MOST_ITEMS),
      ...(shown.length > MOST_ITEMS
        ? [said(ctx.t('subscriptions.mail.more', { count: shown.length - MOST_ITEMS }))]
        : []),
      ...back.flatMap((one, index) => takenBackBlocks(ctx, one, index)),
      {
        is: 'action',
        label: ctx.t('subscriptions.mail.see'),
        url: `${ctx.baseUrl}${targetPage(digest.target)}`,
      },
    ],
    ...footerOf(keys, ctx, { subscription: digest.id, subscriber: digest.subscriber, name }),
  };
}

async function markTold(
  { tx, now }: WritingContext,
  digest: string,
  items: readonly Item[],
  open: ReadonlyMap<string, OpenItem>,
): Promise<void> {
  await own(tx)
    .updateTable('subscriptions.digest')
    .set((eb) => ({ handed_over_at: eb.fn.coalesce('handed_over_at', eb.val(now)) }))
    .where('id', '=', digest)
    .execute();
  for (const state of ['told', 'dropped'] as const) {
    const those = items.filter(({ item }) => open.has(item) === (state === 'told')).map(({ item }) => item);
    if (those.length > 0)
      await own(tx)
        .updateTable('subscriptions.digest_item')
        .set({ state })
        .where('digest', '=', digest)
        .where('item', 'in', those)
        // What may have been told stays told: a repetition under the same Message-ID takes nothing back.
        .where('state', '=', 'waiting')
        .execute();
  }
}

type TakenBack = { readonly slug: string; readonly day: string };

async function listTakenBack(tx: Tx, digest: string): Promise<readonly TakenBack[]> {
  const rows = await own(tx)
    .selectFrom('subscriptions.taken_back')
    .select(['item', 'withdrawn_at'])
    .where('digest', '=', digest)
    .orderBy('withdrawn_at')
    .execute();
  const slugs = await listSlugs(
    tx,
    rows.map(({ item }) => item),
  );
  return rows.flatMap(({ item, withdrawn_at }) => {
    const slug = slugs.get(item);
    return slug === undefined ? [] : [{ slug, day: localDateAt(withdrawn_at) }];
  });
}

function takenBackBlocks(
  { t, baseUrl }: WritingContext,
  one: TakenBack,
  index: number,
): readonly MailBlock[] {
  const url = `${baseUrl}/i/${one.slug}`;
  const entry: MailBlock = {
    is: 'entry',
    text: t('subscriptions.mail.takenBack', { day: one.day }),
    note: '',
    url,
  };
  return index === 0 ? [{ is: 'heading', text: t('subscriptions.mail.takenBackHead') }, entry] : [entry];
}

function entryOf({ t, baseUrl }: WritingContext, item: OpenItem, purpose: string): MailBlock {
  const mark = purpose === 'publish' ? '' : `${t(`publication.purpose.${purpose}`)} · `;
  const number = item.documentNumber === null ? '' : ` · ${item.documentNumber}`;
  return {
    is: 'entry',
    text: item.title,
    note: `${mark}${item.unitName}${number} · ${localDateAt(item.publishedAt)}`,
    url: `${baseUrl}/i/${item.slug}`,
  };
}

function subjectOf({ t }: WritingContext, what: string, count: number, back: number): string {
  return count === 0
    ? t('subscriptions.mail.subjectBack', { what, count: back })
    : t('subscriptions.mail.subject', { what, count });
}

const said = (text: string): MailBlock => ({ is: 'text', text });

/** Why this mail came, the link to one's subscriptions, and the one that ends this one. */
function footerOf(
  keys: Keys,
  { t, baseUrl, now }: WritingContext,
  whose: { readonly subscription: string; readonly subscriber: string; readonly name: string },
): Pick<MailContent, 'footer' | 'unsubscribe'> {
  const unsubscribe = `${baseUrl}/unsubscribe/${signToken(keys.links, { purpose: 'unsubscribe', id: whose.subscription, until: null })}`;
  const until = new Date(now.getTime() + 30 * MANAGE_HOURS * 3_600_000);
  const manage = `${baseUrl}/subscriptions/${signToken(keys.links, { purpose: 'manage', id: whose.subscriber, until })}`;
  return {
    unsubscribe,
    footer: [
      said(t('subscriptions.mail.why', { what: whose.name })),
      { is: 'action', label: t('subscriptions.mail.end'), url: unsubscribe },
      { is: 'action', label: t('subscriptions.mail.manage'), url: manage },
    ],
  };
}

/** A mailbox that refuses again and again is forgotten; one that takes a mail begins anew. */
export async function digestEnded(tx: Tx, ref: string, end: MailEnd): Promise<void> {
  if (end !== 'sent' && end !== 'refused') return;
  const found = await own(tx)
    .selectFrom('subscriptions.digest as d')
    .innerJoin('subscriptions.subscription as s', 's.id', 'd.subscription')
    .select('s.subscriber')
    .where('d.id', '=', ref)
    .executeTakeFirst();
  if (found === undefined) return;
  const { refusals } = await own(tx)
    .updateTable('subscriptions.subscriber')
    .set((eb) => ({ refusals: end === 'sent' ? 0 : eb('refusals', '+', 1) }))
    .where('id', '=', found.subscriber)
    .returning('refusals')
    .executeTakeFirstOrThrow();
  if (refusals >= MOST_REFUSALS)
    await own(tx).deleteFrom('subscriptions.subscriber').where('id', '=', found.subscriber).execute();
}
