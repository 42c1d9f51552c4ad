import type { Scale } from './types.ts';

/** How many of everything one district of this scale has. */
export type DistrictShape = {
  readonly towns: number;
  readonly streets: number;
  readonly farms: number;
  readonly villagesPerTown: readonly [number, number];
  readonly communitiesPerStreet: readonly [number, number];
  readonly schools: number;
  readonly hospitals: number;
  readonly enterprises: number;
  readonly associations: number;
};

export type Shape = {
  /** Cities of the province; 0 when the district or city stands alone. */
  readonly cities: number;
  readonly districtsPerCity: number;
  readonly district: DistrictShape;
  /** Share of a body's possible history that is written; large worlds keep to units, people and duties. */
  readonly history: number;
};

const tinyDistrict: DistrictShape = {
  towns: 1,
  streets: 1,
  farms: 1,
  villagesPerTown: [2, 2],
  communitiesPerStreet: [1, 1],
  schools: 1,
  hospitals: 1,
  enterprises: 1,
  associations: 1,
};

const smallDistrict: DistrictShape = {
  towns: 3,
  streets: 2,
  farms: 1,
  villagesPerTown: [4, 5],
  communitiesPerStreet: [3, 4],
  schools: 3,
  hospitals: 2,
  enterprises: 2,
  associations: 2,
};

const demoDistrict: DistrictShape = {
  towns: 9,
  streets: 4,
  farms: 1,
  villagesPerTown: [12, 14],
  communitiesPerStreet: [10, 12],
  schools: 12,
  hospitals: 5,
  enterprises: 5,
  associations: 4,
};

/** About 3,000 units: two for every house, and the organs of the district. */
const fullDistrict: DistrictShape = {
  towns: 26,
  streets: 8,
  farms: 2,
  villagesPerTown: [28, 33],
  communitiesPerStreet: [20, 26],
  schools: 262,
  hospitals: 44,
  enterprises: 70,
  associations: 90,
};

const shapes: Record<Scale, Shape> = {
  tiny: { cities: 0, districtsPerCity: 0, district: tinyDistrict, history: 0.06 },
  small: { cities: 0, districtsPerCity: 0, district: smallDistrict, history: 0.5 },
  demo: { cities: 0, districtsPerCity: 0, district: demoDistrict, history: 1 },
  county: { cities: 0, districtsPerCity: 0, district: fullDistrict, history: 0.2 },
  bench: { cities: 0, districtsPerCity: 0, district: fullDistrict, history: 0 },
  city: { cities: 1, districtsPerCity: 10, district: fullDistrict, history: 0.02 },
  province: { cities: 12, districtsPerCity: 6, district: fullDistrict, history: 0 },
};

export function shapeOf(scale: Scale): Shape {
  return shapes[scale];
}
