/** One element of an edit script. */
export type Edit<T> =
  | { readonly change: 'same'; readonly before: T; readonly after: T }
  | { readonly change: 'removed'; readonly before: T }
  | { readonly change: 'added'; readonly after: T };

/** Beyond this many edits two texts are simply different; the work stays bounded by it (Myers 1986: O(length × edits)). */
const mostEdits = 2000;

/**
 * The shortest edit script from `before` to `after`.
 * Past `mostEdits` differences the differing middle is reported as removed and added whole: true, if not the shortest.
 */
export function diffSequence<T>(
  before: readonly T[],
  after: readonly T[],
  isSame: (a: T, b: T) => boolean = Object.is,
): Edit<T>[] {
  const head = commonLength(before, after, isSame, (list, index) => list[index]);
  const restBefore = before.slice(head);
  const restAfter = after.slice(head);
  const tail = commonLength(restBefore, restAfter, isSame, (list, index) => list[list.length - 1 - index]);
  const middleBefore = restBefore.slice(0, restBefore.length - tail);
  const middleAfter = restAfter.slice(0, restAfter.length - tail);
  return [
    ...pairs(before.slice(0, head), after.slice(0, head)),
    ...middle(middleBefore, middleAfter, isSame),
    ...pairs(restBefore.slice(middleBefore.length), restAfter.slice(middleAfter.length)),
  ];
}

function commonLength<T>(
  a: readonly T[],
  b: readonly T[],
  isSame: (a: T, b: T) => boolean,
  at: (list: readonly T[], index: number) => T | undefined,
): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && isSame(at(a, length) as T, at(b, length) as T)) length += 1;
  return length;
}

function pairs<T>(before: readonly T[], after: readonly T[]): Edit<T>[] {
  return before.map((one, index) => ({ change: 'same', before: one, after: after[index] as T }));
}

function middle<T>(before: readonly T[], after: readonly T[], isSame: (a: T, b: T) => boolean): Edit<T>[] {
  const trace = before.length > 0 && after.length > 0 ? furthestPaths(before, after, isSame) : null;
  if (trace === null) {
    return [
      ...before.map((one): Edit<T> => ({ change: 'removed', before: one })),
      ...after.map((one): Edit<T> => ({ change: 'added', after: one })),
    ];
  }
  return walkBack(before, after, trace);
}

type Trace = readonly ReadonlyMap<number, number>[];

/** For each number of edits, how far along each diagonal one gets; null when too many edits would be needed. */
function furthestPaths<T>(
  before: readonly T[],
  after: readonly T[],
  isSame: (a: T, b: T) => boolean,
): Trace | null {
  const trace: ReadonlyMap<number, number>[] = [];
  let reach = new Map<number, number>([[1, 0]]);
  for (let edits = 0; edits <= Math.min(before.length + after.length, mostEdits); edits += 1) {
    trace.push(reach);
    const next = new Map<number, number>();
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = startOn(reach, diagonal, edits);
      while (
        x < before.length &&
        x - diagonal < after.length &&
        isSame(before[x] as T, after[x - diagonal] as T)
      ) {
        x += 1;
      }
      next.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return trace;
    }
    reach = next;
  }
  return null;
}

/** Down (an addition) or right (a removal), whichever got further with one edit less. */
function startOn(reach: ReadonlyMap<number, number>, diagonal: number, edits: number): number {
  const above = reach.get(diagonal + 1) ?? -1;
  const left = reach.get(diagonal - 1) ?? -1;
  return diagonal === -edits || (diagonal !== edits && left < above) ? above : left + 1;
}

function walkBack<T>(before: readonly T[], after: readonly T[], trace: Trace): Edit<T>[] {
  const edits: Edit<T>[] = [];
  let x = before.length;
  let y = after.length;
  for (let count = trace.length - 1; count >= 0; count -= 1) {
    const reach = trace[count] ?? new Map<number, number>();
    const diagonal = x - y;
    const above = reach.get(diagonal + 1) ?? -1;
    const left = reach.get(diagonal - 1) ?? -1;
    const isDown = diagonal === -count || (diagonal !== count && left < above);
    const start = isDown ? above : left + 1;
    while (x > start) {
      x -= 1;
      y -= 1;
      edits.push({ change: 'same', before: before[x] as T, after: after[y] as T });
    }
    if (count === 0) break;
    if (isDown) {
      y -= 1;
      edits.push({ change: 'added', after: after[y] as T });
    } else {
      x -= 1;
      edits.push({ change: 'removed', before: before[x] as T });
    }
  }
  return edits.reverse();
}
