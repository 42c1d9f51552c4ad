import { done, type Result, refuse } from '#kernel';
import type { FileKind } from '#platform/documents';
import { openMask } from './mask.ts';
import { stripHere } from './strip.ts';
import type { Edit, Masked, Passage, RedactionBox } from './types.ts';

/** What the thread for files is asked to do. */
export type Task =
  | { readonly do: 'strip'; readonly data: Uint8Array; readonly kind: FileKind }
  | { readonly do: 'passages'; readonly data: Uint8Array; readonly kind: FileKind }
  | {
      readonly do: 'mask';
      readonly data: Uint8Array;
      readonly kind: FileKind;
      readonly edits: readonly (readonly Edit[])[];
      readonly label: string;
    }
  | { readonly do: 'redact'; readonly data: Uint8Array; readonly boxes: readonly RedactionBox[] }
  | { readonly do: 'places'; readonly data: Uint8Array; readonly edits: readonly (readonly Edit[])[] }
  | { readonly do: 'picture'; readonly data: Uint8Array; readonly page: number; readonly dpi: number };

/**
 * Runs in the thread for files. Masking takes two turns, since what finds values stays in the server's thread: the passages
 * go out, the edits come back, and the file is read the same way again. PDF libraries are loaded by the first PDF.
 */
export async function run(task: Task): Promise<Result<unknown>> {
  try {
    return await perform(task);
  } catch {
    // The words of the error may quote the file: only that it is damaged goes out.
    return refuse('strip-damaged', 415);
  }
}

async function perform(task: Task): Promise<Result<unknown>> {
  switch (task.do) {
    case 'strip':
      return done(await stripHere(task.data, task.kind));
    case 'passages':
      return passages(task.data, task.kind);
    case 'mask':
      return mask(task);
    case 'redact':
      return (await import('./pdf-redact.ts')).redactPdf(task.data, task.boxes);
    case 'places':
      return places(task.data, task.edits);
    case 'picture':
      return picture(task);
  }
}

async function passages(data: Uint8Array, kind: FileKind): Promise<Result<readonly Passage[]>> {
  const session = await openMask(data, kind, '');
  return session.ok ? done(session.value.passages) : session;
}

async function mask({ data, kind, label, edits }: Extract<Task, { do: 'mask' }>): Promise<Result<Masked>> {
  const session = await openMask(data, kind, label);
  return session.ok ? done(await session.value.apply(edits)) : session;
}

async function places(data: Uint8Array, edits: readonly (readonly Edit[])[]): Promise<Result<unknown>> {
  const { placesOf, readPdf } = await import('./mask-pdf.ts');
  const { readings, sizes } = await readPdf(data);
  return done({
    sizes,
    places: placesOf(readings, edits).map(({ box, edit }) => ({ ...box, what: edit.replacement })),
  });
}

async function picture({
  data,
  page,
  dpi,
}: Extract<Task, { do: 'picture' }>): Promise<Result<Uint8Array | null>> {
  const [{ withPdf }, { drawPage }] = await Promise.all([
    import('./pdf-open.ts'),
    import('./pdf-picture.ts'),
  ]);
  return withPdf(data, async (pdf) => {
    if (page > pdf.numPages) return done(null);
    const { canvas } = await drawPage(await pdf.getPage(page), dpi);
    return done(new Uint8Array(canvas.toBuffer('image/png')));
  });
}
