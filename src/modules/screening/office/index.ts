import LockOutlined from '@ant-design/icons/es/icons/LockOutlined';
import type { OfficeRoom } from '#ui/office';

/** Screens of screening: what was found of secret marks, and what was done about it. */
export const screeningOffice: OfficeRoom = {
  name: 'screening',
  screens: [{ path: '/incidents', load: () => import('./incidents.tsx') }],
  places: [
    {
      path: '/incidents',
      label: { 'zh-CN': '保密事件', en: 'Secrecy incidents' },
      group: 'administration',
      icon: LockOutlined,
      permission: 'screening.read-incidents',
    },
  ],
};
