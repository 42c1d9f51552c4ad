import { join } from 'node:path';
import { sql } from 'kysely';
import { done, type Result, refuse } from '#kernel';
import { recordAudit } from '#platform/audit';
import { type CommandBase, type CommandContext, inTransaction } from '#platform/command';
import { type Database, tables } from '#platform/database';
import { decodeBase64, decodeEntries, entriesPath, openCheckpoint, parseVerifierKey } from '#tlog';
import { clearAlarms, listAlarms } from '../alarms.ts';
import { appendEntry } from '../append.ts';
import { type KeyRotateEntry, type RestoreReason, sha256 } from '../entries.ts';
import { readCheckpointFile } from '../files/checkpoint.ts';
import { findFile } from '../files/write.ts';
import { ensureOriginAndKeys } from '../sealing/first-start.ts';
import { revealIn } from '../sealing/reveal.ts';
import type { SealContext } from '../sealing/seal.ts';
import { asSequencer } from '../sealing/sequencer.ts';
import { verifySignature } from '../signing/keys.ts';
import { countLeaves, findLastCheckpoint, listKeys, own, readEntries, rootOf } from '../store.ts';
import { rotationStatement } from './rotate-key.ts';

export type AcceptRefusal =
  | 'log-nothing-restored'
  | 'log-copy-incomplete'
  | 'log-copy-differs'
  | 'log-copy-unsigned'
  | 'log-other-stop';

export type Accepted = { readonly from: number; readonly to: number };

/** What a person says about a restore: a code for the entry, and words for the audit log. */
export type Acceptance = {
  readonly reason: RestoreReason;
  readonly words: string;
  /** A folder with a copy of the log (`checkpoint`, `tile/…`); null: the installation's own, which outlived its database. */
  readonly copy: string | null;
};

/**
 * Lets a log that was restored from an older backup go on without contradicting itself: the entries that the database lost are
 * taken from the log's own published bundles, up to a checkpoint that this log once signed, and the restore becomes an entry.
 * What the lost entries were about does not come back by this; the log keeps saying that it was.
 */
export async function acceptRestore(
  { database, settings, now }: SealContext,
  by: CommandBase,
  acceptance: Acceptance,
): Promise<Result<Accepted, AcceptRefusal>> {
  return asSequencer(database, async () => {
    const alarms = (await listAlarms(database.reader)).filter((one) => one.stops);
    const other = alarms.find(({ code }) => code !== 'witness-ahead' && code !== 'file-newer');
    if (other !== undefined) return refuse('log-other-stop', 409, { code: other.code });
    const origin = await ensureOriginAndKeys(database, settings);
    const folder = acceptance.copy ?? settings.folder;
    const found = await readCheckpointFile(folder);
    if (found.kind !== 'read' || found.checkpoint.origin !== origin)
      return refuse('log-copy-incomplete', 409, { path: 'checkpoint' });
    const { size } = found.checkpoint;
    const from = await countLeaves(database.reader);
    const asked = Number(alarms.find(({ code }) => code === 'witness-ahead')?.params['size'] ?? 0);
    if (size < asked) return refuse('log-copy-incomplete', 409, { path: `checkpoint ${asked}` });
    if (size <= from) return refuse('log-nothing-restored', 409);
    const copied = await readCopy(database, folder, from, size);
    if (!copied.ok) return copied;
    return inTransaction(database, { ...by, now: now() }, (ctx) =>
      takeUp(ctx, { settings, origin, from, note: found.note, entries: copied.value, acceptance }),
    );
  });
}

/** The entries [from, size) of a copy whose beginning is what the database holds. */
async function readCopy(
  { reader }: Database,
  folder: string,
  from: number,
  size: number,
): Promise<Result<readonly Uint8Array[], AcceptRefusal>> {
  const entries: Uint8Array[] = [];
  for (let first = Math.floor(from / 256) * 256; first < size; first += 256) {
    const width = Math.min(256, size - first);
    const path = entriesPath(first / 256, width);
    const bytes = await findFile(join(folder, path));
    const read = bytes === undefined ? undefined : readBundle(bytes, width);
    if (read === undefined) return refuse('log-copy-incomplete', 409, { path });
    entries.push(...read);
  }
  const overlap = from % 256;
  const ours = await readEntries(reader, from - overlap, from);
  const differs = ours.findIndex((entry, at) => !entry.equals(entries[at] ?? new Uint8Array()));
  if (differs >= 0) return refuse('log-copy-differs', 409, { index: from - overlap + differs });
  return done(entries.slice(overlap));
}

