import { zipSync } from 'fflate';
import { archiveLimits, decodeText, type FileKind, kindOfName, openZip } from '#platform/documents';
import { newTally } from './tally.ts';
import type { Stripped } from './types.ts';

export type Member = { readonly name: string; readonly kind: FileKind; readonly data: Uint8Array };

const noTime = new Date(1980, 0, 1);

/** The files of an archive that has passed the gate, folders left out, names as people wrote them. */
export async function readMembers(data: Uint8Array): Promise<Member[]> {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const names = plainNames(bytes);
  const zip = await openZip(bytes, archiveLimits.entriesInZip);
  try {
    const members: Member[] = [];
    for (const [at, entry] of zip.entries.entries()) {
      const kind = kindOfName(entry.name);
      if (entry.isDirectory || kind === undefined) continue;
      const name = (zip.entries.length === names.length ? names[at] : undefined) ?? entry.name;
      members.push({ name, kind, data: await zip.read(entry.name, archiveLimits.entry) });
    }
    return members;
  } finally {
    zip.close();
  }
}

export function writeMembers(members: readonly Pick<Member, 'name' | 'data'>[]): Uint8Array {
  return zipSync(Object.fromEntries(members.map((one) => [one.name, one.data])), { mtime: noTime, level: 6 });
}

/** Every member cleaned by the rules of its kind; comments, times, owners and folders of the archive go. */
export async function stripArchive(
  data: Uint8Array,
  strip: (data: Uint8Array, kind: FileKind) => Promise<Stripped>,
): Promise<Stripped> {
  const tally = newTally();
  const members: { name: string; data: Uint8Array }[] = [];
  for (const { name, kind, data: member } of await readMembers(data)) {
    const clean = await strip(member, kind);
    for (const { code, count } of clean.removed) tally.took(code, count);
    for (const { code, count } of clean.warnings) tally.warn(code, count);
    members.push({ name, data: clean.data });
  }
  tally.took('archive-extras', hasExtras(data) ? 1 : 0);
  return { data: writeMembers(members), removed: tally.removed(), warnings: tally.warnings() };
}

/** Comments and extra fields of the central directory. */
function hasExtras(data: Uint8Array): boolean {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0 || end + 22 > bytes.length) return false;
  return bytes.readUInt16LE(end + 20) > 0 || directory(bytes).some((one) => one.extras > 0);
}

type Listed = { readonly name: Buffer; readonly isUtf8: boolean; readonly extras: number };

function directory(bytes: Buffer): Listed[] {
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const listed: Listed[] = [];
  let at = end < 0 ? bytes.length : bytes.readUInt32LE(end + 16);
  while (at + 46 <= bytes.length && bytes.readUInt32LE(at) === 0x02014b50) {
    const [name, extra, comment] = [
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
    ];
    listed.push({
      name: bytes.subarray(at + 46, at + 46 + name),
      isUtf8: (bytes.readUInt16LE(at + 8) & 0x0800) !== 0,
      extras: extra + comment,
    });
    at += 46 + name + extra + comment;
  }
  return listed;
}

/** Chinese systems write names in GBK without saying so; read as DOS names they would be garbled for good. */
function plainNames(bytes: Buffer): (string | undefined)[] {
  return directory(bytes).map(({ name, isUtf8 }) =>
    isUtf8 ? undefined : decodeText(name)?.text.replaceAll('\\', '/'),
  );
}
