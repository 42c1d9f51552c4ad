import type { Finding, Mark } from './measure.ts';

/** Something that is timed. It is called with the number of the call, so that it can ask for another row each time. */
export type Work = (call: number) => Promise<unknown>;

export type Pair = {
  readonly id: string;
  readonly what: string;
  readonly against: string;
  readonly mark: Mark;
  readonly ours: Work;
  readonly reference: Work;
  /** Makes ready what `ours` needs, before each stretch of it; not timed. */
  readonly before?: Work;
  /** Rounds that count; in each, both are timed one after the other. */
  readonly rounds: number;
  /** Calls timed together in one round: many for what takes a fraction of a millisecond. */
  readonly calls: number;
  /**
   * Calls of the reference in one round, when it is much shorter than ours: a busy machine gives short bursts of work more
   * than their share, so both are timed over stretches of about equal length.
   */
  readonly referenceCalls?: number;
  readonly onRound?: (done: number, total: number) => void;
};

/** Milliseconds of some clock that only moves forward. */
export type Clock = () => number;

const WARM_UP = 2;

/**
 * Times ours and the reference alternately, the order swapped every round, and gives medians: what else the machine does
 * meanwhile falls on both. The first rounds are not counted (caches, prepared plans, compilation).
 */
export async function alternate(pair: Pair, clock: Clock = () => performance.now()): Promise<Finding> {
  const ours: number[] = [];
  const reference: number[] = [];
  let call = 0;
  const time = async (work: Work, calls: number): Promise<number> => {
    const begun = clock();
    for (let i = 0; i < calls; i += 1) await work(call + i);
    return (clock() - begun) / calls;
  };
  const timeOurs = async () => {
    await pair.before?.(call);
    return time(pair.ours, pair.calls);
  };
  const timeReference = () => time(pair.reference, pair.referenceCalls ?? pair.calls);
  for (let round = -WARM_UP; round < pair.rounds; round += 1) {
    const oursFirst = round % 2 === 0;
    const first = await (oursFirst ? timeOurs() : timeReference());
    const second = await (oursFirst ? timeReference() : timeOurs());
    call += pair.calls;
    if (round < 0) continue;
    ours.push(oursFirst ? first : second);
    reference.push(oursFirst ? second : first);
    pair.onRound?.(round + 1, pair.rounds);
  }
  const { id, what, against, mark } = pair;
  const ratios = ours.map((value, at) => value / (reference[at] ?? Number.NaN));
  return {
    id,
    what,
    against,
    mark,
    unit: 'ms',
    ours: median(ours),
    reference: median(reference),
    ratio: median(ratios),
  };
}

/**
 * The same finding as rates: how many a second instead of how long one takes.
 * @param each things done in one call of both
 */
export function asRate(found: Finding, mark: Mark, each = 1): Finding {
  const rate = (milliseconds: number) => (1_000 * each) / milliseconds;
  return {
    ...found,
    mark,
    unit: '/s',
    ours: rate(found.ours),
    reference: rate(found.reference),
    ratio: 1 / found.ratio,
  };
}

/** @throws RangeError of an empty list: a measure that measured nothing is no measure */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  const lower = sorted[Math.ceil(middle) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('median of nothing');
  return (upper + lower) / 2;
}
