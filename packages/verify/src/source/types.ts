/** What came back for an address of the site. Absent answers have no bytes. */
export type Answer = {
  /** 200, or why not: 404 nothing there, 410 a tombstone (its page is in `bytes`), others as they came. */
  readonly status: number;
  readonly bytes: Uint8Array;
};

/** A site, or a copy of one, to read from: nothing is ever written. */
export type Source = {
  readonly kind: 'http' | 'folder';
  /** The address or folder, as the reader gave it. */
  readonly name: string;
  /**
   * Reads one address of the site.
   * @param path from the root of the site, with its query: `/log/checkpoint`, `/items?after=…`
   * @param atMost bytes; more is refused with {@link SourceError}
   * @throws {SourceError} when there is no answer at all: no network, timeout, too large, unreadable file
   */
  readonly read: (path: string, atMost: number) => Promise<Answer>;
  /** Files below a folder of a copy, or undefined where nobody can list (a site). */
  readonly list?: (folder: string) => Promise<readonly string[]>;
  readonly close: () => void;
};

/** There was no answer. */
export class SourceError extends Error {
  /** `gone`: the site answered before and has stopped; there is no use in going on. */
  readonly reason: 'unreachable' | 'timeout' | 'too-large' | 'unreadable' | 'outside' | 'gone';
  constructor(reason: SourceError['reason'], path: string, detail: string) {
    super(`${path}: ${reason}: ${detail}`);
    this.name = 'SourceError';
    this.reason = reason;
  }
}
