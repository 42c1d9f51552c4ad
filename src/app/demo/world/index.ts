import { type DemoAccount, demoAccounts } from './accounts.ts';
import { catalogueOf } from './catalogues/index.ts';
import type { Day } from './dates.ts';
import { dossiersOf } from './history.ts';
import { groupsOf } from './leadership.ts';
import { linesOf } from './organs.ts';
import { type Body, bodiesOf, peopleOf } from './people.ts';
import { shapeOf } from './shape.ts';
import type {
  Scale,
  WorldCatalogue,
  WorldDossier,
  WorldGroup,
  WorldLine,
  WorldPerson,
  WorldUnit,
} from './types.ts';
import { areasOf, unitsOf } from './units.ts';

export type { CatalogueEnd, CatalogueVersion } from './catalogues/life.ts';
export type { Body } from './people.ts';
export type * from './types.ts';

/**
 * An invented world. Nothing is stored: every part is made anew from the seed when asked for, so that a province of
 * 200,000 units needs no more memory than a village. Equal `seed`, `scale` and `today` give equal bytes.
 */
export type World = {
  readonly seed: number;
  readonly scale: Scale;
  readonly today: Day;
  /** Superiors before those below them. */
  readonly units: () => Iterable<WorldUnit>;
  /** Units gathered into houses that share their staff. */
  readonly bodies: () => Iterable<Body>;
  readonly lines: () => Iterable<WorldLine>;
  readonly people: (body: Body) => readonly WorldPerson[];
  readonly groups: (body: Body) => readonly WorldGroup[];
  readonly catalogue: (unit: WorldUnit) => WorldCatalogue;
  readonly dossiers: (body: Body) => readonly WorldDossier[];
  /** Sign-ins that are printed: demonstration and scale work only. */
  readonly accounts: () => readonly DemoAccount[];
};

/**
 * @param scale `demo` one district of about 490 units; `small` one of about 160, with half of the history; `county` 3,000;
 *   `city` 30,000; `province` 200,000 and more; `bench` 3,000 units without documents
 * @param seed any whole number
 * @param today `YYYY-MM-DD`; the history ends there
 */
export function makeWorld(scale: Scale, seed: number, today: Day): World {
  const { history } = shapeOf(scale);
  return {
    seed,
    scale,
    today,
    units: () => unitsOf(seed, scale, today),
    bodies: () => bodiesOf(unitsOf(seed, scale, today)),
    lines: () => linesOfWorld(seed, scale),
    people: (body) => peopleOf(seed, body),
    groups: (body) => groupsOf(seed, body, today),
    catalogue: (unit) => catalogueOf(unit, today),
    dossiers: (body) => dossiersOf({ seed, today, share: history }, body),
    accounts: () => demoAccounts(seed, scale, today),
  };
}

function* linesOfWorld(seed: number, scale: Scale): Generator<WorldLine> {
  for (const area of areasOf(seed, scale))
    if (area.rank === '区') yield* linesOf(area.code, shapeOf(scale).cities === 0 ? '' : area.name);
}
