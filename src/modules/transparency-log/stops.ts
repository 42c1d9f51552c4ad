/**
 * Why the log refuses to register and sign, as a closed list. Each has its words: `transparency-log.stop.<code>` what happened,
 * `transparency-log.wayOut.<code>` what to do.
 */
export const stopCodes = [
  // The folder's checkpoint is larger than all the database knows: the database was restored from an older backup.
  'file-newer',
  // The folder's checkpoint has another root than the database at its size: one of both was changed, or belongs elsewhere.
  'other-root',
  'other-origin',
  'origin-changed',
  // The database's own heads do not fit its leaves.
  'leaf-altered',
  'tile-altered',
  'key-lost',
  'witness-ahead',
] as const;
export type StopCode = (typeof stopCodes)[number];

/** What troubles the log without stopping registration; it goes on by itself when the trouble is over. */
export const troubleCodes = ['disk-full', 'below-quorum', 'checkpoint-unreadable', 'seal-failed'] as const;
export type TroubleCode = (typeof troubleCodes)[number];

export type StopParams = Readonly<Record<string, string | number>>;

/** The log may not sign; a person has to decide. */
export class MayNotSign extends Error {
  readonly code: StopCode;
  readonly params: StopParams;
  constructor(code: StopCode, params: StopParams = {}) {
    super(`the log may not sign: ${code} ${JSON.stringify(params)}`);
    this.code = code;
    this.params = params;
  }
}
