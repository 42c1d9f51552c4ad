import type { Fact, PersonId } from '#kernel';
import type { CommandContext } from '#platform/command';
import { listToldPeople, type Notice, notify } from '#platform/notifications';
import { notice } from '../commands/tell-people.ts';
import { freeHolders } from '../people.ts';
import { findCase, type LoadedCase } from '../store/load-case.ts';
import type { Move } from '../words.ts';
import { listReaders, withNames } from './colleagues.ts';
import type { DueSoon, Moved } from './facts.ts';
import { mentionedIn } from './mentions.ts';
import { thoseWhoMaySee } from './staff.ts';
import { following } from './store.ts';
import { beginWatching, listWatchers } from './watching.ts';

/** What those are told who only wrote or signed: what became of it. Whoever asked to watch is told of every move. */
const outcomes: readonly Move[] = [
  'return',
  'approve',
  'escalate',
  'recall',
  'cancelApproved',
  'confirmPublished',
  'objectAfterwards',
];

/** Writers and signers begin to watch; whoever was called upon in the opinion is told, and so is whoever watches. */
export async function tellFollowers(ctx: CommandContext, fact: Fact): Promise<void> {
  const { disclosure, revision, move } = fact.data as Moved;
  const signed = await findSignature(ctx, fact, revision);
  const opinion = /[@＠]/.test(signed?.opinion ?? '') ? (signed?.opinion ?? '') : '';
  const watchers = await watchersToTell(ctx, fact, { disclosure, revision, move });
  if (watchers.length > 0 || opinion !== '') {
    const loaded = await findCase(ctx.tx, revision);
    if (loaded === undefined) return;
    const seeing = await thoseWhoMaySee(ctx.tx, loaded, watchers, fact.at);
    await notify(ctx, [
      ...(await toCalled(ctx, loaded, fact, opinion)),
      ...seeing.map((person) => notice(loaded, person, 'disclosure.watched-moved', { watchedMove: move })),
    ]);
  }
  if (signed === undefined || fact.actor === null) return;
  const writers = move === 'propose' || move === 'proposeUrgently' ? await listWriters(ctx, revision) : [];
  await beginWatching(ctx, disclosure, [fact.actor, ...writers]);
}

/** The signature this fact tells of, if it was signed by a person. */
async function findSignature(ctx: CommandContext, fact: Fact, revision: string) {
  if (fact.actor === null) return undefined;
  return following(ctx.tx)
    .selectFrom('disclosure.signature')
    .select('opinion')
    .where('revision_id', '=', revision)
    .where('person', '=', fact.actor)
    .where('at', '=', fact.at)
    .executeTakeFirst();
}

async function listWriters(ctx: CommandContext, revision: string): Promise<readonly string[]> {
  const rows = await following(ctx.tx)
    .selectFrom('disclosure.revision_editor')
    .select('person')
    .where('revision_id', '=', revision)
    .execute();
  return rows.map((row) => row.person);
}

/** Watchers this move is news for, who did not make it and have not been told of it as its writer or as the next to decide. */
async function watchersToTell(
  ctx: CommandContext,
  fact: Fact,
  { disclosure, revision, move }: Pick<Moved, 'disclosure' | 'revision' | 'move'>,
): Promise<readonly PersonId[]> {
  const concerned = (await listWatchers(ctx.tx, disclosure))
    .filter((one) => one.person !== fact.actor && (!one.byItself || outcomes.includes(move)))
    .map((one) => one.person);
  if (concerned.length === 0) return [];
  const told = await listToldPeople(ctx.tx, `/revisions/${revision}`, fact.at);
  return concerned.filter((person) => !told.has(person));
}

async function toCalled(
  ctx: CommandContext,
  loaded: LoadedCase,
  fact: Fact,
  opinion: string,
): Promise<readonly Notice[]> {
  if (opinion === '') return [];
  const colleagues = await withNames(ctx.tx, await listReaders(ctx.tx, loaded, fact.at));
  const name = colleagues.find((one) => one.id === fact.actor)?.name ?? '—';
  return mentionedIn(opinion, colleagues)
    .filter((one) => one.id !== fact.actor)
    .map((one) => notice(loaded, one.id as PersonId, 'disclosure.mentioned', { name }));
}

/** Five, one and no working days before a step's date, and when it has passed: whoever can act in it is reminded. */
export async function remind(ctx: CommandContext, fact: Fact): Promise<void> {
  const { revision, stepKey, lane, request, inWorkingDays } = fact.data as DueSoon;
  const loaded = await findCase(ctx.tx, revision);
  const open = loaded?.case.lanes.find((one) => one.lane === lane && one.request === request);
  if (loaded === undefined || open === undefined || loaded.openStep?.step_key !== stepKey) return;
  const free = await freeHolders(ctx.tx, open, loaded.case.hands, ctx.now);
  const claimed = free.filter((one) => one.person === open.claimedBy?.person);
  const persons = new Set((claimed.length > 0 ? claimed : free).map((one) => one.person));
  await notify(
    ctx,
    [...persons].map((person) =>
      notice(loaded, person, reminderKind(inWorkingDays), { days: String(inWorkingDays) }),
    ),
  );
}

function reminderKind(inWorkingDays: number): string {
  if (inWorkingDays > 0) return 'disclosure.due-soon';
  return inWorkingDays === 0 ? 'disclosure.due-today' : 'disclosure.overdue';
}

/** Tells of a comment: those called upon, and of the others whoever watches and may see it. Nobody hears of their own. */
export async function tellOfComment(
  ctx: CommandContext,
  loaded: LoadedCase,
  called: ReadonlySet<string>,
): Promise<void> {
  const others = (await listWatchers(ctx.tx, loaded.dossier.id))
    .map((one) => one.person)
    .filter((person) => person !== ctx.actor.person && !called.has(person));
  const watching = await thoseWhoMaySee(ctx.tx, loaded, others, ctx.now);
  const mentioned = [...called].filter((person) => person !== ctx.actor.person) as PersonId[];
  const by = { name: ctx.actor.name };
  await notify(ctx, [
    ...mentioned.map((person) => notice(loaded, person, 'disclosure.mentioned', by)),
    ...watching.map((person) => notice(loaded, person, 'disclosure.commented', by)),
  ]);
}

/** One notice in the product that a digest is there; `count` is what waits for the person to decide. */
export async function tellOfDigest(ctx: CommandContext, person: PersonId, count: number): Promise<void> {
  await notify(ctx, [{ person, kind: 'disclosure.digest', params: { count }, link: '/reminders' }]);
}
