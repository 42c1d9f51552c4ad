import { z } from 'zod';
import { papers } from './compose.ts';

const slugs = z
  .string()
  .max(200)
  .regex(/^[0-9a-z]{8}(,[0-9a-z]{8}){0,19}$/);

/** How large, and how many pages an item may take; `whole`: as many as it has. */
const look = {
  paper: z.enum(papers).default('A4'),
  pages: z.enum(['1', '2', '3', '4', 'whole']).default('1'),
};
export const boardSheetQuery = z.strictObject(look);
export const sheetQuery = z.strictObject({
  /** Whose board it is for. */
  unit: z.coerce.number().int().positive().max(2_147_483_647),
  /** Short addresses of items, at most twenty, parted by commas. */
  slugs,
  ...look,
});
