/** The front door: everything public, and nothing else. */
export { decodeBase64, encodeBase64 } from './base64.ts';
export {
  concatBytes,
  decodeHex,
  decodeUtf8,
  encodeHex,
  encodeUtf8,
  equalBytes,
  HASH_BYTES,
  type Sha256,
  type VerifySignature,
} from './bytes.ts';
export { canonicalJson, type JsonValue, parseCanonicalJson } from './canonical-json.ts';
export {
  type Checkpoint,
  formatCheckpoint,
  type OpenedCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  type Trust,
} from './checkpoint.ts';
export { commitment, SALT_BYTES } from './commitment.ts';
export {
  type Cosignature,
  cosignatureMessage,
  cosignatureVerifier,
  cosigner,
  formatCosignature,
  listWitnessed,
  parseCosignature,
  verifyCosignature,
  type Witnessed,
} from './cosignature.ts';
export { TlogError, type TlogFault, tlogFaults } from './faults.ts';
export {
  addSignatures,
  ed25519Verifier,
  formatNote,
  formatSignature,
  MAX_NOTE_BYTES,
  MAX_SIGNATURES,
  type Note,
  type NoteSignature,
  openNote,
  parseNote,
  parseSignatures,
  type Signer,
  signNote,
  type Verified,
  type VerifiedSignature,
  type Verifier,
} from './note.ts';
export {
  formatProof,
  MAX_EXTRA_BYTES,
  MAX_PROOF_HASHES,
  type Proof,
  type ProofClaim,
  parseProof,
  verifyProof,
} from './proof.ts';
export {
  type Bundle,
  bundlesBetween,
  decodeEntries,
  decodeTile,
  encodeEntries,
  encodeTile,
  entriesPath,
  type FetchTile,
  MAX_ENTRY_BYTES,
  parseTilePath,
  TILE_WIDTH,
  type Tile,
  type TilePath,
  tileHash,
  tilePath,
  tileReader,
  tilesBetween,
} from './tiles.ts';
export {
  consistencyProof,
  type Edge,
  edgeRoot,
  emptyRoot,
  extendEdge,
  inclusionProof,
  leafHash,
  nodeHash,
  type ReadNode,
  readEdge,
} from './tree.ts';
export {
  type ConsistencyClaim,
  type InclusionClaim,
  verifyConsistency,
  verifyInclusion,
} from './verification.ts';
export { formatVerifierKey, KEY_TYPES, keyId, parseVerifierKey, type VerifierKey } from './verifier-key.ts';
export {
  type AddCheckpoint,
  formatAddCheckpoint,
  formatWitnessSize,
  parseAddCheckpoint,
  parseWitnessSize,
  WITNESS_SIZE_TYPE,
} from './witness.ts';
