import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type Coverage, coverage } from '#platform/permission';
import { valueOf } from '#test/database';
import type { ImportRowView, ImportRunView } from '../forms.ts';
import { commitImport, startImport } from '../import/runs.ts';
import { findImportRun, listImportRows, toRunView } from '../import/view.ts';
import { permissions } from '../policy.ts';
import type { World } from './world.ts';

/* Uploading and looking at imports, for the tests of this room. */

export function fileOf(t: TestContext, name: string, content: Uint8Array | string) {
  const folder = mkdtempSync(join(tmpdir(), 'units-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const bytes = Buffer.from(content);
  const path = join(folder, 'upload');
  writeFileSync(path, bytes);
  return { path, name, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

export const heading = '单位编码,单位名称,层级,单位类别,上级单位编码';

export function adminCoverage(world: World): Coverage {
  return coverage(world.admin, permissions['organisations.administer']);
}

export async function dryRun(
  t: TestContext,
  world: World,
  name: string,
  content: Uint8Array | string,
): Promise<string> {
  return valueOf(await world.run((ctx) => startImport(ctx, fileOf(t, name, content), adminCoverage(world))));
}

export async function viewOf(world: World, id: string): Promise<ImportRunView> {
  const run = await findImportRun(world.db.office.reader, id, world.admin.person);
  if (run === undefined) throw new Error(`run ${id} is not there`);
  return toRunView(run);
}

export async function rowsOf(world: World, id: string): Promise<readonly ImportRowView[]> {
  const run = await findImportRun(world.db.office.reader, id, world.admin.person);
  if (run === undefined) throw new Error(`run ${id} is not there`);
  return valueOf(await listImportRows(world.db.office.reader, run, { limit: 100 })).rows;
}

export async function commitRun(world: World, id: string) {
  return world.run((ctx) => commitImport(ctx, id, adminCoverage(world)));
}
