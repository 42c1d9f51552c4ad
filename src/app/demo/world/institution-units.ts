import { type Area, joinedOn, type Making, makeUnit, type NewUnit } from './area.ts';
import { chanceOf } from './prng.ts';
import type { DistrictShape } from './shape.ts';
import type { UnitFamily, WorldUnit } from './types.ts';

type Trade = {
  readonly family: UnitFamily;
  readonly branch: UnitFamily;
  /** Code of the bureau that guides them; its Party group stands above their branches. */
  readonly bureau: string;
  readonly line: string;
  readonly letter: string;
  readonly names: readonly string[];
};

const trades: Record<'schools' | 'hospitals' | 'enterprises' | 'associations', Trade> = {
  schools: {
    family: 'school',
    branch: 'schoolBranch',
    bureau: 'JTJ',
    line: 'L07',
    letter: 'X',
    names: [
      '第一中学',
      '实验小学',
      '职业技术学校',
      '特殊教育学校',
      '中心幼儿园',
      '初级中学',
      '中心小学',
      '第二小学',
    ],
  },
  hospitals: {
    family: 'hospital',
    branch: 'hospitalBranch',
    bureau: 'WJJ',
    line: 'L08',
    letter: 'Y',
    names: ['人民医院', '中医医院', '妇幼保健院', '中心卫生院', '社区卫生服务中心', '卫生院'],
  },
  enterprises: {
    family: 'enterprise',
    branch: 'enterpriseBranch',
    bureau: 'CZJ',
    line: 'L09',
    letter: 'Q',
    names: [
      '城市建设投资有限公司',
      '水务有限公司',
      '公共交通有限公司',
      '粮食收储有限公司',
      '文化旅游发展有限公司',
      '环境卫生服务有限公司',
      '农业发展有限公司',
    ],
  },
  associations: {
    family: 'association',
    branch: 'associationBranch',
    bureau: 'MIN',
    line: 'L10',
    letter: 'S',
    names: [
      '果蔬行业协会',
      '志愿服务联合会',
      '个体经营者协会',
      '老年人体育协会',
      '养殖技术协会',
      '书法爱好者协会',
    ],
  },
};

/** Schools, hospitals, state enterprises and social organisations, each with its branch under the guiding bureau. */
export function* institutionUnits(
  making: Making,
  area: Area,
  shape: DistrictShape,
  places: readonly string[],
): Generator<WorldUnit> {
  for (const trade of ['schools', 'hospitals', 'enterprises', 'associations'] as const) {
    for (let i = 0; i < shape[trade]; i += 1) yield* institution(making, area, trades[trade], i, places);
  }
}

function* institution(
  making: Making,
  area: Area,
  trade: Trade,
  index: number,
  places: readonly string[],
): Generator<WorldUnit> {
  const code = `${area.code}-${trade.letter}${String(index + 1).padStart(3, '0')}`;
  const name = institutionName(area, trade, index, places);
  const shared = {
    level: area.level,
    line: `${area.code}-${trade.line}`,
    body: code,
    chief: `${area.code}-${trade.bureau}`,
    joined: joinedOn(making, chanceOf(making.seed, 'joined', code).is(0.15) ? 'pilot' : 'second'),
  };
  const branch: NewUnit = {
    ...shared,
    code: `${code}.D`,
    name: `中共${name}支部委员会`,
    shortName: `${name.replace(area.name, '')}党支部`,
    family: trade.branch,
    superior: `${area.code}-${trade.bureau}.D`,
  };
  const organ: NewUnit = {
    ...shared,
    code,
    name,
    shortName: name.replace(area.name, ''),
    family: trade.family,
    superior: branch.code,
  };
  yield makeUnit(making, area, branch, area.name);
  yield makeUnit(making, area, organ, area.name);
}

/** The first of each kind is the district's own; the others carry the name of a place in it. */
function institutionName(area: Area, trade: Trade, index: number, places: readonly string[]): string {
  const kind = trade.names[index % trade.names.length] ?? '';
  const round = Math.floor(index / trade.names.length);
  return round === 0
    ? `${area.name}${kind}`
    : `${area.name}${places[(round - 1) % places.length] ?? ''}${kind}`;
}
