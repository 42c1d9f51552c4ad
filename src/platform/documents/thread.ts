import { Worker } from 'node:worker_threads';
import { collectGarbage } from './collect-garbage.ts';

/** What one task may use beside the server. */
export type ThreadLimits = {
  /** megabytes of the thread's heap and buffers together */
  readonly megabytes: number;
  readonly millis: number;
};

/** Why a task ended without an answer; `crashed`: it threw. */
export type ThreadFault = 'too-slow' | 'too-large' | 'crashed';

export type ThreadAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: ThreadFault };

/** What crosses to the thread: the module whose `run` is called, and its argument. */
export type ThreadTask = { readonly module: string; readonly input: unknown };

export type ThreadMessage =
  | { readonly type: 'piece'; readonly piece: unknown }
  | { readonly type: 'done'; readonly value: unknown }
  | { readonly type: 'failed' };

/** Heap of the thread: the buffers come on top, so that a server of 200 MB stays well under 600 MB with a hostile file. */
const heapMegabytes = 140;
const watchMillis = 25;
/** An idle thread gives its memory back. */
const idleMillis = 15_000;
/** A thread that keeps more than this after a task is not used again. */
const cleanMegabytes = 90;

/*
 * One thread, one task at a time: files are opened one after the other, whoever sends them, because memory is what a
 * hostile file attacks. V8's limit covers the heap only; buffers (an inflated PDF stream) are watched from outside.
 */
let idle: Worker | undefined;
let queue: Promise<unknown> = Promise.resolve();

/**
 * Runs `run(input, say)` of a module in the thread for files.
 * @param module as `new URL('./task.ts', import.meta.url)`
 * @param input what can be cloned to a thread
 * @param hear what the task says on its way
 * @returns its answer, or why there is none; the server is unharmed either way
 */
export function runInThread<Value>(
  module: URL,
  input: unknown,
  limits: ThreadLimits,
  hear: (piece: never) => void = () => undefined,
): Promise<ThreadAnswer<Value>> {
  const turn = queue.then(() => {
    collectGarbage();
    return runNow<Value>({ module: module.href, input }, limits, hear);
  });
  queue = turn.catch(() => undefined);
  return turn;
}

function startThread(): Worker {
  const worker = new Worker(new URL('./thread-main.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes, maxYoungGenerationSizeMb: 16 },
  });
  // A thread that is told to end, or ends while idle, may still report an error nobody waits for.
  worker.on('error', () => undefined);
  worker.on('exit', () => {
    if (idle === worker) idle = undefined;
  });
  return worker;
}

function runNow<Value>(
  task: ThreadTask,
  limits: ThreadLimits,
  hear: (piece: never) => void,
): Promise<ThreadAnswer<Value>> {
  const worker = idle ?? startThread();
  idle = undefined;
  worker.ref();
  return new Promise((resolve) => {
    const stop = (fault: ThreadFault) => {
      settle();
      // The next task starts when this one's memory is gone.
      void worker.terminate().then(() => resolve({ ok: false, fault }));
    };
    const clock = setTimeout(stop, limits.millis, 'too-slow');
    const watch = setInterval(() => {
      void isTooLarge(worker, limits.megabytes).then((large) => large && !isSettled && stop('too-large'));
    }, watchMillis);
    let isSettled = false;
    const settle = () => {
      isSettled = true;
      clearTimeout(clock);
      clearInterval(watch);
      worker.off('message', onMessage).off('error', onError).off('exit', onEnd);
    };
    const onMessage = (message: ThreadMessage & { value: Value; piece: never }) => {
      if (message.type === 'piece') return hear(message.piece);
      if (message.type === 'failed') return stop('crashed');
      settle();
      void keepOrEnd(worker).then(() => resolve({ ok: true, value: message.value }));
    };
    const onEnd = () => stop('crashed');
    const onError = (error: unknown) => stop(isOutOfMemory(error) ? 'too-large' : 'crashed');
    worker.on('message', onMessage).on('error', onError).on('exit', onEnd);
    worker.postMessage(task);
  });
}

/** V8 ends a thread whose heap is full; its buffers are seen by the watch. */
function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

/** Heap and buffers of the thread; asked by interrupt, so a busy thread answers too. */
async function usedMegabytes(worker: Worker): Promise<number> {
  const used = await worker.getHeapStatistics().catch(() => undefined);
  return used === undefined ? 0 : (used.used_heap_size + used.external_memory) / 1_048_576;
}

async function isTooLarge(worker: Worker, megabytes: number): Promise<boolean> {
  return (await usedMegabytes(worker)) > megabytes;
}

/** Keeps a thread that is small again for the next file. */
async function keepOrEnd(worker: Worker): Promise<void> {
  if (await isTooLarge(worker, cleanMegabytes)) {
    await worker.terminate();
    return;
  }
  worker.unref();
  idle = worker;
  setTimeout(() => {
    if (idle !== worker) return;
    idle = undefined;
    void worker.terminate();
  }, idleMillis).unref();
}
