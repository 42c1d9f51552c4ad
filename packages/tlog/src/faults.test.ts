import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  addSignatures,
  bundlesBetween,
  canonicalJson,
  commitment,
  consistencyProof,
  cosignatureMessage,
  cosignatureVerifier,
  cosigner,
  decodeBase64,
  decodeEntries,
  decodeHex,
  decodeTile,
  decodeUtf8,
  ed25519Verifier,
  encodeBase64,
  encodeEntries,
  encodeTile,
  encodeUtf8,
  entriesPath,
  extendEdge,
  formatAddCheckpoint,
  formatCheckpoint,
  formatCosignature,
  formatNote,
  formatProof,
  formatSignature,
  formatVerifierKey,
  formatWitnessSize,
  inclusionProof,
  KEY_TYPES,
  keyId,
  MAX_EXTRA_BYTES,
  MAX_NOTE_BYTES,
  openCheckpoint,
  openNote,
  parseAddCheckpoint,
  parseCanonicalJson,
  parseCheckpoint,
  parseCosignature,
  parseNote,
  parseProof,
  parseSignatures,
  parseTilePath,
  parseVerifierKey,
  parseWitnessSize,
  readEdge,
  signNote,
  TlogError,
  type TlogFault,
  tileHash,
  tilePath,
  tileReader,
  tilesBetween,
  tlogFaults,
  verifyConsistency,
  verifyCosignature,
  verifyInclusion,
  verifyProof,
} from './index.ts';
import { taken } from './testing/log.ts';
import { sha256, testKey, verifySignature } from './testing/platform.ts';
import * as samples from './testing/samples.ts';

/** What is given, the code it must get, and how it is given. */
type Row = readonly [given: string, code: TlogFault, run: () => unknown];

const {
  checkpoint,
  checkpointText,
  bareCheckpoint,
  trust,
  proof,
  leaf,
  root,
  request,
  log,
  size,
  index,
  hashes,
} = samples;
const short = new Uint8Array(31);
const vkey = formatVerifierKey(samples.logKey.verifierKey);
const own = taken(samples.linesOf(checkpoint), 0);
const ownLine = formatSignature(own);
const hash64 = encodeBase64(root);
const signed = (text: string) => `${text}\n${ownLine}`;
const vkeyOf = (type: number, key: Uint8Array) => {
  const id = keyId(sha256, 'key.example', type, key);
  return `key.example+${Buffer.from(id).toString('hex')}+${Buffer.from([type, ...key]).toString('base64')}`;
};

const texts: readonly Row[] = [
  ['bytes that are not UTF-8', 'not-utf8', () => decodeUtf8(Uint8Array.of(0x61, 0xff))],
  ['an overlong form', 'not-utf8', () => decodeUtf8(Uint8Array.of(0xc0, 0x80))],
  ['a surrogate in UTF-8', 'not-utf8', () => decodeUtf8(Uint8Array.of(0xed, 0xa0, 0x80))],
  ['half a surrogate pair', 'not-utf8', () => encodeUtf8('a\ud800')],
  ['base64 without padding', 'bad-base64', () => decodeBase64('YWI')],
  ['base64 with bits left over', 'bad-base64', () => decodeBase64('YWJ=')],
  ['base64 with two letters of bits left over', 'bad-base64', () => decodeBase64('YR==')],
  ['base64 with a line break', 'bad-base64', () => decodeBase64('YW\nI=')],
  ['base64 with a space', 'bad-base64', () => decodeBase64('YWI= ')],
  ['base64 of web addresses', 'bad-base64', () => decodeBase64('-_-_')],
  ['padding in the middle', 'bad-base64', () => decodeBase64('YQ==YQ==')],
  ['nothing but padding', 'bad-base64', () => decodeBase64('====')],
  ['three signs of padding', 'bad-base64', () => decodeBase64('Y===')],
  ['hexadecimal in capitals', 'bad-hex', () => decodeHex('AB')],
  ['half a byte in hexadecimal', 'bad-hex', () => decodeHex('abc')],
];

