import { listCoveredUnits } from '#modules/organisations';
import type { Reader } from '#platform/database';

const PAGE = 1_000;

/** A unit as lists of all units give it. */
export type ListedUnit = {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly shortName: string | null;
  readonly level: string;
  readonly kind: string;
  readonly superiorId: number | null;
};

/** Every active unit in the order of the tree, a page at a time: however many there are, few are held. */
export async function* eachUnit(db: Reader): AsyncGenerator<ListedUnit> {
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listCoveredUnits(
      db,
      { paths: ['/'], units: [], lines: [] },
      { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) },
    );
    if (!page.ok) throw new Error(`units cannot be listed: ${page.code}`);
    yield* page.value.rows;
    cursor = page.value.next;
  }
}
