import { refuse } from '#kernel';
import { keptStatement, type Tx } from '#platform/database';
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
  ctx: { readonly tx: Tx },
  entry: OpenEntry,
  options: AppendOptions = {},
): Promise<Appended> {
  const [appended] = await appendEntries(ctx, [entry], options);
  if (appended === undefined) throw new Error('the log answered nothing');
  return appended;
}

/**
 * Each entry goes through the same function of the database, whose trigger computes place, hash and nodes: whoever inserts
 * many chooses as little as whoever inserts one.
 */
const append = keptStatement<{ readonly idx: number; readonly leaf: Buffer }>(`
  select a.idx, a.leaf from unnest($1::bytea[], $2::text[]) with ordinality as e (entry, type, place)
  cross join lateral transparency_log.append(e.entry, e.type, $3::boolean) as a order by a.idx`);

/**
 * Registers some entries, in their order, by one statement; otherwise as `appendEntry`. Some thousand at most: they are held in
 * memory by both sides.
 * @throws LogStopped, EntryTooLarge
 */
export async function appendEntries(
  { tx }: { readonly tx: Tx },
  entries: readonly OpenEntry[],
  options: AppendOptions = {},
): Promise<readonly Appended[]> {
  const isInner = options.inner === true;
  const hidden = entries.map((entry) => (isInner ? hideEntry(entry) : null));
  const bytes = entries.map((entry, at) => Buffer.from(encodeEntry(hidden[at]?.inner ?? entry)));
  const types = entries.map(({ type }) => (isInner ? 'inner' : type));
  try {
    const rows = await append(tx, [bytes, types, options.urgent ?? false]);
    failPoint('after-append');
    return rows.map(({ idx, leaf }, at) => ({
      index: idx,
      leaf: leaf.toString('hex'),
      opening: hidden[at]?.opening ?? null,
    }));
  } catch (error) {
    throw stoppedOf(error) ?? error;
  }
}

/** SQLSTATE object_not_in_prerequisite_state, raised by `append` with the alarms as hint. */
function stoppedOf(error: unknown): LogStopped | null {
  if (!(error instanceof Error) || Reflect.get(error, 'code') !== '55000') return null;
  return new LogStopped(String(Reflect.get(error, 'hint') ?? ''));
}