const tree: readonly Row[] = [
  ['a size of 2^53', 'bad-size', () => extendEdge(sha256, 2 ** 53, [], leaf)],
  ['a size that would become 2^53', 'bad-size', () => extendEdge(sha256, 2 ** 53 - 1, [], leaf)],
  ['a negative size', 'bad-size', () => tilesBetween(-1, 1)],
  ['a fraction', 'bad-size', () => bundlesBetween(0, 1.5)],
  ['no number', 'bad-size', () => tileReader(sha256, () => leaf, Number.NaN)],
  ['an edge of another size', 'bad-edge', () => extendEdge(sha256, 3, [leaf], leaf)],
  ['a short leaf hash', 'bad-hash', () => extendEdge(sha256, 0, [], short)],
  ['a short node', 'bad-hash', () => readEdge(1, () => short)],
  ['a short node in a proof', 'bad-hash', () => inclusionProof(sha256, 0, 2, () => short)],
  ['a proof for a leaf outside', 'bad-index', () => inclusionProof(sha256, 2, 2, log.readNode)],
  ['a proof for a tree without leaves', 'bad-index', () => inclusionProof(sha256, 0, 0, log.readNode)],
  ['a negative index', 'bad-index', () => inclusionProof(sha256, -1, 2, log.readNode)],
  ['a proof backwards', 'size-backwards', () => consistencyProof(sha256, 3, 2, log.readNode)],
  ['tiles backwards', 'size-backwards', () => tilesBetween(3, 2)],
  ['bundles backwards', 'size-backwards', () => bundlesBetween(3, 2)],
];

const inclusion = { index, size, leaf, proof: hashes, root };
const oldSize = 6;
const consistency = {
  oldSize,
  oldRoot: taken(log.roots, oldSize),
  newSize: size,
  newRoot: root,
  proof: await consistencyProof(sha256, oldSize, size, log.readNode),
};
const empty = taken(log.roots, 0);

const proofs: readonly Row[] = [
  ['an index at the size', 'bad-index', () => verifyInclusion(sha256, { ...inclusion, index: size })],
  [
    'the index of a neighbour',
    'root-mismatch',
    () => verifyInclusion(sha256, { ...inclusion, index: index + 1 }),
  ],
  ['another leaf', 'root-mismatch', () => verifyInclusion(sha256, { ...inclusion, leaf: root })],
  ['another root', 'root-mismatch', () => verifyInclusion(sha256, { ...inclusion, root: leaf })],
  [
    'two hashes swapped',
    'root-mismatch',
    () => verifyInclusion(sha256, { ...inclusion, proof: hashes.toReversed() }),
  ],
  [
    'a path cut at its end',
    'proof-too-short',
    () => verifyInclusion(sha256, { ...inclusion, proof: hashes.slice(0, -1) }),
  ],
  ['a path without hashes', 'proof-too-short', () => verifyInclusion(sha256, { ...inclusion, proof: [] })],
  [
    'one hash too many',
    'proof-too-long',
    () => verifyInclusion(sha256, { ...inclusion, proof: [...hashes, root] }),
  ],
  ['a short hash in the path', 'bad-hash', () => verifyInclusion(sha256, { ...inclusion, proof: [short] })],
  ['a short leaf', 'bad-hash', () => verifyInclusion(sha256, { ...inclusion, leaf: short })],
  ['a short root', 'bad-hash', () => verifyInclusion(sha256, { ...inclusion, root: short })],
  ['a size that is none', 'bad-size', () => verifyInclusion(sha256, { ...inclusion, size: 2 ** 53 })],
  [
    'the sizes swapped',
    'size-backwards',
    () => verifyConsistency(sha256, { ...consistency, oldSize: size, newSize: oldSize }),
  ],
  [
    'another old root',
    'old-root-mismatch',
    () => verifyConsistency(sha256, { ...consistency, oldRoot: leaf }),
  ],
  ['another new root', 'root-mismatch', () => verifyConsistency(sha256, { ...consistency, newRoot: leaf })],
  [
    'the proof without its last hash',
    'proof-too-short',
    () => verifyConsistency(sha256, { ...consistency, proof: consistency.proof.slice(0, -1) }),
  ],
  [
    'an empty proof of growth',
    'proof-too-short',
    () => verifyConsistency(sha256, { ...consistency, proof: [] }),
  ],
  [
    'an empty proof from a full subtree',
    'proof-too-short',
    () => verifyConsistency(sha256, { ...consistency, oldSize: 4, oldRoot: taken(log.roots, 4), proof: [] }),
  ],
  [
    'one hash too many in a consistency proof',
    'proof-too-long',
    () => verifyConsistency(sha256, { ...consistency, proof: [...consistency.proof, root] }),
  ],
  [
    'hashes although the sizes are equal',
    'proof-too-long',
    () => verifyConsistency(sha256, { ...consistency, oldSize: size, oldRoot: root }),
  ],
  [
    'equal sizes, other roots',
    'root-mismatch',
    () => verifyConsistency(sha256, { ...consistency, oldSize: size, proof: [] }),
  ],
  [
    'hashes although the old tree is empty',
    'proof-too-long',
    () => verifyConsistency(sha256, { ...consistency, oldSize: 0, oldRoot: empty }),
  ],
  [
    'an empty tree with another root',
    'old-root-mismatch',
    () => verifyConsistency(sha256, { ...consistency, oldSize: 0, oldRoot: root, proof: [] }),
  ],
  [
    'two empty trees, the new with another root',
    'root-mismatch',
    () => verifyConsistency(sha256, { oldSize: 0, oldRoot: empty, newSize: 0, newRoot: root, proof: [] }),
  ],
  [
    'a short hash in a consistency proof',
    'bad-hash',
    () => verifyConsistency(sha256, { ...consistency, proof: [short] }),
  ],
];

