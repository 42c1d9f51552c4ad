import FileSearchOutlined from '@ant-design/icons/es/icons/FileSearchOutlined';
import SafetyOutlined from '@ant-design/icons/es/icons/SafetyOutlined';
import TeamOutlined from '@ant-design/icons/es/icons/TeamOutlined';
import type { OfficeRoom } from '#ui/office';

/** Screens of identity: people and roles, permissions, audit, my account. */
export const identityOffice: OfficeRoom = {
  name: 'identity',
  screens: [
    { path: '/people', load: () => import('./people.tsx') },
    { path: '/people/$id', load: () => import('./person.tsx') },
    { path: '/permissions', load: () => import('./permissions.tsx') },
    { path: '/audit', load: () => import('./audit.tsx') },
    { path: '/account', load: () => import('./account.tsx') },
  ],
  places: [
    {
      path: '/people',
      label: { 'zh-CN': '人员与角色', en: 'People and roles' },
      group: 'administration',
      icon: TeamOutlined,
      permission: 'identity.read-people',
    },
    {
      path: '/permissions',
      label: { 'zh-CN': '权限一览', en: 'Permissions' },
      group: 'administration',
      icon: SafetyOutlined,
    },
    {
      path: '/audit',
      label: { 'zh-CN': '审计记录', en: 'Audit' },
      group: 'administration',
      icon: FileSearchOutlined,
      permission: 'identity.read-audit',
    },
  ],
};
