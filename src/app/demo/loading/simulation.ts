import { at } from '../world/dates.ts';
import type { Body, CatalogueVersion, World, WorldDossier, WorldStep, WorldUnit } from '../world/index.ts';

/** Something that happens on a day: a unit makes a version of its catalogue, or a person does the next thing with a dossier. */
export type Happening =
  | {
      readonly kind: 'catalogue';
      readonly at: Date;
      readonly unit: WorldUnit;
      readonly body: Body;
      readonly version: CatalogueVersion;
    }
  | {
      readonly kind: 'step';
      readonly at: Date;
      readonly dossier: WorldDossier;
      readonly unit: WorldUnit;
      readonly step: WorldStep;
      readonly last: boolean;
    };

export type Day = {
  /** `YYYY-MM-DD` in Asia/Shanghai. */
  readonly day: string;
  /** What happens in each lane, in order of time. All of one house is in one lane. */
  readonly lanes: readonly (readonly Happening[])[];
};

/**
 * Lays the whole history of a world out by days, so that it can be lived through in order of time: numbers, audit rows and
 * facts then follow one another as they would have, and nothing is entered afterwards.
 */
export function daysOf(world: World, lanes: number): Day[] {
  const days = new Map<string, Happening[][]>();
  const put = (lane: number, happening: Happening): void => {
    const day = shanghaiDay(happening.at);
    const found = days.get(day) ?? Array.from({ length: lanes }, () => []);
    found[lane]?.push(happening);
    days.set(day, found);
  };
  let index = 0;
  for (const body of world.bodies()) {
    const lane = index % lanes;
    index += 1;
    for (const unit of body.units) {
      for (const version of world.catalogue(unit).versions)
        put(lane, { kind: 'catalogue', at: at(version.day, 8, 30), unit, body, version });
    }
    for (const dossier of world.dossiers(body)) {
      const unit = body.units.find((one) => one.code === dossier.unit);
      if (unit === undefined) throw new Error(`${dossier.key} belongs to no unit of its house`);
      for (const [i, step] of dossier.steps.entries()) {
        put(lane, { kind: 'step', at: step.at, dossier, unit, step, last: i === dossier.steps.length - 1 });
      }
    }
  }
  return [...days.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, happenings]) => ({ day, lanes: happenings.map((lane) => lane.sort(byTime)) }));
}

function byTime(a: Happening, b: Happening): number {
  return a.at.getTime() - b.at.getTime();
}

function shanghaiDay(moment: Date): string {
  return new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}