const tiles: readonly Row[] = [
  ['level 64', 'bad-tile-path', () => tilePath(64, 0)],
  ['a width of 0', 'bad-tile-path', () => tilePath(0, 0, 0)],
  ['a width of 257', 'bad-tile-path', () => entriesPath(0, 257)],
  ['an index of 2^53', 'bad-tile-path', () => entriesPath(2 ** 53)],
  ...[
    '',
    'tile/0',
    'tile/0/00',
    'tile/0/0000',
    'tile/00/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/0/x000/001',
    'tile/0/001/002',
    'tile/0/x001',
    'tile/0/000.p/0',
    'tile/0/000.p/01',
    'tile/0/000.p/256',
    'tile/0/000.p/999',
    'tile/0/000.p',
    '/tile/0/000',
    'tile/0/000/',
    'tile/0/000\n',
    'tile/0/../000',
    'tile/entries/x999/x999/x999/x999/x999/999',
    'checkpoint',
  ].map((path): Row => [`the path ${JSON.stringify(path)}`, 'bad-tile-path', () => parseTilePath(path)]),
  ['an entry of 65,536 bytes', 'entry-too-long', () => encodeEntries([new Uint8Array(65_536)])],
  ['257 entries', 'bad-bundle', () => encodeEntries(Array.from({ length: 257 }, () => leaf))],
  ['a bundle cut in a length', 'bad-bundle', () => decodeEntries(Uint8Array.of(0), 1)],
  ['a bundle cut in an entry', 'bad-bundle', () => decodeEntries(Uint8Array.of(0, 2, 1), 1)],
  ['too few entries', 'bad-bundle', () => decodeEntries(Uint8Array.of(0, 0), 2)],
  ['bytes after the last entry', 'bad-bundle', () => decodeEntries(Uint8Array.of(0, 0, 0, 0), 1)],
  ['an empty tile', 'bad-tile', () => encodeTile([])],
  ['257 hashes', 'bad-tile', () => encodeTile(Array.from({ length: 257 }, () => leaf))],
  ['a short hash in a tile', 'bad-hash', () => encodeTile([short])],
  ['a tile one byte short', 'bad-tile', () => decodeTile(new Uint8Array(63), 2)],
  ['a partial tile hashed upwards', 'bad-tile', () => tileHash(sha256, [leaf])],
  ['a tile of another width', 'bad-tile', () => tileReader(sha256, () => leaf, 2)(0, 0)],
  ['a node outside the tree', 'node-outside-tree', () => tileReader(sha256, () => leaf, 3)(1, 1)],
  ['a node at no level', 'node-outside-tree', () => tileReader(sha256, () => leaf, 3)(-1, 0)],
];

