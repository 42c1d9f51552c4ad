/** gongkai-verify: checks a site against its transparency log, and documents by their proof. */

export { checkItem, type ItemOptions, type ItemVerdict, type Outcome, type Step } from './item/check-item.ts';
export { type CheckedDocument, type CheckedPart, checkDocument, type PartState } from './item/document.ts';
export {
  type Evidence,
  EvidenceError,
  type EvidenceFault,
  type Manifest,
  type Part,
  readEvidence,
} from './item/evidence.ts';
export { readScanned, ScanError, type Scanned } from './item/scanned.ts';
export { type CheckedLog, checkLog, type LogOptions } from './log/check-log.ts';
export { EntryError, type EntryFault, type LogEntry, parseEntry } from './log/entries.ts';
export { readKeys } from './log/keys.ts';
export { type Kept, type Memory, openMemory, usualMemory } from './log/memory.ts';
export { meetsQuorum, type Policy, PolicyError, parsePolicy } from './log/policy.ts';
export type { Crypto } from './log/signatures.ts';
export { nodeCrypto } from './node-crypto.ts';
export {
  type Report,
  type ReportCode,
  type ReportLine,
  reportCodes,
  reportLine,
  type Weight,
} from './report.ts';
export { checkSite, type SiteOptions } from './site/monitor.ts';
export { copying } from './source/copy.ts';
export { openSource, type Source, SourceError } from './source/source.ts';
