import type { FileRefusalCode } from './kinds.ts';
import type { ByteSource } from './source.ts';
import { runInThread } from './thread.ts';

const megabytes = 250;
const millis = 30_000;

/** Looks into a PDF in the thread for files. What takes too long or too much memory to be looked into is refused as a bomb. */
export async function lookIntoPdf(source: ByteSource): Promise<FileRefusalCode | undefined> {
  const answer = await runInThread<FileRefusalCode | null>(
    new URL('./pdf-task.ts', import.meta.url),
    { source: source.archive },
    { megabytes, millis },
  );
  if (answer.ok) return answer.value ?? undefined;
  return answer.fault === 'crashed' ? 'file-damaged' : 'file-bomb';
}
