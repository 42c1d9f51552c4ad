import type { TextFamily, WorldUnit } from '../types.ts';
import type { Writer, Writing, Written } from './common.ts';
import * as finance from './finance.ts';
import * as government from './government.ts';
import * as institutions from './institutions.ts';
import * as party from './party.ts';

export type { Writing, Written } from './common.ts';

const writers: Readonly<Record<TextFamily, Writer>> = {
  ...finance,
  ...government,
  ...institutions,
  ...party,
};

/** Writes one believable, invented document. The same writing gives the same text. */
export function write(text: TextFamily, writing: Writing): Written {
  return writers[text](writing);
}

/** How a unit calls itself: 我村, 我局, 我镇. */
export function selfName(unit: WorldUnit): string {
  if (/^village/.test(unit.family)) return '我村';
  if (/^community/.test(unit.family)) return '我社区';
  if (/^town/.test(unit.family)) return '我镇';
  if (/^street/.test(unit.family)) return '我街道';
  if (/^school/.test(unit.family)) return '我校';
  if (/^hospital/.test(unit.family)) return '我院';
  if (/^(enterprise|farm)/.test(unit.family)) return '我公司';
  return /局$/.test(unit.shortName) ? '我局' : '我单位';
}
