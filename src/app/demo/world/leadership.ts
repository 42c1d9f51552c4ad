import { addDays, addMonths, type Day } from './dates.ts';
import { type Body, handKey } from './people.ts';
import { chanceOf } from './prng.ts';
import type { WorldGroup } from './types.ts';

/**
 * Leading groups of a house. A few are missing, lack their head, or have a term that has run out: the organisations room
 * must find them.
 */
export function groupsOf(seed: number, body: Body, today: Day): WorldGroup[] {
  return body.units.flatMap((unit) => {
    const chance = chanceOf(seed, 'group', unit.code);
    if (chance.is(0.05)) return [];
    const expired = chance.is(0.06);
    const endsSoon = chance.is(0.05);
    const to = expired
      ? addDays(today, -chance.int(5, 90))
      : addDays(today, endsSoon ? chance.int(3, 25) : chance.int(200, 1300));
    const members = (['approver', 'reviewer', 'handler'] as const).map((hand) => ({
      person: handKey(body.code, hand),
      post: { approver: '组长', reviewer: '副组长', handler: '成员' }[hand],
    }));
    return [
      {
        unit: unit.code,
        firstResponsible: chance.is(0.04) ? null : handKey(body.code, 'approver'),
        office: `${unit.shortName}党务公开工作领导小组办公室`,
        members: chance.is(0.03) ? members.slice(1) : members,
        from: addMonths(to, -60),
        to,
      },
    ];
  });
}
