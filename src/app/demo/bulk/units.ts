import type { PersonId } from '#kernel';
import { commitImport, createUnit, exportHeading, startImport } from '#modules/organisations';
import { systemActor } from '#platform/command';
import { discardFile, stageBytes } from '#platform/files';
import type { Translate } from '#platform/i18n';
import { writeCsv } from '#platform/tabular';
import { unitKindOf } from '../kinds.ts';
import type { Ledger } from '../loading/ledger.ts';
import { getJob, inBatch, type LoadTarget, must } from '../loading/target.ts';
import type { WorldUnit } from '../world/index.ts';

/** The importer of a large world: a run belongs to whoever started it. */
const importer = { ...systemActor, person: '00000000-0000-4000-8000-00000000de30' as PersonId };

/** Makes the root; the import asks for a superior that is there. @returns its path */
export async function makeRoot(
  target: LoadTarget,
  ledger: Ledger,
  unit: WorldUnit,
  now: Date,
): Promise<string> {
  const known = ledger.find('root');
  if (known !== undefined) return known;
  return inBatch(target.office, async (as, tx) => {
    const { code, name, shortName, level } = unit;
    const form = { code, name, shortName, level, kind: unitKindOf[unit.family], superiorId: null };
    const path = `/${must(await createUnit(as(systemActor, now), form), code)}/`;
    await ledger.note(tx, [['root', path]]);
    return path;
  });
}

/**
 * Takes units over by the room's own import (ORG-3): the file is staged, checked against the tree, and committed whole.
 * @param root path of the root, under which everything is administered
 * @param words Chinese words for levels and kinds, as people write them in the file
 */
export async function importUnits(
  target: LoadTarget,
  units: readonly WorldUnit[],
  options: { readonly root: string; readonly name: string; readonly now: Date; readonly words: Translate },
): Promise<void> {
  const { root, name, now, words } = options;
  const table = units.map((unit) => rowOf(unit, words));
  const file = await stageBytes(target.files, writeCsv([...exportHeading('zh-CN')], table), `${name}.csv`);
  const coverage = { paths: [root], units: [], lines: [] };
  const tools = { database: target.worker, now: () => now };
  try {
    const run = await inBatch(target.office, async (as) =>
      must(await startImport(as(importer, now), file, coverage), name),
    );
    await getJob(target, 'organisations', 'check-import').run({ run }, tools);
    await inBatch(target.office, async (as) =>
      must(await commitImport(as(importer, now), run, coverage), name),
    );
    await getJob(target, 'organisations', 'commit-import').run({ run }, tools);
  } finally {
    await discardFile(file);
  }
}

/** In the order of the export's columns. */
function rowOf(unit: WorldUnit, words: Translate): (string | null)[] {
  return [
    unit.code,
    unit.name,
    unit.shortName,
    words(`unitLevel.${unit.level}`),
    words(`unitKind.${unitKindOf[unit.family]}`),
    unit.superior,
    unit.line,
    unit.uscc,
    unit.address,
    unit.phone,
    null,
    null,
    null,
    null,
    null,
  ];
}
