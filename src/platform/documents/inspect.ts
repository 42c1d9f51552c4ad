import { done, type RefusalParams, type Result, refuse } from '#kernel';
import { library } from '#platform/libraries';
import { type Found, inspectArchive, inspectOfd, inspectOffice, type OfficeKind } from './archive.ts';
import { inspectJpeg, inspectPng } from './image.ts';
import {
  type FileKind,
  type FileRefusalCode,
  isOldFormat,
  isSafeFileName,
  kindOfName,
  kindRules,
} from './kinds.ts';
import type { OfficeBounds } from './office-parts.ts';
import { inspectPdf } from './pdf.ts';
import { type ByteSource, bufferSource, withFile } from './source.ts';
import { inspectTable, inspectText } from './text.ts';

export type InspectedFile = { readonly media: string; readonly kind: FileKind };

/** A file received and not yet kept: its temporary place, the name its sender gave it, its size and content hash. */
export type ReceivedFile = {
  readonly path: string;
  readonly name: string;
  /** bytes */
  readonly size: number;
  readonly sha256: string;
};

/**
 * The gate every attachment passes before it is kept: name, size, kind by content, wholeness, and what it carries.
 * Nothing is written or kept; memory stays bounded whatever the file holds.
 * @returns its kind and media type, or the refusal with a stable code
 */
export async function inspectFile(file: ReceivedFile): Promise<Result<InspectedFile, FileRefusalCode>> {
  const kind = kindOfName(file.name);
  const early = refusalByName(file.name, kind) ?? refusalBySize(file.size, kind);
  if (early !== undefined || kind === undefined)
    return refused(early ?? 'file-type-not-allowed', file.name, explainSize(early, kind));
  return oneAtATime(() => withFile(file.path, (source) => inspectSource(source, file.name, kind)));
}

/**
 * The part of the gate that an import of tables shares: an Office file on disk, whole, bounded, without macros and objects.
 * @returns what is wrong, or undefined
 */
export function inspectOfficeFile(
  path: string,
  kind: OfficeKind,
  bounds: OfficeBounds,
): Promise<Found | undefined> {
  return oneAtATime(() =>
    withFile(path, async (source) => (await refusalByShell(source)) ?? inspectOffice(source, kind, bounds)),
  );
}

/** Looking at a file takes memory in proportion to it: one is looked at after the other, whoever sent them. */
let turn: Promise<unknown> = Promise.resolve();

function oneAtATime<T>(look: () => Promise<T>): Promise<T> {
  const result = turn.then(look);
  turn = result.catch(() => undefined);
  return result;
}

/** The same gate for bytes already in memory (a picture taken out of a Word file). */
export async function inspectBytes(
  data: Buffer,
  name: string,
): Promise<Result<InspectedFile, FileRefusalCode>> {
  const kind = kindOfName(name);
  const early = refusalByName(name, kind);
  if (early !== undefined || kind === undefined) return refused(early ?? 'file-type-not-allowed', name);
  return oneAtATime(() => inspectSource(bufferSource(data), name, kind));
}

async function inspectSource(
  source: ByteSource,
  name: string,
  kind: FileKind,
): Promise<Result<InspectedFile, FileRefusalCode>> {
  const early = refusalBySize(source.size, kind);
  const found = early === undefined ? await refusalByContent(source, kind) : { code: early };
  if (found === undefined) return done({ kind, media: kindRules[kind].media });
  const { code, entry } = found;
  if (entry !== undefined) return refused(code, `${name} › ${entry}`, explainMember(code, entry));
  return refused(code, name, await explain(code, source, kind));
}

function refusalByName(name: string, kind: FileKind | undefined): FileRefusalCode | undefined {
  if (!isSafeFileName(name)) return 'file-unsafe-name';
  if (kind !== undefined) return undefined;
  if (isOldFormat(name)) return 'file-old-format';
  return /\.(?:docm|dotm|xlsm|xltm|xlsb|xlam|pptm|potm|ppsm)$/i.test(name)
    ? 'file-has-macros'
    : 'file-type-not-allowed';
}

