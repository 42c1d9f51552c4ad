import { done, type Result, refuse, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import { localDateOf } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import { recordFact } from '#platform/outbox';
import { moves } from '../domain.ts';
import {
  type CatalogueRecord,
  findInForce,
  lockCatalogue,
  recordMove,
  updateCatalogue,
} from '../store/catalogues.ts';
import { adoptDuties, generateDuties } from './generate-duties.ts';
import { holdBack } from './register-versions.ts';

/**
 * Brings a registered version into force: the one before it is superseded and its open duties go over to this one, all in
 * the caller's transaction. So there is no moment with two versions in force, or with one and none of its duties.
 * Readers see it when its entry in the transparency log is public; until then the one before.
 */
export async function takeEffect(
  ctx: CommandContext,
  id: string,
): Promise<Result<'inForce', 'catalogue-unknown' | 'catalogue-wrong-state'>> {
  const catalogue = await lockCatalogue(ctx, id);
  if (catalogue === undefined) return refuse('catalogue-unknown', 404);
  const from = catalogue.in_force_from;
  if (catalogue.state !== moves.takeEffect.from || from === null || from > localDateOf(ctx.now)) {
    return refuse('catalogue-wrong-state', 409, {
      catalogueState: catalogue.state,
      catalogueMove: 'takeEffect',
    });
  }
  const before = await findInForce(ctx.tx, catalogue.unit_id, catalogue.affairs_kind);
  if (before !== undefined) await supersede(ctx, before, from);
  await updateCatalogue(ctx, id, { state: moves.takeEffect.to });
  await recordMove(ctx, id, { move: 'takeEffect', from: catalogue.state, to: 'inForce', opinion: '' });
  await adoptDuties(ctx, catalogue);
  const planned = await generateDuties(ctx, catalogue, 'inForce');
  await holdBack(ctx, id, before);
  await announce(ctx, catalogue, from, before?.id ?? null);
  await recordAudit(ctx, {
    action: 'catalogue.take-effect',
    subjectKind: 'catalogue',
    subject: id,
    unit: catalogue.unit_id as UnitId,
    data: { ...planned, supersedes: before?.id ?? null },
  });
  return done('inForce');
}

async function supersede(ctx: CommandContext, before: CatalogueRecord, on: string): Promise<void> {
  await lockCatalogue(ctx, before.id);
  await updateCatalogue(ctx, before.id, { state: moves.supersede.to, superseded_on: on });
  await recordMove(ctx, before.id, { move: 'supersede', from: before.state, to: 'superseded', opinion: '' });
}

async function announce(
  ctx: CommandContext,
  catalogue: CatalogueRecord,
  inForceFrom: string,
  supersedes: string | null,
): Promise<void> {
  await recordFact(ctx, {
    kind: 'catalogue.in-force',
    version: 1,
    unit: catalogue.unit_id as UnitId,
    subject: catalogue.id,
    data: {
      catalogue: catalogue.id,
      unit: catalogue.unit_id,
      affairsKind: catalogue.affairs_kind,
      year: catalogue.year,
      inForceFrom,
      contentSha256: catalogue.content_sha256,
      supersedes,
    },
  });
}
