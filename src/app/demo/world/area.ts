import type { Day } from './dates.ts';
import { addDays } from './dates.ts';
import { chanceOf } from './prng.ts';
import type { Level, UnitFamily, WorldUnit } from './types.ts';
import { makeUscc } from './uscc.ts';

/** A province, city or district: what its organs are named after and stand under. */
export type Area = {
  readonly code: string;
  /** 霁浦区 */
  readonly name: string;
  /** 区: as in 区委, 区财政局 */
  readonly rank: '省' | '市' | '区';
  readonly level: Level;
  /** The committee above; null when the area stands alone. */
  readonly superior: string | null;
};

/** What all units of one world share while it is being made. */
export type Making = {
  readonly seed: number;
  readonly today: Day;
  serial: number;
};

export type NewUnit = {
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly family: UnitFamily;
  readonly level: Level;
  readonly superior: string | null;
  readonly line: string | null;
  readonly body: string;
  readonly chief: string;
  readonly topic?: string;
  readonly joined: Day;
};

/** Kinds registered with the establishment office, with civil affairs, or as enterprises; branches have no code of their own. */
const registration: Partial<Record<UnitFamily, string>> = {
  committee: '11',
  committeeOffice: '11',
  discipline: '11',
  partyDepartment: '11',
  government: '11',
  department: '11',
  townCommittee: '11',
  townGovernment: '11',
  streetCommittee: '11',
  streetOffice: '11',
  farm: '91',
  villageCommittee: '54',
  communityCommittee: '55',
  school: '12',
  hospital: '12',
  enterprise: '91',
  association: '51',
};

/** Fills in what every unit has: code of registration, address, telephone; all of them invented. */
export function makeUnit(making: Making, area: Area, unit: NewUnit, place: string): WorldUnit {
  const chance = chanceOf(making.seed, 'unit', unit.code);
  making.serial += 1;
  const authority = registration[unit.family];
  const division = area.code.padEnd(6, '0');
  const door =
    unit.level === 'village'
      ? `${place}党群服务中心`
      : `${place}${chance.pick(streetNames)}${chance.int(1, 268)}号`;
  return {
    topic: null,
    ...unit,
    uscc: authority === undefined ? null : makeUscc(authority, division, making.serial),
    address: door,
    // Area code 0000 and exchange 5550: no such line exists.
    phone: `0000-5550${String(chance.int(0, 9999)).padStart(4, '0')}`,
  };
}

const streetNames = [
  '同心路',
  '文昌街',
  '迎宾路',
  '光明街',
  '朝阳路',
  '新街',
  '滨水路',
  '振兴路',
  '富民路',
  '书院街',
];

/** When a unit began to publish here: organs and pilots a year ago, the others as the work was spread (分步推开). */
export function joinedOn(making: Making, stage: 'pilot' | 'second' | 'third'): Day {
  const ago = { pilot: 366, second: 64, third: 26 }[stage];
  return addDays(making.today, -ago);
}