const notes: readonly Row[] = [
  ['a note of bytes that are no text', 'not-utf8', () => parseNote(Uint8Array.of(0xff, 0x0a, 0x0a))],
  ['half a surrogate pair in a note', 'not-utf8', () => parseNote(signed('\udc00\n'))],
  ['a note with CR LF', 'control-character', () => parseNote(checkpoint.replaceAll('\n', '\r\n'))],
  ['a tab', 'control-character', () => parseNote(signed('a\tb\n'))],
  ['a zero byte', 'control-character', () => parseNote(signed('a\0b\n'))],
  ['a note without its last line feed', 'no-final-newline', () => parseNote(checkpoint.slice(0, -1))],
  ['an empty note', 'no-final-newline', () => parseNote('')],
  ['a note without blank line', 'no-signatures', () => parseNote(checkpointText)],
  ['a note with nothing after the blank line', 'no-signatures', () => parseNote(`${checkpointText}\n`)],
  ['a line that is no signature', 'bad-signature-line', () => openCheckpoint(`${bareCheckpoint}x\n`, trust)],
  ['a hyphen for the dash', 'bad-signature-line', () => parseNote(bareCheckpoint.replace('—', '-'))],
  ['two spaces', 'bad-signature-line', () => parseNote(bareCheckpoint.replace('— ', '—  '))],
  [
    'a space at the end of a line',
    'bad-signature-line',
    () => parseNote(`${bareCheckpoint.slice(0, -1)} \n`),
  ],
  ['a key id without signature', 'bad-signature-line', () => parseSignatures('— a AAAAAA==\n')],
  ['a signature without key name', 'bad-key-name', () => parseSignatures('—  AAAAAAA=\n')],
  ['a key name with a plus sign', 'bad-key-name', () => parseSignatures('— a+b AAAAAAA=\n')],
  ['a key name with a wide space', 'bad-key-name', () => parseSignatures('— a\u3000b AAAAAAA=\n')],
  ['a key name with a next-line character', 'bad-key-name', () => parseSignatures('— a\u0085b AAAAAAA=\n')],
  ['a signature without padding', 'bad-base64', () => parseSignatures('— a AAAAAAA\n')],
  ['a signature with bits left over', 'bad-base64', () => parseSignatures('— a AAAAAAB=\n')],
  ['lines without the last line feed', 'no-final-newline', () => parseSignatures(ownLine.slice(0, -1))],
  ['no lines', 'no-signatures', () => parseSignatures('')],
  ['65 signatures', 'too-many-signatures', () => parseNote(`${checkpointText}\n${ownLine.repeat(65)}`)],
  [
    '65 signatures to write',
    'too-many-signatures',
    () => formatNote({ text: 'a\n', signatures: Array.from({ length: 65 }, () => own) }),
  ],
  [
    'a note of more than 1,000,000 bytes',
    'text-too-long',
    () => parseNote(signed(`${'a'.repeat(MAX_NOTE_BYTES)}\n`)),
  ],
  [
    'a note too long to write',
    'text-too-long',
    () => formatNote({ text: `${'a'.repeat(MAX_NOTE_BYTES)}\n`, signatures: [own] }),
  ],
  [
    'more than 1,000,000 letters of signature lines',
    'text-too-long',
    () => parseSignatures('a'.repeat(MAX_NOTE_BYTES + 1)),
  ],
  ['nobody to sign', 'no-signatures', () => signNote('a\n', [])],
  ['text to sign without line feed', 'no-final-newline', () => signNote('a', [samples.logKey.signer])],
  ['text to sign with a tab', 'control-character', () => signNote('\t\n', [samples.logKey.signer])],
  [
    'one signer twice',
    'duplicate-signer',
    () => signNote('a\n', [samples.logKey.signer, samples.logKey.signer]),
  ],
  [
    'a signer that gives nothing',
    'bad-signature-line',
    () => signNote('a\n', [{ ...samples.logKey.signer, sign: () => new Uint8Array(0) }]),
  ],
  [
    'a signer with a space in its name',
    'bad-key-name',
    () => signNote('a\n', [{ ...samples.logKey.signer, name: 'a b' }]),
  ],
  ['a signature added to no note', 'no-signatures', () => addSignatures('a\n', [own])],
  [
    'a signature added with a short key id',
    'bad-signature-line',
    () => addSignatures(bareCheckpoint, [{ ...own, id: new Uint8Array(3) }]),
  ],
  ['one verifier twice', 'duplicate-signer', () => openNote(checkpoint, [...trust.log, ...trust.log])],
  ['nobody trusted', 'no-known-signature', () => openNote(checkpoint, [])],
  [
    'a stranger trusted only',
    'no-known-signature',
    () => openNote(bareCheckpoint, [ed25519Verifier(samples.strangerKey.verifierKey, verifySignature)]),
  ],
  [
    'one letter of the text changed',
    'bad-signature',
    () =>
      openNote(
        checkpoint.replace('/open', '/0pen').replace('— log.example/0pen', '— log.example/open'),
        trust.log,
      ),
  ],
];