function readBundle(bytes: Buffer, width: number): readonly Uint8Array[] | undefined {
  try {
    return decodeEntries(new Uint8Array(bytes), width);
  } catch {
    return undefined;
  }
}

type TakeUp = {
  readonly settings: SealContext['settings'];
  readonly origin: string;
  readonly from: number;
  readonly note: string;
  readonly entries: readonly Uint8Array[];
  readonly acceptance: Acceptance;
};

async function takeUp(ctx: CommandContext, copy: TakeUp): Promise<Result<Accepted, AcceptRefusal>> {
  const { from, note, entries, acceptance } = copy;
  const to = from + entries.length;
  const served = (await findLastCheckpoint(ctx.tx))?.size ?? 0;
  await clearAlarms(ctx.tx, ['file-newer', 'witness-ahead']);
  const trusted = new Set((await listKeys(ctx.tx)).map(({ vkey }) => vkey));
  for (const [at, entry] of entries.entries())
    await appendAsItWas(ctx, copy.origin, from + at, entry, trusted);
  const root = await rootOf(ctx.tx, to);
  if (!isSigned(copy, to, root, trusted)) return refuse('log-copy-unsigned', 409);
  await own(ctx.tx)
    .insertInto('transparency_log.head')
    .values({ size: to, root, note, signed_at: ctx.now })
    .execute();
  // Not taken for witnessed: whose cosignatures stand there was not asked.
  await revealIn(ctx, copy.settings, { size: to, root, note }, { note, witnessed: false, from: served });
  await appendEntry(ctx, {
    v: 1,
    type: 'accept-restore',
    claimed_at: ctx.now.toISOString(),
    from,
    to,
    reason: acceptance.reason,
  });
  await recordAudit(ctx, {
    action: 'transparency-log.accept-restore',
    data: { from, to, reason: acceptance.reason, words: acceptance.words },
  });
  return done({ from, to });
}

/** Is it the tree that this log signed? */
function isSigned(copy: TakeUp, size: number, root: Buffer, trusted: ReadonlySet<string>): boolean {
  const keys = [...trusted].map((vkey) => parseVerifierKey(sha256, vkey)).filter((key) => key.type === 1);
  const verifiers = keys.map((key) => ({
    ...key,
    verify: (message: Uint8Array, signature: Uint8Array) => verifySignature(key, message, signature),
  }));
  try {
    const opened = openCheckpoint(copy.note, { origin: copy.origin, log: verifiers });
    return opened.size === size && root.equals(opened.root);
  } catch {
    return false;
  }
}

/**
 * Puts an entry back to the byte. A change of key that was lost with it is known again, and trusted when the key before it
 * signed the change.
 */
async function appendAsItWas(
  ctx: CommandContext,
  origin: string,
  index: number,
  entry: Uint8Array,
  trusted: Set<string>,
): Promise<void> {
  const bytes = Buffer.from(entry);
  const said: Partial<KeyRotateEntry> & { readonly type: string } = JSON.parse(bytes.toString('utf8'));
  await sql`select transparency_log.append(${bytes}::bytea, ${said.type}, false)`.execute(
    tables<Record<never, never>>(ctx.tx),
  );
  if (said.type !== 'key-rotate' || said.old === undefined || said.new === undefined) return;
  const kind = parseVerifierKey(sha256, said.new).type === 1 ? ('ed25519' as const) : ('sm2' as const);
  await own(ctx.tx)
    .insertInto('transparency_log.signer_key')
    .values({ vkey: said.new, kind, since: index, after_loss: said.oldSig === undefined })
    .execute();
  const signature = said.oldSig === undefined ? undefined : decodeBase64(said.oldSig);
  const statement = rotationStatement(origin, said.old, said.new);
  if (
    signature !== undefined &&
    trusted.has(said.old) &&
    verifySignature(parseVerifierKey(sha256, said.old), statement, signature)
  )
    trusted.add(said.new);
}
