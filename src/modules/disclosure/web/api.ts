import type { Route } from '#platform/http';
import { followingRoutes } from '../following/routes.ts';
import { importingRoutes } from '../importing/routes.ts';
import { matterRoutes } from '../matters/routes.ts';
import { safeCopyRoutes } from '../safe-copies/routes.ts';
import { similarRoutes } from '../similar/routes.ts';
import { templateRoutes } from '../templates/routes.ts';
import { termRoutes } from '../terms/routes.ts';
import { urgentRoutes } from '../urgent/routes.ts';
import { withholdingRoutes } from '../withholding/routes.ts';
import { caseRoutes } from './case-routes.ts';
import { dossierRoutes } from './dossier-routes.ts';
import { draftRoutes } from './draft-routes.ts';
import { processRoutes } from './process-routes.ts';
import { signerRoutes } from './signer-routes.ts';

/** All routes of the room; the list with their forms stands at the head of `forms.ts`. */
export const routes: readonly Route[] = [
  ...dossierRoutes,
  ...processRoutes,
  ...draftRoutes,
  ...safeCopyRoutes,
  ...importingRoutes,
  ...templateRoutes,
  ...caseRoutes,
  ...similarRoutes,
  ...followingRoutes,
  ...signerRoutes,
  ...matterRoutes,
  ...urgentRoutes,
  ...withholdingRoutes,
  ...termRoutes,
];
