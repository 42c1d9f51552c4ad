/**
 * Derived things kept in memory for a while: at most so many bytes, what was asked for longest ago goes first, an owner's go
 * together, and none stays longer than `millis`, so that what was taken back elsewhere is gone here too.
 */
export type Kept<T> = {
  /** Made once, however many ask at the same time; what fails is kept for nobody. */
  readonly get: (owner: string, key: string, make: () => Promise<T>) => Promise<T>;
  readonly drop: (owner: string) => void;
};

export function createKept<T>(mostBytes: number, millis: number, sizeOf: (value: T) => number): Kept<T> {
  const held = new Map<string, { readonly owner: string; readonly value: Promise<T>; size: number }>();
  let total = 0;
  const forget = (key: string) => {
    total -= held.get(key)?.size ?? 0;
    held.delete(key);
  };
  return {
    get: (owner, key, make) => {
      const known = held.get(key);
      if (known !== undefined) {
        // Moved to the end: asked for last.
        held.delete(key);
        held.set(key, known);
        return known.value;
      }
      const entry = { owner, value: make(), size: 0 };
      held.set(key, entry);
      entry.value.then(
        (value) => {
          if (held.get(key) !== entry) return;
          entry.size = sizeOf(value);
          total += entry.size;
          setTimeout(() => held.get(key) === entry && forget(key), millis).unref();
          for (const oldest of held.keys()) {
            if (total <= mostBytes) break;
            forget(oldest);
          }
        },
        () => {
          if (held.get(key) === entry) forget(key);
        },
      );
      return entry.value;
    },
    drop: (owner) => {
      for (const [key, entry] of held) if (entry.owner === owner) forget(key);
    },
  };
}
