import { readFileSync, unlinkSync } from 'node:fs';

/** `name`, `name:3` for the third time it is reached, or `@file`. */
const asked = process.env['GONGKAI_FAIL_POINT'] ?? '';
const file = asked.startsWith('@') ? asked.slice(1) : null;
const wanted = file === null && asked !== '' ? parse(asked) : null;
let reached = 0;

function parse(text: string): { readonly name: string; readonly time: number } {
  const [name = '', time = '1'] = text.split(':');
  return { name, time: Number(time) };
}

/**
 * A place after which a power cut must do no harm. Does nothing, unless the environment's `GONGKAI_FAIL_POINT` names it:
 * then the process ends there as kill -9 ends it. For the crash tests.
 *
 * `@file` looks for the name in that file each time, so that a test can choose while the program runs. Of several programs
 * the first to get there takes the file away, and dies alone; `name SIGSTOP` only makes it stand still.
 * @param name where: `after-…`, one of the lists that the rooms export
 */
export function failPoint(name: string): void {
  if (file !== null) failAsFileSays(file, name);
  if (wanted === null || wanted.name !== name) return;
  reached += 1;
  if (reached === wanted.time) process.kill(process.pid, 'SIGKILL');
}

function failAsFileSays(path: string, name: string): void {
  try {
    const [point, signal = 'SIGKILL'] = readFileSync(path, 'utf8').trim().split(' ');
    if (point !== name) return;
    unlinkSync(path);
    process.kill(process.pid, signal === 'SIGSTOP' ? 'SIGSTOP' : 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
