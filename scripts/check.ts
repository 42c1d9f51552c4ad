import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** The habits of the house, in seconds: types, style, dependency rules, unused code. `npm run check`. */
const root = join(import.meta.dirname, '..');
const bin = (name: string) => join(root, 'node_modules', '.bin', name);

const checks: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  { name: 'types of the server', command: [bin('tsc'), '-p', 'tsconfig.json'] },
  { name: 'types of the office', command: [bin('tsc'), '-p', 'tsconfig.office.json'] },
  { name: 'types of the log package, without any platform', command: [bin('tsc'), '-p', 'packages/tlog'] },
  { name: 'style', command: [bin('biome'), 'check', '--error-on-warnings', '--max-diagnostics=30'] },
  {
    name: 'dependency rules',
    command: [
      bin('depcruise'),
      'src',
      'packages',
      '--config',
      '.dependency-cruiser.mjs',
      '--output-type',
      'err',
    ],
  },
  { name: 'unused code', command: [bin('knip'), '--no-progress'] },
];

function run([program = '', ...args]: readonly string[]): Promise<{
  readonly code: number;
  readonly output: string;
}> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
    child.once('exit', (code) => resolve({ code: code ?? 1, output }));
  });
}

let failed = 0;
for (const { name, command } of checks) {
  const { code, output } = await run(command);
  console.log(`${code === 0 ? '✔' : '✖'} ${name}`);
  if (code !== 0) {
    failed += 1;
    console.log(output.trim());
  }
}
process.exit(failed === 0 ? 0 : 1);
