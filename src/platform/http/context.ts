import type { Actor, Grant, Result, UnitRef } from '#kernel';
import type { CommandContext } from '#platform/command';
import type { Database, Reader } from '#platform/database';
import type { FileStore, IncomingFile } from '#platform/files';
import type { Locale, Translate } from '#platform/i18n';
import type { Coverage, PermissionRule } from '#platform/permission';

/** A session as the web server needs it. */
export type Session = {
  readonly id: string;
  readonly actor: Actor;
  /** Hex SHA-256 of the token in the cookie: what the database knows the session by. */
  readonly tokenHash: string;
  readonly locale: Locale | null;
};

/** What a request may use, whoever handles it. */
export type RequestContext = {
  readonly actor: Actor | null;
  readonly session: Session | null;
  readonly locale: Locale;
  readonly t: Translate;
  readonly now: Date;
  readonly requestId: string;
  readonly ip: string;
  readonly files: FileStore;
  /** The installation's public address, without trailing slash. */
  readonly baseUrl: string;
  readonly demo: boolean;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /**
   * Asks whether the signed-in person holds `permission` for `unit`, and records that it was asked. A handler that ends
   * without having asked, and without `openTo`, is answered 500 `no-decision`.
   */
  readonly permit: (
    permission: string,
    unit?: UnitRef | null,
  ) => Result<Grant, 'sign-in-required' | 'not-permitted'>;
  /** Records that this route is open, to whom, and why. `signed-in` also requires somebody to be signed in. */
  readonly openTo: (whom: 'everyone' | 'signed-in', why: string) => Result<Actor | null, 'sign-in-required'>;
  /** The part of the tree that the actor's grants under this permission reach; for lists. */
  readonly coverage: (permission: string) => Coverage;
  /** Every permission of every room: the printable role × action matrix. */
  readonly permissions: PermissionRegistry;
};

/** What a JSON route of the office gets. */
export type RouteContext = RequestContext & {
  /** Reads as the office role. */
  readonly read: Reader;
  readonly database: Database;
  /** Runs a command in its own transaction and records the attempt when it is refused. */
  readonly command: <T, Code extends string>(
    work: (ctx: CommandContext) => Promise<Result<T, Code>>,
  ) => Promise<Result<T, Code>>;
  /** The uploaded file of an upload route; gone after the answer unless `keepFile` adopted it. */
  readonly upload: IncomingFile | null;
  readonly setCookie: (name: string, value: string, options?: CookieOptions) => void;
};

export type CookieOptions = { readonly maxAgeSeconds?: number; readonly httpOnly?: boolean };

/** What a page of the portal gets: it reads as the portal role, as the reader whose session the request carries. */
export type PageContext = RequestContext & {
  readonly read: <T>(work: (db: Reader) => Promise<T>) => Promise<T>;
  /** Elder mode (适老化) asked for by cookie or query. */
  readonly elder: boolean;
  readonly path: string;
};

export type PermissionRegistry = ReadonlyMap<string, PermissionRule>;
