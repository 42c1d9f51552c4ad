import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { done, refuse } from '#kernel';
import { library } from '#platform/libraries';
import type { TableKind, TableResult, UploadedFile } from './types.ts';

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const EMPTY_ZIP = Buffer.from('PK\u0005\u0006', 'latin1');
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex');

const endings: Readonly<Record<string, TableKind>> = {
  '.xlsx': 'xlsx',
  '.xls': 'xls',
  '.csv': 'csv',
  '.txt': 'csv',
  '.docx': 'docx',
};

/** Endings that promise macros. */
const macroEndings: readonly string[] = ['.xlsm', '.xltm', '.xlsb', '.xlam', '.docm', '.dotm'];

/** Bytes of an old workbook, and of a compound file looked through for what it is: both are read whole. */
const mostCompound = 20 * 1024 * 1024;

/**
 * What the file says it is, checked against its first bytes. Threat: a renamed file reaching a parser not meant for it.
 * @param head its first bytes, at least 4,100 where it has as many
 */
export async function sniff(file: UploadedFile, head: Buffer): Promise<TableResult<TableKind>> {
  const ending = extname(file.name).toLowerCase();
  if (macroEndings.includes(ending)) return refuse('table-has-macros', 415, {});
  const kind = endings[ending];
  if (kind === undefined) return refuse('table-wrong-type', 415, { ending: ending.slice(0, 20) || '—' });
  const mislabelled = (found: string) => refuse('table-mislabelled', 415, { ending, found });
  if (startsWith(head, COMPOUND)) {
    const { size } = await stat(file.path);
    if (size > mostCompound) return refuse('table-too-large', 413, { size, max: mostCompound });
    const holds = compoundContent(await readFile(file.path));
    if (holds === 'encrypted') return refuse('table-encrypted', 415, {});
    if (kind !== 'xls' || holds === 'other') return mislabelled(holds === 'other' ? 'CFB' : '.xls');
    return holds === 'macros' ? refuse('table-has-macros', 415, {}) : done(kind);
  }
  if (startsWith(head, ZIP) || startsWith(head, EMPTY_ZIP)) {
    if (kind === 'xlsx' || kind === 'docx') return done(kind);
    return mislabelled(await printedKind(head));
  }
  if (kind !== 'csv') return mislabelled(await printedKind(head));
  return (await isText(head)) ? done(kind) : mislabelled(await printedKind(head));
}

function startsWith(bytes: Buffer, magic: Buffer): boolean {
  return bytes.subarray(0, magic.length).equals(magic);
}

/** Streams of a compound file are named in UTF-16; the names tell what it holds. */
function compoundContent(bytes: Buffer): 'encrypted' | 'macros' | 'workbook' | 'other' {
  const has = (name: string) => bytes.includes(Buffer.from(name, 'utf16le'));
  if (has('EncryptedPackage') || has('EncryptionInfo')) return 'encrypted';
  if (!has('Workbook') && !has('Book')) return 'other';
  return has('_VBA_PROJECT') ? 'macros' : 'workbook';
}

/** A CSV may be of any text; but a binary file, or a web page saved under a wrong name, is not one. */
async function isText(head: Buffer): Promise<boolean> {
  if ((await library('file-type').fileTypeFromBuffer(head)) !== undefined) return looksLikeUtf16(head);
  return !/^\s*<(?:!doctype|html|\?xml|table)/i.test(head.subarray(0, 200).toString('latin1'));
}

export function looksLikeUtf16(head: Buffer): boolean {
  return head[0] === 0xff && head[1] === 0xfe;
}

async function printedKind(head: Buffer): Promise<string> {
  if (/^\s*<(?:!doctype|html|\?xml|table)/i.test(head.subarray(0, 200).toString('latin1'))) return 'HTML/XML';
  const found = await library('file-type').fileTypeFromBuffer(head);
  return found === undefined ? '—' : `.${found.ext}`;
}
