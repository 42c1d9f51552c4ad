/** How the checker behaves; given when the program is put together. */
export type LinkSettings = {
  /** Asks outside servers at all (`GONGKAI_LINKS=check`). */
  readonly outside: boolean;
  /** The public address: links to it are looked up here instead of asked for. */
  readonly baseUrl: string | null;
  /** Between two requests to one host. */
  readonly pauseMs: number;
  readonly timeoutMs: number;
  /** Addresses of one's own network as well: for tests. */
  readonly closedToo: boolean;
};

let current: LinkSettings = {
  outside: false,
  baseUrl: null,
  pauseMs: 2_000,
  timeoutMs: 10_000,
  closedToo: false,
};

/** Called once, by whoever puts the program together. */
export function connectLinks(settings: Partial<LinkSettings>): void {
  current = { ...current, ...settings };
}

export const linkSettings = (): LinkSettings => current;
