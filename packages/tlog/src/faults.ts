/**
 * Everything that can be wrong with what a stranger gives this package, as a closed list: a code to decide by and to
 * translate, and an English sentence for logs.
 */
export const tlogFaults = {
  'not-utf8': 'the text is not valid UTF-8',
  'control-character': 'the text has a control character other than the line feed',
  'no-final-newline': 'the text does not end with a line feed',
  'text-too-long': 'the text or one of its lines is longer than allowed',
  'bad-base64': 'not canonical standard base64 with padding',
  'bad-hex': 'not lower-case hexadecimal',
  'bad-number': 'not a decimal number without sign and leading zeros',
  'number-too-large': 'the number is above 2^53 - 1',
  'bad-hash': 'a hash is not 32 bytes long',
  'bad-salt': 'a salt is not 32 bytes long',
  'bad-size': 'a tree size is not an integer from 0 to 2^53 - 1',
  'bad-index': 'an index is not inside the tree',
  'size-backwards': 'the old tree is larger than the new tree',
  'proof-too-short': 'the proof has fewer hashes than the tree needs',
  'proof-too-long': 'the proof has more hashes than the tree needs',
  'root-mismatch': 'the root computed from the proof is not the root given',
  'old-root-mismatch': 'the old root computed from the proof is not the old root given',
  'bad-edge': 'the right edge does not fit the tree size',
  'node-outside-tree': 'the node asked for is not a full subtree of the tree',
  'bad-tile-path': 'not the path of a tile or bundle of entries',
  'bad-tile': 'the tile does not have the length its width asks for',
  'bad-bundle': 'the bundle does not hold exactly the entries asked for',
  'entry-too-long': 'an entry is longer than 65,535 bytes',
  'no-signatures': 'the note has no signature lines after a blank line',
  'bad-signature-line': 'a signature line is not "— name base64"',
  'bad-key-name': 'a key name is empty or has a space or a plus sign',
  'too-many-signatures': 'the note has more signatures than allowed',
  'duplicate-signer': 'two signers or verifiers have the same key name and key id',
  'bad-verifier-key': 'not a verifier key "name+id+base64"',
  'key-id-mismatch': 'the key id is not the one computed from name, type and public key',
  'unsupported-key-type': 'keys of this signature type are not supported',
  'bad-signature': 'a signature by a known key does not verify',
  'no-known-signature': 'no signature is by a known key of the log',
  'quorum-not-met': 'fewer witnesses than asked for have cosigned',
  'bad-checkpoint': 'not a checkpoint of origin, size and root',
  'bad-origin': 'the origin is empty or has a line break or control character',
  'wrong-origin': 'the checkpoint is of another log',
  'extension-line': 'the checkpoint has extension lines',
  'bad-cosignature': 'a cosignature is not 8 bytes of time and 64 bytes of signature',
  'bad-proof': 'not a c2sp.org/tlog-proof@v1',
  'bad-witness-request': 'not the body of an add-checkpoint request',
  'bad-witness-answer': 'not the answer of a witness',
  'bad-json': 'not JSON',
  'not-canonical-json': 'the JSON is not in its canonical form, or has a value that has none',
} as const;

/** The closed list of fault codes. */
export type TlogFault = keyof typeof tlogFaults;

/** The only error thrown by the parsers, formatters and verifiers of this package. */
export class TlogError extends Error {
  override readonly name = 'TlogError';
  /** What is wrong, from the closed list. */
  readonly code: TlogFault;

  /**
   * @param code what is wrong
   * @param detail where, for logs (never needed to decide)
   */
  constructor(code: TlogFault, detail?: string) {
    super(detail === undefined ? tlogFaults[code] : `${tlogFaults[code]}: ${detail}`);
    this.code = code;
  }
}
