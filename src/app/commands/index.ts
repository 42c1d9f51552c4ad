import type { ShellCommand } from './command.ts';
import { start } from './start.ts';

/** The commands of the shell by name. */
export const commands: Readonly<Record<string, ShellCommand>> = {
  start,
};