function refusalBySize(size: number, kind: FileKind | undefined): FileRefusalCode | undefined {
  if (size === 0) return 'file-empty';
  return kind !== undefined && size > kindRules[kind].most ? 'file-too-large' : undefined;
}

async function refusalByContent(source: ByteSource, kind: FileKind): Promise<Found | undefined> {
  switch (kind) {
    case 'docx':
    case 'xlsx':
    case 'pptx':
      return (await refusalByShell(source)) ?? inspectOffice(source, kind);
    case 'ofd':
      return (await refusalByShell(source)) ?? inspectOfd(source);
    case 'zip':
      return (
        (await refusalByShell(source)) ??
        inspectArchive(source, async (inner, innerKind) => {
          const early = innerKind === 'zip' ? 'file-nested-archive' : refusalBySize(inner.size, innerKind);
          return early === undefined ? refusalByContent(inner, innerKind) : { code: early };
        })
      );
    default: {
      const code = await lookers[kind](source);
      return code === undefined ? undefined : { code };
    }
  }
}

const lookers: Readonly<
  Record<
    Exclude<FileKind, OfficeKind | 'ofd' | 'zip'>,
    (source: ByteSource) => Promise<FileRefusalCode | undefined>
  >
> = { pdf: inspectPdf, png: inspectPng, jpg: inspectJpeg, csv: inspectTable, txt: inspectText };

/** An encrypted Office file is no zip but a compound file (MS-OFFCRYPTO) holding `EncryptedPackage`; an old one as well. */
async function refusalByShell(source: ByteSource): Promise<Found | undefined> {
  const head = await source.read(0, 8);
  const signature = head.toString('latin1', 0, 4);
  if (signature === 'PK\x03\x04' || signature === 'PK\x05\x06') return undefined;
  if (signature !== '\xd0\xcf\x11\xe0') return { code: 'file-mislabelled' };
  const start = (await source.read(0, 4 * 1024 * 1024)).toString('latin1');
  const end = (await source.read(Math.max(0, source.size - 1024 * 1024), 1024 * 1024)).toString('latin1');
  const holds = (stream: string) => {
    const name = Buffer.from(stream, 'utf16le').toString('latin1');
    return start.includes(name) || end.includes(name);
  };
  if (holds('EncryptedPackage')) return { code: 'file-encrypted' };
  const isOld = ['WordDocument', 'Workbook', 'PowerPoint Document'].some(holds);
  return { code: isOld ? 'file-old-format' : 'file-mislabelled' };
}

/** What the user needs to put it right: the limit, or what the file really is. */
async function explain(code: FileRefusalCode, source: ByteSource, kind: FileKind): Promise<RefusalParams> {
  if (code !== 'file-mislabelled') return explainSize(code, kind);
  const found = await library('file-type')
    .fileTypeFromBuffer(await source.read(0, 4100))
    .catch(() => undefined);
  return { expected: kind, found: found?.ext ?? '?' };
}

function explainSize(code: FileRefusalCode | undefined, kind: FileKind | undefined): RefusalParams {
  if (code !== 'file-too-large' || kind === undefined) return {};
  return { most: Math.floor(kindRules[kind].most / 1024 / 1024) };
}

function explainMember(code: FileRefusalCode, entry: string): RefusalParams {
  const kind = kindOfName(entry);
  return code === 'file-mislabelled' ? { expected: kind ?? '?', found: '?' } : explainSize(code, kind);
}

function refused(
  code: FileRefusalCode,
  name: string,
  params: RefusalParams = {},
): Result<never, FileRefusalCode> {
  const status = code === 'file-too-large' ? 413 : code === 'file-unsafe-name' ? 400 : 415;
  return refuse(code, status, { name: name.slice(0, 200).toWellFormed(), ...params }, 'file');
}
