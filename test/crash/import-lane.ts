import { z } from 'zod';
import { type Life, send } from './driver.ts';
import type { CrashWorld, Village } from './world.ts';

/* Two clerks with files: one adds units, the other replaces the rows of a catalogue. */

/** Above this number of rows the worker imports units; below, the request itself. */
const SMALL = 60;
const LARGE = 2_100;

type OpenImport = { readonly id: string; readonly batch: string; readonly rows: number };

/** What the clerk remembers between two lives of the server. */
export type UnitImports = { count: number; open: OpenImport | null };

const runShape = z.object({ id: z.string(), state: z.string() });

/** A file of new units below the town. Every third is so large that the worker takes it over. */
function unitFile(batch: string, rows: number, superior: string): Uint8Array<ArrayBuffer> {
  const lines = Array.from(
    { length: rows },
    (_, row) => `${batch}-${row},${batch}第${row}村,村社区级,村民委员会,${superior}`,
  );
  return new TextEncoder().encode(`单位编码,单位名称,层级,单位类别,上级单位编码\n${lines.join('\n')}\n`);
}

/** Goes on until the server is gone. @throws Interrupted when it is */
export async function importUnits(life: Life, world: CrashWorld, lane: UnitImports): Promise<void> {
  while (!life.isOver) {
    lane.open ??= await upload(life, world, lane);
    const { id, batch, rows } = lane.open;
    const seen = await send(life, world.administrator, 'other', `/api/unit-imports/${id}`);
    const { state } = runShape.parse(seen.body);
    // The worker checks large files; the clerk watches the progress.
    if (state === 'checking') continue;
    if (state === 'checked') {
      const done = await send(life, world.administrator, 'import', `/api/unit-imports/${id}/commit`, {});
      const sql = `select 1 from platform.import_run where id = $1 and state = 'committed'
        and (select count(*) from organisations.unit where code like $2) = $3`;
      const what = rows === LARGE ? 'import many units' : 'import units';
      life.acknowledged.push({ what, request: done.request, sql, params: [id, `${batch}-%`, rows] });
    }
    lane.open = null;
  }
}

async function upload(life: Life, world: CrashWorld, lane: UnitImports): Promise<OpenImport> {
  lane.count += 1;
  const batch = `B${lane.count}`;
  const rows = lane.count % 3 === 0 ? LARGE : SMALL;
  const path = `/api/unit-imports?name=${batch}.csv`;
  const staged = await send(life, world.administrator, 'import', path, unitFile(batch, rows, world.town));
  const { id } = runShape.parse(staged.body);
  const sql = `select 1 from platform.import_run where id = $1 and state <> 'failed'`;
  life.acknowledged.push({ what: 'check import', request: staged.request, sql, params: [id] });
  return { id, batch, rows };
}

export type CatalogueImports = {
  readonly village: Village;
  catalogue: string | null;
  count: number;
};

export const ROWS = 40;

/** The catalogue of a former life whose answer was lost. */
async function findCatalogue(life: Life, { village }: CatalogueImports): Promise<string | null> {
  const { body } = await send(life, village.people.handler, 'other', `/api/catalogues?unit=${village.unit}`);
  return z.object({ rows: z.array(z.object({ id: z.string() })) }).parse(body).rows[0]?.id ?? null;
}

function catalogueFile(mark: string): Uint8Array<ArrayBuffer> {
  const lines = Array.from(
    { length: ROWS },
    (_, row) => `村务公开,第${row}项,${mark} 第${row}项的情况,《条例》第十一条,每季度公布一次,向社会公开`,
  );
  return new TextEncoder().encode(
    `一级事项,二级事项,公开内容,公开依据,公开时限,公开范围\n${lines.join('\n')}\n`,
  );
}

/** Each file replaces the rows of the one before. @throws Interrupted when the server is gone */
export async function importCatalogues(life: Life, lane: CatalogueImports): Promise<void> {
  const { people, unit } = lane.village;
  while (!life.isOver) {
    lane.catalogue ??= await findCatalogue(life, lane);
    if (lane.catalogue === null) {
      const form = {
        unit,
        affairsKind: 'village',
        year: 2026,
        title: '村务公开目录',
        source: { from: 'blank' },
      };
      const made = await send(life, people.handler, 'other', '/api/catalogues', form);
      const { id } = z.object({ id: z.string() }).parse(made.body);
      const sql = 'select 1 from catalogue.catalogue where id = $1';
      life.acknowledged.push({ what: 'create catalogue', request: made.request, sql, params: [id] });
      lane.catalogue = id;
    }
    lane.count += 1;
    const mark = `第${lane.count}稿`;
    const path = `/api/catalogues/${lane.catalogue}/import?name=${lane.count}.csv&mode=commit`;
    const { request } = await send(life, people.handler, 'import', path, catalogueFile(mark));
    // A later file may have replaced it: its rows, or those of a later one, and never a mixture (see invariants).
    const sql = `select 1 from catalogue.item where catalogue_id = $1
      and substring(content from '^第([0-9]+)稿')::int >= $2 having count(*) = ${ROWS}`;
    life.acknowledged.push({ what: 'import catalogue', request, sql, params: [lane.catalogue, lane.count] });
  }
}
