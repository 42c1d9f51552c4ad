import { done, type Refusal, type Result } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { paragraph } from '#platform/richtext';
import { secretProblem, type Words } from '../screening.ts';
import type { LoadedCase } from '../store/load-case.ts';
import { listReaders, withNames } from './colleagues.ts';
import { mentionedIn } from './mentions.ts';
import { following } from './store.ts';
import { tellOfComment } from './tell.ts';
import { beginWatching } from './watching.ts';

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
  const called = /[@＠]/.test(text)
    ? mentionedIn(text, await withNames(ctx.tx, await listReaders(ctx.tx, loaded, ctx.now)))
    : [];
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
  await tellOfComment(ctx, loaded, new Set(called.map((one) => one.id)));
  await beginWatching(ctx, dossier.id, [ctx.actor.person]);
  await recordAudit(ctx, {
    action: 'disclosure.comment',
    subjectKind: 'revision',
    subject: revision.id,
    unit: unit.id,
    data: { disclosure: dossier.id, mentions: mentions.length },
  });
  return done(null);
}
