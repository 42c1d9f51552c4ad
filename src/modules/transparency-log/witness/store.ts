import type { Reader } from '#platform/database';
import { own } from '../store.ts';
import type { Asked } from './client.ts';
import type { PolicyWitness } from './policy.ts';

/** What came of asking a witness about a head of `size`. */
export type WitnessSeen = {
  readonly witness: PolicyWitness;
  readonly size: number;
  readonly at: Date;
  readonly asked: Asked;
};

/** Sizes that witnesses have signed, by verifier key. */
export async function findWitnessSizes(db: Reader): Promise<ReadonlyMap<string, number>> {
  const rows = await own(db)
    .selectFrom('transparency_log.witness')
    .select(['vkey', 'size'])
    .where('size', 'is not', null)
    .execute();
  return new Map(rows.map(({ vkey, size }) => [vkey, size ?? 0]));
}

/** Keeps what came of asking. A size only grows: an answer may come after a later one. */
export async function rememberWitness(db: Reader, { witness, size, at, asked }: WitnessSeen): Promise<void> {
  const { vkey, name } = witness;
  const good = asked.result === 'cosigned';
  const row = {
    name,
    asked_at: at,
    problem: good ? null : asked.problem,
    detail: good ? '' : asked.detail.slice(0, 500),
    ...(good ? { size, cosigned_at: new Date(asked.time * 1000) } : {}),
  };
  await own(db)
    .insertInto('transparency_log.witness')
    .values({ vkey, size: null, cosigned_at: null, ...row, failing_since: good ? null : at })
    .onConflict((conflict) =>
      conflict.column('vkey').doUpdateSet((eb) => ({
        ...row,
        ...(good ? { size: eb.fn('greatest', [eb.ref('transparency_log.witness.size'), eb.val(size)]) } : {}),
        failing_since: good
          ? null
          : eb.fn.coalesce(eb.ref('transparency_log.witness.failing_since'), eb.val(at)),
      })),
    )
    .execute();
}

/** How a witness does. */
export type WitnessState = {
  readonly vkey: string;
  readonly name: string;
  readonly size: number | null;
  readonly cosignedAt: Date | null;
  readonly askedAt: Date;
  readonly problem: string | null;
  readonly detail: string;
  readonly failingSince: Date | null;
};

/** Everybody who was ever asked, by name. */
export async function listWitnessStates(db: Reader): Promise<readonly WitnessState[]> {
  const rows = await own(db).selectFrom('transparency_log.witness').selectAll().orderBy('name').execute();
  return rows.map(({ cosigned_at, asked_at, failing_since, ...row }) => ({
    ...row,
    cosignedAt: cosigned_at,
    askedAt: asked_at,
    failingSince: failing_since,
  }));
}