const keys: readonly Row[] = [
  ['a verifier key without parts', 'bad-verifier-key', () => parseVerifierKey(sha256, 'name')],
  ['a verifier key without key', 'bad-verifier-key', () => parseVerifierKey(sha256, 'name+00000000')],
  ['a verifier key with an empty key', 'bad-verifier-key', () => parseVerifierKey(sha256, 'name+00000000+')],
  ['a key id of 7 digits', 'bad-verifier-key', () => parseVerifierKey(sha256, 'name+0000000+AQ==')],
  ['a key id in capitals', 'bad-hex', () => parseVerifierKey(sha256, 'name+ABCDEF00+AQ==')],
  ['a key without a name', 'bad-key-name', () => parseVerifierKey(sha256, vkey.slice(samples.origin.length))],
  ['a key with a line feed', 'bad-base64', () => parseVerifierKey(sha256, `${vkey}\n`)],
  ['an Ed25519 key of 31 bytes', 'bad-verifier-key', () => parseVerifierKey(sha256, vkeyOf(1, short))],
  [
    'a key of type ff without identifier',
    'bad-verifier-key',
    () => parseVerifierKey(sha256, vkeyOf(255, new Uint8Array(0))),
  ],
  ['a key of type 02', 'unsupported-key-type', () => parseVerifierKey(sha256, vkeyOf(2, root))],
  [
    'another key id',
    'key-id-mismatch',
    () => parseVerifierKey(sha256, vkey.replace(/\+[0-9a-f]{8}\+/, '+00000000+')),
  ],
  ['the name of another key', 'key-id-mismatch', () => parseVerifierKey(sha256, `x${vkey}`)],
  ['a key of 1,001 letters', 'text-too-long', () => parseVerifierKey(sha256, 'a'.repeat(1_001))],
  [
    'a short key id to write',
    'bad-verifier-key',
    () => formatVerifierKey({ ...samples.logKey.verifierKey, id: short }),
  ],
  [
    'a witness key used for notes',
    'unsupported-key-type',
    () => ed25519Verifier(taken(samples.witnessKeys, 0).verifierKey, verifySignature),
  ],
  [
    'a log key used for cosignatures',
    'unsupported-key-type',
    () => cosignatureVerifier(samples.logKey.verifierKey, verifySignature),
  ],
];

const witnessKey = taken(samples.witnessKeys, 0).verifierKey;
const cosigned = taken(samples.linesOf(checkpoint), 1).signature;
const late = Uint8Array.from(cosigned, (byte, at) => (at === 0 ? 0x80 : byte));

const cosignatures: readonly Row[] = [
  ['71 bytes', 'bad-cosignature', () => parseCosignature(cosigned.slice(1))],
  [
    '73 bytes',
    'bad-cosignature',
    () =>
      verifyCosignature(
        witnessKey,
        checkpointText,
        Buffer.concat([cosigned, short.slice(0, 1)]),
        verifySignature,
      ),
  ],
  ['a time above 2^53 - 1', 'number-too-large', () => parseCosignature(late)],
  [
    'a signature of 63 bytes to write',
    'bad-cosignature',
    () => formatCosignature({ time: 1, signature: new Uint8Array(63) }),
  ],
  [
    'a time with a fraction',
    'bad-size',
    () => formatCosignature({ time: 1.5, signature: cosigned.slice(8) }),
  ],
  ['a time below zero', 'bad-size', () => cosignatureMessage(-1, short)],
  [
    'another time',
    'bad-signature',
    () =>
      verifyCosignature(
        witnessKey,
        checkpointText,
        Uint8Array.from(cosigned, (byte, at) => (at === 7 ? byte ^ 1 : byte)),
        verifySignature,
      ),
  ],
  ['another text', 'bad-signature', () => verifyCosignature(witnessKey, 'a\n', cosigned, verifySignature)],
  [
    'a witness without a name',
    'bad-key-name',
    () =>
      cosigner(
        sha256,
        '',
        witnessKey.publicKey,
        () => short,
        () => 1,
      ),
  ],
];

const [originLine = '', sizeLine = '', rootLine = ''] = checkpointText.split('\n');
const body = (...lines: readonly string[]) => `${lines.join('\n')}\n`;

