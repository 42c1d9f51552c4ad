import { v7 } from 'uuid';
import type { UnitId } from '#kernel';
import type { CommandContext } from '#platform/command';
import { recordFact } from '#platform/outbox';
import { own } from '../store.ts';
import type { FindingKind } from '../words.ts';

export type NewFinding = {
  readonly kind: FindingKind;
  /** What it is about; while a finding of this kind and subject is open, no second one is made. */
  readonly subject: string;
  readonly unit: number;
  readonly carrier?: string | null;
  readonly item?: string | null;
  /** Fills the message `finding.<kind>`. Never a word of an item that is not open to society. */
  readonly evidence: Readonly<Record<string, string | number>>;
};

/** Opens a finding, once, and tells it as a fact in the same transaction. */
export async function openFinding(ctx: CommandContext, finding: NewFinding): Promise<void> {
  const { kind, subject, unit, carrier = null, item = null, evidence } = finding;
  const made = await own(ctx.tx)
    .insertInto('carriers.finding')
    .values({
      id: v7(),
      kind,
      subject,
      unit,
      carrier,
      item,
      evidence: JSON.stringify(evidence),
      found_at: ctx.now,
      resolved_at: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['kind', 'subject']).where('resolved_at', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  if (made === undefined) return;
  await recordFact(ctx, {
    kind: 'carriers.finding',
    version: 1,
    unit: unit as UnitId,
    subject: `finding:${made.id}`,
    data: { finding: made.id, kind, subject, carrier, item, evidence },
  });
}

/** Resolves the open finding of that kind and subject, when there is one. */
export async function resolveFinding(ctx: CommandContext, kind: FindingKind, subject: string): Promise<void> {
  const gone = await own(ctx.tx)
    .updateTable('carriers.finding')
    .set((eb) => ({ resolved_at: eb.fn<Date>('greatest', [eb.val(ctx.now), 'found_at']) }))
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('resolved_at', 'is', null)
    .returning(['id', 'unit'])
    .executeTakeFirst();
  if (gone === undefined) return;
  await recordFact(ctx, {
    kind: 'carriers.finding-resolved',
    version: 1,
    unit: gone.unit as UnitId,
    subject: `finding:${gone.id}`,
    data: { finding: gone.id, kind, subject },
  });
}
