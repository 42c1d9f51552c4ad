import { Worker } from 'node:worker_threads';
import { type Result, refuse } from '#kernel';
import type { FileKind } from '#platform/documents';
import type {
  Find,
  Masked,
  PageSize,
  Passage,
  RedactionBox,
  SafeCopyCode,
  SafeCopyResult,
  Stripped,
} from './types.ts';
import type { FromWorker, Task, ToWorker } from './worker.ts';

/** Megabytes of heap for one file; a hostile one ends its thread, not the server. Bytes and pictures are outside the heap. */
const MEMORY_MB = 320;
/** Seconds for one file, waiting in line not counted. */
const SECONDS = 90;

/** One file at a time: two large ones side by side would need the memory of both. */
let line: Promise<unknown> = Promise.resolve();

function inLine<T>(work: () => Promise<T>): Promise<T> {
  const turn = line.then(work, work);
  line = turn.catch(() => undefined);
  return turn;
}

type Answer = (passages: readonly Passage[]) => ReturnType<Find>[];

function runTask<T>(task: Task, answer: Answer = () => []): Promise<SafeCopyResult<T>> {
  return inLine(
    () =>
      new Promise<SafeCopyResult<T>>((resolve, reject) => {
        const worker = new Worker(new URL('./worker.ts', import.meta.url), {
          resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
          stdout: true,
          stderr: true,
        });
        const tell = (message: ToWorker) => worker.postMessage(message);
        const finish = (result: SafeCopyResult<T>) => {
          clearTimeout(clock);
          resolve(result);
          void worker.terminate();
        };
        const clock = setTimeout(
          () => finish(refuse('strip-too-complex', 413, { seconds: SECONDS })),
          SECONDS * 1000,
        );
        worker.on('message', (message: FromWorker) => {
          if (message.type === 'fault') finish(refuse('strip-damaged', 415));
          // The thread answers what `T` says for its task: the pairs are written side by side below.
          else if (message.type === 'end') finish(message.result as Result<T, SafeCopyCode>);
          else {
            try {
              tell({ type: 'edits', edits: answer(message.passages) });
            } catch (error) {
              clearTimeout(clock);
              void worker.terminate();
              reject(error);
            }
          }
        });
        worker.on('error', () => finish(refuse('strip-too-complex', 413, { seconds: SECONDS })));
        worker.on('exit', () => finish(refuse('strip-too-complex', 413, { seconds: SECONDS })));
        tell({ type: 'task', task });
      }),
  );
}

const answerWith =
  (find: Find): Answer =>
  (passages) =>
    passages.map(({ text, ...where }) => find(text, where));

/** A file without metadata, comments and deleted text, made off the main thread. Same input, same bytes. */
export const stripInWorker = (data: Uint8Array, kind: FileKind): Promise<SafeCopyResult<Stripped>> =>
  runTask<Stripped>({ do: 'strip', data, kind });

/**
 * Replaces what `find` says in a file, off the main thread.
 * @param label what the black places of a PDF say in white
 */
export const maskFile = (
  data: Uint8Array,
  kind: FileKind,
  find: Find,
  label = '',
): Promise<SafeCopyResult<Masked>> => runTask<Masked>({ do: 'mask', data, kind, label }, answerWith(find));

/** Blacks out places of a PDF; what stood there is not in the result. @returns `redact-no-page`, `redact-left-over` */
export const redactPdfFile = (
  data: Uint8Array,
  boxes: readonly RedactionBox[],
): Promise<SafeCopyResult<Uint8Array>> => runTask<Uint8Array>({ do: 'redact', data, boxes });

/** Where on the pages of a PDF `find` finds something; `what` is its replacement. */
export type PdfPlaces = {
  readonly sizes: readonly PageSize[];
  readonly places: readonly (Omit<RedactionBox, 'label'> & { readonly what: string })[];
};

export const findPdfPlaces = (data: Uint8Array, find: Find): Promise<SafeCopyResult<PdfPlaces>> =>
  runTask<PdfPlaces>({ do: 'places', data }, answerWith(find));

/** A page as a PNG; null when there is no such page. @param dpi points an inch, bounded by the caller */
export const pictureOfPage = (
  data: Uint8Array,
  page: number,
  dpi: number,
): Promise<SafeCopyResult<Uint8Array | null>> => runTask({ do: 'picture', data, page, dpi });
