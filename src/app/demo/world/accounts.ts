import type { Day } from './dates.ts';
import { personKey } from './people.ts';
import { chanceOf } from './prng.ts';
import type { DemoAccount, Scale, WorldUnit } from './types.ts';
import { unitsOf } from './units.ts';

export type { DemoAccount } from './types.ts';

const words = [
  'bamboo',
  'lotus',
  'maple',
  'willow',
  'cedar',
  'magpie',
  'heron',
  'teapot',
  'lantern',
  'abacus',
  'inkstone',
  'paddy',
];

/** A password to be printed: three words and a number, different for every account and world. For the demonstration only. */
function passwordOf(seed: number, account: string): string {
  const chance = chanceOf(seed, 'password', account);
  return `${chance.some(words, 3).join('-')}-${chance.int(100, 999)}`;
}

/**
 * The printed sign-ins: one for each part of the main job, from the first pilot town and its first village up to the
 * district, two members of different branches, a resident, and the three administrators.
 */
export function demoAccounts(seed: number, scale: Scale, today: Day): DemoAccount[] {
  const { root, town, village, otherVillage } = firstPlaces(seed, scale, today);
  const office = '990101-QWB';
  const table: readonly (readonly [account: string, body: string, key: string])[] = [
    ['village.clerk', village, 'h1'],
    ['village.reviewer', village, 'r1'],
    ['village.secretary', village, 'a1'],
    ['town.handler', town, 'h1'],
    ['town.reviewer', town, 'r1'],
    ['town.secrecy', town, 's1'],
    ['town.approver', town, 'a1'],
    ['district.office', office, 'office1'],
    ['district.approver', office, 'a1'],
    ['discipline', '990101-JW', 'inspector1'],
    ['line.lead', '990101-JTJ', 'lead1'],
    ['member.one', village, 'm1'],
    ['member.two', otherVillage, 'm1'],
    ['resident', village, 'j1'],
    ['system.admin', root, 'sysadmin'],
    ['security.admin', root, 'secadmin'],
    ['audit.admin', root, 'auditadmin'],
  ];
  return table.map(([account, body, key]) => ({
    account,
    password: passwordOf(seed, account),
    person: personKey(body, key),
    shows: `demo.account.${account}`,
  }));
}

/** The first village with its town, one of another town, and the office of the topmost committee. */
function firstPlaces(seed: number, scale: Scale, today: Day) {
  let root = '';
  let first: WorldUnit | undefined;
  let other: WorldUnit | undefined;
  for (const unit of unitsOf(seed, scale, today)) {
    if (unit.superior === null) root = unit.body;
    if (!/^(village|community)Committee$/.test(unit.family)) continue;
    first ??= unit;
    if (unit.chief !== first.chief) {
      other = unit;
      break;
    }
  }
  return { root, town: first?.chief ?? '', village: first?.body ?? '', otherVillage: other?.body ?? '' };
}
