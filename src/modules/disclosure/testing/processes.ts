import { valueOf } from '#test/database';
import { defineProcess } from '../commands/define-process.ts';
import type { ProcessStep } from '../process.ts';
import { units } from './cases.ts';
import type { World } from './world.ts';

/** Puts a process in force for the village. @returns its id */
export async function putInForce(
  w: World,
  steps: readonly ProcessStep[],
  affairsKind = null,
): Promise<string> {
  const administrator = w.hire('卫管理', 'systemAdministrator', units.village);
  const given = { unit: units.village, unitKind: null, affairsKind, name: '本村流程', steps };
  return valueOf(await w.as(administrator, (ctx) => defineProcess(ctx, given))).id;
}
