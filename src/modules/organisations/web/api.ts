import type { Route } from '#platform/http';
import { importRoutes } from './imports.ts';
import { leadershipRoutes } from './leadership.ts';
import { lineRoutes } from './lines.ts';
import { treeRoutes } from './tree.ts';
import { unitRoutes } from './units.ts';

/** Every JSON route of the room; the list stands in `forms.ts`. */
export const routes: readonly Route[] = [
  ...treeRoutes,
  ...unitRoutes,
  ...leadershipRoutes,
  ...lineRoutes,
  ...importRoutes,
];
