import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A Debian package, and a file that is there once it is installed. */
export type SystemPackage = { readonly name: string; readonly proof: string };

/** What the suite needs from Debian: a browser for the journeys, a Chinese font to see them by, the other PostgreSQL. */
const ofTheSuite: readonly SystemPackage[] = [
  { name: 'chromium', proof: '/usr/bin/chromium' },
  { name: 'fonts-noto-cjk', proof: '/usr/share/fonts/opentype/noto' },
  { name: 'postgresql-15', proof: '/usr/lib/postgresql/15/bin/postgres' },
];

/**
 * Installs what is missing.
 * @throws when something is missing and this user may not install it; the message says what to run as root
 */
export function ensureSystemPackages(needed: readonly SystemPackage[] = ofTheSuite): void {
  const missing = needed.filter(({ proof }) => !existsSync(proof)).map(({ name }) => name);
  if (missing.length === 0) return;
  console.log(`installing from Debian: ${missing.join(', ')}`);
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const run = (...command: string[]) => {
    const [program = '', ...args] = [...prefix, ...command];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    return spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
  };
  // Installing the server must not start a cluster of its own.
  if (
    !(
      run('apt-get', 'update', '-q') &&
      run('apt-get', 'install', '-y', '-q', '--no-install-recommends', ...missing)
    )
  )
    throw new Error(`these Debian packages are needed; as root run:\n  apt-get install ${missing.join(' ')}`);
}
