import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { fingerprintsOfWords } from '#modules/screening';
import { keepBoilerplate } from '#modules/similarity';
import type { Reader, Tx } from '#platform/database';
import { kindOfName } from '#platform/documents';
import { wordFinder } from '#platform/erasing';
import { discardFile, type FileStore, findStoredFile, type IncomingFile, stageBytes } from '#platform/files';
import { type RichText, toText } from '#platform/richtext';
import { maskedKinds, maskFile } from '#platform/safe-copies';
import { type Prepared, prepareFile } from './commands/attachments.ts';
import { rows } from './store/rows.ts';

/* What erasing personal data (个人信息保护法 art. 47) asks of this room; publication decides and carries it out. */

/** A file attached to any revision of a dossier, drafts included. */
export type DossierFile = {
  readonly sha256: string;
  readonly name: string;
  /** How often the words stand in what was read of it, and in its name. */
  readonly hits: number;
  /** Nothing could be read in it (a picture, a scan): somebody has to look. */
  readonly isUnread: boolean;
  /** Words can be masked in a file of its kind; otherwise it goes whole. */
  readonly isMaskable: boolean;
};

/** Each file of a dossier once. @param words as `normalWords` gives them */
export async function listDossierFiles(
  db: Reader,
  disclosure: string,
  words: readonly string[],
): Promise<readonly DossierFile[]> {
  const found = await sql<{ sha256: string; name: string; hits: number; unread: boolean }>`
    select a.sha256, min(a.name) as name, bool_and(a.text = '') as unread,
      max(platform.count_words(a.name || E'\n' || a.text, p.patterns)) as hits
    from disclosure.attachment a join disclosure.revision r on r.id = a.revision_id
    cross join (select array(select platform.word_pattern(w) from unnest(${[...words]}::text[]) w) as patterns) p
    where r.disclosure_id = ${disclosure} group by a.sha256 order by a.sha256`.execute(rows(db));
  return found.rows.map(({ sha256, name, hits, unread }) => {
    const kind = kindOfName(name);
    return {
      sha256,
      name,
      hits,
      isUnread: unread,
      isMaskable: kind !== undefined && maskedKinds.includes(kind),
    };
  });
}

/** Each file by its hash with its masked copy; null where none can be made in which nothing is left. */
export type ErasedCopies = ReadonlyMap<string, Prepared | null>;

/** Says what a PDF's black places stand for. */
const inBlack = '个人信息';

/**
 * Makes masked copies of files and hands them on; each passed the gate and was read again, and holds none of the words. Slow:
 * before anything is locked. The copies lie in the folder for incoming files and are gone afterwards unless `use` keeps them.
 */
export async function withErasedCopies<T>(
  store: FileStore,
  files: readonly DossierFile[],
  words: readonly string[],
  use: (copies: ErasedCopies) => Promise<T>,
): Promise<T> {
  const staged: IncomingFile[] = [];
  const copies = new Map<string, Prepared | null>();
  try {
    for (const file of files) copies.set(file.sha256, await copyOf(store, file, words, staged));
    return await use(copies);
  } finally {
    for (const one of staged) await discardFile(one);
  }
}

async function copyOf(
  store: FileStore,
  file: DossierFile,
  words: readonly string[],
  staged: IncomingFile[],
): Promise<Prepared | null> {
  const kind = kindOfName(file.name);
  const stored = await findStoredFile(store, file.sha256);
  if (kind === undefined || stored === undefined || !file.isMaskable || words.length === 0) return null;
  const masked = await maskFile(await readFile(stored.path), kind, wordFinder(words, 'line'), inBlack);
  if (!masked.ok) return null;
  const incoming = await stageBytes(store, masked.value.data, file.name);
  staged.push(incoming);
  const prepared = await prepareFile(incoming);
  if (!prepared.ok) return null;
  // Words over the end of a line are found and not masked: such a file goes whole.
  const find = wordFinder(words);
  return find(`${prepared.value.receivedText}\n${prepared.value.read.text}`).length === 0
    ? prepared.value
    : null;
}

/** Takes a dossier's lock, under which its revisions and its publication change. */
export async function lockDossierOf(tx: Tx, disclosure: string): Promise<void> {
  await rows(tx)
    .selectFrom('disclosure.disclosure')
    .select('id')
    .where('id', '=', disclosure)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** Fingerprints of a unit's templates made anew from what they say now. */
export async function renewTemplates(tx: Tx, unit: number): Promise<void> {
  const found = await sql<{ source: string; body: RichText }>`
    select 'template:' || v.template_id || ':' || v.version as source, v.body
    from disclosure.text_template_version v join disclosure.text_template m on m.id = v.template_id
    where m.unit_id = ${unit} and m.retired_at is null`.execute(rows(tx));
  for (const { source, body } of found.rows) await keepBoilerplate(tx, source, toText(body));
}

/** What screening may have kept of these words: their fingerprints. */
export const fingerprintsOfErased = fingerprintsOfWords;
