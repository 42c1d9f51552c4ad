import { done } from '#kernel';
import { defineRoute, type Route } from '#platform/http';
import type { Translate } from '#platform/i18n';
import * as forms from '../forms.ts';
import * as queries from '../queries.ts';

const tag = 'identity';

/** Who may do what, and what was done. */
export function oversightRoutes(): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/permissions',
      tag,
      summary: 'Role × action matrix',
      answer: forms.permissionMatrix,
      handle: async (ctx) => {
        const open = ctx.openTo('signed-in', 'who may do what is no secret');
        if (!open.ok) return open;
        return done({
          roles: [...forms.role.options],
          rows: [...ctx.permissions].map(([permission, rule]) => ({
            permission,
            label: ctx.t(`permission.${permission}`),
            room: roomOf(permission),
            roomLabel: ctx.t(`permission.${roomOf(permission)}`),
            scope: rule.scope,
            delegable: rule.delegable,
            roles: [...rule.roles],
          })),
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/audit',
      tag,
      summary: 'The audit log of the units I cover',
      query: forms.auditQuery,
      answer: forms.auditPage,
      handle: async (ctx, { query }) => {
        const coverage = ctx.coverage('identity.read-audit');
        const first = coverage.paths.length + coverage.units.length + coverage.lines.length;
        const unit = ctx.actor?.grants.find((grant) =>
          ctx.permissions.get('identity.read-audit')?.roles.includes(grant.role),
        );
        const allowed = ctx.permit(
          'identity.read-audit',
          unit === undefined || first === 0 ? null : { id: unit.unit, path: unit.unitPath, line: unit.line },
        );
        if (!allowed.ok) return allowed;
        const { rows, next } = await queries.listAudit(ctx.read, coverage, query);
        return done({
          rows: rows.map((row) => ({ ...row, actionName: actionName(ctx.t, row.action) })),
          next,
        });
      },
    }),
  ];
}

/**
 * The words for what was done: the room's own for its audit log, or those of its timeline. A refused attempt is recorded as the
 * request it was (`POST /api/…`): that is its own name.
 */
export function actionName(t: Translate, action: string): string {
  const [room = '', verb = ''] = action.split('.', 2);
  const keys = [`audit.${action}`, `${room}.event.${verb}`];
  const known = keys.find((key) => t(key) !== key);
  return known === undefined ? action : t(known);
}

/** Permissions are named `<room>.<what>`. */
function roomOf(permission: string): string {
  return permission.slice(0, permission.indexOf('.'));
}
