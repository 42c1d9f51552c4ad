import type { PersonId, Role, UnitRef } from '#kernel';
import type { CommandContext } from '#platform/command';
import { type Notice, notify } from '#platform/notifications';
import { people } from './people.ts';
import { rows } from './store/rows.ts';
import { getUnitNaming } from './store/units.ts';

export type PersonalHandOver = {
  readonly unit: UnitRef;
  readonly from: PersonId;
  readonly to: PersonId | null;
};

type Item = {
  readonly revision: string;
  readonly title: string;
  readonly kind: 'step' | 'draft';
  readonly role: Role;
};

/** Told one by one; of more, only the first and how many there are. */
const ONE_BY_ONE = 30;

/**
 * Offers what one person had in hand to the one who takes over (任期届满、调离时工作有人接, ORG-4): steps they had claimed
 * and drafts they began, each with its link. Nobody becomes the author of another's text, and nobody is shown a title that
 * their roles do not let them read: of such work only the number is told, for the security administrator to give a role.
 * Called before the claims are freed.
 */
export async function offerToSuccessor(
  ctx: CommandContext,
  { unit, from, to }: PersonalHandOver,
): Promise<void> {
  if (to === null) return;
  const items = [...(await claimedSteps(ctx, unit, from)), ...(await ownDrafts(ctx, unit, from))];
  if (items.length === 0) return;
  const held = await heldRoles(ctx, unit, to, items);
  const mine = items.filter((item) => held.has(item.role));
  const beyond = items.length - mine.length;
  const { name } = await getUnitNaming(ctx.tx, unit.id);
  const notices: Notice[] = mine.slice(0, ONE_BY_ONE).map((item) => ({
    person: to,
    kind: `disclosure.${item.kind}-offered`,
    params: { title: item.title, unit: name },
    link: `/revisions/${item.revision}`,
  }));
  const link = `/disclosures?unit=${unit.id}`;
  if (mine.length > ONE_BY_ONE)
    notices.push({
      person: to,
      kind: 'disclosure.work-offered',
      params: { unit: name, count: mine.length },
      link,
    });
  if (beyond > 0)
    notices.push({
      person: to,
      kind: 'disclosure.work-beyond-roles',
      params: { unit: name, count: beyond },
      link,
    });
  await notify(ctx, notices);
}

async function claimedSteps(ctx: CommandContext, unit: UnitRef, person: PersonId): Promise<readonly Item[]> {
  const found = await rows(ctx.tx)
    .selectFrom('disclosure.step_state as s')
    .innerJoin('disclosure.revision as r', 'r.id', 's.revision_id')
    .select(['r.id', 'r.title', 's.role'])
    .where('s.unit_id', '=', unit.id)
    .where('s.claimed_by', '=', person)
    .where('s.ended_at', 'is', null)
    .orderBy('s.due_on')
    .orderBy('s.id')
    .execute();
  return found.map(({ id, title, role }) => ({ revision: id, title, kind: 'step', role }));
}

async function ownDrafts(ctx: CommandContext, unit: UnitRef, person: PersonId): Promise<readonly Item[]> {
  const found = await rows(ctx.tx)
    .selectFrom('disclosure.revision as r')
    .innerJoin('disclosure.disclosure as d', 'd.id', 'r.disclosure_id')
    .select(['r.id', 'r.title'])
    .where('d.unit_id', '=', unit.id)
    .where('r.created_by', '=', person)
    .where('r.state', 'in', ['draft', 'returned'])
    .orderBy('r.created_at')
    .execute();
  return found.map(({ id, title }) => ({ revision: id, title, kind: 'draft', role: 'handler' }));
}

/** Those of the roles asked for that the successor holds there now. */
async function heldRoles(
  ctx: CommandContext,
  unit: UnitRef,
  to: PersonId,
  items: readonly Item[],
): Promise<ReadonlySet<Role>> {
  const held = new Set<Role>();
  for (const role of new Set(items.map((item) => item.role))) {
    const holders = await people().findHolders(ctx.tx, role, unit, ctx.now);
    if (holders.some((one) => one.person === to)) held.add(role);
  }
  return held;
}
