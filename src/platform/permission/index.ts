export {
  type Coverage,
  coverage,
  decide,
  definePermissions,
  grantsFor,
  type PermissionRefusal,
  type PermissionRule,
  type PermissionTable,
} from './permission.ts';
