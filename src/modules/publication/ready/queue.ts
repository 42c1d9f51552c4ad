import type { Plan } from './addresses.ts';

/** Pages to be made, each once, pages before what lies beside them. */
export type Queue = {
  readonly add: (plans: readonly Plan[]) => void;
  /** Not now: something is being published just then. */
  readonly addLater: (plan: Plan) => void;
  readonly takeUpLater: () => void;
  /** @param besides also what lies beside pages */
  readonly take: (most: number, besides: boolean) => readonly Plan[];
  /** Lists are wanted; how often they are made is up to the keeper. */
  readonly wantLists: () => void;
  readonly listsWanted: () => boolean;
  readonly listsTaken: () => void;
};

export function makeQueue(): Queue {
  const first = new Map<string, Plan>();
  const later = new Map<string, Plan>();
  const waiting = new Map<string, Plan>();
  let lists = false;
  const add = (plans: Iterable<Plan>) => {
    for (const plan of plans) (plan.beside === true ? later : first).set(plan.address, plan);
  };
  return {
    add,
    addLater: (plan) => void waiting.set(plan.address, plan),
    takeUpLater: () => {
      add(waiting.values());
      waiting.clear();
    },
    take: (most, besides) => {
      const taken: Plan[] = [];
      for (const from of besides ? [first, later] : [first])
        for (const [address, plan] of from) {
          if (taken.length >= most) return taken;
          from.delete(address);
          taken.push(plan);
        }
      return taken;
    },
    wantLists: () => {
      lists = true;
    },
    listsWanted: () => lists,
    listsTaken: () => {
      lists = false;
    },
  };
}
