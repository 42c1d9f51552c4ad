import type { Role } from '#kernel';
import { personName } from './names.ts';
import { lineTable } from './organs.ts';
import { type Chance, chanceOf } from './prng.ts';
import type { WorldGrant, WorldPerson, WorldUnit } from './types.ts';

/** A house: the units that share their staff, Party organisation first. */
export type Body = {
  readonly code: string;
  readonly chief: string;
  readonly district: string;
  readonly units: readonly WorldUnit[];
};

/** How many hands a house of this kind has of its own. Villages and institutions lean on their chief for secrecy review. */
type Staffing = {
  readonly handlers: number;
  readonly secrecy: boolean;
  /** Do reviewers and approvers also stand above what lies below? */
  readonly above: boolean;
  readonly members: number;
  readonly residents: number;
  readonly posts: Readonly<Record<'handler' | 'reviewer' | 'secrecyReviewer' | 'approver', string>>;
};

const organPosts = {
  handler: '办公室干部',
  reviewer: '办公室主任',
  secrecyReviewer: '机要保密干部',
  approver: '党组书记',
};
const townPosts = {
  handler: '党政办干部',
  reviewer: '组织委员',
  secrecyReviewer: '党政办副主任',
  approver: '党委书记',
};
const villagePosts = {
  handler: '村文书',
  reviewer: '村务监督委员会主任',
  secrecyReviewer: '',
  approver: '党支部书记',
};
const schoolPosts = {
  handler: '办公室干事',
  reviewer: '党支部组织委员',
  secrecyReviewer: '',
  approver: '党支部书记',
};

const organ: Staffing = {
  handlers: 2,
  secrecy: true,
  above: true,
  members: 4,
  residents: 0,
  posts: organPosts,
};
const town: Staffing = {
  handlers: 2,
  secrecy: true,
  above: true,
  members: 4,
  residents: 0,
  posts: townPosts,
};
const village: Staffing = {
  handlers: 1,
  secrecy: false,
  above: false,
  members: 3,
  residents: 2,
  posts: villagePosts,
};
const institution: Staffing = {
  handlers: 1,
  secrecy: false,
  above: false,
  members: 3,
  residents: 0,
  posts: schoolPosts,
};

function staffingOf(body: Body): Staffing {
  const family = body.units[0]?.family ?? 'department';
  if (/^(village|community)/.test(family)) return village;
  if (/^(school|hospital|enterprise|association)/.test(family)) return institution;
  return /^(town|street|farm)/.test(family) ? town : organ;
}

/** Everybody of one house: those who work on open affairs, Party members and residents who only read. */
export function peopleOf(seed: number, body: Body): WorldPerson[] {
  const chance = chanceOf(seed, 'people', body.code);
  const staffing = staffingOf(body);
  const people = [
    ...Array.from({ length: staffing.handlers }, (_, i) => hand(body, chance, staffing, 'handler', i + 1)),
    hand(body, chance, staffing, 'reviewer', 1),
    ...(staffing.secrecy ? [hand(body, chance, staffing, 'secrecyReviewer', 1)] : []),
    hand(body, chance, staffing, 'approver', 1),
    ...specialists(seed, body),
  ];
  for (let i = 1; i <= staffing.members; i += 1) people.push(reader(body, chance, 'member', i));
  for (let i = 1; i <= staffing.residents; i += 1) people.push(reader(body, chance, 'resident', i));
  return people;
}

function person(
  body: Body,
  chance: Chance,
  key: string,
  post: string,
  grants: readonly WorldGrant[],
): WorldPerson {
  const party = body.units[0];
  const affiliations = party === undefined ? [] : [{ unit: party.code, kind: 'member' as const }];
  return {
    key: personKey(body.code, key),
    name: personName(chance),
    post,
    body: body.code,
    grants,
    affiliations,
  };
}

export function personKey(body: string, key: string): string {
  return `${body}.${key}`.toLowerCase();
}

type Hand = 'handler' | 'reviewer' | 'secrecyReviewer' | 'approver';
const handKeys: Record<Hand, string> = { handler: 'h', reviewer: 'r', secrecyReviewer: 's', approver: 'a' };

/** The key of one of the four hands of a house. */
export function handKey(body: string, hand: Hand, number = 1): string {
  return personKey(body, `${handKeys[hand]}${number}`);
}

