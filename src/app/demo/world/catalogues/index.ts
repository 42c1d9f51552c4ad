import type { Day } from '../dates.ts';
import type { UnitFamily, WorldCatalogue, WorldRow, WorldUnit } from '../types.ts';
import { departmentRows, governmentRows, topicRows, townGovernmentRows } from './government.ts';
import { associationRows, enterpriseRows, hospitalRows, schoolRows } from './institutions.ts';
import { versionsOf } from './life.ts';
import {
  branchRows,
  committeeRows,
  disciplineRows,
  organisationRows,
  partyDepartmentRows,
  partyGroupRows,
  publicityRows,
  townPartyRows,
} from './party.ts';
import { communityRows, villageRows } from './village.ts';

const byFamily: Readonly<Record<UnitFamily, readonly WorldRow[]>> = {
  committee: committeeRows,
  committeeOffice: partyDepartmentRows,
  discipline: disciplineRows,
  partyDepartment: partyDepartmentRows,
  government: governmentRows,
  department: departmentRows,
  partyGroup: partyGroupRows,
  townCommittee: townPartyRows,
  townGovernment: townGovernmentRows,
  streetCommittee: townPartyRows,
  streetOffice: townGovernmentRows,
  farmCommittee: townPartyRows,
  farm: enterpriseRows,
  villageBranch: branchRows,
  villageCommittee: villageRows,
  communityBranch: branchRows,
  communityCommittee: communityRows,
  schoolBranch: branchRows,
  school: schoolRows,
  hospitalBranch: branchRows,
  hospital: hospitalRows,
  enterpriseBranch: branchRows,
  enterprise: enterpriseRows,
  associationBranch: branchRows,
  association: associationRows,
};

/** Rows that units of a kind share come from a template of the district; what a unit adds is its own. */
export type RowSource = {
  /** Units with the same name take over the same template. */
  readonly template: string;
  readonly shared: readonly WorldRow[];
  readonly own: readonly WorldRow[];
};

const sharedTemplates: Partial<Record<UnitFamily, string>> = {
  committeeOffice: 'partyDepartment',
  streetCommittee: 'townCommittee',
  farmCommittee: 'townCommittee',
  streetOffice: 'townGovernment',
  farm: 'enterprise',
  communityBranch: 'branch',
  villageBranch: 'branch',
  schoolBranch: 'branch',
  hospitalBranch: 'branch',
  enterpriseBranch: 'branch',
  associationBranch: 'branch',
};

/** Where the rows of a unit come from. */
export function sourceOfRows(unit: WorldUnit): RowSource {
  return {
    template: sharedTemplates[unit.family] ?? unit.family,
    shared: byFamily[unit.family],
    own: ownRows(unit),
  };
}

function ownRows(unit: WorldUnit): readonly WorldRow[] {
  if (unit.topic === 'organisation') return organisationRows;
  if (unit.topic === 'publicity') return publicityRows;
  return unit.family === 'department' ? topicRows(unit.topic) : [];
}

/** The rows a unit of this kind and topic publishes by. */
export function rowsOfUnit(unit: WorldUnit): readonly WorldRow[] {
  const { shared, own } = sourceOfRows(unit);
  return own.length === 0 ? shared : [...shared, ...own];
}

/** The catalogue of a unit: its rows, and the versions it went through. */
export function catalogueOf(unit: WorldUnit, today: Day): WorldCatalogue {
  const { template, shared, own } = sourceOfRows(unit);
  const year = Number(unit.joined.slice(0, 4));
  const label = shared[0]?.affairs === 'party' ? '党务公开目录' : '公开目录';
  return {
    unit: unit.code,
    year,
    version: `${unit.shortName}${year}年${label}`,
    inForce: unit.joined < today ? unit.joined : today,
    versions: versionsOf(unit, label, today),
    template,
    shared: shared.length,
    rows: [...shared, ...own],
  };
}
