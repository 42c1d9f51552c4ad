import { noOrigin, systemActor } from '#platform/command';
import type { Tx } from '#platform/database';
import { addJob, type JobTools } from '#platform/jobs';
import type { Channel } from '#platform/module';
import { openFinding, resolveFinding } from '../findings/open.ts';
import { own } from '../store.ts';
import { ASK_CHANNELS } from './plan.ts';

/** Seconds until a way out that still shows the item is asked again; the last one goes on for ever. */
const askAgain: readonly number[] = [5, 30, 120, 600, 3_600];
/** Derived things follow within moments; one that still shows the item when asked this often is a finding. */
const PATIENCE = 2;

type Receipt = {
  readonly channel: string;
  readonly item: string;
  readonly slug: string;
  readonly unit: number;
};

/** Asks every way out that has not yet let go of a withdrawn item, keeps the answers, and comes back where one still shows it. */
export async function askChannels(
  tools: JobTools,
  channels: readonly Channel[],
  fact: string,
): Promise<void> {
  const open = await own(tools.database.reader)
    .selectFrom('carriers.channel_receipt')
    .select(['channel', 'item', 'slug', 'unit', 'asked'])
    .where('fact', '=', fact)
    .where('state', 'in', ['waiting', 'showing'])
    .execute();
  let most = -1;
  for (const receipt of open) {
    const answer = await answerOf(tools, channels, receipt);
    await tools.database.transaction((tx) => keepAnswer(tx, tools.now(), fact, receipt, answer));
    if (answer !== 'gone') most = Math.max(most, receipt.asked);
  }
  if (most < 0) return;
  const seconds = askAgain[Math.min(most, askAgain.length - 1)] ?? 3_600;
  const runAt = new Date(tools.now().getTime() + seconds * 1000);
  await tools.database.transaction((tx) =>
    addJob(tx, ASK_CHANNELS, { fact }, { key: `${ASK_CHANNELS}:${fact}`, runAt }),
  );
}

type Answer = 'gone' | 'showing' | { readonly error: string };

async function answerOf(tools: JobTools, channels: readonly Channel[], receipt: Receipt): Promise<Answer> {
  const channel = channels.find((one) => one.name === receipt.channel);
  // A way out that this version no longer has shows nothing.
  if (channel === undefined) return 'gone';
  try {
    const ctx = { db: tools.database.reader, now: tools.now() };
    const shows = await channel.shows(ctx, { item: receipt.item, slug: receipt.slug });
    return shows ? 'showing' : 'gone';
  } catch (error) {
    return { error: (error instanceof Error ? error.message : String(error)).slice(0, 500) };
  }
}

async function keepAnswer(
  tx: Tx,
  now: Date,
  fact: string,
  receipt: Receipt & { readonly asked: number },
  answer: Answer,
): Promise<void> {
  const isGone = answer === 'gone';
  await own(tx)
    .updateTable('carriers.channel_receipt')
    .set({
      state: isGone ? 'gone' : answer === 'showing' ? 'showing' : 'waiting',
      asked: receipt.asked + 1,
      asked_at: now,
      gone_at: isGone ? now : null,
      last_error: typeof answer === 'string' ? null : answer.error,
    })
    .where('fact', '=', fact)
    .where('channel', '=', receipt.channel)
    .where('state', 'in', ['waiting', 'showing'])
    .execute();
  const ctx = { tx, actor: systemActor, now, origin: noOrigin, audit: { rows: 0 } };
  const subject = `${fact}:${receipt.channel}`;
  if (isGone) return resolveFinding(ctx, 'channelStillShowing', subject);
  if (receipt.asked + 1 < PATIENCE) return;
  await openFinding(ctx, {
    kind: 'channelStillShowing',
    subject,
    unit: receipt.unit,
    item: receipt.item,
    evidence: { channel: receipt.channel, slug: receipt.slug, asked: receipt.asked + 1 },
  });
}
