import { v7 } from 'uuid';
import { done, type Result, refuse, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import type { Database, Tx } from '#platform/database';
import { resolveFinding } from '../findings/open.ts';
import { lockCarrier } from '../register/commands.ts';
import { isInUse } from '../register/workflow.ts';
import { own } from '../store.ts';
import type { DeviceKind, ShownSource } from '../words.ts';
import { hashKey, isKeyOf, newCode, newKey } from './keys.ts';

/** How long a code waits. */
const WAIT_MS = 10 * 60_000;
/** Codes that wait at the same time: whoever asks for more has to come back. */
const MOST_WAITING = 200;
const DRAWS = 5;

export type Begun = { readonly pairing: string; readonly secret: string; readonly code: string };

/** A screen without a key asks for a code to show. Anybody may: the code is worth nothing until the office types it in. */
export async function beginPairing(
  database: Database,
  kind: DeviceKind,
  now: Date,
): Promise<Result<Begun, 'pairing-busy'>> {
  return database.transaction(async (tx) => {
    await own(tx).deleteFrom('carriers.pairing').where('expires_at', '<', now).execute();
    const { count } = await own(tx)
      .selectFrom('carriers.pairing')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    if (count >= MOST_WAITING) return refuse('pairing-busy', 429);
    // A code that waits already is drawn again; of a hundred million, that is rare.
    for (let draw = 0; draw < DRAWS; draw += 1) {
      const made = { pairing: v7(), secret: newKey(), code: newCode() };
      const row = await own(tx)
        .insertInto('carriers.pairing')
        .values({
          id: made.pairing,
          kind,
          code: made.code,
          secret_hash: hashKey(made.secret),
          created_at: now,
          expires_at: new Date(now.getTime() + WAIT_MS),
          carrier: null,
          confirmed_by_name: null,
        })
        .onConflict((conflict) => conflict.column('code').doNothing())
        .returning('id')
        .executeTakeFirst();
      if (row !== undefined) return done(made);
    }
    return refuse('pairing-busy', 429);
  });
}

export type PairRefusal = 'not-found' | 'pairing-unknown' | 'pairing-wrong-kind' | 'carrier-not-in-use';

/** The office types the code in: this screen is that carrier. A device paired before with it loses its key at once. */
export async function confirmPairing(
  ctx: CommandContext,
  carrier: string,
  code: string,
): Promise<Result<string, PairRefusal>> {
  const row = await lockCarrier(ctx, carrier);
  if (row === undefined) return refuse('not-found', 404);
  if (!isInUse(row)) return refuse('carrier-not-in-use', 409);
  const pairing = await own(ctx.tx)
    .selectFrom('carriers.pairing')
    .selectAll()
    .where('code', '=', code.replace(/\s/g, ''))
    .where('expires_at', '>', ctx.now)
    .where('carrier', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (pairing === undefined) return refuse('pairing-unknown', 404, {}, 'code');
  if (pairing.kind !== row.kind) return refuse('pairing-wrong-kind', 409, {}, 'code');
  await own(ctx.tx)
    .updateTable('carriers.pairing')
    .set({ carrier, confirmed_by_name: ctx.actor.name })
    .where('id', '=', pairing.id)
    .execute();
  await audit(ctx, 'carriers.pair', carrier, row.unit);
  return done(carrier);
}

export type Claimed = { readonly device: string; readonly key: string; readonly kind: DeviceKind };

/**
 * The screen asks whether its code was typed in, and gets its key: once, in the transaction that keeps the key's hash.
 * @returns null while nobody has; `pairing-unknown` when the code is gone or the secret is another's
 */
export async function claimPairing(
  database: Database,
  asked: { readonly pairing: string; readonly secret: string },
  now: Date,
): Promise<Result<Claimed | null, 'pairing-unknown'>> {
  return database.transaction(async (tx) => {
    const row = await own(tx)
      .selectFrom('carriers.pairing')
      .selectAll()
      .where('id', '=', asked.pairing)
      .where('expires_at', '>', now)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined || !isKeyOf(asked.secret, row.secret_hash)) return refuse('pairing-unknown', 404);
    const { carrier, kind } = row;
    if (carrier === null) return done(null);
    const made = { device: v7(), key: newKey(), kind };
    await putDevice(tx, { ...made, carrier, by: row.confirmed_by_name ?? '', now });
    await own(tx).deleteFrom('carriers.pairing').where('id', '=', row.id).execute();
    return done(made);
  });
}

type NewDevice = Claimed & { readonly carrier: string; readonly by: string; readonly now: Date };

/** A carrier has one device: a new one takes the place and the settings of the old, whose address is gone with its key. */
export async function putDevice(tx: Tx, { device, key, kind, carrier, by, now }: NewDevice): Promise<void> {
  const fresh = {
    id: device,
    key_hash: hashKey(key),
    key_made_at: now,
    next_key_hash: null,
    paired_at: now,
    paired_by_name: by,
    revoked_at: null,
    last_contact_at: null,
    last_hash: null,
    expected_hash: null,
    mismatch_since: null,
    last_shown: [],
    last_skew_seconds: null,
    last_version: null,
  };
  await own(tx)
    .insertInto('carriers.device')
    .values({ ...fresh, carrier, kind })
    .onConflict((conflict) => conflict.column('carrier').doUpdateSet(fresh))
    .execute();
}

export type DeviceRefusal = 'not-found' | 'device-not-paired';

/** What it shows and when its silence is a finding; a new key goes out with its next contact. */
export async function setDevice(
  ctx: CommandContext,
  carrier: string,
  settings: {
    readonly shows: ShownSource;
    readonly silentAfterMinutes: number;
    readonly rotate: boolean;
  },
): Promise<Result<string, DeviceRefusal>> {
  const row = await lockCarrier(ctx, carrier);
  if (row === undefined) return refuse('not-found', 404);
  const changed = await own(ctx.tx)
    .updateTable('carriers.device')
    .set({
      shows: settings.shows,
      silent_after_minutes: settings.silentAfterMinutes,
      // As old as can be: the next contact hands a new one out.
      ...(settings.rotate ? { key_made_at: new Date(0) } : {}),
    })
    .where('carrier', '=', carrier)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (changed === undefined) return refuse('device-not-paired', 409);
  await audit(ctx, 'carriers.set-device', carrier, row.unit);
  return done(carrier);
}

/** The key is worth nothing from now on; with its next contact the screen goes blank. */
export async function revokeDevice(
  ctx: CommandContext,
  carrier: string,
): Promise<Result<string, DeviceRefusal>> {
  const row = await lockCarrier(ctx, carrier);
  if (row === undefined) return refuse('not-found', 404);
  const gone = await own(ctx.tx)
    .updateTable('carriers.device')
    .set({ revoked_at: ctx.now, next_key_hash: null })
    .where('carrier', '=', carrier)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (gone === undefined) return refuse('device-not-paired', 409);
  await resolveFinding(ctx, 'silentScreen', `device:${carrier}`);
  await resolveFinding(ctx, 'otherBytes', `device:${carrier}`);
  await audit(ctx, 'carriers.revoke-device', carrier, row.unit);
  return done(carrier);
}

async function audit(ctx: CommandContext, action: string, carrier: string, unit: number): Promise<void> {
  await recordAudit(ctx, { action, subjectKind: 'carrier', subject: carrier, unit: unit as UnitId });
}
