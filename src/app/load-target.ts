import type { Module } from '#platform/module';
import type { Installation } from './open.ts';
import { allJobs } from './serve.ts';

/** What loading a world needs of an installation. */
export function loadTarget(installation: Installation, modules: readonly Module[]) {
  return {
    office: installation.office,
    worker: installation.worker,
    files: installation.files,
    rooms: new Map(modules.map((module) => [module.name, module.hears])),
    jobs: allJobs(modules, installation.files),
  };
}
