import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  emptyRoot,
  encodeUtf8,
  formatSignature,
  formatWitnessSize,
  parseCheckpoint,
  parseNote,
  tlogFaults,
  WITNESS_SIZE_TYPE,
} from '#tlog';
import { sha256 } from '../entries.ts';
import { type Journal, openJournal } from './journal.ts';
import { judge, type Known, type KnownLogs, readSubmission, type Submission } from './judge.ts';
import { verifierOf, type WitnessKey } from './keys.ts';
import type { PolicyLog } from './policy.ts';

/** An answer over HTTP. */
export type WitnessAnswer = {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly allow?: string;
  readonly closes?: boolean;
};

export type WitnessHealth = {
  readonly status: 'ok' | 'damaged';
  readonly name: string;
  readonly logs: readonly {
    readonly origin: string;
    readonly size: number | null;
    readonly problem: string | null;
  }[];
};

/** A witness at work; see `serveWitness` for its addresses. */
export type Witness = {
  readonly vkey: string;
  readonly addCheckpoint: (body: Uint8Array) => Promise<WitnessAnswer>;
  /** What this is and what it knows, as text for people. */
  readonly describe: () => Promise<string>;
  readonly health: () => Promise<WitnessHealth>;
  /** Takes another list of logs; what is known of the logs stays. */
  readonly know: (logs: readonly PolicyLog[]) => void;
  readonly close: () => Promise<void>;
};

export type WitnessOptions = {
  /** Folder of the journals; made when missing. */
  readonly folder: string;
  readonly key: WitnessKey;
  readonly logs: readonly PolicyLog[];
  readonly now: () => Date;
  readonly log: (entry: object) => void;
};

const TEXT = 'text/plain; charset=utf-8';
/** How often a request begins again when another one of the same log was first. */
const MOST_ROUNDS = 4;

/** Opens a witness on its folder. */
export function openWitness(options: WitnessOptions): Witness {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  let logs = knownLogs(options.logs);
  const journals = new Map<string, Promise<Journal>>();
  const signer = options.key.signer(() => Math.floor(options.now().getTime() / 1000));
  const journalOf = (origin: string): Promise<Journal> => {
    const known = journals.get(origin);
    if (known !== undefined) return known;
    const opened = openJournal(join(options.folder, fileOf(origin)));
    journals.set(origin, opened);
    // A disk that was away may come back: what could not be opened is tried again.
    opened.catch(() => journals.delete(origin));
    return opened;
  };
  const lines = async ({ note }: Submission) => {
    const signature = await signer.sign(encodeUtf8(parseNote(note).text));
    return formatSignature({ name: signer.name, id: signer.id, signature });
  };
  const addCheckpoint = async (body: Uint8Array): Promise<WitnessAnswer> => {
    const submission = readSubmission(body, logs);
    if ('refused' in submission) return told(submission.refused, tlogFaults[submission.fault]);
    const { origin } = submission.checkpoint;
    const journal = await journalOf(origin);
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const last = await journal.last();
      const found = judge(submission, knownOf(last));
      if (found.verdict === 'refuse') {
        options.log({ level: 'warning', witness: 'inconsistent', origin, fault: found.why.fault });
        return told(found.why.refused, tlogFaults[found.why.fault]);
      }
      if (found.verdict === 'conflict') {
        if (found.fork)
          options.log({ level: 'alarm', witness: 'fork', origin, ours: last, theirs: submission.note });
        return { status: 409, type: WITNESS_SIZE_TYPE, body: formatWitnessSize(found.size) };
      }
      if (!found.isNew || (await journal.advance(last, submission.note)))
        return { status: 200, type: TEXT, body: await lines(submission) };
    }
    return { status: 503, type: TEXT, body: 'many requests for this log at once; ask again\n' };
  };
  const health = async (): Promise<WitnessHealth> => {
    const found = await Promise.all([...logs.keys()].map((origin) => healthOf(origin, journalOf)));
    const damaged = found.some((one) => one.problem !== null);
    return { status: damaged ? 'damaged' : 'ok', name: signer.name, logs: found };
  };
  return {
    vkey: options.key.vkey,
    addCheckpoint,
    describe: async () => describe(options.key.vkey, await health()),
    health,
    know: (list) => {
      logs = knownLogs(list);
    },
    close: async () => {
      const open = await Promise.allSettled(journals.values());
      await Promise.all(open.map((one) => (one.status === 'fulfilled' ? one.value.close() : undefined)));
    },
  };
}

function told(status: number, why: string): WitnessAnswer {
  return { status, type: TEXT, body: `${why}\n` };
}

/** An origin may have several keys: while they are rotated, for example. */
function knownLogs(logs: readonly PolicyLog[]): KnownLogs {
  const known = new Map<string, ReturnType<typeof verifierOf>[]>();
  for (const { key } of logs) known.set(key.name, [...(known.get(key.name) ?? []), verifierOf(key)]);
  return known;
}

/** File of the journal of one log: origins are not file names. */
export const fileOf = (origin: string) => `${createHash('sha256').update(origin).digest('hex')}.journal`;

function knownOf(note: string | null): Known {
  if (note === null) return { size: 0, root: emptyRoot(sha256) };
  return parseCheckpoint(parseNote(note).text);
}

async function healthOf(origin: string, journalOf: (origin: string) => Promise<Journal>) {
  try {
    const last = await (await journalOf(origin)).last();
    return { origin, size: last === null ? null : knownOf(last).size, problem: null };
  } catch (error) {
    return { origin, size: null, problem: error instanceof Error ? error.message : String(error) };
  }
}

function describe(vkey: string, { name, logs }: WitnessHealth): string {
  const known = logs.map(({ origin, size, problem }) =>
    problem === null
      ? `  ${origin}  ${size === null ? '尚未见证 / nothing yet' : `已见证至 / witnessed up to ${size}`}`
      : `  ${origin}  记录损坏，已停止见证 / record damaged, not cosigning`,
  );
  return [
    `${name}`,
    '公开登记见证服务：核对所列日志只增不改，并签名证明。/ A witness of transparency logs: it sees that they only grow, and signs that.',
    'POST add-checkpoint · c2sp.org/tlog-witness',
    '',
    '公钥 / verifier key:',
    `  ${vkey}`,
    '',
    '见证的日志 / logs:',
    ...(known.length === 0 ? ['  （无 / none）'] : known),
    '',
  ].join('\n');
}
