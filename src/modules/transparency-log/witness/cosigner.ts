import { equalBytes, parseSignatures } from '#tlog';
import { type Cosigner, type CosignTools, type HeadToCosign, WitnessAhead } from '../cosigner.ts';
import { type Asked, askWitness } from './client.ts';
import { isQuorum, type Policy, type PolicyWitness } from './policy.ts';
import { findWitnessSizes, rememberWitness } from './store.ts';

export type WitnessCosignerOptions = {
  readonly policy: Policy;
  /** How long the others are waited for once there is a quorum, in milliseconds. */
  readonly graceMs?: number;
  readonly log?: (entry: object) => void;
};

const GRACE_MS = 400;

/**
 * Asks all witnesses of a policy at once. Each is waited for in full once per process: that is when one that is ahead of us
 * (we were restored from an old backup) speaks up. Later the slow ones get a short grace when there is a quorum without them;
 * what they say then is still remembered.
 */
export function witnessCosigner({ policy, graceMs = GRACE_MS, log }: WitnessCosignerOptions): Cosigner {
  const met = new Set<string>();
  let largest = 0;
  const askAll = async (head: HeadToCosign, signal: AbortSignal, { database, now }: CosignTools) => {
    largest = Math.max(largest, head.size);
    const known = await findWitnessSizes(database.reader);
    const strangers = policy.witnesses.some((one) => !met.has(one.vkey));
    const askOne = async (witness: PolicyWitness): Promise<Found> => {
      const asked = await askWitness(witness, head, { known: known.get(witness.vkey) ?? 0, now, signal });
      met.add(witness.vkey);
      try {
        await rememberWitness(database.reader, { witness, size: head.size, at: now(), asked });
      } catch (error) {
        // The cosignature is good even when nobody will know whose it was.
        log?.({ level: 'error', witness: witness.name, error: String(error) });
      }
      return { witness, asked };
    };
    const answers = await collect(
      policy.witnesses.map(askOne),
      (found) => !strangers && isQuorum(policy.quorum, namesOf(found)),
      { graceMs, signal },
    );
    for (const { witness, asked } of answers)
      if (asked.result === 'failed' && isAhead(asked, largest))
        throw new WitnessAhead(witness.name, asked.size ?? 0);
    return answers.flatMap(({ asked }) => (asked.result === 'cosigned' ? [asked.line] : []));
  };
  return {
    ask: askAll,
    lookBack: async (last, signal, tools) => {
      if (policy.witnesses.some((one) => !met.has(one.vkey))) await askAll(last, signal, tools);
    },
    hasQuorum: (lines) => isQuorum(policy.quorum, cosignersOf(policy, lines)),
  };
}

type Found = { readonly witness: PolicyWitness; readonly asked: Asked };

/** An answer that came late speaks of heads we asked about since: only what we never showed it is news. */
function isAhead(asked: Asked & { readonly result: 'failed' }, largest: number): boolean {
  return asked.problem === 'forked' || (asked.problem === 'ahead' && (asked.size ?? 0) > largest);
}

function namesOf(found: readonly Found[]): ReadonlySet<string> {
  return new Set(found.flatMap(({ witness, asked }) => (asked.result === 'cosigned' ? [witness.name] : [])));
}

/** The witnesses of the policy whose lines these are. The lines were verified when they came. */
function cosignersOf(policy: Policy, lines: readonly string[]): ReadonlySet<string> {
  if (lines.length === 0) return new Set();
  const signatures = parseSignatures(lines.map((line) => `${line}\n`).join(''));
  const isBy = ({ key }: PolicyWitness) =>
    signatures.some((one) => one.name === key.name && equalBytes(one.id, key.id));
  return new Set(policy.witnesses.filter(isBy).map((one) => one.name));
}

/** Waits for all; once what came is enough, only so much longer; never beyond the signal. */
async function collect(
  work: readonly Promise<Found>[],
  isEnough: (found: readonly Found[]) => boolean,
  limits: { readonly graceMs: number; readonly signal: AbortSignal },
): Promise<readonly Found[]> {
  const found: Found[] = [];
  return new Promise((resolve) => {
    let grace: NodeJS.Timeout | undefined;
    const end = () => {
      clearTimeout(grace);
      limits.signal.removeEventListener('abort', end);
      resolve([...found]);
    };
    if (work.length === 0 || limits.signal.aborted) return end();
    limits.signal.addEventListener('abort', end, { once: true });
    for (const one of work)
      void one.then((answer) => {
        found.push(answer);
        if (found.length === work.length) end();
        else if (grace === undefined && isEnough(found)) grace = setTimeout(end, limits.graceMs);
      });
  });
}
