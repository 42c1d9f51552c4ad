import type { Nest } from './walk-canaries.ts';
import { jsonOf, type Town } from './walk-people.ts';

/* What carries items to people on paper: a notice board with its sheets, and briefs of every state. */

/** Whoever sees the carriers of branch A. */
const viewers = ['author', 'reviewer', 'approver', 'office'] as const;
const society = [
  'outsider',
  'author',
  'reviewer',
  'secrecy',
  'approver',
  'otherHandler',
  'office',
  'audit',
  'system',
  'memberA',
  'memberB',
  'resident',
] as const;

/** A registered board of branch A: what is published from now on has to hang there. */
export async function hangBoard(town: Town): Promise<void> {
  const { author, office } = town.people;
  const fields = { kind: 'board', name: '公开栏', place: '村委会院内', post: '村务监督委员会主任' };
  const made = jsonOf(await town.ask(author, 'POST', '/api/carriers', { unit: town.units.branchA, fields }));
  const { carrier } = made as { carrier: { id: string } };
  const path = `/api/carriers/${carrier.id}/moves`;
  jsonOf(await town.ask(author, 'POST', path, { move: 'file' }));
  jsonOf(await town.ask(office, 'POST', path, { move: 'register' }));
}

type Brief = { readonly id: string; readonly lockVersion: number; readonly sections: readonly Section[] };
type Section = { readonly heading: string; readonly items: readonly { readonly id: string }[] };

export async function plantBriefs(town: Town, nest: Nest): Promise<void> {
  const inOffice = { office: viewers };
  await writeBrief(town, nest, 'brief under way', inOffice);
  const issued = await writeBrief(town, nest, 'brief issued', { pages: society, office: viewers });
  await move(town, issued, ['propose', 'issue']);
  const gone = await writeBrief(town, nest, 'brief withdrawn', inOffice);
  // As with an item: why it was withdrawn is said to everybody, what it said to nobody.
  const why = nest.plant('brief withdrawn: reason', { pages: society, office: viewers });
  await move(town, gone, ['propose', 'issue', 'withdraw'], why);
}

/** A brief of this month with everything that is open, by the handler of branch A. */
async function writeBrief(
  town: Town,
  nest: Nest,
  name: string,
  seen: Parameters<Nest['plant']>[1],
): Promise<Brief> {
  const { author } = town.people;
  const month = new Date().toISOString().slice(0, 7);
  const form = { unit: town.units.branchA, month };
  const made = jsonOf(await town.ask(author, 'POST', '/api/carriers/briefs/month', form)) as Brief;
  const fields = {
    name: nest.plant(`${name}: name`, seen),
    periodFrom: `${month}-01`,
    periodTo: `${month}-28`,
    foreword: `本月${nest.plant(`${name}: foreword`, seen)}公开如下。`,
    sections: made.sections.map(({ items }) => ({
      heading: nest.plant(`${name}: heading`, seen),
      items: items.map((item) => item.id),
    })),
  };
  const path = `/api/carriers/briefs/${made.id}`;
  return jsonOf(await town.ask(author, 'PUT', path, { lockVersion: made.lockVersion, fields })) as Brief;
}

async function move(town: Town, brief: Brief, moves: readonly string[], reason = ''): Promise<void> {
  let { lockVersion } = brief;
  for (const one of moves) {
    const who = one === 'propose' ? town.people.author : town.people.approver;
    const form = { move: one, lockVersion, reason: one === 'withdraw' ? reason : '' };
    const path = `/api/carriers/briefs/${brief.id}/moves`;
    ({ lockVersion } = jsonOf(await town.ask(who, 'POST', path, form)) as Brief);
  }
}
