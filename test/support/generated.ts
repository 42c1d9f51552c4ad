import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workflowMarkdown } from '#modules/disclosure';
import { migrate } from '#platform/database';
import { openApiDocument } from '#platform/http';
import { createTranslator } from '#platform/i18n';
import packageFile from '../../package.json' with { type: 'json' };
import { allModules } from '../../src/app/compose.ts';
import { migrationSources } from '../../src/app/migrations.ts';
import { permissionsMarkdown } from '../../src/app/permissions-markdown.ts';
import { startDebianPostgres } from './debian-postgres.ts';

/** A committed file that is made from the code, and how. */
export type GeneratedFile = { readonly path: string; readonly make: () => Promise<string> };

export const generatedFiles: readonly GeneratedFile[] = [
  { path: 'db/schema.sql', make: dumpSchema },
  { path: 'docs/openapi.json', make: async () => openApi() },
  { path: 'docs/permissions.md', make: async () => permissionsMarkdown(modules()) },
  { path: 'docs/workflows/disclosure.md', make: async () => workflow() },
];

/** One operation a line: a change shows as the lines of its routes. */
function openApi(): string {
  const document = openApiDocument(
    modules().flatMap((module) => module.routes),
    packageFile.version,
  );
  const lines = Object.entries(document.paths as Record<string, object>).map(
    ([path, operations]) => `${JSON.stringify(path)}: ${JSON.stringify(operations)}`,
  );
  return `${JSON.stringify({ ...document, paths: {} }).replace('"paths":{}', () => `"paths": {\n${lines.join(',\n')}\n}`)}\n`;
}

function workflow(): string {
  const translator = createTranslator(modules().flatMap((module) => module.messages));
  return workflowMarkdown(translator('zh-CN'), translator('en'));
}

function modules() {
  const data = mkdtempSync(join(tmpdir(), 'gongkai-generate-'));
  try {
    return allModules({ data, mode: 'demo' });
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** The schema that the migrations make, as Debian's pg_dump 15 writes it; without the queue's own schema. */
async function dumpSchema(): Promise<string> {
  const outside = await startDebianPostgres();
  try {
    await migrate(outside.url, 'generate', migrationSources());
    const dump = spawnSync(
      '/usr/lib/postgresql/15/bin/pg_dump',
      ['--schema-only', '--no-owner', '--restrict-key=gongkai', outside.url],
      { encoding: 'utf8', maxBuffer: 64 * 1_048_576 },
    );
    if (dump.status !== 0) throw new Error(dump.stderr);
    return dump.stdout.replace(/^-- Dumped (from|by).*\n/gm, '').replace(/^\\(un)?restrict .*\n/gm, '');
  } finally {
    await outside.stop();
  }
}
