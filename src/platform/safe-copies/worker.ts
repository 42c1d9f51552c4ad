import { parentPort } from 'node:worker_threads';
import { done, type Result } from '#kernel';
import type { FileKind } from '#platform/documents';
import { openMask } from './mask.ts';
import { placesOf, readPdf } from './mask-pdf.ts';
import { withPdf } from './pdf-open.ts';
import { drawPage } from './pdf-picture.ts';
import { redactPdf } from './pdf-redact.ts';
import { stripHere } from './strip.ts';
import type { Edit, Passage, RedactionBox } from './types.ts';

/** What the thread is asked to do. */
export type Task =
  | { readonly do: 'strip'; readonly data: Uint8Array; readonly kind: FileKind }
  | { readonly do: 'mask'; readonly data: Uint8Array; readonly kind: FileKind; readonly label: string }
  | { readonly do: 'redact'; readonly data: Uint8Array; readonly boxes: readonly RedactionBox[] }
  | { readonly do: 'places'; readonly data: Uint8Array }
  | { readonly do: 'picture'; readonly data: Uint8Array; readonly page: number; readonly dpi: number };

/** Half-way: the passages are sent out, and the edits for them come back. What screens them stays in the server's thread. */
export type FromWorker =
  | { readonly type: 'passages'; readonly passages: readonly Passage[] }
  | { readonly type: 'end'; readonly result: Result<unknown> }
  | { readonly type: 'fault'; readonly message: string };
export type ToWorker =
  | { readonly type: 'task'; readonly task: Task }
  | { readonly type: 'edits'; readonly edits: readonly (readonly Edit[])[] };

const port = parentPort;
const say = (message: FromWorker) => port?.postMessage(message);

function heard<Type extends ToWorker['type']>(type: Type): Promise<Extract<ToWorker, { type: Type }>> {
  return new Promise((resolve) => {
    port?.once('message', (message: ToWorker) => {
      if (message.type === type) resolve(message as Extract<ToWorker, { type: Type }>);
    });
  });
}

async function ask(passages: readonly Passage[]): Promise<readonly (readonly Edit[])[]> {
  say({ type: 'passages', passages });
  return (await heard('edits')).edits;
}

async function perform(task: Task): Promise<Result<unknown>> {
  switch (task.do) {
    case 'strip':
      return done(await stripHere(task.data, task.kind));
    case 'mask': {
      const session = await openMask(task.data, task.kind, task.label);
      return session.ok ? done(await session.value.apply(await ask(session.value.passages))) : session;
    }
    case 'redact':
      return redactPdf(task.data, task.boxes);
    case 'places': {
      const { readings, sizes } = await readPdf(task.data);
      const edits = await ask(readings.map((one) => one.passage));
      const places = placesOf(readings, edits).map(({ box, edit }) => ({ ...box, what: edit.replacement }));
      return done({ sizes, places });
    }
    case 'picture':
      return withPdf(task.data, async (pdf) => {
        if (task.page > pdf.numPages) return done(null);
        const { canvas } = await drawPage(await pdf.getPage(task.page), task.dpi);
        return done(new Uint8Array(canvas.toBuffer('image/png')));
      });
  }
}

const { task } = await heard('task');
try {
  say({ type: 'end', result: await perform(task) });
} catch (error) {
  // Damaged files end here; the words of the error may quote the file, so only its kind goes out.
  say({ type: 'fault', message: error instanceof Error ? error.name : 'error' });
}
