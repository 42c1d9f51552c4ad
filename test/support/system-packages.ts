import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A Debian package, and a file that is there once it is installed. */
type SystemPackage = {
  readonly name: string;
  readonly proof: string;
  /** The suite does without it where it is not to be had. */
  readonly optional?: true;
};

/**
 * What the suite needs from Debian: a browser for the journeys, a Chinese font to see them by, the other PostgreSQL, and
 * programs that are not ours to look at files that are.
 */
const ofTheSuite: readonly SystemPackage[] = [
  { name: 'chromium', proof: '/usr/bin/chromium' },
  {
    name: 'chromium-headless-shell',
    proof: '/usr/lib/chromium/chromium-headless-shell',
    optional: true,
  },
  { name: 'fonts-noto-cjk', proof: '/usr/share/fonts/opentype/noto' },
  { name: 'postgresql-15', proof: '/usr/lib/postgresql/15/bin/postgres' },
  { name: 'poppler-utils', proof: '/usr/bin/pdftotext' },
  { name: 'nginx-light', proof: '/usr/sbin/nginx' },
  { name: 'wrk', proof: '/usr/bin/wrk' },
  { name: 'openssl', proof: '/usr/bin/openssl' },
  { name: 'qpdf', proof: '/usr/bin/qpdf' },
  { name: 'libimage-exiftool-perl', proof: '/usr/bin/exiftool' },
  { name: 'unzip', proof: '/usr/bin/unzip' },
  { name: 'zbar-tools', proof: '/usr/bin/zbarimg' },
  { name: 'libxml2-utils', proof: '/usr/bin/xmllint' },
  { name: 'python3-swift', proof: '/usr/lib/python3/dist-packages/swift/proxy/server.py' },
  { name: 'newsboat', proof: '/usr/bin/newsboat' },
  { name: 'default-jre-headless', proof: '/usr/bin/java' },
  { name: 'libreoffice-writer-nogui', proof: '/usr/lib/libreoffice/program/libswlo.so' },
  { name: 'libreoffice-calc-nogui', proof: '/usr/lib/libreoffice/program/libsclo.so' },
  { name: 'libreoffice-impress-nogui', proof: '/usr/lib/libreoffice/program/libsdlo.so' },
];

/** Told to the processes that this one starts: what may be missing is asked for once. */
const TRIED = 'GONGKAI_TEST_PACKAGES_TRIED';

/**
 * Installs what is missing; the suite does so once, before any file that needs one.
 * @throws when something is missing and this user may not install it; the message says what to run as root
 */
export function ensureSystemPackages(): void {
  const missing = ofTheSuite.filter(({ proof }) => !existsSync(proof));
  if (missing.length === 0 || (process.env[TRIED] === '1' && missing.every((one) => one.optional))) return;
  process.env[TRIED] = '1';
  const needed = missing.filter((one) => one.optional !== true).map(({ name }) => name);
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const run = (...command: string[]) => {
    const [program = '', ...args] = [...prefix, ...command];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    return spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
  };
  // Installing the server must not start a cluster of its own.
  const install = (names: readonly string[]) =>
    run('apt-get', 'install', '-y', '-q', '--no-install-recommends', ...names);
  console.log(`installing from Debian: ${missing.map(({ name }) => name).join(', ')}`);
  const isFresh = run('apt-get', 'update', '-q');
  if (isFresh && install(missing.map(({ name }) => name))) return;
  // Once more without what it can do without.
  if (needed.length > 0 && !(isFresh && install(needed)))
    throw new Error(`these Debian packages are needed; as root run:\n  apt-get install ${needed.join(' ')}`);
}
