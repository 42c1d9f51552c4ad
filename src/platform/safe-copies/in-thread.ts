import { type Result, refuse } from '#kernel';
import { type FileKind, runInThread } from '#platform/documents';
import { orderedEdits } from './plain.ts';
import type { Task } from './tasks.ts';
import type {
  Edit,
  Find,
  Masked,
  PageSize,
  Passage,
  RedactionBox,
  SafeCopyCode,
  SafeCopyResult,
  Stripped,
} from './types.ts';

/** Of one file: its parts, the tree of its XML, the picture of one page. */
const megabytes = 330;
const seconds = 90;

/** `T` is what `run` of `tasks.ts` answers for this task: each pair stands in one of the functions below. */
async function runTask<T>(task: Task): Promise<SafeCopyResult<T>> {
  const module = new URL('./tasks.ts', import.meta.url);
  const answer = await runInThread<Result<T, SafeCopyCode>>(module, task, {
    megabytes,
    millis: seconds * 1000,
  });
  if (answer.ok) return answer.value;
  // A damaged file is answered by the task itself: what ends the thread is a lack of memory or time.
  return refuse('strip-too-complex', 413);
}

/** A file without metadata, comments and deleted text. Same input, same bytes. */
export const stripInThread = (data: Uint8Array, kind: FileKind): Promise<SafeCopyResult<Stripped>> =>
  runTask<Stripped>({ do: 'strip', data, kind });

/**
 * What is found, and the same values wherever else they stand: the result of a formula or a chart's copy of a number has no
 * heading that would make it a finding.
 */
function editsOf(passages: readonly Passage[], find: Find): Edit[][] {
  const found = passages.map(({ text, ...where }) => orderedEdits(find(text, where)));
  const values = new Map<string, string>();
  found.forEach((edits, at) => {
    for (const { start, end, replacement } of edits) {
      const value = passages[at]?.text.slice(start, end) ?? '';
      if (isTelling(value)) values.set(value, replacement);
    }
  });
  return found.map((edits, at) => [...edits, ...copies(passages[at]?.text ?? '', values)]);
}

/** Long enough that the same signs elsewhere are the same value and no coincidence. */
const isTelling = (value: string) => value.length >= 7 && (value.match(/\d/g)?.length ?? 0) >= 5;

function copies(text: string, values: ReadonlyMap<string, string>): Edit[] {
  return [...values].flatMap(([value, replacement]) => {
    const found: Edit[] = [];
    for (let start = text.indexOf(value); start !== -1; start = text.indexOf(value, start + value.length))
      found.push({ start, end: start + value.length, replacement });
    return found;
  });
}

/**
 * Replaces in a file what `find` says, off the main thread.
 * @param label what the black places of a PDF say in white
 * @returns the same bytes and 0 when there is nothing to replace
 */
export async function maskFile(
  data: Uint8Array,
  kind: FileKind,
  find: Find,
  label = '',
): Promise<SafeCopyResult<Masked>> {
  const passages = await runTask<readonly Passage[]>({ do: 'passages', data, kind });
  if (!passages.ok) return passages;
  const edits = editsOf(passages.value, find);
  if (edits.every((one) => one.length === 0)) return { ok: true, value: { data, masked: 0 } };
  return runTask<Masked>({ do: 'mask', data, kind, label, edits });
}

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

export async function findPdfPlaces(data: Uint8Array, find: Find): Promise<SafeCopyResult<PdfPlaces>> {
  const passages = await runTask<readonly Passage[]>({ do: 'passages', data, kind: 'pdf' });
  return passages.ok
    ? runTask<PdfPlaces>({ do: 'places', data, edits: editsOf(passages.value, find) })
    : passages;
}

/** A page as a PNG; null when there is no such page. @param dpi points an inch, bounded by the caller */
export const pictureOfPage = (
  data: Uint8Array,
  page: number,
  dpi: number,
): Promise<SafeCopyResult<Uint8Array | null>> => runTask({ do: 'picture', data, page, dpi });
