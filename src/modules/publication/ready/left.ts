import type { ReadyWriter } from '#platform/ready-pages';
import { itemKey, type Plan } from './addresses.ts';

/**
 * Pages that were kept and are none any more: older versions, files and data beside what was withdrawn or erased, lists of a
 * category that nothing has. Nobody is served them; this is about their bytes, which must not lie in the folder for ever.
 */
export type Left = {
  /** Items that had pages before they changed, and the pages they have now. */
  readonly changed: (slugs: readonly string[], plans: readonly Plan[]) => void;
  /** All lists there are now. */
  readonly lists: (plans: readonly Plan[]) => void;
  /**
   * Looks through a piece of the folder.
   * @param now milliseconds
   * @returns false when there is nothing to look for
   */
  readonly step: (now: number) => Promise<boolean>;
};

/** @param plansOf the pages of items at this moment; a crash forgets nothing: a keeper reads the last changes once more */
export function makeLeft(
  writer: ReadyWriter,
  plansOf: (slugs: readonly string[]) => Promise<readonly Plan[]>,
): Left {
  const waiting = new Set<string>();
  let lists: ReadonlySet<string> = new Set();
  let isListGone = true;
  let scan: Generator<void> | undefined;
  /** Grows while the scan goes on: what is planned meanwhile is not dropped. */
  const kept = new Set<string>();
  const keep = (plans: readonly Plan[]) => {
    for (const { address } of plans) kept.add(address);
  };
  const begin = async (now: number) => {
    const slugs = [...waiting];
    waiting.clear();
    kept.clear();
    for (const address of lists) kept.add(address);
    keep(await plansOf(slugs));
    const on = slugs.map(itemKey);
    scan = writer.dropLeft({ on, lists: isListGone, isKept: (key) => kept.has(key) }, now);
    isListGone = false;
  };
  return {
    changed: (slugs, plans) => {
      for (const slug of slugs) waiting.add(slug);
      keep(plans);
    },
    lists: (plans) => {
      const next = new Set(plans.map(({ address }) => address));
      if ([...lists].some((one) => !next.has(one))) isListGone = true;
      lists = next;
      keep(plans);
    },
    step: async (now) => {
      const isWanted = waiting.size > 0 || (isListGone && lists.size > 0);
      if (scan === undefined && !isWanted) return false;
      if (scan === undefined) await begin(now);
      if (scan?.next().done === true) scan = undefined;
      return true;
    },
  };
}
