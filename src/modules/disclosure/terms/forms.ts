import { z } from 'zod';
import { unitId } from '../content.ts';
import { termKeys, termUnits } from './rules.ts';

/*
 *  GET /api/disclosures/terms?unit=   → termList
 *  PUT /api/disclosures/terms         setTermForm → termList
 */

export const termQuery = z.strictObject({ unit: z.coerce.number().int().positive().max(2_147_483_647) });

export const setTermForm = z.strictObject({
  unit: unitId.max(2_147_483_647),
  key: z.enum(termKeys),
  amount: z.int().min(0).max(1000),
  per: z.enum(termUnits),
});
export type SetTermForm = z.infer<typeof setTermForm>;

export const termList = z.strictObject({
  rows: z.array(
    z.strictObject({
      key: z.enum(termKeys),
      amount: z.int(),
      per: z.enum(termUnits),
      /** May be counted in these. */
      units: z.array(z.enum(termUnits)),
      /** Set by this unit itself; else by one above it, or the installation's own. */
      own: z.boolean(),
    }),
  ),
});
export type TermList = z.infer<typeof termList>;
