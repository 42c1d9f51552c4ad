import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LineId, UnitId, UnitRef } from '#kernel';
import { units } from '../testing/cases.ts';
import type { Seat } from '../words.ts';
import { chainOf, placeOfSeat } from './units.ts';

const onLine = (line: number | null): UnitRef => ({ ...units.village, line: line as LineId | null });
const seat = (at: Seat['at'], unitId: number | null = null): Seat => ({ role: 'reviewer', at, unitId });
const leads = new Map([[7, 40 as UnitId]]);

const table: readonly [string, Seat, UnitRef, number | null][] = [
  ['the unit itself', seat('unit'), units.village, 3],
  ['its superior', seat('superior'), units.village, 2],
  ['no superior at the root', seat('superior'), units.district, null],
  ['a named unit', seat('unitId', 12), units.village, 12],
  ['the lead department of its line', seat('lineLead'), onLine(7), 40],
  ['a line that nobody leads', seat('lineLead'), onLine(8), null],
  ['no line', seat('lineLead'), onLine(null), null],
];

for (const [name, where, unit, expected] of table) {
  test(`a seat is decided in ${name}`, () => assert.equal(placeOfSeat(where, unit, leads), expected));
}

test('the chain leads from a unit up to the root', () => {
  assert.deepEqual(chainOf(units.village), [3, 2, 1]);
});
