import type { Day } from '../dates.ts';
import type { UnitFamily, WorldCatalogue, WorldRow, WorldUnit } from '../types.ts';
import { departmentRows, governmentRows, topicRows, townGovernmentRows } from './government.ts';
import { associationRows, enterpriseRows, hospitalRows, schoolRows } from './institutions.ts';
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

/** The rows a unit of this kind and topic publishes by. */
export function rowsOfUnit(unit: WorldUnit): readonly WorldRow[] {
  const rows = byFamily[unit.family];
  if (unit.topic === 'organisation') return [...rows, ...organisationRows];
  if (unit.topic === 'publicity') return [...rows, ...publicityRows];
  return unit.family === 'department' ? [...rows, ...topicRows(unit.topic)] : rows;
}

/** The catalogue of a unit: in force from the day it joined. */
export function catalogueOf(unit: WorldUnit, today: Day): WorldCatalogue {
  const rows = rowsOfUnit(unit);
  const year = Number(unit.joined.slice(0, 4));
  const label = rows[0]?.affairs === 'party' ? '党务公开目录' : '公开目录';
  return {
    unit: unit.code,
    year,
    version: `${unit.shortName}${year}年${label}`,
    inForce: unit.joined < today ? unit.joined : today,
    rows,
  };
}
