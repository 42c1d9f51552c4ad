import { done, type Refusal, type Result } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { type Notice, notify } from '#platform/notifications';
import { paragraph } from '#platform/richtext';
import { notice } from '../commands/tell-people.ts';
import { secretProblem, type Words } from '../screening.ts';
import type { LoadedCase } from '../store/load-case.ts';
import { listReaders, withNames } from './colleagues.ts';
import { mentionedIn } from './mentions.ts';
import { following } from './store.ts';
import { beginWatching, listWatchers } from './watching.ts';

/** A comment as screening reads it. */
export function wordsOfComment(text: string): Words {
  return {
    title: '',
    body: { type: 'doc', content: text.split('\n').map((line) => paragraph(line)) },
    attachments: [],
  };
}

/**
 * Says something about a case to those who see it. Whoever is called upon (@) is told, and so is whoever watches.
 * @returns refused with `screening-secret` for a mark of secrecy: nothing classified is kept here either
 */
export async function comment(
  ctx: CommandContext,
  loaded: LoadedCase,
  text: string,
): Promise<Result<null, 'screening-secret'>> {
  const problem: Refusal<'screening-secret'> | null = secretProblem(wordsOfComment(text));
  if (problem !== null) return problem;
  const { dossier, revision, unit } = loaded;
  const readers = await listReaders(ctx.tx, loaded, ctx.now);
  const called =
    text.includes('@') || text.includes('＠') ? mentionedIn(text, await withNames(ctx.tx, readers)) : [];
  const mentions = called.map(({ id, name }) => ({ person: id, name }));
  await following(ctx.tx)
    .insertInto('disclosure.comment')
    .values({
      disclosure_id: dossier.id,
      revision_id: revision.id,
      person: ctx.actor.person,
      person_name: ctx.actor.name,
      text,
      mentions: JSON.stringify(mentions),
      at: ctx.now,
    })
    .execute();
  const watchers = await listWatchers(ctx.tx, dossier.id);
  await beginWatching(ctx, dossier.id, [ctx.actor.person]);
  const calledIds = new Set(called.map((one) => one.id));
  const told: readonly Notice[] = [...readers].flatMap((person) => {
    if (person === ctx.actor.person) return [];
    const by = { name: ctx.actor.name };
    if (calledIds.has(person)) return [notice(loaded, person, 'disclosure.mentioned', by)];
    return watchers.includes(person) ? [notice(loaded, person, 'disclosure.commented', by)] : [];
  });
  await notify(ctx, told);
  await recordAudit(ctx, {
    action: 'disclosure.comment',
    subjectKind: 'revision',
    subject: revision.id,
    unit: unit.id,
    data: { disclosure: dossier.id, mentions: mentions.length },
  });
  return done(null);
}
