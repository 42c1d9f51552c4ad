import type { Day } from './dates.ts';
import { personKey } from './people.ts';
import { chanceOf } from './prng.ts';
import type { DemoAccount, Scale } from './types.ts';
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
  const units = [...unitsOf(seed, scale, today)];
  const villages = units.filter((unit) => unit.family === 'villageCommittee');
  const town = villages[0]?.chief ?? '';
  const village = villages[0]?.body ?? '';
  const otherVillage = villages.find((unit) => unit.chief !== town)?.body ?? '';
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
    ['system.admin', office, 'sysadmin'],
    ['security.admin', office, 'secadmin'],
    ['audit.admin', office, 'auditadmin'],
  ];
  return table.map(([account, body, key]) => ({
    account,
    password: passwordOf(seed, account),
    person: personKey(body, key),
    shows: `demo.account.${account}`,
  }));
}
