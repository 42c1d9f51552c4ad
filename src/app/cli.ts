import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

// Compiled modules are kept from one start to the next: half of the time to the first page. Not writable: not kept.
enableCompileCache(join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'compile'));
const { commands } = await import('./commands/index.ts');

/** `node src/app/cli.ts <command> [options]`: everything an operator can do from a shell. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    role: { type: 'string', multiple: true },
    scale: { type: 'string' },
    seed: { type: 'string' },
    account: { type: 'string' },
    name: { type: 'string' },
    unit: { type: 'string' },
    level: { type: 'string' },
    code: { type: 'string' },
    json: { type: 'boolean' },
    kind: { type: 'string' },
    lost: { type: 'boolean' },
    reason: { type: 'string' },
    words: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    verify: { type: 'boolean' },
    repair: { type: 'boolean' },
    check: { type: 'boolean' },
    'unit-terms': { type: 'string' },
    paper: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});

const [name = 'start', ...rest] = positionals;
const load = commands[name];
if (load === undefined || values.help === true) {
  const lines: string[] = [];
  for (const [one, find] of Object.entries(commands)) {
    const { usage, summary } = await find();
    lines.push(`  ${one} ${usage}\n      ${summary}`);
  }
  console.log(`Gongkai 公开\n\n${lines.join('\n')}`);
  process.exit(load === undefined ? 2 : 0);
}
const command = await load();
// Not only the exit code: what a command left unfinished when it was asked to stop must not hold the process.
process.exit(await command.run({ ...values, positionals: rest }));
