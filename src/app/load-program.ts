import { setImmediate as breath } from 'node:timers/promises';
import type { Config } from '#platform/config';
import { abandon, type Begun } from './begin.ts';
import { buildOfficeApart, isOfficeStale } from './build-office.ts';
import type { Installation } from './open.ts';
import type { runProgram } from './run-program.ts';
import type { StopRequest } from './stop-request.ts';

/*
 * Loading a module graph holds the process until all of it is there. In pieces, lower ones first, ready pages are sent and
 * the database is spoken to in between.
 */

type Piece = () => Promise<unknown>;

/** What the database is migrated and connected with. */
const below: readonly Piece[] = [
  () => import('pg'),
  () => import('kysely'),
  () => import('graphile-worker'),
  () => import('./open.ts'),
];

const above: readonly Piece[] = [
  () => import('zod'),
  () => import('fastify'),
  () => import('#platform/http'),
  () => import('#platform/documents'),
  () => import('#platform/tabular'),
  () => import('#platform/richtext'),
  () => import('#platform/safe-copies'),
  () => import('#platform/mail'),
  () => import('#ui/portal'),
  () => import('#modules/organisations'),
  () => import('#modules/identity'),
  () => import('#modules/transparency-log'),
  () => import('#modules/search'),
  () => import('#modules/screening'),
  () => import('#modules/similarity'),
  () => import('#modules/catalogue'),
  () => import('#modules/disclosure'),
  () => import('#modules/publication'),
  () => import('#modules/subscriptions'),
  () => import('#modules/carriers'),
  () => import('./compose.ts'),
  () => import('./serve.ts'),
];

async function loadAll(pieces: readonly Piece[]): Promise<void> {
  for (const load of pieces) {
    await load();
    await breath();
  }
}

export type Loaded = { readonly installation: Installation; readonly runProgram: typeof runProgram };

/** Loads the program and opens the installation, both at once. What was begun is given back when either fails. */
export async function loadProgram(config: Config, begun: Begun, stop: StopRequest): Promise<Loaded> {
  const opening = open(config, begun);
  opening.catch(() => undefined);
  try {
    await loadAll(below);
    if (config.roles.has('office') && isOfficeStale()) {
      console.log('正在构建办公界面……/ building the office interface …');
      await stop.before(buildOfficeApart());
    }
    await loadAll(above);
    const { runProgram } = await import('./run-program.ts');
    return { installation: await opening, runProgram };
  } catch (error) {
    await opening.then((opened) => opened.close()).catch(() => undefined);
    throw error;
  }
}

async function open(config: Config, begun: Begun): Promise<Installation> {
  try {
    await loadAll(below);
  } catch (error) {
    await abandon(begun);
    throw error;
  }
  const { openInstallation } = await import('./open.ts');
  return openInstallation(config, { exclusive: true }, begun);
}