const checkpoints: readonly Row[] = [
  ['two lines', 'bad-checkpoint', () => parseCheckpoint(body(originLine, sizeLine))],
  ['an empty text', 'no-final-newline', () => parseCheckpoint('')],
  ['no line feed at the end', 'no-final-newline', () => parseCheckpoint(checkpointText.slice(0, -1))],
  ['no origin', 'bad-origin', () => parseCheckpoint(body('', sizeLine, rootLine))],
  ['an origin with a tab', 'bad-origin', () => parseCheckpoint(body('a\tb', sizeLine, rootLine))],
  [
    'an origin of 1,001 letters',
    'bad-origin',
    () => parseCheckpoint(body('a'.repeat(1_001), sizeLine, rootLine)),
  ],
  ['a leading zero', 'bad-number', () => parseCheckpoint(body(originLine, `0${sizeLine}`, rootLine))],
  ['a plus sign', 'bad-number', () => parseCheckpoint(body(originLine, `+${sizeLine}`, rootLine))],
  ['a minus sign', 'bad-number', () => parseCheckpoint(body(originLine, '-1', rootLine))],
  [
    'a space before the size',
    'bad-number',
    () => parseCheckpoint(body(originLine, ` ${sizeLine}`, rootLine)),
  ],
  ['an exponent', 'bad-number', () => parseCheckpoint(body(originLine, '1e1', rootLine))],
  ['hexadecimal', 'bad-number', () => parseCheckpoint(body(originLine, '0x1', rootLine))],
  ['digits of another script', 'bad-number', () => parseCheckpoint(body(originLine, '１１', rootLine))],
  ['no digits', 'bad-number', () => parseCheckpoint(body(originLine, '', rootLine))],
  [
    'a size of 2^53',
    'number-too-large',
    () => parseCheckpoint(body(originLine, '9007199254740992', rootLine)),
  ],
  [
    'a size of 400 digits',
    'number-too-large',
    () => parseCheckpoint(body(originLine, '9'.repeat(400), rootLine)),
  ],
  ['a root of 31 bytes', 'bad-hash', () => parseCheckpoint(body(originLine, sizeLine, encodeBase64(short)))],
  [
    'a root of a whole page',
    'bad-hash',
    () => parseCheckpoint(body(originLine, sizeLine, 'A'.repeat(4_000))),
  ],
  [
    'a root without padding',
    'bad-base64',
    () => parseCheckpoint(body(originLine, sizeLine, rootLine.slice(0, -1))),
  ],
  [
    'a root with bits left over',
    'bad-base64',
    () => parseCheckpoint(body(originLine, sizeLine, `${'A'.repeat(42)}B=`)),
  ],
  [
    'an empty tree with another root',
    'root-mismatch',
    () => parseCheckpoint(body(originLine, '0', rootLine)),
  ],
  ['an extension line', 'extension-line', () => parseCheckpoint(`${checkpointText}more\n`)],
  ['a whole note instead of its text', 'bad-checkpoint', () => parseCheckpoint(bareCheckpoint)],
  [
    'a signed extension line',
    'extension-line',
    async () => openCheckpoint(await signNote(`${checkpointText}more\n`, [samples.logKey.signer]), trust),
  ],
  ['CR LF', 'bad-origin', () => parseCheckpoint(checkpointText.replaceAll('\n', '\r\n'))],
  [
    'an origin with a line feed to write',
    'bad-origin',
    () => formatCheckpoint({ origin: 'a\nb', size, root }),
  ],
  ['a size to write that is none', 'bad-size', () => formatCheckpoint({ origin: 'a', size: -1, root })],
  ['a short root to write', 'bad-hash', () => formatCheckpoint({ origin: 'a', size, root: short })],
  [
    'an empty tree to write with another root',
    'root-mismatch',
    () => formatCheckpoint({ origin: 'a', size: 0, root }),
  ],
  ['another log', 'wrong-origin', () => openCheckpoint(checkpoint, { ...trust, origin: 'other.example' })],
  ['too few witnesses', 'quorum-not-met', () => openCheckpoint(bareCheckpoint, { ...trust, quorum: 1 })],
];

