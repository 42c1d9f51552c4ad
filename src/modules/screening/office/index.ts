import BookOutlined from '@ant-design/icons/es/icons/BookOutlined';
import LockOutlined from '@ant-design/icons/es/icons/LockOutlined';
import type { OfficeRoom } from '#ui/office';

/** Screens of screening: incidents of secret marks and what was done about them; the unit's own word lists. */
export const screeningOffice: OfficeRoom = {
  name: 'screening',
  screens: [
    { path: '/incidents', load: () => import('./incidents.tsx') },
    { path: '/screening-terms', load: () => import('./terms.tsx') },
  ],
  places: [
    {
      path: '/incidents',
      label: { 'zh-CN': '保密事件', en: 'Secrecy incidents' },
      group: 'administration',
      icon: LockOutlined,
      permission: 'screening.read-incidents',
    },
    {
      path: '/screening-terms',
      label: { 'zh-CN': '本单位词表', en: 'Word lists' },
      group: 'administration',
      icon: BookOutlined,
      permission: 'screening.manage-terms',
    },
  ],
};
