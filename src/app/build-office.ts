import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = join(import.meta.dirname, '..', '..');
export const officeFolder = join(root, 'dist', 'office');
const stamp = join(root, 'dist', 'office.stamp');

/** Fingerprint of all that goes into the office interface. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const folder of ['src/app/office', 'src/ui/office', 'src/modules', 'src/kernel'])
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
    !existsSync(stamp) ||
    readFileSync(stamp, 'utf8') !== fingerprint()
  );
}

/** Builds the office interface into `dist/office`, each text file also compressed, so that serving it costs nothing. */
export async function buildOffice(): Promise<void> {
  const { build } = await import('vite');
  const built = fingerprint();
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
  for (const file of readdirSync(officeFolder, { recursive: true, encoding: 'utf8' })) {
    const path = join(officeFolder, file);
    if (!/\.(js|css|svg|json)$/.test(file) || !statSync(path).isFile()) continue;
    const bytes = readFileSync(path);
    if (bytes.length < 512) continue;
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(
      `${path}.br`,
      brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    );
  }
  writeFileSync(stamp, built);
}
