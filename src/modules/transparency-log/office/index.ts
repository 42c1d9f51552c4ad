import AuditOutlined from '@ant-design/icons/es/icons/AuditOutlined';
import type { OfficeRoom } from '#ui/office';
import { Today } from './today.tsx';

/** Screens of the transparency log: how it runs, for those who answer for it. */
export const transparencyLogOffice: OfficeRoom = {
  name: 'transparency-log',
  screens: [{ path: '/transparency-log', load: () => import('./log.tsx') }],
  places: [
    {
      path: '/transparency-log',
      label: { 'zh-CN': '公开登记', en: 'Transparency log' },
      group: 'administration',
      icon: AuditOutlined,
      permission: 'transparency-log.read',
    },
  ],
  Today,
};
