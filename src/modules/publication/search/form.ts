import { z } from 'zod';

/** Whatever stands in the address is some query: nothing is refused, what cannot be read is left out. */
export const anything = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .catch(undefined);
/** What a search may be asked by; its feed is asked by the same. */
export const pageSearch = z.object({
  q: anything,
  unit: anything,
  within: anything,
  kind: anything,
  category: anything,
  scope: anything,
  line: anything,
  year: anything,
  from: anything,
  to: anything,
  order: anything,
  after: anything,
});
