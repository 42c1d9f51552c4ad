import type { LineId, UnitId, UnitRef } from '#kernel';
import { changeLine, createLine, createUnit } from '#modules/organisations';
import { systemActor } from '#platform/command';
import { unitKindOf } from '../kinds.ts';
import type { OnProgress } from '../progress.ts';
import { addDays, at } from '../world/dates.ts';
import type { World, WorldUnit } from '../world/index.ts';
import type { Ledger } from './ledger.ts';
import { type As, inBatch, type LoadTarget, must, pieces } from './target.ts';

/** The units of the world as the installation knows them, by code. */
export type Units = ReadonlyMap<string, UnitRef>;

const BATCH = 60;

/** Lines first without their leads, then units from the root down, then the leads. */
export async function loadUnits(
  target: LoadTarget,
  world: World,
  ledger: Ledger,
  tell: OnProgress,
): Promise<Units> {
  const lines = await loadLines(target, world, ledger);
  const units = new Map<string, UnitRef>();
  const founded = at(addDays(world.today, -400), 8, 0);
  const all = [...world.units()];
  for (const piece of pieces(all, BATCH)) {
    await inBatch(target.office, async (as, tx) => {
      const made: [string, string][] = [];
      for (const unit of piece) {
        const known = ledger.find(`unit/${unit.code}`);
        const id = known === undefined ? await makeUnit(as, founded, unit, units, lines) : Number(known);
        if (known === undefined) made.push([`unit/${unit.code}`, String(id)]);
        units.set(unit.code, refOf(unit, id, units, lines));
      }
      await ledger.note(tx, made);
    });
    tell('units', units.size, all.length);
  }
  await nameLeads(target, world, ledger, units, lines);
  return units;
}

function refOf(unit: WorldUnit, id: number, units: Units, lines: ReadonlyMap<string, number>): UnitRef {
  const above = unit.superior === null ? '/' : (units.get(unit.superior)?.path ?? '/');
  const line = unit.line === null ? null : ((lines.get(unit.line) ?? null) as LineId | null);
  return { id: id as UnitId, path: `${above}${id}/`, line };
}

async function makeUnit(
  as: As,
  founded: Date,
  unit: WorldUnit,
  units: Units,
  lines: ReadonlyMap<string, number>,
): Promise<number> {
  const superior = unit.superior === null ? null : (units.get(unit.superior)?.id ?? null);
  const result = await createUnit(as(systemActor, founded), {
    code: unit.code,
    name: unit.name,
    shortName: unit.shortName,
    level: unit.level,
    kind: unitKindOf[unit.family],
    superiorId: superior,
    lineId: unit.line === null ? null : (lines.get(unit.line) ?? null),
    uscc: unit.uscc,
    address: unit.address,
    phone: unit.phone,
  });
  return must(result, `unit ${unit.code}`);
}

async function loadLines(
  target: LoadTarget,
  world: World,
  ledger: Ledger,
): Promise<ReadonlyMap<string, number>> {
  const lines = new Map<string, number>();
  await inBatch(target.office, async (as, tx) => {
    for (const line of world.lines()) {
      const key = `line/${line.code}`;
      const known = ledger.find(key);
      if (known !== undefined) {
        lines.set(line.code, Number(known));
        continue;
      }
      const form = { code: line.code, name: line.name, leadUnitId: null };
      const id = must(await createLine(as(systemActor, at(world.today, 0, 0)), form), key);
      await ledger.note(tx, [[key, String(id)]]);
      lines.set(line.code, id);
    }
  });
  return lines;
}

async function nameLeads(
  target: LoadTarget,
  world: World,
  ledger: Ledger,
  units: Units,
  lines: ReadonlyMap<string, number>,
): Promise<void> {
  await inBatch(target.office, async (as, tx) => {
    for (const line of world.lines()) {
      const key = `line-lead/${line.code}`;
      const id = lines.get(line.code);
      if (ledger.find(key) !== undefined || id === undefined) continue;
      const form = { name: line.name, leadUnitId: units.get(line.lead)?.id ?? null, version: 1 };
      must(await changeLine(as(systemActor, at(world.today, 0, 0)), id, form), key);
      await ledger.note(tx, [[key, String(id)]]);
    }
  });
}
