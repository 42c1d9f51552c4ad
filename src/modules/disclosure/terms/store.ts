import { done, type Result, refuse, type UnitRef } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import type { Reader } from '#platform/database';
import { rows } from '../store/rows.ts';
import { chainOf } from '../store/units.ts';
import { type Term, type TermKey, termKeys, unitsOfKey } from './rules.ts';

/** A term as it holds for a unit, and where it was set; `unit` null: the installation's own. */
export type HeldTerm = Term & { readonly key: TermKey; readonly setBy: number | null };

/** All terms as they hold for a unit: its own, else its nearest superior's, else the installation's. */
export async function listTerms(db: Reader, unit: UnitRef): Promise<readonly HeldTerm[]> {
  const chain = chainOf(unit);
  const found = await rows(db)
    .selectFrom('disclosure.term')
    .select(['unit_id', 'key', 'amount', 'unit'])
    .where((eb) => eb.or([eb('unit_id', 'is', null), eb('unit_id', 'in', [...chain])]))
    .execute();
  const rankOf = (id: number | null) => (id === null ? chain.length : chain.indexOf(id));
  return termKeys.map((key) => {
    const [nearest] = found
      .filter((one) => one.key === key)
      .toSorted((a, b) => rankOf(a.unit_id) - rankOf(b.unit_id));
    if (nearest === undefined) throw new Error(`the installation's term ${key} is missing`);
    return { key, amount: nearest.amount, unit: nearest.unit, setBy: nearest.unit_id };
  });
}

/** One term as it holds for a unit. */
export async function termOf(db: Reader, unit: UnitRef, key: TermKey): Promise<Term> {
  const held = (await listTerms(db, unit)).find((one) => one.key === key);
  if (held === undefined) throw new Error(`no term ${key}`);
  return held;
}

/** Sets a term for a unit and those below it that set none. Holds for what begins from now on. */
export async function setTerm(
  ctx: CommandContext,
  unit: UnitRef,
  key: TermKey,
  term: Term,
): Promise<Result<null, 'term-unit'>> {
  if (!unitsOfKey[key].includes(term.unit)) return refuse('term-unit', 400, { termKey: key }, 'unit');
  const changed = {
    ...term,
    changed_by: ctx.actor.person,
    changed_by_name: ctx.actor.name,
    changed_at: ctx.now,
  };
  await rows(ctx.tx)
    .insertInto('disclosure.term')
    .values({ unit_id: unit.id, key, ...changed })
    .onConflict((conflict) => conflict.columns(['unit_id', 'key']).doUpdateSet(changed))
    .execute();
  await recordAudit(ctx, {
    action: 'disclosure.set-term',
    subjectKind: 'unit',
    subject: String(unit.id),
    unit: unit.id,
    data: { key, ...term },
  });
  return done(null);
}
