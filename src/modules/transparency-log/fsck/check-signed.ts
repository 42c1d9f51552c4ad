import { stat } from 'node:fs/promises';
import type { Reader } from '#platform/database';
import { openCheckpoint, parseVerifierKey } from '#tlog';
import { sha256 } from '../entries.ts';
import { keyFile, openSigner, verifySignature } from '../signing/keys.ts';
import { keysAt } from '../signing/sign-head.ts';
import { type LogKey, own, type Tree } from '../store.ts';
import type { Finding } from './findings.ts';

/** Something this log once signed. */
type Signed = Tree & { readonly note: string; readonly table: 'head' | 'published' };

/** Every head and every checkpoint ever published. */
export async function listSigned(db: Reader): Promise<readonly Signed[]> {
  const heads = await own(db)
    .selectFrom('transparency_log.head')
    .select(['size', 'root', 'note'])
    .orderBy('size')
    .execute();
  const published = await own(db)
    .selectFrom('transparency_log.published')
    .select(['size', 'root', 'note'])
    .orderBy('seq')
    .execute();
  return [
    ...heads.map((one) => ({ ...one, table: 'head' as const })),
    ...published.map((one) => ({ ...one, table: 'published' as const })),
  ];
}

/** Root as rebuilt, and the signature of the key of that time. */
export function judgeSigned(
  { table, size, root, note }: Signed,
  rebuilt: Uint8Array | undefined,
  origin: string,
  keys: readonly LogKey[],
): 'head' | 'published' | 'head-note' | null {
  if (rebuilt === undefined || !root.equals(rebuilt)) return table;
  const verifiers = keysAt(keys, size).map(({ vkey }) => {
    const key = parseVerifierKey(sha256, vkey);
    const verify = (message: Uint8Array, signature: Uint8Array) => verifySignature(key, message, signature);
    return { ...key, verify };
  });
  try {
    const opened = openCheckpoint(note, { origin, log: verifiers });
    return opened.size === size && root.equals(opened.root) ? null : 'head-note';
  } catch {
    return 'head-note';
  }
}

/** The keys that would sign next: there, unread by others, and the ones that were published. */
export async function checkKeys(
  folder: string,
  keys: readonly LogKey[],
  size: number,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { vkey, kind } of keysAt(keys, size + 1)) {
    const path = keyFile(folder, parseVerifierKey(sha256, vkey));
    const isThere = await openSigner(folder, vkey, kind).then(
      () => true,
      () => false,
    );
    if (!isThere) findings.push({ code: 'key-file', where: path });
    else if (((await stat(path)).mode & 0o077) !== 0) findings.push({ code: 'key-mode', where: path });
  }
  return findings;
}
