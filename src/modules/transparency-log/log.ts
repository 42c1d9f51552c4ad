import type { Reveals } from '#platform/module';
import type { AnchorSettings } from './anchors/anchor.ts';
import type { Cosigner } from './cosigner.ts';
import type { Policy } from './witness/policy.ts';

/** What the log of one installation works with; put together by the program and by tests. */
export type LogSettings = {
  /** Where its files lie: `checkpoint`, `tile/`, `keys/`. Served under `/log/`. */
  readonly folder: string;
  /**
   * The name under which it signs: the public address without scheme, with the path the log is served at
   * (`gongkai.example.cn/log`). Chosen at the first start and then fixed; null: a demonstration that makes a name up.
   */
  readonly origin: string | null;
  /** Sign with SM2/SM3 as well (国密). */
  readonly sm2: boolean;
  readonly cosigner: Cosigner;
  /** How long witnesses are waited for, in milliseconds. */
  readonly cosignMs: number;
  /** Which witnesses must cosign; the cosigner works by it, people see it. Null or missing: none. */
  readonly policy?: Policy | null;
  /** Whom checkpoints are shown to besides witnesses, once a day; nobody when missing. */
  readonly anchors?: AnchorSettings;
  /** What the rooms do when entries become public. Asked when needed: the rooms are put together after the log. */
  readonly reveals: () => readonly Reveals[];
};
