import { type Area, joinedOn, type Making, makeUnit, type NewUnit } from './area.ts';
import { departments, partyDepartments, topicLine } from './organs.ts';
import type { WorldUnit } from './types.ts';

/** The committee, its office, commission and departments, the government and its bureaus with their Party groups. */
export function* organUnits(making: Making, area: Area): Generator<WorldUnit> {
  const level = area.level;
  const id = (suffix: string): string => `${area.code}-${suffix}`;
  const joined = joinedOn(making, 'pilot');
  const line = (number: string): string | null => (area.rank === '区' ? id(number) : null);
  const make = (unit: NewUnit): WorldUnit => makeUnit(making, area, unit, area.name);

  const committee = id('QW');
  const office = { body: id('QWB'), chief: id('QWB'), level, joined };
  const short = `${area.rank}委`;
  yield make({
    ...office,
    code: committee,
    name: `中共${area.name}委员会`,
    shortName: `${area.name}委`.replace(`${area.rank}委`, short),
    family: 'committee',
    superior: area.superior,
    line: null,
  });
  yield make({
    ...office,
    code: id('QWB'),
    name: `中共${area.name}委员会办公室`,
    shortName: `${short}办公室`,
    family: 'committeeOffice',
    superior: committee,
    line: line('L06'),
  });
  yield make({
    code: id('JW'),
    name: `中共${area.name}纪律检查委员会`,
    shortName: `${area.rank}纪委`,
    family: 'discipline',
    level,
    superior: committee,
    line: line('L01'),
    body: id('JW'),
    chief: id('JW'),
    joined,
  });
  const ownLines: Readonly<Record<string, string>> = {
    organisation: 'L02',
    publicity: 'L03',
    unitedFront: 'L04',
    politicalLegal: 'L05',
    socialWork: 'L12',
    inspection: 'L01',
  };
  for (const [index, [code, name, topic]] of partyDepartments.entries()) {
    yield make({
      code: id(code),
      name: `中共${area.name}委员会${name}`,
      shortName: `${short}${name}`,
      family: 'partyDepartment',
      level,
      superior: committee,
      line: line(ownLines[topic] ?? 'L06'),
      body: id(code),
      chief: id(code),
      topic,
      // The departments of organisation, publicity, united front and law began first.
      joined: joinedOn(making, index < 4 ? 'pilot' : 'second'),
    });
  }
  yield* governmentUnits(making, area, committee);
}

function* governmentUnits(making: Making, area: Area, committee: string): Generator<WorldUnit> {
  const id = (suffix: string): string => `${area.code}-${suffix}`;
  const joined = joinedOn(making, 'pilot');
  const later = joinedOn(making, 'second');
  const government = id('ZF');
  const pairs = [
    { code: 'ZF', name: '人民政府', topic: 'government', family: 'government' as const, above: committee },
    ...departments.map(([code, name, topic]) => ({
      code,
      name,
      topic,
      family: 'department' as const,
      above: government,
    })),
  ];
  for (const [index, { code, name, topic, family, above }] of pairs.entries()) {
    const lineCode = topicLine[topic] ?? 'L06';
    const shared = {
      level: area.level,
      line: area.rank === '区' ? id(lineCode) : null,
      body: id(code),
      chief: id(code),
      topic,
      // Every ninth bureau is a pilot.
      joined: index % 9 === 0 ? joined : later,
    };
    const plain = name.replace(/（.*）/, '');
    const group: NewUnit = {
      ...shared,
      code: id(`${code}.D`),
      name: `中共${area.name}${plain}党组`,
      shortName: `${plain}党组`,
      family: 'partyGroup',
      superior: committee,
    };
    const organ: NewUnit = {
      ...shared,
      code: id(code),
      name: `${area.name}${name}`,
      shortName: `${area.rank}${plain}`,
      family,
      superior: above,
    };
    yield makeUnit(making, area, group, area.name);
    yield makeUnit(making, area, organ, area.name);
  }
}
