import { catalogueRoutes } from './catalogue-routes.ts';
import { dutyRoutes } from './duty-routes.ts';
import { importRoutes } from './import-routes.ts';
import { templateRoutes } from './template-routes.ts';

export const routes = [...catalogueRoutes, ...importRoutes, ...dutyRoutes, ...templateRoutes];
