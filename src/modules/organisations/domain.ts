import { done, type Result, refuse } from '#kernel';
import { type PostKind, type UnitKind, type UnitLevel, type UnitState, unitLevels } from './vocabulary.ts';

/** A unit as far as the rules of the tree look at it. */
export type UnitFacts = {
  readonly id: number;
  readonly path: string;
  readonly level: UnitLevel;
  readonly state: UnitState;
  readonly superiorId: number | null;
  readonly version: number;
};

export type TreeRefusal =
  | 'unit-changed-meanwhile'
  | 'unit-not-active'
  | 'unit-is-root'
  | 'unit-already-there'
  | 'unit-below-itself'
  | 'unit-level-above-superior'
  | 'unit-superior-not-active'
  | 'unit-same'
  | 'unit-has-subordinates'
  | 'unit-successor-not-active';

type Decision<Code extends string> = Result<null, Code>;

/** 0 for a province … 4 for a village. */
export function rankOf(level: UnitLevel): number {
  return unitLevels.indexOf(level);
}

/** Is `path` the unit of `top`, or anywhere below it? */
export function isWithin(path: string, top: string): boolean {
  return path.startsWith(top);
}

/** The path of a unit under its superior. */
export function pathUnder(superiorPath: string | null, id: number): string {
  return `${superiorPath ?? '/'}${id}/`;
}

/** Every path below `top` lies in `[top, pathEnd(top))` in byte order: `/` is followed by `0`. */
export function pathEnd(top: string): string {
  return `${top.slice(0, -1)}0`;
}

/** The unit is active and as the writer saw it. */
export function decideChange(
  unit: UnitFacts,
  version: number,
): Decision<'unit-changed-meanwhile' | 'unit-not-active'> {
  if (unit.state !== 'active') return refuse('unit-not-active', 409, { unitState: unit.state });
  if (unit.version !== version) return refuse('unit-changed-meanwhile', 409, {}, 'version');
  return done(null);
}

/** A unit stands under an active one of the same or a higher level: a town's organs under the town, never a city under it. */
export function decidePlace(
  level: UnitLevel,
  superior: UnitFacts,
): Decision<'unit-superior-not-active' | 'unit-level-above-superior'> {
  if (superior.state !== 'active') return refuse('unit-superior-not-active', 409, {}, 'superiorId');
  if (rankOf(level) < rankOf(superior.level))
    return refuse(
      'unit-level-above-superior',
      409,
      { unitLevel: level, superiorLevel: superior.level },
      'level',
    );
  return done(null);
}

/** May `unit`, with everything below it, go under `target`? */
export function decideMove(unit: UnitFacts, target: UnitFacts, version: number): Decision<TreeRefusal> {
  const change = decideChange(unit, version);
  if (!change.ok) return change;
  if (unit.superiorId === null) return refuse('unit-is-root', 409);
  if (isWithin(target.path, unit.path)) return refuse('unit-below-itself', 409, {}, 'superiorId');
  if (unit.superiorId === target.id) return refuse('unit-already-there', 409, {}, 'superiorId');
  return decidePlace(unit.level, target);
}

/**
 * May `unit` be merged into `target`? Its subordinates follow, so they must fit there.
 * @param highestChild the highest level among its active subordinates, null when it has none
 */
export function decideMerge(
  unit: UnitFacts,
  target: UnitFacts,
  highestChild: UnitLevel | null,
  version: number,
): Decision<TreeRefusal> {
  const change = decideChange(unit, version);
  if (!change.ok) return change;
  if (unit.id === target.id) return refuse('unit-same', 409, {}, 'into');
  if (unit.superiorId === null) return refuse('unit-is-root', 409);
  if (isWithin(target.path, unit.path)) return refuse('unit-below-itself', 409, {}, 'into');
  if (target.state !== 'active') return refuse('unit-not-active', 409, { unitState: target.state }, 'into');
  return highestChild === null ? done(null) : decidePlace(highestChild, target);
}

/** A unit ends only when nothing stands below it and an active unit takes its open work. */
export function decideDissolve(
  unit: UnitFacts,
  successor: UnitFacts,
  subordinates: number,
  version: number,
): Decision<TreeRefusal> {
  const change = decideChange(unit, version);
  if (!change.ok) return change;
  if (unit.superiorId === null) return refuse('unit-is-root', 409);
  if (subordinates > 0) return refuse('unit-has-subordinates', 409, { count: subordinates });
  if (successor.id === unit.id) return refuse('unit-same', 409, {}, 'successorId');
  return successor.state === 'active'
    ? done(null)
    : refuse('unit-successor-not-active', 409, {}, 'successorId');
}

