import { z } from 'zod';

/** Seam: becomes `export { richText, type RichText } from '#platform/richtext'` as soon as that piece is there. */
export const richText = z.looseObject({});
export type RichText = z.infer<typeof richText>;
