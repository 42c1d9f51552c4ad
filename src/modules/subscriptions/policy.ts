import { definePermissions } from '#platform/permission';

/** Who may do what here beyond one’s own mail. Subscribing needs nobody’s leave. */
export const subscriptionPermissions = definePermissions({
  /** The post: counts, states and reasons; no address, no wish of anybody. */
  'subscriptions.view-post': { roles: ['systemAdministrator'], scope: 'anywhere', delegable: false },
});