function hand(body: Body, chance: Chance, staffing: Staffing, role: Hand, number: number): WorldPerson {
  const below = staffing.above && (role === 'secrecyReviewer' || role === 'approver');
  const post = urban(body, staffing.posts[role]);
  const grants = body.units.map((unit) => grant(role, unit.code, below ? 'below' : 'own'));
  return person(body, chance, `${handKeys[role]}${number}`, post, grants);
}

/** Posts are called otherwise in communities, streets and where there is no Party group. */
function urban(body: Body, post: string): string {
  const family = body.units[0]?.family;
  if (family === 'communityBranch') return post.replace('村文书', '社区干部').replace('村务', '居务');
  if (family === 'streetCommittee') return post.replace('党委', '党工委');
  if (family === 'committee')
    return post.replace('党组书记', '区委副书记').replace('办公室主任', '区委办公室副主任');
  if (family === 'discipline') return post.replace('党组书记', '纪委书记');
  return family === 'partyDepartment' ? post.replace('党组书记', '部务会主要负责人') : post;
}

function grant(role: Role, unit: string, reach: WorldGrant['reach']): WorldGrant {
  return { role, unit, reach };
}

function reader(body: Body, chance: Chance, kind: 'member' | 'resident', number: number): WorldPerson {
  const unit = kind === 'member' ? body.units[0] : body.units[body.units.length - 1];
  return {
    key: personKey(body.code, `${kind === 'member' ? 'm' : 'j'}${number}`),
    name: personName(chance),
    post: kind === 'member' ? '党员' : '居民',
    body: body.code,
    grants: [],
    affiliations: unit === undefined ? [] : [{ unit: unit.code, kind }],
  };
}

/** The committee office, the discipline commission, leads of lines, assessors and the three administrators. */
function specialists(seed: number, body: Body): WorldPerson[] {
  const chance = chanceOf(seed, 'specialists', body.code);
  const committee = `${body.district}-QW`;
  const one = (key: string, post: string, role: Role): WorldPerson =>
    person(body, chance, key, post, [grant(role, committee, 'below')]);
  switch (body.units[0]?.family) {
    case 'committee':
      return [
        one('office1', '党务公开科科长', 'committeeOffice'),
        one('office2', '党务公开科干部', 'committeeOffice'),
        one('assessor1', '考核组组长', 'assessor'),
        one('assessor2', '考核组成员', 'assessor'),
        one('sysadmin', '系统管理员', 'systemAdministrator'),
        one('secadmin', '安全管理员', 'securityAdministrator'),
        one('auditadmin', '审计管理员', 'auditAdministrator'),
      ];
    case 'discipline':
      return [
        one('inspector1', '党风政风监督室主任', 'discipline'),
        one('inspector2', '监督室干部', 'discipline'),
        ...lineLead(body, chance),
      ];
    default:
      return lineLead(body, chance);
  }
}

function lineLead(body: Body, chance: Chance): WorldPerson[] {
  const leads = body.units.filter(
    (unit) => unit.line !== null && lineTable.some(([, , lead]) => unit.code === `${body.district}-${lead}`),
  );
  if (leads.length === 0) return [];
  const grants = leads.map((unit) => grant('lineLead', unit.code, 'line'));
  return [person(body, chance, 'lead1', '条线牵头负责人', grants)];
}

/** Gathers units into houses as they come: the units of a house follow one another. */
export function* bodiesOf(units: Iterable<WorldUnit>): Generator<Body> {
  let open: WorldUnit[] = [];
  for (const unit of units) {
    if (open[0] !== undefined && open[0].body !== unit.body) {
      yield close(open);
      open = [];
    }
    open.push(unit);
  }
  if (open[0] !== undefined) yield close(open);
}

function close(units: readonly WorldUnit[]): Body {
  const first = units[0];
  if (first === undefined) throw new Error('a house has at least one unit');
  return { code: first.body, chief: first.chief, district: districtOf(first.code), units };
}

/** The area code in front of every unit's code: two digits a province, four a city, six a district. */
export function districtOf(code: string): string {
  const dash = code.indexOf('-');
  return dash === -1 ? code.slice(0, 6) : code.slice(0, dash);
}