/** What a unit of this kind must have (八有 1: 有健全的组织机构). */
export type Requirements = {
  readonly leadingGroup: boolean;
  readonly firstResponsible: boolean;
  readonly handler: boolean;
};

const committee: Requirements = { leadingGroup: true, firstResponsible: true, handler: true };
const body: Requirements = { leadingGroup: false, firstResponsible: true, handler: true };
const branch: Requirements = { leadingGroup: false, firstResponsible: true, handler: false };

/**
 * Committees lead the opening of everything below them and so keep a leading group with an office; every body that opens
 * has a first responsible person and a handler; in a branch the secretary is both.
 */
export const requirements: Readonly<Record<UnitKind, Requirements>> = {
  localPartyCommittee: committee,
  partyWorkingCommittee: committee,
  grassrootsPartyCommittee: committee,
  disciplineCommission: body,
  partyDepartment: body,
  partyLeadershipGroup: body,
  generalPartyBranch: branch,
  partyBranch: branch,
  peoplesCongress: body,
  consultativeConference: body,
  administrativeOrgan: body,
  townGovernment: body,
  subdistrictOffice: body,
  court: body,
  procuratorate: body,
  publicInstitution: body,
  school: body,
  hospital: body,
  stateEnterprise: body,
  stateFarm: body,
  massOrganisation: body,
  socialOrganisation: branch,
  villageCommittee: body,
  residentsCommittee: body,
};

/** Kinds of unit that need this. */
export function kindsNeeding(what: keyof Requirements): readonly UnitKind[] {
  return (Object.keys(requirements) as UnitKind[]).filter((kind) => requirements[kind][what]);
}

/** Posts whose work someone must hold at every moment while the unit needs them. */
export function mayStandEmpty(post: PostKind, kind: UnitKind): boolean {
  if (post === 'firstResponsible') return !requirements[kind].firstResponsible;
  if (post === 'handler') return !requirements[kind].handler;
  if (post === 'leadingGroupHead' || post === 'officeHead') return !requirements[kind].leadingGroup;
  return true;
}

export type PostFacts = {
  readonly kind: PostKind;
  readonly fromOn: string;
  readonly endedOn: string | null;
  readonly version: number;
};

export type PostRefusal =
  | 'unit-changed-meanwhile'
  | 'post-ended'
  | 'post-ends-before-it-begins'
  | 'post-ends-in-future'
  | 'post-successor-needed';

/**
 * May this post end? Work is handed over, never dropped: the last holder of a post that must not stand empty ends only
 * with a successor.
 * @param othersHold how many others hold the same post in the unit now
 */
export function decideEndPost(
  post: PostFacts,
  unitKind: UnitKind,
  end: {
    readonly on: string;
    readonly today: string;
    readonly version: number;
    readonly hasSuccessor: boolean;
  },
  othersHold: number,
): Decision<PostRefusal> {
  if (post.endedOn !== null) return refuse('post-ended', 409, { date: post.endedOn });
  if (post.version !== end.version) return refuse('unit-changed-meanwhile', 409, {}, 'version');
  if (end.on < post.fromOn) return refuse('post-ends-before-it-begins', 409, { date: post.fromOn }, 'on');
  if (end.on > end.today) return refuse('post-ends-in-future', 409, { date: end.today }, 'on');
  if (end.hasSuccessor || othersHold > 0 || mayStandEmpty(post.kind, unitKind)) return done(null);
  return refuse('post-successor-needed', 409, { postKind: post.kind }, 'successor');
}

/** Days before the end of a term from which it is a finding. */
export const TERM_WARNING_DAYS = 60;

/** How a post stands on a day; `warnFrom` is the day `TERM_WARNING_DAYS` later. */
export function standingOf(
  post: { readonly untilOn: string | null; readonly endedOn: string | null },
  today: string,
  warnFrom: string,
): 'holds' | 'endsSoon' | 'expired' | 'ended' {
  if (post.endedOn !== null) return 'ended';
  if (post.untilOn === null) return 'holds';
  if (post.untilOn < today) return 'expired';
  return post.untilOn <= warnFrom ? 'endsSoon' : 'holds';
}

const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** 统一社会信用代码 with its check character (GB 32100-2015: weights 3^i mod 31). */
export function isUscc(code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(code)) return false;
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, 17)) {
    sum += USCC_ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return USCC_ALPHABET[(31 - (sum % 31)) % 31] === code[17];
}
