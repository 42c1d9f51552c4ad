import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { layoutOverrides, type Measures, measuresWith } from './measures.ts';

let inForce: Measures = measuresWith({});

/** The measures that documents are laid out with now. */
export const measuresInForce = (): Measures => inForce;

/**
 * Takes an installation's own measures (`GONGKAI_LAYOUT`): a JSON file of names from measures.ts and numbers.
 * @throws Error that names the file and what is wrong in it; the program does not start with a layout nobody asked for
 */
export function setLayoutFile(path: string | null): void {
  if (path === null) return;
  try {
    inForce = measuresWith(layoutOverrides.parse(JSON.parse(readFileSync(path, 'utf8'))));
  } catch (error) {
    const why =
      error instanceof z.ZodError
        ? z.prettifyError(error)
        : error instanceof Error
          ? error.message
          : String(error);
    throw new Error(`GONGKAI_LAYOUT ${path}: ${why}`, { cause: error });
  }
}
