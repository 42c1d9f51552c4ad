import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { TypesettingFault } from './faults.ts';
import type { Answer, Order, Ready, Typeset, Unready } from './protocol.ts';

export type { Typeset } from './protocol.ts';

/** A layout: a Typst file beside the room that owns it. */
export type Template = { readonly name: string; readonly source: string };

/** Reads a template once. @param file as `new URL('./x.typ', import.meta.url)` */
export function readTemplate(file: URL): Template {
  const name =
    file.pathname
      .split('/')
      .at(-1)
      ?.replace(/\.typ$/, '') ?? '';
  return { name, source: readFileSync(file, 'utf8') };
}

export type TypesetOptions = {
  /** Pictures by name (letters, digits, dot), as the data names them. */
  readonly files?: ReadonlyMap<string, Buffer>;
  /** Longest time in milliseconds, start of the process included. */
  readonly millis?: number;
};

/** A text of two hundred pages takes about a second on a small machine. */
const MILLIS = 60_000;
/** Resident memory of the process: about 250 MB are the fonts. */
const MEGABYTES = 1_200;
const WATCH_MS = 100;
const IDLE_MS = 60_000;

/*
 * One process of its own, one document at a time. The compiler is native code: a thread that is told to end ends only when the
 * native call returns, and its memory is not counted by V8, so limits of time and memory hold only for a process (ADR 0017).
 */
type Running = { readonly child: ChildProcess; readonly ready: Ready };
let running: Promise<Running> | undefined;
let idle: NodeJS.Timeout | undefined;
let queue: Promise<unknown> = Promise.resolve();
let next = 0;
let fontFolder: string | null = null;

/** Says where the installation's own fonts lie (`GONGKAI_FONTS`), for processes started from now on. */
export function setFontFolder(folder: string | null): void {
  if (folder === fontFolder) return;
  fontFolder = folder;
  void endTypesetting();
}

/**
 * Typesets data with a template as PDF/A-2b.
 * @param data what the template reads; text in it is text, whatever characters it has
 * @returns the bytes (the same for the same template, data and fonts), the number of pages, characters no font has
 * @throws TypesettingFault with its code
 */
export function typeset(template: Template, data: unknown, options: TypesetOptions = {}): Promise<Typeset> {
  const turn = queue.then(() => typesetNow(template, JSON.stringify(data), options));
  queue = turn.catch(() => undefined);
  return turn;
}

/** Which fonts are used now, `role: PostScript name`, and a key that changes with them. */
export async function fontsInUse(): Promise<{ readonly fonts: readonly string[]; readonly key: string }> {
  const { ready } = await (running ?? start());
  rest();
  return { fonts: ready.fonts, key: ready.fontsKey };
}

/** Ends the process; the next document starts another. */
export async function endTypesetting(): Promise<void> {
  const ending = running;
  running = undefined;
  clearTimeout(idle);
  await ending?.then(({ child }) => child.kill('SIGKILL')).catch(() => undefined);
}

async function typesetNow(template: Template, data: string, options: TypesetOptions): Promise<Typeset> {
  clearTimeout(idle);
  const { child } = await (running ?? start());
  next += 1;
  const order: Order = { id: next, template: template.source, data, files: options.files ?? new Map() };
  const answer = await ask(child, order, options.millis ?? MILLIS);
  rest();
  if (!answer.ok) throw new TypesettingFault(answer.code, `${template.name}: ${answer.message}`);
  const { pdf, pages, missing } = answer;
  return { pdf: Buffer.from(pdf), pages, missing };
}

function start(): Promise<Running> {
  const child = fork(new URL('./process-main.ts', import.meta.url), {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
    // No settings and no secrets of the server.
    env: { PATH: process.env['PATH'] ?? '', GONGKAI_FONTS: fontFolder ?? '' },
  });
  const made = new Promise<Running>((resolve, reject) => {
    child.once('message', (message: Ready | Unready) => {
      if (message.ready) resolve({ child, ready: message });
      else reject(new TypesettingFault(message.code, message.message));
    });
    child.once('error', (error) => reject(new TypesettingFault('crashed', error.message, { cause: error })));
    child.once('exit', () => {
      if (running === made) running = undefined;
      reject(new TypesettingFault('crashed', 'the process for typesetting ended at its start'));
    });
  });
  running = made;
  // A start that failed is tried anew by the next document.
  made.catch(() => {
    if (running === made) running = undefined;
  });
  return made;
}

/** The process does not keep the server alive, and gives its memory back when nobody has asked for a while. */
function rest(): void {
  void running?.then(({ child }) => {
    child.unref();
    child.channel?.unref();
  });
  clearTimeout(idle);
  idle = setTimeout(() => void endTypesetting(), IDLE_MS).unref();
}

function ask(child: ChildProcess, order: Order, millis: number): Promise<Answer> {
  child.ref();
  child.channel?.ref();
  return new Promise((resolve) => {
    const settle = (answer: Answer) => {
      clearTimeout(clock);
      clearInterval(watch);
      child.off('message', onMessage).off('exit', onEnd);
      resolve(answer);
    };
    const stop = (code: 'too-slow' | 'too-large' | 'crashed', message: string) => {
      running = undefined;
      child.kill('SIGKILL');
      settle({ id: order.id, ok: false, code, message });
    };
    const onMessage = (answer: Answer) => {
      if (answer.id === order.id) settle(answer);
    };
    const onEnd = () => stop('crashed', 'the process for typesetting ended');
    const clock = setTimeout(stop, millis, 'too-slow', `longer than ${millis} ms`);
    const watch = setInterval(() => {
      const used = residentMegabytes(child.pid);
      if (used > MEGABYTES) stop('too-large', `more than ${MEGABYTES} MB`);
    }, WATCH_MS);
    child.on('message', onMessage).on('exit', onEnd);
    child.send(order);
  });
}

/** Resident memory as Linux tells it; 0 where there is no such file, and then only time is limited. */
function residentMegabytes(pid: number | undefined): number {
  try {
    const pages = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1];
    return (Number(pages) * 4096) / 1_048_576;
  } catch {
    return 0;
  }
}
