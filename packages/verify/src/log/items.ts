import { decodeHex, equalBytes } from '../../../tlog/src/index.ts';
import type { Report } from '../report.ts';
import { type ItemEntry, isItemEntry, type LogEntry } from './entries.ts';

/** An entry where it stands. */
export type Placed<E extends LogEntry = LogEntry> = { readonly index: number; readonly entry: E };

/** What the log says of one item: every step, oldest first. */
export type LoggedItem = {
  readonly slug: string;
  readonly unit: string;
  readonly steps: readonly Placed<ItemEntry>[];
};

/** Is the item to be seen, as the log has it? A redaction changes neither. */
export function isLive(item: LoggedItem): boolean {
  return item.steps.findLast(({ entry }) => entry.type !== 'redact')?.entry.type !== 'withdraw';
}

/** The step a version of an item was made by. */
export function stepOfVersion(item: LoggedItem, ver: number): Placed<ItemEntry> | undefined {
  return item.steps.find(({ entry }) => entry.ver === ver && entry.type !== 'withdraw');
}

/** Versions that can be read, oldest first. */
export function versionsOf(item: LoggedItem): readonly number[] {
  return [...new Set(item.steps.flatMap(({ entry }) => (entry.type === 'withdraw' ? [] : [entry.ver])))];
}

/**
 * Gathers the items of a log and checks that each step names the one before it.
 * @param entries all entries in order; undefined where one could not be read
 * @param leafAt leaf hash of an index
 */
export function gatherItems(
  entries: readonly (LogEntry | undefined)[],
  leafAt: (index: number) => Uint8Array,
  report: Report,
): ReadonlyMap<string, LoggedItem> {
  const items = new Map<string, { slug: string; unit: string; steps: Placed<ItemEntry>[] }>();
  for (const [index, entry] of entries.entries()) {
    if (entry === undefined || !isItemEntry(entry)) continue;
    const item = items.get(entry.item) ?? { slug: entry.item, unit: entry.unit, steps: [] };
    const before = item.steps.at(-1);
    if (!follows(entry, before?.index, leafAt)) {
      report(
        'chain-broken',
        { index, address: `/i/${entry.item}` },
        { item: entry.item, before: before?.index ?? -1 },
      );
    }
    item.steps.push({ index, entry });
    items.set(entry.item, item);
  }
  return items;
}

/** An open entry names the item's last open one; what was published for fewer than society in between is passed over. */
function follows(
  { prev }: ItemEntry,
  before: number | undefined,
  leafAt: (index: number) => Uint8Array,
): boolean {
  if (prev === undefined || before === undefined) return prev === undefined && before === undefined;
  return prev.idx === before && equalBytes(decodeHex(prev.leaf), leafAt(before));
}
