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
import { beginWatching, listWatchers } from './watching.ts';

/** Writers and signers begin to watch; whoever was called upon in the opinion is told, and so is whoever watches. */
export async function tellFollowers(ctx: CommandContext, fact: Fact): Promise<void> {
  const { revision, move } = fact.data as Moved;
  const loaded = await findCase(ctx.tx, revision);
  if (loaded === undefined) return;
  const watchers = await listWatchers(ctx.tx, loaded.dossier.id);
  const opinion = opinionAt(loaded, fact);
  if (watchers.length > 0 || opinion !== '') {
    const readers = await listReaders(ctx.tx, loaded, fact.at);
    const notices = [
      ...(await toCalled(ctx, loaded, fact, readers, opinion)),
      ...(await toWatchers(ctx, loaded, fact, { readers, watchers, move })),
    ];
    await notify(ctx, notices);
  }
  await beginWatching(ctx, loaded.dossier.id, handsAt(loaded, fact, move));
}

/** Who wrote or signed: the writers when it is proposed, else the one who signed. The worker is nobody. */
function handsAt(loaded: LoadedCase, fact: Fact, move: Move): readonly string[] {
  const signed = loaded.signatures.some((one) => one.move === move && one.person === fact.actor);
  if (fact.actor === null || !signed) return [];
  const writers = move === 'propose' ? loaded.editors.map((one) => one.person) : [];
  return [fact.actor, ...writers];
}

/** What was said with the signature this fact tells of. */
function opinionAt({ signatures }: LoadedCase, fact: Fact): string {
  const signed = signatures.find(
    (one) => one.person === fact.actor && one.at.getTime() === fact.at.getTime(),
  );
  const opinion = signed?.opinion ?? '';
  return /[@＠]/.test(opinion) ? opinion : '';
}

async function toCalled(
  ctx: CommandContext,
  loaded: LoadedCase,
  fact: Fact,
  readers: ReadonlySet<PersonId>,
  opinion: string,
): Promise<readonly Notice[]> {
  if (opinion === '') return [];
  const colleagues = await withNames(ctx.tx, readers);
  const name = colleagues.find((one) => one.id === fact.actor)?.name ?? '—';
  return mentionedIn(opinion, colleagues)
    .filter((one) => one.id !== fact.actor)
    .map((one) => notice(loaded, one.id as PersonId, 'disclosure.mentioned', { name }));
}

/** Watchers who still may see the case and have not been told of this move already, as writer or as the next to decide. */
async function toWatchers(
  ctx: CommandContext,
  loaded: LoadedCase,
  fact: Fact,
  given: {
    readonly readers: ReadonlySet<PersonId>;
    readonly watchers: readonly PersonId[];
    readonly move: Move;
  },
): Promise<readonly Notice[]> {
  const told = await listToldPeople(ctx.tx, `/revisions/${loaded.revision.id}`, fact.at);
  return given.watchers
    .filter((person) => given.readers.has(person) && person !== fact.actor && !told.has(person))
    .map((person) => notice(loaded, person, 'disclosure.watched-moved', { watchedMove: given.move }));
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

/** Tells of a comment: those called upon, and of the others whoever watches. Nobody hears of their own. */
export async function tellOfComment(
  ctx: CommandContext,
  loaded: LoadedCase,
  { readers, called }: { readonly readers: ReadonlySet<PersonId>; readonly called: ReadonlySet<string> },
): Promise<void> {
  const watchers = new Set(await listWatchers(ctx.tx, loaded.dossier.id));
  const by = { name: ctx.actor.name };
  const notices = [...readers]
    .filter((person) => person !== ctx.actor.person)
    .flatMap((person): readonly Notice[] => {
      if (called.has(person)) return [notice(loaded, person, 'disclosure.mentioned', by)];
      return watchers.has(person) ? [notice(loaded, person, 'disclosure.commented', by)] : [];
    });
  await notify(ctx, notices);
}

/** One notice in the product that a digest is there; `count` is what waits for the person to decide. */
export async function tellOfDigest(ctx: CommandContext, person: PersonId, count: number): Promise<void> {
  await notify(ctx, [{ person, kind: 'disclosure.digest', params: { count }, link: '/reminders' }]);
}
