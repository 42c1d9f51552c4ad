import type { Area, Making } from './area.ts';
import type { Day } from './dates.ts';
import { institutionUnits } from './institution-units.ts';
import { placeNames } from './names.ts';
import { organUnits } from './organ-units.ts';
import { type Shape, shapeOf } from './shape.ts';
import { townUnits } from './town-units.ts';
import type { Scale, WorldUnit } from './types.ts';

/**
 * All units of a world, superiors before those below them, one at a time: nothing is kept, so a province costs no more
 * memory than a district.
 */
export function* unitsOf(seed: number, scale: Scale, today: Day): Generator<WorldUnit> {
  const making: Making = { seed, today, serial: 0 };
  for (const area of areasOf(seed, scale)) {
    yield* organUnits(making, area);
    if (area.rank === '区') yield* districtUnits(making, area, shapeOf(scale));
  }
}

function* districtUnits(making: Making, area: Area, shape: Shape): Generator<WorldUnit> {
  const places = placeNames(making.seed, area.code).filter((stem) => !area.name.startsWith(stem));
  yield* townUnits(making, area, shape.district, places[Symbol.iterator]());
  yield* institutionUnits(making, area, shape.district, places);
}

/** The areas of a world in the order of their units: 99 is the code of no real province. */
export function* areasOf(seed: number, scale: Scale): Generator<Area> {
  const shape = shapeOf(scale);
  const stems = placeNames(seed, 'areas');
  if (shape.cities === 0) {
    yield { code: '990101', name: `${stems[0]}区`, rank: '区', level: 'district', superior: null };
    return;
  }
  const alone = shape.cities === 1;
  if (!alone) yield { code: '99', name: `${stems[0]}省`, rank: '省', level: 'province', superior: null };
  for (let city = 1; city <= shape.cities; city += 1) {
    const cityCode = `99${String(city).padStart(2, '0')}`;
    yield {
      code: cityCode,
      name: `${stems[city]}市`,
      rank: '市',
      level: 'city',
      superior: alone ? null : '99-QW',
    };
    for (let district = 1; district <= shape.districtsPerCity; district += 1) {
      const stem = stems[shape.cities + (city - 1) * shape.districtsPerCity + district];
      const code = `${cityCode}${String(district).padStart(2, '0')}`;
      yield { code, name: `${stem}区`, rank: '区', level: 'district', superior: `${cityCode}-QW` };
    }
  }
}
