import type { Fact, PersonId, Role, UnitRef } from '#kernel';
import { getUnitRef } from '#modules/organisations';
import type { CommandContext } from '#platform/command';
import type { Reader } from '#platform/database';
import { createTranslator, type Messages, type Translate } from '#platform/i18n';
import { notify } from '#platform/notifications';
import type { FindingOpened } from '../facts.ts';
import { own } from '../store.ts';
import { wordsOf } from './queries.ts';

/** Who holds a role over a unit now; asked of the room that knows people. */
export type FindHolders = (
  db: Reader,
  role: Role,
  unit: UnitRef,
  now: Date,
) => Promise<readonly { readonly person: PersonId }[]>;

/**
 * A finding stands in the inbox of those who look after the unit's carriers.
 * @param messages of all rooms, asked for when needed: a way out is called what its own room calls it
 */
export function tellFinding(findHolders: FindHolders, messages: () => readonly Messages[]) {
  // Notices are kept as words: they are read years later, when the rule may say something else.
  let say: Translate | undefined;
  return async (ctx: CommandContext, fact: Fact): Promise<void> => {
    const { data, unit } = fact as FindingOpened;
    if (unit === null) return;
    const holders = await findHolders(ctx.tx, 'handler', await getUnitRef(ctx.tx, unit), ctx.now);
    const carrier =
      data.carrier === null
        ? undefined
        : await own(ctx.tx)
            .selectFrom('carriers.carrier')
            .select('name')
            .where('id', '=', data.carrier)
            .executeTakeFirst();
    say ??= createTranslator(messages())('zh-CN');
    const params = { name: carrier?.name ?? '', words: wordsOf(data, say) };
    const link = carrier === undefined ? '/carrier-findings' : `/carriers/${data.carrier}`;
    const persons = [...new Set(holders.map(({ person }) => person))];
    await notify(
      ctx,
      persons.map((person) => ({ person, kind: 'carriers.finding', params, link })),
    );
  };
}
