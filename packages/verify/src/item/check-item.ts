import {
  leafHash,
  type Proof,
  parseProof,
  TlogError,
  type TlogFault,
  type VerifierKey,
} from '../../../tlog/src/index.ts';
import type { LogEntry } from '../log/entries.ts';
import type { Policy } from '../log/policy.ts';
import { type Crypto, checkSignatures, keyLabel, type SignatureVerdict } from '../log/signatures.ts';
import { type CheckedDocument, checkDocument } from './document.ts';
import { type Evidence, EvidenceError, type EvidenceFault, readEvidence } from './evidence.ts';
import { type Path, walkPath } from './path.ts';
import type { Scanned } from './scanned.ts';

/**
 * What it comes to.
 * - `intact`: the document is exactly what was registered in the log signed by a trusted key.
 * - `registered`: the proof holds, and no document was given.
 * - `unsigned`: everything fits together, but there is no key to tell whose log it is.
 * - `foreign`: a key of this log is trusted, and the proof was not signed with it.
 * - `altered`: the document differs from what was registered.
 * - `other`: the document is none of the parts this proof is about.
 * - `broken`: the proof itself does not hold.
 */
export type Outcome = 'intact' | 'registered' | 'unsigned' | 'foreign' | 'altered' | 'other' | 'broken';

export type StepCode = 'proof' | 'signature' | 'path' | 'entry' | 'document' | 'sm3' | 'witness';

/** One thing that was checked: `yes`, `no`, or `open` where it could not be. */
export type Step = {
  readonly code: StepCode;
  readonly state: 'yes' | 'no' | 'open';
  /** Which sentence is said of it: `<code>.<say>`. */
  readonly say: string;
  readonly values: Readonly<Record<string, string | number>>;
};

/** What is to be checked, and by which keys. */
export type ItemOptions = {
  readonly crypto: Crypto;
  /** Keys of the log that are trusted. */
  readonly keys: readonly VerifierKey[];
  readonly policy?: Policy | undefined;
  /** A `.tlog-proof`, or what a printed code says. */
  readonly proof: Uint8Array | Scanned;
  /** A saved page, an attachment or a `parts.json`. */
  readonly document?: Uint8Array | undefined;
};

/** The answer: what it comes to, and everything it rests on. */
export type ItemVerdict = {
  readonly outcome: Outcome;
  readonly steps: readonly Step[];
  /** Undefined when the proof could not be read so far. */
  readonly signatures: SignatureVerdict | undefined;
  readonly path: Path | undefined;
  /** What the entry says (of an inner one: what it means); undefined for a printed code, which has only its hash. */
  readonly entry: LogEntry | undefined;
  readonly document: CheckedDocument | undefined;
  /** The signed checkpoint, verbatim. */
  readonly checkpoint: string | undefined;
};

type Parsed = {
  readonly checkpoint: string;
  readonly inclusion: Inclusion | undefined;
  readonly evidence: Evidence | undefined;
};
type Inclusion = {
  readonly index: number;
  readonly leaf: Uint8Array;
  readonly hashes: readonly Uint8Array[];
};

const nothing = {
  signatures: undefined,
  path: undefined,
  entry: undefined,
  document: undefined,
  checkpoint: undefined,
};

/**
 * Checks a proof, and a document against it. Pure: no network, no clock.
 * @returns always a verdict; whatever is wrong with what was given is a step with `no`
 */
export function checkItem(options: ItemOptions): ItemVerdict {
  const { crypto, keys, policy } = options;
  let parsed: Parsed;
  let signatures: SignatureVerdict;
  try {
    parsed = readProof(crypto, options.proof);
    signatures = checkSignatures(crypto, parsed.checkpoint, keys, policy);
  } catch (error) {
    if (!(error instanceof TlogError || error instanceof EvidenceError)) throw error;
    return { ...nothing, outcome: 'broken', steps: [brokenStep(error.code)] };
  }
  const { inclusion, evidence, checkpoint } = parsed;
  const { size, root } = signatures.checkpoint;
  const path =
    inclusion === undefined
      ? undefined
      : walkPath(crypto.sha256, {
          index: inclusion.index,
          size,
          leaf: inclusion.leaf,
          proof: inclusion.hashes,
          root,
        });
  const document =
    evidence === undefined || options.document === undefined
      ? undefined
      : checkDocument(crypto.sha256, evidence, options.document);
  const steps = [
    signatureStep(signatures),
    ...(path === undefined ? [] : [pathStep(path)]),
    ...(evidence === undefined ? [] : [entryStep(evidence.entry)]),
    ...(document === undefined ? [] : [documentStep(document), ...sm3Step(evidence, document)]),
    witnessStep(signatures),
  ];
  return {
    outcome: outcomeOf(signatures, path, document),
    steps,
    signatures,
    path,
    entry: evidence?.entry,
    document,
    checkpoint,
  };
}

function readProof(crypto: Crypto, given: Uint8Array | Scanned): Parsed {
  if (!(given instanceof Uint8Array)) {
    const { note, proof } = given;
    const inclusion = proof === undefined ? undefined : { ...proof, hashes: proof.siblings };
    return { checkpoint: note, inclusion, evidence: undefined };
  }
  const proof: Proof = parseProof(given);
  const evidence = readEvidence(crypto.sha256, proof.extra);
  const leaf = leafHash(crypto.sha256, evidence.entryBytes);
  return {
    checkpoint: proof.checkpoint,
    inclusion: { index: proof.index, leaf, hashes: proof.hashes },
    evidence,
  };
}

