import type { Route } from '#platform/http';
import { briefRoutes } from '../briefs/routes.ts';
import { sheetRoutes } from '../sheets/routes.ts';
import { webhookRoutes } from '../webhooks/routes.ts';
import { boardRoutes } from './boards.ts';
import { deliveryRoutes } from './deliveries.ts';
import { deviceRoutes } from './devices.ts';
import { registerRoutes } from './register.ts';

/** JSON routes of the office. */
export const carriersRoutes: readonly Route[] = [
  ...boardRoutes,
  ...sheetRoutes,
  ...briefRoutes,
  ...deviceRoutes,
  ...deliveryRoutes,
  ...webhookRoutes,
  ...registerRoutes,
];
