import type { Hearer, Hears } from '#platform/outbox';

/** What the parts of the room hear, put together: where two hear one kind, both do, one after the other. */
export function joinHears(...parts: readonly Hears[]): Hears {
  const joined: Record<string, Hearer> = {};
  for (const [kind, hear] of parts.flatMap((part) => Object.entries(part))) {
    const before = joined[kind];
    joined[kind] =
      before === undefined
        ? hear
        : async (ctx, fact) => {
            await before(ctx, fact);
            await hear(ctx, fact);
          };
  }
  return joined;
}
