import { spawnSync } from 'node:child_process';
import { chmodSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build as bundle, type InlineConfig } from 'vite';

/*
 * What is published of this package: the command and the library with the package of the log inside, their declarations, and
 * the verifier page as one file. `node packages/build.ts verify`.
 */

const here = import.meta.dirname;
const root = join(here, '..', '..');

/** @param target folder that is filled */
export async function build(target: string): Promise<void> {
  mkdirSync(target, { recursive: true });
  await buildPage(target);
  await buildPrograms(target);
  buildDeclarations(target);
}

const quiet: InlineConfig = { configFile: false, root: here, logLevel: 'error' };

/** One file without anything outside it; the portal serves it, and readers keep it. */
export async function buildPage(target: string): Promise<void> {
  mkdirSync(target, { recursive: true });
  const made = await bundle({
    ...quiet,
    build: {
      write: false,
      target: 'es2020',
      lib: { entry: join(here, 'src/page/main.ts'), formats: ['iife'], name: 'gongkaiVerify' },
    },
  });
  const [output] = [made].flat();
  const chunk =
    output !== undefined && 'output' in output
      ? output.output.find((one) => one.type === 'chunk')
      : undefined;
  if (chunk?.type !== 'chunk') throw new Error('the verifier page has no script');
  const style = readFileSync(join(here, 'src/page/style.css'), 'utf8').replace(/\n\s*/g, '\n');
  const page = readFileSync(join(here, 'src/page/verify.html'), 'utf8')
    .replace('/*style*/', () => style.trim())
    // Whatever a library holds in its texts must not end the script.
    .replace('/*script*/', () => chunk.code.trim().replaceAll('</script', '<\\/script'));
  // Renamed into its place: a server that runs meanwhile serves the old one whole.
  const making = join(target, `.verify.html.${process.pid}`);
  writeFileSync(making, page);
  renameSync(making, join(target, 'verify.html'));
}

async function buildPrograms(target: string): Promise<void> {
  await bundle({
    ...quiet,
    build: {
      outDir: target,
      emptyOutDir: false,
      target: 'node20',
      ssr: true,
      minify: false,
      rolldownOptions: {
        input: { index: join(here, 'src/index.ts'), command: join(here, 'src/command.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
    ssr: { noExternal: true },
  });
  chmodSync(join(target, 'command.js'), 0o755);
}

/** Declarations name the package of the log beside them: they are copied along. */
function buildDeclarations(target: string): void {
  const types = join(target, 'types');
  rmSync(types, { recursive: true, force: true });
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/.bin/tsc'), '-p', here, '--outDir', types],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`packages/verify does not compile:\n${stdout}`);
  for (const file of globSync('**/*.d.ts', { cwd: types })) {
    const text = readFileSync(join(types, file), 'utf8');
    writeFileSync(join(types, file), text.replace(/(from ['"])(\.[^'"]*)\.ts(['"])/g, '$1$2.js$3'));
  }
}
