import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = join(import.meta.dirname, '..', '..');
export const officeFolder = join(root, 'dist', 'office');
const stamp = join(root, 'dist', 'office.stamp');

/** The verifier page for readers: built with the office, from the package outsiders use without us. */
const verifier = join(root, 'packages', 'verify', 'dist');

/** Fingerprint of all that goes into the office interface and the verifier page. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const folders = ['src/app/office', 'src/ui/office', 'src/modules', 'src/platform', 'src/kernel'];
  for (const folder of [...folders, 'packages/tlog/src', 'packages/verify/src'])
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()) {
      if (!/\.(tsx?|css|html|svg)$/.test(file) || /\.test\./.test(file)) continue;
      const { size, mtimeMs } = statSync(join(root, folder, file));
      hash.update(`${folder}/${file} ${size} ${mtimeMs}\n`);
    }
  for (const file of ['vite.config.ts', 'package-lock.json']) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/** Is the built interface missing or older than its sources? */
export function isOfficeStale(): boolean {
  return (
    !existsSync(join(officeFolder, 'index.html')) ||
    !existsSync(join(verifier, 'verify.html')) ||
    !existsSync(stamp) ||
    readFileSync(stamp, 'utf8') !== fingerprint()
  );
}

/**
 * Builds the office interface, each text file also compressed, so that serving it costs nothing. Made beside its place and
 * renamed: a server that runs meanwhile serves the old one whole.
 */
export async function buildOffice(): Promise<void> {
  const { build } = await import('vite');
  const built = fingerprint();
  const making = `${officeFolder}.${process.pid}`;
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn', build: { outDir: making } });
  for (const file of readdirSync(making, { recursive: true, encoding: 'utf8' })) compress(join(making, file));
  const old = `${making}.old`;
  if (existsSync(officeFolder)) renameSync(officeFolder, old);
  renameSync(making, officeFolder);
  rmSync(old, { recursive: true, force: true });
  const { buildPage } = await import('../../packages/verify/build.ts');
  await buildPage(verifier);
  writeFileSync(stamp, built);
}

/**
 * The same in a process of its own: a bundler leaves half a gigabyte behind, which a server would hold for as long as it runs.
 * @throws with what the build said, when it fails
 */
export function buildOfficeApart(): Promise<void> {
  const program = join(root, 'src', 'app', 'cli.ts');
  const child = spawn(process.execPath, [program, 'build'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const end = () => child.kill();
  process.once('exit', end);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      process.off('exit', end);
      if (code === 0) resolve();
      else reject(new Error(said.trim() || `the build ended with ${code}`));
    });
  });
}

function compress(path: string): void {
  if (!/\.(js|css|svg|json)$/.test(path) || !statSync(path).isFile()) return;
  const bytes = readFileSync(path);
  if (bytes.length < 512) return;
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
}
