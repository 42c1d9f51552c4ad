import type { Tx } from '#platform/database';
import { fingerprintsOf, prepare } from './engine/index.ts';
import { type KnownText, room } from './store.ts';

/** A text that is out now. */
export type KeepText = KnownText & {
  readonly text: string;
  /** Names of the unit and of those above it, as they stand in the text. */
  readonly names: readonly string[];
};

/**
 * Keeps the fingerprints of a text that is out, in the place of those of its dossier's earlier text. Said again, it changes
 * nothing. Only the worker's role may: the index follows what publication announced.
 */
export async function keepText(tx: Tx, { text, names, ...known }: KeepText): Promise<void> {
  const row = {
    revision: known.revision,
    unit_id: known.unit,
    scope: known.scope,
    title: known.title,
    slug: known.slug,
    published_at: known.publishedAt,
    fingerprints: [...fingerprintsOf(prepare(text, names))],
  };
  await room(tx)
    .insertInto('similarity.text')
    .values({ subject: known.subject, ...row })
    .onConflict((conflict) => conflict.column('subject').doUpdateSet(row))
    .execute();
}

/** What was withdrawn can no longer be copied from: nothing of it stays. */
export async function dropText(tx: Tx, subject: string): Promise<void> {
  await room(tx).deleteFrom('similarity.text').where('subject', '=', subject).execute();
}

/** Empties the index, before it is made anew from what is published. */
export async function dropAllTexts(tx: Tx): Promise<void> {
  await room(tx).deleteFrom('similarity.text').execute();
}

/**
 * Makes a template or standard text known: what comes from it is nobody's copy.
 * @param source names it, e.g. `template:<id>`; another text of the same source takes the place of the earlier one
 * @param text empty when the template is gone
 */
export async function keepBoilerplate(tx: Tx, source: string, text: string): Promise<void> {
  await room(tx).deleteFrom('similarity.boilerplate').where('source', '=', source).execute();
  const fingerprints = fingerprintsOf(prepare(text, []));
  if (fingerprints.length === 0) return;
  await room(tx)
    .insertInto('similarity.boilerplate')
    .values(fingerprints.map((fingerprint) => ({ source, fingerprint })))
    .execute();
}
