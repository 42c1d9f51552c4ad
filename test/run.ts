import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildOffice, isOfficeStale } from '../src/app/build-office.ts';
import { startTestCluster } from './support/cluster.ts';
import { startDebianPostgres } from './support/debian-postgres.ts';
import { openScratch } from './support/scratch.ts';
import { judgeSkips, type Skip, skipsIn } from './support/skips.ts';
import { ensureSystemPackages } from './support/system-packages.ts';

/*
 * The whole suite: `npm test`. Checks, every test on the embedded PostgreSQL, and every room's test that touches a database
 * once more on Debian's PostgreSQL 15. `node test/run.ts <part of a path> …` runs some files, on the embedded one only. The
 * closing line is `N passed, N failed, N skipped`; before it stands what was skipped and why. With `CI=true` a test that
 * leaves for a reason not in `support/skips.ts` is a failure.
 *
 * Tests of programs (whole servers, browsers, other people's tools) are a process for each file. The rooms' tests share one:
 * loading the program two hundred times over took longer than most of them.
 */

const root = join(import.meta.dirname, '..');

const failing: string[] = [];
const skips: Skip[] = [];

type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

const none: Counts = { passed: 0, failed: 0, skipped: 0 };

const plus = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

function testFiles(parts: readonly string[]): readonly string[] {
  const files = globSync(
    ['src/**/*.test.ts', 'packages/*/src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
    { cwd: root },
  ).sort();
  return parts.length === 0 ? files : files.filter((file) => parts.some((part) => file.includes(part)));
}

/**
 * Files of the rooms that open a database: the second pass. Loaders of worlds only call what the other tests ask of the
 * database; typesetting, mail servers, buckets, ready pages and whole programs ask little of it, much of the processor.
 */
function databaseFiles(files: readonly string[]): readonly string[] {
  const elsewhere =
    /^src\/app\/(?:demo|corpus|export)\/|\/(?:divisions|documents|sheets|mail|bucket|files-copy|keeper)\.test/;
  return files.filter(
    (file) =>
      isRoom(file) &&
      !elsewhere.test(file) &&
      /#test\/(database|app|walk)/.test(readFileSync(join(root, file), 'utf8')),
  );
}

const isRoom = (file: string) => file.startsWith('src/');
const isJourney = (file: string) => file.startsWith('test/journeys/');
/** Judges and walks that come after the journeys, so that the three rows take about equally long. */
const isWalk = (file: string) => /^test\/(?:judges|walks|scale)\//.test(file);

function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (text: string) => {
      output += text;
      process.stdout.write(text);
    });
    child.once('exit', (code) => resolve({ code: code ?? 1, output }));
  });
}

const FAILURE_LINES = 14;

/** What the reporter lists at its end, each with the first lines of its error: other lanes print over it. */
function failuresIn(output: string): readonly string[] {
  const [, list = ''] = output.split('✖ failing tests:\n');
  return list
    .split(/^test at /m)
    .slice(1)
    .map((one) => one.split('\n').slice(0, FAILURE_LINES).join('\n').trimEnd());
}

type Lane = {
  readonly title: string;
  readonly files: readonly string[];
  /** One process for all files, or one for each; one file after another either way. */
  readonly isShared: boolean;
};

async function runLane({ title, files, isShared }: Lane, cluster: string): Promise<Counts> {
  if (files.length === 0) return none;
  console.log(`\n== ${title}: ${files.length} files`);
  const began = performance.now();
  const { code, output } = await run(
    process.execPath,
    [
      '--test',
      ...(isShared ? ['--test-isolation=none'] : ['--test-concurrency=1']),
      '--test-timeout=1500000',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=./test/support/file-times.ts',
      `--test-reporter-destination=test-results/times ${title}.txt`,
      ...files,
    ],
    { GONGKAI_TEST_CLUSTER: cluster },
  );
  console.log(`\n== ${title}: done in ${Math.round((performance.now() - began) / 1000)} s`);
  if (code !== 0) failing.push(...failuresIn(output).map((one) => `${title}: ${one}`));
  skips.push(...skipsIn(output));
  const count = (name: string) =>
    Number([...output.matchAll(new RegExp(`^ℹ ${name} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? 0);
  const [passed, failed] = [count('pass'), count('fail') + count('cancelled')];
  // Nothing that ran, and an end that no test accounts for, are failures too.
  const unaccounted = (code !== 0 && failed === 0) || passed === 0 ? 1 : 0;
  return { passed, failed: failed + unaccounted, skipped: count('skipped') };
}

/** Every database file of the rooms once more on the PostgreSQL that Debian ships. */
async function againOnDebian(files: readonly string[]): Promise<Counts> {
  if (!existsSync('/usr/lib/postgresql/15')) {
    skips.push({
      name: `${files.length} files once more on Debian PostgreSQL 15`,
      reason: 'no PostgreSQL 15',
    });
    return { ...none, skipped: 1 };
  }
  const outside = await startDebianPostgres();
  const counts = await runLane({ title: 'Debian PostgreSQL 15', files, isShared: true }, outside.url);
  await outside.stop();
  return counts;
}

async function check(): Promise<Counts> {
  const { code } = await run(process.execPath, ['scripts/check.ts']);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

async function main(): Promise<void> {
  const parts = process.argv.slice(2);
  const isWhole = parts.length === 0;
  let total = none;
  // Downloading and unpacking, for which this process waits, leaves the other processor to the checks.
  const checking = isWhole ? check() : null;
  ensureSystemPackages();
  if (checking !== null) total = plus(total, await checking);
  if (isOfficeStale()) await buildOffice();
  mkdirSync(join(root, 'test-results'), { recursive: true });
  const scratch = openScratch();
  process.env['TMPDIR'] = scratch.path;
  // Every process that loads the program anew: compiled once, it is read from here.
  process.env['NODE_COMPILE_CACHE'] = join(root, 'node_modules', '.cache', 'compiled');
  const files = testFiles(parts);
  const embedded = await startTestCluster();
  const lane = (title: string, which: (file: string) => boolean, isShared = false) =>
    runLane({ title, files: files.filter(which), isShared }, embedded.url);
  // Three rows side by side on two processors. The journeys are one long file that brings its own program.
  const rows = await Promise.all([
    lane('journeys in the browser', isJourney).then(async (counts) =>
      plus(counts, await lane('walks and judges', isWalk)),
    ),
    lane('programs', (file) => !isJourney(file) && !isWalk(file) && !isRoom(file)),
    lane('rooms', isRoom, true).then(async (counts) =>
      isWhole ? plus(counts, await againOnDebian(databaseFiles(files))) : counts,
    ),
  ]);
  total = rows.reduce(plus, total);
  await embedded.stop();
  scratch.remove();
  for (const one of failing) console.log(`\nfailed in ${one}`);
  const judged = judgeSkips(skips, process.env['CI'] === 'true');
  if (judged.lines.length > 0) console.log(`\n${judged.lines.join('\n')}`);
  total = { ...total, failed: total.failed + judged.refused };
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exit(total.failed === 0 ? 0 : 1);
}

await main();
