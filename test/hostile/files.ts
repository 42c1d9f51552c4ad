import { officeFiles } from './office-files.ts';
import { otherFiles } from './other-files.ts';

/** A file that attacks, made when it is sent. */
export type Hostile = {
  readonly what: string;
  readonly name: string;
  /** the refusal where files are attached or read as a text */
  readonly code: string;
  /** the refusal where tables are read; empty: whatever that route answers, as long as it takes nothing in */
  readonly table: string;
  readonly make: () => Buffer | Promise<Buffer>;
};

export const hostileFiles: readonly Hostile[] = [...officeFiles, ...otherFiles];
