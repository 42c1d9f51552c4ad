import type { CommandContext } from '#platform/command';
import type { Reader } from '#platform/database';
import type { NamingColumn } from '#platform/files';
import type { FormRoute, Page, Route } from '#platform/http';
import type { Messages } from '#platform/i18n';
import type { Job, JobTools } from '#platform/jobs';
import type { MailKinds } from '#platform/mail';
import type { Hears } from '#platform/outbox';
import type { PermissionTable } from '#platform/permission';

/** An entry of the transparency log that has just become public. */
export type Revealed = { readonly index: number; readonly type: string };

/**
 * What a room makes visible at the moment the log does: runs in the transaction that publishes the checkpoint, with every
 * entry that the checkpoint adds, in their order (those of other rooms as well). It may not refuse: whatever could was decided
 * when the entry was registered. What it throws keeps everything invisible and is tried again.
 */
export type Reveals = (ctx: CommandContext, entries: readonly Revealed[]) => Promise<void>;

/**
 * A derived way out (pages, lists, search, feeds, open data, export, screens, webhooks …). After a withdrawal each is asked
 * whether it still shows the item; the answers are kept as receipts, and a channel that still shows it is a finding.
 */
export type Channel = {
  /** Stable, kebab-case; its words are the message `channel.<name>`. */
  readonly name: string;
  /** Can anybody outside still read the item here? Runs in a worker's job; what it throws counts as not answered. */
  readonly shows: (
    ctx: { readonly db: Reader; readonly now: Date },
    item: { readonly item: string; readonly slug: string },
  ) => Promise<boolean>;
};

/** The manifest of a room: all that the rest of the program needs to know of it. */
export type Module = {
  readonly name: string;
  readonly messages: readonly Messages[];
  readonly permissions: PermissionTable;
  /** JSON routes of the office. */
  readonly routes: readonly Route[];
  /** Server-rendered pages of the portal. */
  readonly pages: readonly Page[];
  readonly forms: readonly FormRoute[];
  readonly jobs: Readonly<Record<string, Job>>;
  readonly hears: Hears;
  /** Mails the room sends, by kind: how each is put into words. */
  readonly mails: MailKinds;
  readonly reveals: Reveals | null;
  /** What a worker does before its first job: repeats what a crash cut off. What it throws keeps the process from starting. */
  readonly starts: ((tools: JobTools) => Promise<void>) | null;
  /** What the room adds to `/healthz` under its name; no secrets, few queries. */
  readonly health: ((db: Reader) => Promise<Readonly<Record<string, unknown>>>) | null;
  /** The derived ways out of this room that a withdrawal has to reach. */
  readonly channels?: readonly Channel[];
  /** Columns of this room that name stored files; what none names is collected. */
  readonly namesFiles: readonly NamingColumn[];
  /** Folder of the SQL migrations, or null for a room without tables. */
  readonly migrations: string | null;
};

/** Declares a room; what it does not have may be left out. */
export function defineModule(module: Pick<Module, 'name'> & Partial<Module>): Module {
  return {
    messages: [],
    permissions: {},
    routes: [],
    pages: [],
    forms: [],
    jobs: {},
    hears: {},
    mails: {},
    reveals: null,
    starts: null,
    health: null,
    namesFiles: [],
    migrations: null,
    ...module,
  };
}
