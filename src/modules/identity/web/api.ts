import type { Route } from '#platform/http';
import { oversightRoutes } from './oversight-routes.ts';
import { type IdentitySettings, ownRoutes } from './own-routes.ts';
import { peopleRoutes } from './people-routes.ts';

export type { IdentitySettings } from './own-routes.ts';

export function identityRoutes(settings: IdentitySettings): readonly Route[] {
  return [...ownRoutes(settings), ...peopleRoutes(), ...oversightRoutes()];
}
