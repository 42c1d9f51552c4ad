import { join } from 'node:path';
import { carriersModule } from '#modules/carriers';
import { catalogueModule } from '#modules/catalogue';
import { connectFiles, connectPeople, connectStaff, disclosureModule } from '#modules/disclosure';
import {
  findHoldersWithDelegates,
  findPersonName,
  findStaff,
  identityModule,
  listStaff,
  readIdentityKey,
} from '#modules/identity';
import { organisations } from '#modules/organisations';
import {
  connectDocuments,
  connectLinks,
  connectManifests,
  connectOpenData,
  connectReadyPages,
  getSite,
  publicationModule,
  setLayoutFile,
} from '#modules/publication';
import { screeningModule } from '#modules/screening';
import { searchModule } from '#modules/search';
import { similarityModule } from '#modules/similarity';
import { subscriptionsModule } from '#modules/subscriptions';
import { type LogSettings, transparencyLogModule } from '#modules/transparency-log';
import { calendarMessages, localDateAt } from '#platform/calendar';
import type { Config } from '#platform/config';
import { documentsMessages } from '#platform/documents';
import { extractionMessages } from '#platform/extraction';
import { fileStoreIn } from '#platform/files';
import { httpMessages } from '#platform/http';
import { defineModule, type Module, type Reveals } from '#platform/module';
import { richtextMessages } from '#platform/richtext';
import { safeCopiesMessages } from '#platform/safe-copies';
import { deriveKey } from '#platform/sealing';
import { tabularMessages } from '#platform/tabular';
import { setFontFolder } from '#platform/typesetting';
import { portalMessages } from '#ui/portal';
import { calendarPermissions, calendarRouteMessages, calendarRoutes } from './calendar-routes.ts';
import { demoMessages } from './demo/messages.ts';
import { outsideOf } from './log-outside.ts';
import { siteMessages, sitePages } from './portal/index.ts';
import { signInRoute, signInViews } from './sign-in-pages.ts';

/** What belongs to no room: the platform's own messages, help and sign-in pages. */
const siteModule: Module = defineModule({
  name: 'site',
  messages: [
    httpMessages,
    calendarMessages,
    tabularMessages,
    documentsMessages,
    extractionMessages,
    richtextMessages,
    safeCopiesMessages,
    portalMessages,
    siteMessages,
    demoMessages,
    calendarRouteMessages,
  ],
  permissions: calendarPermissions,
  routes: calendarRoutes,
  pages: [...sitePages(getSite), signInRoute],
});

/** The program put together: every room with its manifest, and the answers that lower rooms ask of higher ones. */
export function allModules(
  config: Pick<Config, 'data' | 'mode'> &
    Partial<
      Pick<Config, 'url' | 'log' | 'mail' | 'bucket' | 'checkLinks' | 'privateWebhooks' | 'fonts' | 'layout'>
    >,
): readonly Module[] {
  connectPeople({
    findHolders: (db, role, unit, now) => findHoldersWithDelegates(db, role, unit.path, localDateAt(now)),
    findName: findPersonName,
  });
  connectStaff({
    list: (db, now, after, limit) => listStaff(db, localDateAt(now), after, limit),
    find: (db, now, persons) => findStaff(db, localDateAt(now), persons),
  });
  connectFiles(fileStoreIn(config.data, config.bucket ?? null));
  connectDocuments(fileStoreIn(config.data, config.bucket ?? null));
  setFontFolder(config.fonts ?? null);
  setLayoutFile(config.layout ?? null);
  connectOpenData(fileStoreIn(config.data, config.bucket ?? null));
  connectManifests({ sm3: config.log?.sm3 ?? false });
  connectReadyPages(join(config.data, 'ready'));
  connectLinks({ outside: config.checkLinks === true, baseUrl: config.url ?? null });
  const identity = identityModule({
    key: readIdentityKey(config.data),
    issuer: 'Gongkai 公开',
    pages: signInViews,
  });
  const modules: readonly Module[] = [
    siteModule,
    organisations,
    identity,
    transparencyLogModule(logSettings(config, () => revealsOf(modules))),
    searchModule,
    screeningModule,
    similarityModule,
    catalogueModule,
    disclosureModule,
    publicationModule,
    subscriptionsModule({ key: readIdentityKey(config.data), mail: mailModeOf(config) }),
    carriersModule({
      channels: () => modules.flatMap(({ channels = [] }) => channels),
      messages: () => modules.flatMap(({ messages }) => messages),
      findHolders: (db, role, unit, now) => findHoldersWithDelegates(db, role, unit.path, localDateAt(now)),
      webhooks: {
        key: deriveKey(readIdentityKey(config.data), 'webhooks'),
        url: config.url ?? null,
        rules: { plainHttp: config.mode === 'demo', privateNetwork: config.privateWebhooks === true },
      },
    }),
  ];
  return modules;
}

/** Mail goes out through a server, is shown in a demonstration, or is off. */
function mailModeOf({ mode, mail }: Pick<Config, 'mode'> & Partial<Pick<Config, 'mail'>>) {
  if (mail !== undefined && mail !== null) return 'smtp';
  return mode === 'demo' ? 'demo' : 'off';
}

/** What the rooms do when entries of the log become public. */
export function revealsOf(modules: readonly Module[]): readonly Reveals[] {
  return modules.flatMap(({ reveals }) => (reveals === null ? [] : [reveals]));
}

/** How long a checkpoint waits for its witnesses. */
const COSIGN_MS = 5_000;

/** The log of an installation. Its name is the public address without scheme; a demonstration without one makes a name up. */
export function logSettings(
  config: Pick<Config, 'data'> & Partial<Pick<Config, 'url' | 'log'>>,
  reveals: LogSettings['reveals'],
): LogSettings {
  const url = config.url ?? null;
  return {
    folder: join(config.data, 'log'),
    origin: config.log?.origin ?? (url === null ? null : `${url.replace(/^https?:\/\//, '')}/log`),
    sm2: config.log?.sm2 ?? false,
    ...outsideOf(config.log),
    cosignMs: COSIGN_MS,
    reveals,
  };
}