const files: readonly Row[] = [
  ['another first line', 'bad-proof', () => parseProof(proof.replace('@v1', '@v2'))],
  ['no blank line', 'bad-proof', () => parseProof('c2sp.org/tlog-proof@v1\nindex 1\n')],
  ['no index', 'bad-proof', () => parseProof(proof.replace(/index \d+\n/, ''))],
  [
    'extra data after the index',
    'bad-base64',
    () => parseProof(proof.replace(/(extra .*\n)(index .*\n)/, '$2$1').replace('extra ', 'extra')),
  ],
  ['two lines of extra data', 'bad-proof', () => parseProof(proof.replace(/(extra .*\n)/, '$1$1'))],
  ['CR LF in the proof', 'bad-proof', () => parseProof(proof.replaceAll('\n', '\r\n'))],
  ['a byte order mark', 'bad-proof', () => parseProof(`\ufeff${proof}`)],
  ['an index with a leading zero', 'bad-number', () => parseProof(proof.replace('index ', 'index 0'))],
  [
    'an index of 2^53',
    'number-too-large',
    () => parseProof(proof.replace(/index \d+/, 'index 9007199254740992')),
  ],
  ['extra data that is no base64', 'bad-base64', () => parseProof(proof.replace('extra ', 'extra !'))],
  ['a short hash', 'bad-hash', () => parseProof(proof.replace(/\n\n/, `\n${encodeBase64(short)}\n\n`))],
  ['64 hashes', 'proof-too-long', () => parseProof(proof.replace(/\n\n/, `\n${`${hash64}\n`.repeat(64)}\n`))],
  ['a proof of many megabytes', 'text-too-long', () => parseProof('a'.repeat(7_000_000))],
  ['a proof that is no text', 'not-utf8', () => parseProof(Uint8Array.of(0xff))],
  ['a proof with no checkpoint', 'no-final-newline', () => parseProof('c2sp.org/tlog-proof@v1\nindex 1\n\n')],
  [
    '64 hashes to write',
    'proof-too-long',
    () => formatProof({ index, hashes: Array.from({ length: 64 }, () => root), checkpoint }),
  ],
  [
    'too much extra data',
    'text-too-long',
    () => formatProof({ index, hashes, checkpoint, extra: new Uint8Array(MAX_EXTRA_BYTES + 1) }),
  ],
  ['a negative index to write', 'bad-size', () => formatProof({ index: -1, hashes, checkpoint })],
  ['a short hash to write', 'bad-hash', () => formatProof({ index, hashes: [short], checkpoint })],
  [
    'no checkpoint to write',
    'no-signatures',
    () => formatProof({ index, hashes, checkpoint: checkpointText }),
  ],
  ['a proof of another entry', 'root-mismatch', () => verifyProof(sha256, { ...trust, proof, leaf: root })],
  [
    'a proof of another place',
    'root-mismatch',
    () =>
      verifyProof(sha256, { ...trust, proof: proof.replace(`index ${index}`, `index ${index - 1}`), leaf }),
  ],
  [
    'a proof outside the tree',
    'bad-index',
    () => verifyProof(sha256, { ...trust, proof: proof.replace(`index ${index}`, `index ${size}`), leaf }),
  ],
  [
    'a proof of another log',
    'wrong-origin',
    () => verifyProof(sha256, { ...trust, origin: 'other.example', proof, leaf }),
  ],
  [
    'a proof without witnesses',
    'quorum-not-met',
    () => verifyProof(sha256, { ...trust, proof: { index, hashes, checkpoint: bareCheckpoint }, leaf }),
  ],
  [
    'a proof by an unknown log',
    'no-known-signature',
    () => verifyProof(sha256, { ...trust, log: [], proof, leaf }),
  ],
];

const requests: readonly Row[] = [
  ['a request without blank line', 'bad-witness-request', () => parseAddCheckpoint('old 0\n')],
  [
    'a request without old size',
    'bad-witness-request',
    () => parseAddCheckpoint(request.replace('old', 'new')),
  ],
  [
    'an old size with a leading zero',
    'bad-number',
    () => parseAddCheckpoint(request.replace('old 0', 'old 00')),
  ],
  [
    'an old size of 2^53',
    'number-too-large',
    () => parseAddCheckpoint(request.replace('old 0', 'old 9007199254740992')),
  ],
  [
    'an old size above the new one',
    'size-backwards',
    () => parseAddCheckpoint(request.replace('old 0', `old ${size + 1}`)),
  ],
  [
    '64 hashes in a request',
    'proof-too-long',
    () => parseAddCheckpoint(request.replace('old 0\n', `old 1\n${`${hash64}\n`.repeat(64)}`)),
  ],
  [
    'a short hash in a request',
    'bad-hash',
    () => parseAddCheckpoint(request.replace('old 0\n', 'old 1\nAAAA\n')),
  ],
  [
    'a hash that is no base64',
    'bad-base64',
    () => parseAddCheckpoint(request.replace('old 0\n', 'old 1\n!!!!\n')),
  ],
  ['a request with no checkpoint', 'bad-checkpoint', () => parseAddCheckpoint(`old 0\n\n${signed('a\n')}`)],
  [
    'a request with an unsigned checkpoint',
    'no-signatures',
    () => parseAddCheckpoint(`old 0\n\n${checkpointText}`),
  ],
  [
    'a request of more than 1,000,000 bytes',
    'text-too-long',
    () => parseAddCheckpoint('a'.repeat(MAX_NOTE_BYTES + 1)),
  ],
  ['a request that is no text', 'not-utf8', () => parseAddCheckpoint(Uint8Array.of(0xff))],
  [
    '64 hashes to send',
    'proof-too-long',
    () => formatAddCheckpoint({ oldSize: 1, proof: Array.from({ length: 64 }, () => root), checkpoint }),
  ],
  ['a short hash to send', 'bad-hash', () => formatAddCheckpoint({ oldSize: 1, proof: [short], checkpoint })],
  ['an answer without line feed', 'bad-witness-answer', () => parseWitnessSize('7')],
  ['an answer that is no size', 'bad-number', () => parseWitnessSize('seven\n')],
  ['an answer to write that is no size', 'bad-size', () => formatWitnessSize(-1)],
];

