import {
  decodeBase64,
  encodeUtf8,
  parseVerifierKey,
  TlogError,
  type VerifierKey,
} from '../../../tlog/src/index.ts';
import type { Report } from '../report.ts';
import type { KeyRotateEntry } from './entries.ts';
import type { LogCopy } from './read-log.ts';
import { type Crypto, keyLabel, verifierOf } from './signatures.ts';

/** What both keys sign when one takes over from the other. */
export function rotationStatement(origin: string, old: string, next: string): string {
  return `gongkai key-rotate v1\n${origin}\n${old}\n${next}\n`;
}

/**
 * Follows the log's own record of its keys from those trusted: each next key must be named by one trusted before it and
 * signed for by both.
 * @returns keys that may be trusted on that ground, beside those given
 */
export function followRotations(
  crypto: Crypto,
  copy: Pick<LogCopy, 'entries'>,
  origin: string,
  trusted: readonly VerifierKey[],
  report: Report,
): readonly VerifierKey[] {
  const known = new Map(trusted.map((key) => [keyLabel(key), key]));
  const added: VerifierKey[] = [];
  for (const [index, entry] of copy.entries.entries()) {
    if (entry?.type !== 'key-rotate') continue;
    const keys = readBoth(crypto, entry);
    const label = keys === undefined ? '' : keyLabel(keys.next);
    const values = {
      old: keys === undefined ? entry.old : keyLabel(keys.old),
      key: label,
      claimed: entry.claimed_at,
    };
    const isSigned = keys !== undefined && isSignedByBoth(crypto, origin, entry, keys);
    if (entry.oldSig === undefined && keys !== undefined) report('key-lost', { index }, values);
    else report(isSigned ? 'key-rotated' : 'key-rotation-unsigned', { index }, values);
    if (!isSigned || known.has(label) || !known.has(keyLabel(keys.old))) continue;
    known.set(label, keys.next);
    added.push(keys.next);
  }
  return added;
}

type Both = { readonly old: VerifierKey; readonly next: VerifierKey };

function readBoth({ sha256 }: Crypto, entry: KeyRotateEntry): Both | undefined {
  try {
    return { old: parseVerifierKey(sha256, entry.old), next: parseVerifierKey(sha256, entry.new) };
  } catch (error) {
    if (error instanceof TlogError) return undefined;
    throw error;
  }
}

function isSignedByBoth(crypto: Crypto, origin: string, entry: KeyRotateEntry, { old, next }: Both): boolean {
  const statement = encodeUtf8(rotationStatement(origin, entry.old, entry.new));
  const holds = (key: VerifierKey, signature: string | undefined): boolean => {
    if (signature === undefined) return false;
    try {
      return verifierOf(crypto, key)?.verify(statement, decodeBase64(signature)) === true;
    } catch {
      return false;
    }
  };
  return old.type === next.type && holds(old, entry.oldSig) && holds(next, entry.newSig);
}
