#!/usr/bin/env node
import { runCommand } from './command/run.ts';

// Whoever reads may stop reading: `gongkai-verify … | head`.
process.stdout.on('error', () => process.exit(2));

process.exitCode = await runCommand(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (text) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true,
  env: process.env,
  now: () => Date.now(),
});
