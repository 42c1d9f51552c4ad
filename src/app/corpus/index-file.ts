import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

const day = z.union([z.literal(''), z.iso.date()]);

/** One line of the corpus's `index.csv`. Columns that we do not use may come and go. */
const entry = z.object({
  id: z.string().min(1).max(100),
  file: z.string().regex(/^[A-Za-z0-9-]+\/[A-Za-z0-9.-]+\.md$/),
  title: z.string().min(1).max(500),
  category: z.string().min(1).max(60),
  region: z.string().max(60),
  last_date: day,
  file_version_date: day,
});
export type CorpusEntry = z.infer<typeof entry>;

/** A line of the index that cannot be used: where, what, why. */
export type BadEntry = { readonly line: number; readonly problem: string };

/**
 * Reads the index of a corpus folder.
 * @returns the entries in the order of the file, and the lines that do not fit
 * @throws when there is no readable `index.csv`
 */
export async function readCorpusIndex(
  folder: string,
): Promise<{ readonly entries: readonly CorpusEntry[]; readonly bad: readonly BadEntry[] }> {
  const text = await readFile(join(folder, 'index.csv'), 'utf8');
  const rows: unknown[] = parse(text, { columns: true, bom: true, skip_empty_lines: true });
  const entries: CorpusEntry[] = [];
  const bad: BadEntry[] = [];
  for (const [i, row] of rows.entries()) {
    const read = entry.safeParse(row);
    if (read.success) entries.push(read.data);
    else
      bad.push({
        line: i + 2,
        problem: read.error.issues.map((one) => `${one.path.join('.')}: ${one.message}`).join('; '),
      });
  }
  return { entries, bad };
}
