import type { Reader } from '#platform/database';
import { toText } from '#platform/richtext';
import { rows } from '../store/rows.ts';

/** Beyond this much of one attachment nobody compares. */
const mostOfAttachment = 40_000;

/** A line that names a part of a stored attachment text (sheet, page, slide). */
const partName = /^\f.*$/gm;

/**
 * The words by which revisions are compared: the text and what was read of its files. The title is not among them: titles of
 * one matter are alike everywhere.
 * @returns by the revision's id; one that does not exist is missing
 */
export async function wordsOf(
  db: Reader,
  revisions: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (revisions.length === 0) return new Map();
  const contents = await rows(db)
    .selectFrom('disclosure.revision')
    .select(['id', 'content'])
    .where('id', 'in', [...revisions])
    .execute();
  const files = await rows(db)
    .selectFrom('disclosure.attachment')
    .select(['revision_id', 'text'])
    .where('revision_id', 'in', [...revisions])
    .where('text', '<>', '')
    .orderBy('position')
    .execute();
  return new Map(
    contents.map(({ id, content }) => {
      const attached = files
        .filter((file) => file.revision_id === id)
        .map((file) => file.text.slice(0, mostOfAttachment).replaceAll(partName, ''));
      return [id, [toText(content.body), ...attached].join('\n')];
    }),
  );
}
