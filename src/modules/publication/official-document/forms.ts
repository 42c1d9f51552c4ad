import { z } from 'zod';
import { typesettingFaults } from '#platform/typesetting';

export const documentFindings = z.strictObject({
  rows: z.array(
    z.strictObject({
      item: z.uuid(),
      slug: z.string(),
      title: z.string(),
      version: z.int(),
      kind: z.enum(['pdf', 'docx']),
      code: z.enum(typesettingFaults).nullable(),
      missing: z.array(z.string()),
      attempts: z.int(),
      checkedAt: z.iso.datetime(),
    }),
  ),
});
export type DocumentFindings = z.infer<typeof documentFindings>;
