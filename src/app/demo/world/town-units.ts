import { type Area, joinedOn, type Making, makeUnit, type NewUnit } from './area.ts';
import { communityNames, villageNames } from './names.ts';
import { chanceOf } from './prng.ts';
import type { DistrictShape } from './shape.ts';
import type { WorldUnit } from './types.ts';

type TownKind = 'town' | 'street' | 'farm';

const words = {
  town: {
    suffix: '镇',
    committee: '委员会',
    organ: '人民政府',
    party: 'townCommittee',
    body: 'townGovernment',
  },
  street: {
    suffix: '街道',
    committee: '工作委员会',
    organ: '办事处',
    party: 'streetCommittee',
    body: 'streetOffice',
  },
  farm: { suffix: '农场', committee: '委员会', organ: '', party: 'farmCommittee', body: 'farm' },
} as const;

/** Towns, streets and state farms with their villages and communities. `places` are unused stems of this district. */
export function* townUnits(
  making: Making,
  area: Area,
  shape: DistrictShape,
  places: Iterator<string>,
): Generator<WorldUnit> {
  const kinds: TownKind[] = [
    ...Array.from({ length: shape.towns }, () => 'town' as const),
    ...Array.from({ length: shape.streets }, () => 'street' as const),
    ...Array.from({ length: shape.farms }, () => 'farm' as const),
  ];
  for (const [index, kind] of kinds.entries()) {
    const stem = places.next().value ?? `新${index}`;
    // The first town and the first street are the pilots.
    const pilot = index === 0 || index === shape.towns;
    yield* oneTown(making, area, shape, { kind, stem, code: `${area.code}${101 + index}`, pilot });
  }
}

type Town = {
  readonly kind: TownKind;
  readonly stem: string;
  readonly code: string;
  readonly pilot: boolean;
};

function* oneTown(making: Making, area: Area, shape: DistrictShape, town: Town): Generator<WorldUnit> {
  const word = words[town.kind];
  const name = `${town.stem}${word.suffix}`;
  const shared = {
    level: 'town' as const,
    line: `${area.code}-L12`,
    body: town.code,
    chief: town.code,
    joined: joinedOn(making, town.pilot ? 'pilot' : 'second'),
  };
  const party: NewUnit = {
    ...shared,
    code: `${town.code}.D`,
    name: `中共${area.name}${name}${word.committee}`,
    shortName: town.kind === 'street' ? `${name}党工委` : `${name}党委`,
    family: word.party,
    superior: `${area.code}-QW`,
  };
  const organ: NewUnit = {
    ...shared,
    code: town.code,
    name: town.kind === 'farm' ? `${area.name}国有${name}` : `${name}${word.organ}`,
    shortName: town.kind === 'town' ? `${name}政府` : name,
    family: word.body,
    superior: party.code,
  };
  yield makeUnit(making, area, party, `${area.name}${name}`);
  yield makeUnit(making, area, organ, `${area.name}${name}`);
  if (town.kind !== 'farm') yield* villages(making, area, shape, town, name);
}

function* villages(
  making: Making,
  area: Area,
  shape: DistrictShape,
  town: Town,
  townName: string,
): Generator<WorldUnit> {
  const urban = town.kind === 'street';
  const [low, high] = urban ? shape.communitiesPerStreet : shape.villagesPerTown;
  const count = chanceOf(making.seed, 'villages', town.code, 'count').int(low, high);
  const stems = urban ? communityNames(making.seed, town.code) : villageNames(making.seed, town.code);
  for (let i = 0; i < count; i += 1) {
    const stem = stems[i] ?? `第${i}`;
    const name = urban ? `${stem}社区` : `${stem}村`;
    const code = `${town.code}${201 + i}`;
    const shared = {
      level: 'village' as const,
      line: `${area.code}-${urban ? 'L12' : 'L11'}`,
      body: code,
      chief: town.code,
      // Even in a pilot town only the first villages began at once.
      joined: joinedOn(making, town.pilot && i < 2 ? 'pilot' : 'third'),
    };
    const branch: NewUnit = {
      ...shared,
      code: `${code}.D`,
      name: `中共${townName}${name}支部委员会`,
      shortName: `${name}党支部`,
      family: urban ? 'communityBranch' : 'villageBranch',
      superior: `${town.code}.D`,
    };
    const committee: NewUnit = {
      ...shared,
      code,
      name: urban ? `${townName}${name}居民委员会` : `${townName}${name}村民委员会`,
      shortName: urban ? `${name}居委会` : `${name}村委会`,
      family: urban ? 'communityCommittee' : 'villageCommittee',
      superior: branch.code,
    };
    yield makeUnit(making, area, branch, `${townName}${name}`);
    yield makeUnit(making, area, committee, `${townName}${name}`);
  }
}
