/** Front door of the transparency log (透明日志): what was published when, so that anyone can check it later. */
export { type Alarm, listAlarms } from './alarms.ts';
export { type AnchorOutcome, makeAnchors } from './anchors/anchor.ts';
export { readCertificates } from './anchors/certificates.ts';
export { anchorMessages } from './anchors/messages.ts';
export { printSheet } from './anchors/print.ts';
export { type Appended, type AppendOptions, appendEntries, appendEntry, LogStopped } from './append.ts';
export { type Cosigner, type HeadToCosign, noCosigner, WitnessAhead } from './cosigner.ts';
export {
  type CatalogueEntry,
  type EntryPlace,
  EntryTooLarge,
  encodeEntry,
  type InnerEntry,
  type InnerOpening,
  type ItemEntry,
  type LogEntry,
  type OpenEntry,
  type RestoreReason,
  restoreReasons,
} from './entries.ts';
export { alarmLines, type Explained, explainAlarm } from './explain.ts';
export { failPoints, firstStartFailPoints, repairFailPoints, unreadableFailPoints } from './fail-points.ts';
export { type Finding, type FindingCode, findingCodes } from './fsck/findings.ts';
export { type FsckReport, fsck } from './fsck/fsck.ts';
export { beat, SEAL } from './jobs.ts';
export type { LogSettings } from './log.ts';
export { messages } from './messages.ts';
export { transparencyLogModule } from './module.ts';
export {
  type EntryTimes,
  type FoundProof,
  findEntryTimes,
  findProof,
  firstWitnessed,
  listPublished,
} from './proofs/find.ts';
export { ensureOriginAndKeys } from './sealing/first-start.ts';
export { type SealContext, type SealOutcome, seal } from './sealing/seal.ts';
export { MayNotSign, type StopCode } from './stops.ts';
export { type Checkpoint, findLastCheckpoint } from './store.ts';
export { type Acceptance, type Accepted, acceptRestore } from './upkeep/accept-restore.ts';
export { type Rotated, rotateKey, rotationStatement } from './upkeep/rotate-key.ts';
export { witnessCosigner } from './witness/cosigner.ts';
export { BadKeyFile, openWitnessKey, type WitnessKey } from './witness/keys.ts';
export { witnessMessages } from './witness/messages.ts';
export type { PolicyLog } from './witness/policy.ts';
export { BadPolicyFile, policyProblemLines, readPolicyFile } from './witness/policy-file.ts';
export { serveWitness } from './witness/server.ts';
export { openWitness } from './witness/witness.ts';
