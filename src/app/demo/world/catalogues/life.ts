import { addDays, type Day, daysBetween, toWeekday } from '../dates.ts';
import type { WorldUnit } from '../types.ts';

/** How far a version of a catalogue goes: into force, or it waits on somebody's desk. */
export type CatalogueEnd = 'register' | 'draft' | 'submit' | 'approve' | 'file' | 'returnFiling';

/** One version of a unit's catalogue. */
export type CatalogueVersion = {
  readonly day: Day;
  readonly year: number;
  readonly title: string;
  /** The first comes from the district's template, later ones from the version before. */
  readonly from: 'template' | 'version';
  readonly end: CatalogueEnd;
};

/** Towns whose newest version is still on its way, so that every desk of the filing has something on it. */
const waiting: Readonly<Record<string, CatalogueEnd>> = {
  '990101102.D': 'draft',
  '990101103.D': 'submit',
  '990101104.D': 'approve',
  '990101105.D': 'file',
  '990101106.D': 'returnFiling',
  '990101112.D': 'file',
};

/** The versions of a unit's catalogue, oldest first: the one it joined with, one each new year, and one under way. */
export function versionsOf(unit: WorldUnit, label: string, today: Day): CatalogueVersion[] {
  const title = (year: number): string => `${unit.shortName}${year}年${label}`;
  const first = Number(unit.joined.slice(0, 4));
  const versions: CatalogueVersion[] = [
    { day: unit.joined, year: first, title: title(first), from: 'template', end: 'register' },
  ];
  for (let year = first + 1; year <= Number(today.slice(0, 4)); year += 1) {
    const day = toWeekday(`${year}-01-06`);
    if (daysBetween(day, today) > 12)
      versions.push({ day, year, title: title(year), from: 'version', end: 'register' });
  }
  const end = waiting[unit.code];
  const day = toWeekday(addDays(today, -6));
  const year = Number(day.slice(0, 4));
  if (end !== undefined && daysBetween(unit.joined, day) > 5)
    versions.push({ day, year, title: `${title(year)}（调整）`, from: 'version', end });
  return versions;
}
