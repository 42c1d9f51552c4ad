import { done, type Result } from '#kernel';
import { recordAudit } from '#platform/audit';
import { type CommandBase, inTransaction } from '#platform/command';
import { encodeBase64, encodeUtf8 } from '#tlog';
import { clearAlarms } from '../alarms.ts';
import { appendEntry } from '../append.ts';
import { ensureOriginAndKeys } from '../sealing/first-start.ts';
import type { SealContext } from '../sealing/seal.ts';
import { asSequencer } from '../sealing/sequencer.ts';
import { type KeyKind, makeKey, openSigner } from '../signing/keys.ts';
import { keysAt } from '../signing/sign-head.ts';
import { countLeaves, listKeys, own } from '../store.ts';

/** What both keys sign when one follows the other. */
export function rotationStatement(origin: string, oldKey: string, newKey: string): Uint8Array {
  return encodeUtf8(`gongkai key-rotate v1\n${origin}\n${oldKey}\n${newKey}\n`);
}

export type Rotated = { readonly oldKey: string; readonly newKey: string; readonly index: number };

/**
 * Makes a new key and registers the change: from the entry's checkpoint on the new key signs, that one checkpoint together with
 * the old. The old verifier key stays at `/log/vkey/history`.
 * @param lost the old key is gone, so that only the new one can sign the change; readers and witnesses have to be told
 * @throws MayNotSign `key-lost` when the old key's file is gone and `lost` is not said
 */
export async function rotateKey(
  { database, settings }: SealContext,
  by: CommandBase,
  { kind, lost }: { readonly kind: KeyKind; readonly lost: boolean },
): Promise<Result<Rotated, never>> {
  return asSequencer(database, async () => {
    const origin = await ensureOriginAndKeys(database, settings);
    const size = (await countLeaves(database.reader)) + 1;
    const old = keysAt(await listKeys(database.reader), size).find((key) => key.kind === kind);
    if (old === undefined) throw new Error(`the log has no key of kind ${kind}`);
    const oldSigner = lost ? null : await openSigner(settings.folder, old.vkey, kind);
    const newKey = await makeKey(settings.folder, origin, kind);
    const newSigner = await openSigner(settings.folder, newKey, kind);
    const statement = rotationStatement(origin, old.vkey, newKey);
    const newSig = encodeBase64(await newSigner.sign(statement));
    const oldSig = oldSigner === null ? undefined : encodeBase64(await oldSigner.sign(statement));
    return inTransaction(database, by, async (ctx) => {
      if (lost) await clearAlarms(ctx.tx, ['key-lost']);
      const { index } = await appendEntry(ctx, {
        v: 1,
        type: 'key-rotate',
        claimed_at: ctx.now.toISOString(),
        old: old.vkey,
        new: newKey,
        newSig,
        ...(oldSig === undefined ? { reason: 'lost' as const } : { oldSig }),
      });
      await own(ctx.tx)
        .insertInto('transparency_log.signer_key')
        .values({ vkey: newKey, kind, since: index, after_loss: lost })
        .execute();
      await recordAudit(ctx, {
        action: 'transparency-log.rotate-key',
        data: { kind, lost, old: old.vkey, newKey },
      });
      return done({ oldKey: old.vkey, newKey, index });
    });
  });
}
