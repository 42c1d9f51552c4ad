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
 * The whole suite: `npm test`. Checks, then every test on the embedded PostgreSQL, then every test that touches a
 * database once more on Debian's PostgreSQL 15. `node test/run.ts <part of a path> …` runs some files, on the embedded
 * one only. The closing line is `N passed, N failed, N skipped`; before it stands what was skipped and why. With `CI=true` a test
 * that leaves for a reason not in `support/skips.ts` is a failure.
 */

const root = join(import.meta.dirname, '..');

const failing: string[] = [];
const skips: Skip[] = [];

type Counts = { passed: number; failed: number; skipped: number };

function testFiles(parts: readonly string[]): readonly string[] {
  const files = globSync(
    ['src/**/*.test.ts', 'packages/*/src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
    { cwd: root },
  ).sort();
  return parts.length === 0 ? files : files.filter((file) => parts.some((part) => file.includes(part)));
}

/**
 * Files that open a database: the second pass. Those that start a program of their own bring their own database; loaders of
 * worlds and walks through every address only call what the rooms' tests ask of the database, and are slow.
 */
function databaseFiles(files: readonly string[]): readonly string[] {
  const ownDatabase =
    /^(?:test\/(?:journeys|crash|log-crash|startup|hostile|walks|scale|judges|search-relevance)|src\/app\/(?:demo|corpus|export))\//;
  // Typesetting, mail servers, buckets, ready pages, browsers and whole programs ask little of the database, much of the processor.
  const elsewhere =
    /\/(?:divisions|documents|sheets|screens|mail|measure|bucket|files-copy|keeper|withdrawal|kill)\.test/;
  return files.filter(
    (file) =>
      !ownDatabase.test(file) &&
      !elsewhere.test(file) &&
      /#test\/(database|app|walk)/.test(readFileSync(join(root, file), 'utf8')),
  );
}

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

async function runTests(title: string, files: readonly string[], cluster: string): Promise<Counts> {
  console.log(`\n== ${title}: ${files.length} files`);
  const { code, output } = await run(
    process.execPath,
    [
      '--test',
      '--test-concurrency=2',
      '--test-timeout=1500000',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=./test/support/file-times.ts',
      `--test-reporter-destination=test-results/times ${title}.txt`,
      ...files,
    ],
    { GONGKAI_TEST_CLUSTER: cluster },
  );
  if (code !== 0) failing.push(...failuresIn(output).map((one) => `${title}: ${one}`));
  skips.push(...skipsIn(output));
  const count = (name: string) =>
    Number([...output.matchAll(new RegExp(`^ℹ ${name} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? 0);
  const counts = {
    passed: count('pass'),
    failed: count('fail') + count('cancelled'),
    skipped: count('skipped'),
  };
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  if (counts.passed === 0) counts.failed += 1;
  return counts;
}

async function main(): Promise<void> {
  const parts = process.argv.slice(2);
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  const add = (counts: Counts) => {
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  };
  ensureSystemPackages();
  if (parts.length === 0) {
    const checks = await run(process.execPath, ['scripts/check.ts']);
    add({ passed: checks.code === 0 ? 1 : 0, failed: checks.code === 0 ? 0 : 1, skipped: 0 });
  }
  if (isOfficeStale()) await buildOffice();
  mkdirSync(join(root, 'test-results'), { recursive: true });
  const scratch = openScratch();
  process.env['TMPDIR'] = scratch.path;
  // Every test file is a process of its own that loads the program anew: compiled once, it is read from here.
  process.env['NODE_COMPILE_CACHE'] = join(root, 'node_modules', '.cache', 'compiled');
  const files = testFiles(parts);
  const embedded = await startTestCluster();
  // The journeys are one long file that brings its own program: begun first, they are not what everything waits for at the end.
  const isJourney = (file: string) => file.startsWith('test/journeys/');
  const lanes = [
    { title: 'journeys in the browser', files: files.filter(isJourney) },
    { title: 'embedded PostgreSQL', files: files.filter((file) => !isJourney(file)) },
  ].filter((lane) => lane.files.length > 0);
  for (const counts of await Promise.all(lanes.map((lane) => runTests(lane.title, lane.files, embedded.url))))
    add(counts);
  await embedded.stop();
  const again = databaseFiles(files);
  if (parts.length === 0 && again.length > 0) {
    if (existsSync('/usr/lib/postgresql/15')) {
      const outside = await startDebianPostgres();
      add(await runTests('Debian PostgreSQL 15', again, outside.url));
      await outside.stop();
    } else {
      skips.push({
        name: `${again.length} files once more on Debian PostgreSQL 15`,
        reason: 'no PostgreSQL 15',
      });
      total.skipped += 1;
    }
  }
  scratch.remove();
  for (const one of failing) console.log(`\nfailed in ${one}`);
  const judged = judgeSkips(skips, process.env['CI'] === 'true');
  if (judged.lines.length > 0) console.log(`\n${judged.lines.join('\n')}`);
  total.failed += judged.refused;
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exit(total.failed === 0 ? 0 : 1);
}

await main();
