import { parentPort } from 'node:worker_threads';
import type { ThreadMessage, ThreadTask } from './thread.ts';

/* The thread for files: takes a task, answers, waits for the next. */

// What parsers print about hostile files is no line of the server's log.
process.stdout.write = () => true;
process.stderr.write = () => true;

const say = (message: ThreadMessage) => parentPort?.postMessage(message);

parentPort?.on('message', async ({ module, input }: ThreadTask) => {
  try {
    const { run } = await import(module);
    say({ type: 'done', value: await run(input, (piece: unknown) => say({ type: 'piece', piece })) });
  } catch {
    say({ type: 'failed' });
  }
});
