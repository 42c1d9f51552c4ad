import { sql } from 'kysely';
import { refuse } from '#kernel';
import { type Tx, tables } from '#platform/database';
import { failPoint } from '#platform/fail-point';
import { encodeEntry, hideEntry, type InnerOpening, type OpenEntry } from './entries.ts';

/** Where an entry went. */
export type Appended = {
  /** Its place in the log, from 0. */
  readonly index: number;
  /** Its leaf hash, lower-case hex, as a later entry's `prev.leaf` names it. */
  readonly leaf: string;
  /** The opening of an inner entry; null when the entry is open. Nobody but the caller has it. */
  readonly opening: InnerOpening | null;
};

export type AppendOptions = {
  /** For fewer than society: the log gets a commitment and nothing else. */
  readonly inner?: boolean;
  /** May go out before witnesses have seen it (应急发布, removal of personal data); pages say "not yet witnessed". */
  readonly urgent?: boolean;
};

/**
 * Nothing can be registered until a person has decided what to do about the log; `stops` names the alarms. Thrown, not answered:
 * jobs try again later. The web server answers people with the refusal it carries.
 */
export class LogStopped extends Error {
  readonly stops: string;
  readonly refusal = refuse('log-stopped', 409);
  constructor(stops: string) {
    super(`透明日志已停止登记（${stops}），见办公平台“公开登记” / the transparency log is stopped: ${stops}`);
    this.stops = stops;
  }
}

/**
 * Registers an entry in the caller's transaction: it is in the log if and only if that commits, and public from the next
 * checkpoint on. From here to the commit nobody else can register, so this is the LAST thing a transaction does but for
 * noting the index; whoever takes other locks after it risks a deadlock.
 * @throws LogStopped, EntryTooLarge
 */
export async function appendEntry(
  { tx }: { readonly tx: Tx },
  entry: OpenEntry,
  options: AppendOptions = {},
): Promise<Appended> {
  const hidden = options.inner === true ? hideEntry(entry) : null;
  const bytes = encodeEntry(hidden?.inner ?? entry);
  const type = hidden === null ? entry.type : 'inner';
  try {
    const { rows } = await sql<{ idx: number; leaf: Buffer }>`
      select idx, leaf from transparency_log.append(${Buffer.from(bytes)}::bytea, ${type}, ${options.urgent ?? false})
    `.execute(tables<Record<never, never>>(tx));
    const [row] = rows;
    if (row === undefined) throw new Error('the log answered nothing');
    failPoint('after-append');
    return { index: row.idx, leaf: row.leaf.toString('hex'), opening: hidden?.opening ?? null };
  } catch (error) {
    throw stoppedOf(error) ?? error;
  }
}

/** SQLSTATE object_not_in_prerequisite_state, raised by `append` with the alarms as hint. */
function stoppedOf(error: unknown): LogStopped | null {
  if (!(error instanceof Error) || Reflect.get(error, 'code') !== '55000') return null;
  return new LogStopped(String(Reflect.get(error, 'hint') ?? ''));
}
