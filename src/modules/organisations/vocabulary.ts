/** Closed lists of the room. Their names in both languages are messages such as `unitKind.school`. */

/** 层级, from the top down; the order is the rule “no unit stands below one of a lower level”. */
export const unitLevels = ['province', 'city', 'district', 'town', 'village'] as const;
export type UnitLevel = (typeof unitLevels)[number];

/** 单位类别. */
export const unitKinds = [
  'localPartyCommittee',
  'disciplineCommission',
  'partyDepartment',
  'partyWorkingCommittee',
  'partyLeadershipGroup',
  'grassrootsPartyCommittee',
  'generalPartyBranch',
  'partyBranch',
  'peoplesCongress',
  'consultativeConference',
  'administrativeOrgan',
  'townGovernment',
  'subdistrictOffice',
  'court',
  'procuratorate',
  'publicInstitution',
  'school',
  'hospital',
  'stateEnterprise',
  'stateFarm',
  'massOrganisation',
  'socialOrganisation',
  'villageCommittee',
  'residentsCommittee',
] as const;
export type UnitKind = (typeof unitKinds)[number];

export const unitStates = ['active', 'merged', 'dissolved'] as const;
export type UnitState = (typeof unitStates)[number];

/** What can happen to a unit; each is one append-only row of its history. */
export const unitEventKinds = [
  'created',
  'renamed',
  'detailsChanged',
  'moved',
  'merged',
  'absorbed',
  'dissolved',
  'handedOver',
] as const;
export type UnitEventKind = (typeof unitEventKinds)[number];

/** 岗位: leading group (领导小组), its office, first responsible person, named handlers, spokesperson. */
export const postKinds = [
  'leadingGroupHead',
  'leadingGroupDeputy',
  'leadingGroupMember',
  'officeHead',
  'firstResponsible',
  'handler',
  'spokesperson',
] as const;
export type PostKind = (typeof postKinds)[number];

/** Findings of “有健全的组织机构” (the first of 八有). */
export const gapKinds = [
  'noLeadingGroup',
  'noLeadingGroupHead',
  'noOffice',
  'noFirstResponsible',
  'noHandler',
  'termExpired',
  'termEndsSoon',
] as const;
export type GapKind = (typeof gapKinds)[number];

/** Columns of the import and export table, in the order they are written. */
export const importColumns = [
  'code',
  'name',
  'shortName',
  'level',
  'kind',
  'superiorCode',
  'lineCode',
  'uscc',
  'address',
  'phone',
  'publicContact',
  'website',
  'officeHours',
  'introduction',
  'sortOrder',
] as const;
export type ImportColumn = (typeof importColumns)[number];

export const importOutcomes = ['new', 'changed', 'unchanged', 'error'] as const;
export type ImportOutcome = (typeof importOutcomes)[number];
