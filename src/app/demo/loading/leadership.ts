import { appoint, saveLeadingGroup } from '#modules/organisations';
import type { OnProgress } from '../progress.ts';
import { addDays, at } from '../world/dates.ts';
import type { World, WorldGroup } from '../world/index.ts';
import { handKey } from '../world/people.ts';
import type { Ledger } from './ledger.ts';
import type { People } from './people.ts';
import { type As, inBatch, type LoadTarget, must, pieces } from './target.ts';
import type { Units } from './units.ts';

const BATCH = 60;

/** Leading groups, first responsible persons and handlers, named by the committee office; some are missing on purpose. */
export async function loadLeadership(
  target: LoadTarget,
  world: World,
  ledger: Ledger,
  units: Units,
  people: People,
  tell: OnProgress,
): Promise<void> {
  const all = [...world.bodies()].flatMap((body) => world.groups(body).map((group) => ({ group, body })));
  let count = 0;
  for (const piece of pieces(all, BATCH)) {
    await inBatch(target.office, async (as, tx) => {
      const made: [string, string][] = [];
      for (const { group, body } of piece) {
        const key = `leadership/${group.unit}`;
        if (ledger.find(key) !== undefined) continue;
        const office = people.get(`${body.district.toLowerCase()}-qwb.office1`);
        const unit = units.get(group.unit);
        if (office === undefined || unit === undefined) throw new Error(`${key}: the world is not whole`);
        const now = at(addDays(world.today, -365), 15, 0);
        await makeGroup((moment) => as(office, moment), now, unit.id, group, people);
        const handler = people.get(handKey(body.code, 'handler'));
        if (handler !== undefined)
          must(await appoint(as(office, now), unit.id, post('handler', handler, '承办人', group)), key);
        made.push([key, String(unit.id)]);
      }
      await ledger.note(tx, made);
    });
    count += piece.length;
    tell('leadership', count, all.length);
  }
}

type Named = { readonly person: string; readonly name: string };

function post(
  kind:
    | 'handler'
    | 'firstResponsible'
    | 'leadingGroupHead'
    | 'leadingGroupDeputy'
    | 'leadingGroupMember'
    | 'officeHead',
  holder: Named,
  title: string,
  group: WorldGroup,
) {
  return {
    kind,
    person: holder.person,
    personName: holder.name,
    title,
    duty: null,
    phone: null,
    from: group.from,
    until: group.to,
    isPublic: kind !== 'handler',
  };
}

const postOfTitle = { 组长: 'leadingGroupHead', 副组长: 'leadingGroupDeputy' } as const;

async function makeGroup(
  ctx: (moment: Date) => ReturnType<As>,
  now: Date,
  unit: number,
  group: WorldGroup,
  people: People,
): Promise<void> {
  const form = {
    name: `${group.office.replace(/办公室$/, '')}`,
    documentNumber: null,
    foundedOn: group.from,
    officeName: group.office,
    officeAddress: null,
    officePhone: null,
    version: 0,
  };
  must(await saveLeadingGroup(ctx(now), unit, form), group.unit);
  const first = group.firstResponsible === null ? undefined : people.get(group.firstResponsible);
  if (first !== undefined)
    must(await appoint(ctx(now), unit, post('firstResponsible', first, '第一责任人', group)), group.unit);
  for (const member of group.members) {
    const holder = people.get(member.person);
    if (holder === undefined) continue;
    const kind = postOfTitle[member.post as keyof typeof postOfTitle] ?? 'leadingGroupMember';
    must(await appoint(ctx(now), unit, post(kind, holder, member.post, group)), group.unit);
    if (kind === 'leadingGroupDeputy')
      must(await appoint(ctx(now), unit, post('officeHead', holder, '办公室主任', group)), group.unit);
  }
}
