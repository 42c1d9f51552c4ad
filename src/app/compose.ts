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
import { getSite, publicationModule } from '#modules/publication';
import { screeningModule } from '#modules/screening';
import { similarityModule } from '#modules/similarity';
import { calendarMessages, localDateAt } from '#platform/calendar';
import type { Config } from '#platform/config';
import { documentsMessages } from '#platform/documents';
import { extractionMessages } from '#platform/extraction';
import { fileStoreIn } from '#platform/files';
import { httpMessages } from '#platform/http';
import { defineModule, type Module } from '#platform/module';
import { richtextMessages } from '#platform/richtext';
import { safeCopiesMessages } from '#platform/safe-copies';
import { tabularMessages } from '#platform/tabular';
import { portalMessages } from '#ui/portal';
import { calendarPermissions, calendarRouteMessages, calendarRoutes } from './calendar-routes.ts';
import { demoMessages } from './demo/messages.ts';
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
export function allModules(config: Pick<Config, 'data' | 'mode'>): readonly Module[] {
  connectPeople({
    findHolders: (db, role, unit, now) => findHoldersWithDelegates(db, role, unit.path, localDateAt(now)),
    findName: findPersonName,
  });
  connectStaff({
    list: (db, now, after, limit) => listStaff(db, localDateAt(now), after, limit),
    find: (db, now, persons) => findStaff(db, localDateAt(now), persons),
  });
  connectFiles(fileStoreIn(config.data));
  const identity = identityModule({
    key: readIdentityKey(config.data),
    issuer: 'Gongkai 公开',
    pages: signInViews,
  });
  return [
    siteModule,
    organisations,
    identity,
    screeningModule,
    similarityModule,
    catalogueModule,
    disclosureModule,
    publicationModule,
  ];
}
