import type { NamingColumn } from '#platform/files';
import type { FormRoute, Page, Route } from '#platform/http';
import type { Messages } from '#platform/i18n';
import type { Job } from '#platform/jobs';
import type { Hears } from '#platform/outbox';
import type { PermissionTable } from '#platform/permission';

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
    namesFiles: [],
    migrations: null,
    ...module,
  };
}