const json: readonly Row[] = [
  ['no JSON', 'bad-json', () => parseCanonicalJson('{')],
  ['JSON that is no text', 'not-utf8', () => parseCanonicalJson(Uint8Array.of(0xff))],
  ['JSON after a byte order mark', 'bad-json', () => parseCanonicalJson('\ufeff{}')],
  ['white space', 'not-canonical-json', () => parseCanonicalJson('{ }')],
  ['another order', 'not-canonical-json', () => parseCanonicalJson('{"b":1,"a":2}')],
  ['a member twice', 'not-canonical-json', () => parseCanonicalJson('{"a":1,"a":1}')],
  ['a needless escape', 'not-canonical-json', () => parseCanonicalJson('"\\u0061"')],
  ['a number with a fraction of nothing', 'not-canonical-json', () => parseCanonicalJson('1.0')],
  ['a zero below zero', 'not-canonical-json', () => parseCanonicalJson('-0')],
  ['a number beyond all', 'not-canonical-json', () => parseCanonicalJson('1e999')],
  ['a fraction to write', 'not-canonical-json', () => canonicalJson(0.5)],
  ['2^53 to write', 'not-canonical-json', () => canonicalJson({ a: [2 ** 53] })],
  ['half a surrogate pair to write', 'not-canonical-json', () => canonicalJson({ '\ud800': 1 })],
  [
    'JSON nested 100,000 deep',
    'not-canonical-json',
    () => parseCanonicalJson('['.repeat(100_000) + ']'.repeat(100_000)),
  ],
  ['a salt of 31 bytes', 'bad-salt', () => commitment(sha256, short, leaf)],
];

const tables = { texts, tree, proofs, tiles, notes, keys, cosignatures, checkpoints, files, requests, json };

for (const [name, rows] of Object.entries(tables)) {
  describe(name, () => {
    for (const [given, code, run] of rows) {
      test(`${given}: ${code}`, async () => {
        await assert.rejects(
          async () => run(),
          (error) => {
            assert.ok(error instanceof TlogError, String(error));
            assert.equal(error.code, code, error.message);
            return true;
          },
        );
      });
    }
  });
}

test('every code of the list is given by some input', () => {
  const given = new Set(Object.values(tables).flatMap((rows) => rows.map(([, code]) => code)));
  assert.deepEqual([...given].sort(), Object.keys(tlogFaults).sort());
});

test('what is spoiled here is valid before', () => {
  parseVerifierKey(sha256, vkey);
  parseVerifierKey(sha256, vkeyOf(KEY_TYPES.ed25519, root));
  parseVerifierKey(sha256, vkeyOf(KEY_TYPES.other, root));
  openCheckpoint(checkpoint, trust);
  parseProof(proof);
  parseAddCheckpoint(request);
  verifyInclusion(sha256, inclusion);
  verifyConsistency(sha256, consistency);
  verifyCosignature(witnessKey, checkpointText, cosigned, verifySignature);
  assert.equal(parseCheckpoint(checkpointText).size, size);
  assert.equal(verifyProof(sha256, { ...trust, proof, leaf }).witnessed.length, 2);
  assert.notDeepEqual(testKey('a', 1).verifierKey, testKey('a', 2).verifierKey);
});
