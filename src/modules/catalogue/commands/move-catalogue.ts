import type { Updateable } from 'kysely';
import { type Actor, done, type Grant, type Result, refuse, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import { localDateOf } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import type { Reader } from '#platform/database';
import { recordFact } from '#platform/outbox';
import { canonicalJson, sha256Hex } from '#platform/richtext';
import { filedContent } from '../content.ts';
import { decideMove, type MoveFacts, type MoveRefusal, type PersonalMove } from '../domain.ts';
import type { MoveRequest } from '../forms/catalogue.ts';
import type { CatalogueState } from '../forms/vocabulary.ts';
import { comesFromAbove, grantForMoves, handsOf, type MovePermission, type TextHands } from '../policy.ts';
import {
  type CatalogueRecord,
  fieldsOf,
  type ItemRecord,
  listEditors,
  listItems,
  lockCatalogue,
  recordMove,
  updateCatalogue,
} from '../store/catalogues.ts';
import { query, type UnitRow } from '../store/query.ts';
import type { CatalogueTables } from '../tables.ts';
import { takeEffect } from './take-effect.ts';

export type MoveCatalogueRefusal =
  | MoveRefusal
  | 'catalogue-unknown'
  | 'edited-meanwhile'
  | 'in-force-in-past';

async function readHands(db: Reader, catalogue: CatalogueRecord): Promise<TextHands> {
  const editors = await listEditors(db, catalogue.id);
  return { editors, submittedBy: catalogue.submitted_by, approvedBy: catalogue.approved_by };
}

/** The role by which the signed-in person moves this catalogue, chosen among all that permit it. */
export async function findGrantForMoves(
  ctx: { readonly tx: Reader; readonly actor: Actor },
  permission: MovePermission,
  catalogue: CatalogueRecord,
  unit: UnitRow,
): Promise<Grant | undefined> {
  return grantForMoves(ctx.actor, permission, unit, await readHands(ctx.tx, catalogue));
}

/** What the table of moves needs to know, gathered from the rows. */
export async function moveFacts(
  ctx: { readonly tx: Reader; readonly actor: Actor },
  catalogue: CatalogueRecord,
  unit: UnitRow,
  grant: Grant,
  items: readonly Pick<ItemRecord, 'flagged'>[],
  opinion: string,
): Promise<MoveFacts> {
  return {
    state: catalogue.state,
    hands: handsOf({ person: ctx.actor.person, grant }, await readHands(ctx.tx, catalogue)),
    fromAbove: comesFromAbove(grant, unit),
    unitIsRoot: unit.superior === null,
    rows: items.length,
    unclear: items.filter(({ flagged }) => flagged.length > 0).length,
    opinion,
  };
}

/**
 * Makes one move of the table, in the state the mover saw.
 *
 * @param grant the role by which it is made; its unit tells whether it comes from above, its principal is a hand as well
 */
export async function moveCatalogue(
  ctx: CommandContext,
  id: string,
  move: PersonalMove,
  unit: UnitRow,
  grant: Grant,
  request: MoveRequest,
): Promise<Result<CatalogueState, MoveCatalogueRefusal>> {
  const catalogue = await lockCatalogue(ctx, id);
  if (catalogue === undefined) return refuse('catalogue-unknown', 404);
  if (catalogue.lock !== request.lock)
    return refuse('edited-meanwhile', 409, { name: catalogue.updated_name });
  const items = await listItems(ctx.tx, id);
  const decision = decideMove(move, await moveFacts(ctx, catalogue, unit, grant, items, request.opinion));
  if (!decision.ok) return decision;
  const today = localDateOf(ctx.now);
  const inForceFrom = request.inForceFrom ?? today;
  if (move === 'register' && inForceFrom < today)
    return refuse('in-force-in-past', 400, { today }, 'inForceFrom');
  const to = decision.value;
  const sha256 = move === 'file' ? await keepFiledContent(ctx, catalogue, items) : undefined;
  const change = changeOf(ctx, move, request.opinion, inForceFrom, sha256);
  await updateCatalogue(ctx, id, { ...change, state: to });
  await recordMove(ctx, id, { move, from: catalogue.state, to, opinion: request.opinion });
  await recordAudit(ctx, {
    action: `catalogue.${move}`,
    subjectKind: 'catalogue',
    subject: id,
    unit: unit.id,
    principal: grant.principal,
    data: { from: catalogue.state, to, ...(sha256 === undefined ? {} : { contentSha256: sha256 }) },
  });
  await announceMove(ctx, catalogue, move, request.opinion, sha256);
  if (move === 'register' && inForceFrom <= today) return takeEffect(ctx, id);
  return done(to);
}

type Change = Updateable<CatalogueTables['catalogue.catalogue']>;

const noSignatures: Change = {
  submitted_by: null,
  submitted_name: null,
  approved_by: null,
  approved_name: null,
  content_sha256: null,
};

/** What a move leaves on the catalogue. A return wipes the signatures: the next text is signed anew. */
function changeOf(
  ctx: CommandContext,
  move: PersonalMove,
  opinion: string,
  inForceFrom: string,
  sha256: string | undefined,
): Change {
  const { person, name } = ctx.actor;
  switch (move) {
    case 'submit':
      return { submitted_by: person, submitted_name: name, return_reason: null };
    case 'approve':
      return { approved_by: person, approved_name: name };
    case 'file':
      return { content_sha256: sha256 ?? null };
    case 'register':
      return { registered_by: person, registered_name: name, in_force_from: inForceFrom };
    case 'takeBack':
      return noSignatures;
    case 'return':
    case 'returnFiling':
      return { ...noSignatures, return_reason: opinion };
    case 'discard':
      return {};
  }
}

/** Fixes the bytes that are filed. The same text filed twice (after a return) has the same hash and is kept once. */
async function keepFiledContent(
  ctx: CommandContext,
  catalogue: CatalogueRecord,
  items: readonly ItemRecord[],
): Promise<string> {
  const { unit_id, affairs_kind, year, version, title } = catalogue;
  const rows = items.map((item) => ({ itemKey: item.item_key, fields: fieldsOf(item) }));
  const head = { unit: unit_id, affairsKind: affairs_kind, year, version, title };
  const content = canonicalJson(filedContent(head, rows));
  const sha256 = sha256Hex(content);
  await query(ctx.tx)
    .insertInto('catalogue.filed_content')
    .values({ catalogue_id: catalogue.id, sha256, content, filed_at: ctx.now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return sha256;
}

async function announceMove(
  ctx: CommandContext,
  catalogue: CatalogueRecord,
  move: PersonalMove,
  reason: string,
  sha256: string | undefined,
): Promise<void> {
  const unit = catalogue.unit_id as UnitId;
  const base = { version: 1, unit, subject: catalogue.id };
  if (sha256 !== undefined) {
    const data = {
      catalogue: catalogue.id,
      unit,
      affairsKind: catalogue.affairs_kind,
      contentSha256: sha256,
    };
    await recordFact(ctx, { kind: 'catalogue.filed', ...base, data });
  }
  if (move === 'return' || move === 'returnFiling') {
    await recordFact(ctx, {
      kind: 'catalogue.returned',
      ...base,
      data: { catalogue: catalogue.id, unit, reason },
    });
  }
}