function brokenStep(fault: TlogFault | EvidenceFault): Step {
  const isOfAnother = ['manifest-mismatch', 'inner-mismatch'].includes(fault);
  return {
    code: 'proof',
    state: 'no',
    say: isOfAnother ? 'proof.mixed' : 'proof.unreadable',
    values: { fault },
  };
}

function signatureStep({ log, by, checkpoint }: SignatureVerdict): Step {
  const values = {
    origin: checkpoint.origin,
    size: checkpoint.size,
    key: by === undefined ? '' : keyLabel(by),
  };
  if (log === 'signed') return { code: 'signature', state: 'yes', say: 'signature.yes', values };
  if (log === 'foreign') return { code: 'signature', state: 'no', say: 'signature.foreign', values };
  return log === 'wrong'
    ? { code: 'signature', state: 'no', say: 'signature.no', values }
    : { code: 'signature', state: 'open', say: 'signature.open', values };
}

function pathStep({ holds, index, size }: Path): Step {
  const values = { index, size };
  return { code: 'path', state: holds ? 'yes' : 'no', say: holds ? 'path.yes' : 'path.no', values };
}

function entryStep(entry: LogEntry): Step {
  const values = {
    type: entry.type,
    claimed: 'claimed_at' in entry ? entry.claimed_at : '',
    item: 'item' in entry ? entry.item : '',
    ver: 'ver' in entry ? entry.ver : '',
  };
  return { code: 'entry', state: 'yes', say: `entry.${'item' in entry ? entry.type : 'other'}`, values };
}

/** A page must show everything of a version that pages show; another file is one part. */
function documentStep(document: CheckedDocument): Step {
  const count = (state: string) => document.parts.filter((part) => part.state === state).length;
  const wrong = wrongParts(document);
  const values = {
    same: count('same'),
    erased: count('erased'),
    all: document.parts.length,
    places: wrong.map(({ place }) => place + 1).join(', '),
    extra: document.extra,
    files: document.parts.filter(({ kind, state }) => kind === 'attachment' && state === 'absent').length,
  };
  if (document.kind === 'unknown') return { code: 'document', state: 'no', say: 'document.unknown', values };
  if (wrong.length > 0) {
    return {
      code: 'document',
      state: 'no',
      say: document.rewritten ? 'document.rewritten' : 'document.no',
      values,
    };
  }
  if (document.extra > 0) return { code: 'document', state: 'no', say: 'document.more', values };
  return {
    code: 'document',
    state: 'yes',
    say: `document.${document.kind}${remark(document, values)}`,
    values,
  };
}

/** Where the manifest has a second hash: what it says of what is in the document. */
function sm3Step(evidence: Evidence | undefined, document: CheckedDocument): readonly Step[] {
  if (evidence?.manifest?.parts.every((part) => part.sm3 === undefined) !== false) return [];
  const wrong = document.parts.filter(({ state }) => state === 'sm3');
  const same = document.parts.filter(({ state }) => state === 'same').length;
  const values = { same, places: wrong.map(({ place }) => place + 1).join(', ') };
  if (wrong.length > 0) return [{ code: 'sm3', state: 'no', say: 'sm3.no', values }];
  return same === 0 ? [] : [{ code: 'sm3', state: 'yes', say: 'sm3.yes', values }];
}

/** What a reader must know beside it: parts that were erased, files that are not in it. */
function remark(
  { kind }: CheckedDocument,
  count: { readonly erased: number; readonly files: number },
): string {
  if (kind === 'file') return '';
  if (count.erased > 0) return 'Erased';
  return kind === 'page' && count.files > 0 ? 'Files' : '';
}

/** Parts that are not as registered: changed, or left out of a document that must have them. */
export function wrongParts(document: CheckedDocument): CheckedDocument['parts'] {
  return document.parts.filter(({ kind, state }) => {
    if (state === 'changed' || state === 'twice' || state === 'sm3') return true;
    const isNeeded = document.kind === 'page' ? kind === 'title' || kind === 'block' : kind !== 'attachment';
    return state === 'absent' && isNeeded && document.kind !== 'file';
  });
}

function witnessStep({ witnesses, wrongWitnesses, strangers, quorum }: SignatureVerdict): Step {
  const first = witnesses.reduce<number | undefined>((least, { at }) => Math.min(least ?? at, at), undefined);
  const values = {
    names: witnesses.map(({ name }) => name).join(', '),
    first: first === undefined ? '' : new Date(first).toISOString(),
    strangers: [...new Set(strangers)].join(', '),
    wrong: wrongWitnesses.join(', '),
  };
  if (wrongWitnesses.length > 0 || !quorum)
    return { code: 'witness', state: 'no', say: 'witness.no', values };
  if (witnesses.length > 0) return { code: 'witness', state: 'yes', say: 'witness.yes', values };
  return {
    code: 'witness',
    state: 'open',
    say: strangers.length > 0 ? 'witness.unchecked' : 'witness.none',
    values,
  };
}

function outcomeOf(
  { log, wrongWitnesses, quorum }: SignatureVerdict,
  path: Path | undefined,
  document: CheckedDocument | undefined,
): Outcome {
  if (log === 'wrong' || path?.holds === false || wrongWitnesses.length > 0 || !quorum) return 'broken';
  if (log === 'foreign') return 'foreign';
  if (document?.kind === 'unknown') return 'other';
  if (document !== undefined && (wrongParts(document).length > 0 || document.extra > 0)) return 'altered';
  if (log === 'unknown') return 'unsigned';
  return document === undefined ? 'registered' : 'intact';
}
