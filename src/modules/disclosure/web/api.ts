import type { Route } from '#platform/http';
import { caseRoutes } from './case-routes.ts';
import { dossierRoutes } from './dossier-routes.ts';
import { draftRoutes } from './draft-routes.ts';
import { processRoutes } from './process-routes.ts';

/** All routes of the room; the list with their forms stands at the head of `forms.ts`. */
export const routes: readonly Route[] = [...dossierRoutes, ...processRoutes, ...draftRoutes, ...caseRoutes];
