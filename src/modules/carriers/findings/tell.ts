import type { Fact, PersonId, Role, UnitRef } from '#kernel';
import { getUnitRef } from '#modules/organisations';
import type { CommandContext } from '#platform/command';
import type { Reader } from '#platform/database';
import { createTranslator } from '#platform/i18n';
import { notify } from '#platform/notifications';
import type { FindingOpened } from '../facts.ts';
import { carriersMessages } from '../messages.ts';
import { own } from '../store.ts';
import { wordsOf } from './queries.ts';

/** Who holds a role over a unit now; asked of the room that knows people. */
export type FindHolders = (
  db: Reader,
  role: Role,
  unit: UnitRef,
  now: Date,
) => Promise<readonly { readonly person: PersonId }[]>;

/** Notices are kept as words: they are read years later, when the rule may say something else. */
const say = createTranslator([carriersMessages])('zh-CN');

/** A finding stands in the inbox of those who look after the unit's carriers. */
export function tellFinding(findHolders: FindHolders) {
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
    const params = { name: carrier?.name ?? '', words: wordsOf(data, say) };
    const link = carrier === undefined ? '/carrier-findings' : `/carriers/${data.carrier}`;
    const persons = [...new Set(holders.map(({ person }) => person))];
    await notify(
      ctx,
      persons.map((person) => ({ person, kind: 'carriers.finding', params, link })),
    );
  };
}
