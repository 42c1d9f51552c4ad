import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/*
 * What is published of a package: `node packages/build.ts <name>`, then `npm pack` in its folder. A package that is more than
 * its compiled sources brings a `build.ts` of its own, with `build(target)`.
 */

const root = join(import.meta.dirname, '..');

/**
 * Builds a package: JavaScript and declarations of everything but tests, relative imports naming the files that are there.
 * @param name folder below `packages`
 * @param target folder that is emptied and filled; `dist` of the package when not given
 */
export async function buildPackage(
  name: string,
  target: string = join(root, 'packages', name, 'dist'),
): Promise<void> {
  const folder = join(root, 'packages', name);
  rmSync(target, { recursive: true, force: true });
  const own = join(folder, 'build.ts');
  if (existsSync(own)) {
    const { build } = await import(pathToFileURL(own).href);
    await build(target);
    return;
  }
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/.bin/tsc'), '-p', folder, '--noEmit', 'false', '--outDir', target],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`packages/${name} does not compile:\n${stdout}${stderr}`);
  for (const file of globSync('**/*.d.ts', { cwd: target })) nameDeclarations(join(target, file));
}

/** The compiler rewrites `./x.ts` to `./x.js` in programs and not in declarations, where readers look for `x.d.ts` beside it. */
function nameDeclarations(file: string): void {
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/(from ')(\.[^']*)\.ts(';)/g, '$1$2.js$3'));
}

const [, program = '', name] = process.argv;
if (resolve(program) === import.meta.filename) {
  if (name === undefined || !existsSync(join(root, 'packages', name, 'package.json'))) {
    console.error('usage: node packages/build.ts <name of a folder below packages>');
    process.exit(2);
  }
  await buildPackage(name);
}
