import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPackage } from './build.ts';

/** Runs a program to its end. @returns what it printed; anything but exit code 0 fails the test, with all its words */
export function run(cwd: string, program: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  assert.equal(status, 0, `${program} ${args.join(' ')}\n${stdout}${stderr}${error ?? ''}`);
  return stdout;
}

/**
 * Builds and packs a package as it is published, and installs it without a network.
 * @param name its folder in `packages`
 * @param work an empty folder to do it in
 * @returns the folder of somebody who has installed it and nothing else
 */
export async function installPacked(name: 'tlog' | 'verify', work: string): Promise<string> {
  const folder = join(import.meta.dirname, name);
  const staged = join(work, 'staged');
  const user = join(work, 'user');
  mkdirSync(staged);
  for (const file of ['package.json', 'README.md', 'LICENSE']) cpSync(join(folder, file), join(staged, file));
  await buildPackage(name, join(staged, 'dist'));
  run(staged, 'npm', ['pack', '--silent', '--pack-destination', work]);
  const [tarball = ''] = readdirSync(work).filter((file) => file.endsWith('.tgz'));
  mkdirSync(user);
  writeFileSync(join(user, 'package.json'), '{"type":"module","private":true}');
  const quiet = ['--offline', '--no-audit', '--no-fund', '--cache', join(work, 'cache')];
  run(user, 'npm', ['install', ...quiet, join(work, tarball)]);
  return user;
}
