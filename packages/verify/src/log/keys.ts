import { parseVerifierKey, TlogError, type VerifierKey } from '../../../tlog/src/index.ts';
import type { Crypto } from './signatures.ts';

/**
 * Verifier keys in a text, one a line (`/log/vkey`); other lines are for people and passed over.
 * @param crypto of the platform
 * @param text any number of lines
 */
export function readKeys({ sha256 }: Crypto, text: string): readonly VerifierKey[] {
  const keys: VerifierKey[] = [];
  for (const line of text.split('\n')) {
    try {
      keys.push(parseVerifierKey(sha256, line.trim()));
    } catch (error) {
      if (!(error instanceof TlogError)) throw error;
    }
  }
  return keys;
}
