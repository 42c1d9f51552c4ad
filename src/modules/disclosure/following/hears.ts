import type { Hears } from '#platform/outbox';
import { remind, tellFollowers } from './tell.ts';

/** Who is told what happens to a case, besides those whose work it is. Heard once a fact: `platform.fact_delivery` sees to it. */
export const followingHears: Hears = {
  'disclosure.moved': tellFollowers,
  'disclosure.step-due-soon': remind,
};
