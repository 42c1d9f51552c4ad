import AuditOutlined from '@ant-design/icons/es/icons/AuditOutlined';
import BarChartOutlined from '@ant-design/icons/es/icons/BarChartOutlined';
import CalendarOutlined from '@ant-design/icons/es/icons/CalendarOutlined';
import HourglassOutlined from '@ant-design/icons/es/icons/HourglassOutlined';
import ThunderboltOutlined from '@ant-design/icons/es/icons/ThunderboltOutlined';
import type { OfficeRoom } from '#ui/office';
import { Today } from './today.tsx';

/** Screens of the catalogue: list, editor, filing, duties, overview. */
export const catalogueOffice: OfficeRoom = {
  name: 'catalogue',
  screens: [
    { path: '/catalogues', load: () => import('./catalogues.tsx') },
    { path: '/catalogues/$id', load: () => import('./catalogue.tsx') },
    { path: '/catalogues/$id/import', load: () => import('./import.tsx') },
    { path: '/duties', load: () => import('./duties.tsx') },
    { path: '/duties/$id', load: () => import('./duty.tsx') },
    { path: '/trigger-events', load: () => import('./trigger-events.tsx') },
    { path: '/overview', load: () => import('./overview.tsx') },
    { path: '/duty-defaults', load: () => import('./defaults.tsx') },
    { path: '/catalogue-templates', load: () => import('./templates.tsx') },
    { path: '/catalogue-templates/$id', load: () => import('./template.tsx') },
    { path: '/template-proposals', load: () => import('./proposals.tsx') },
  ],
  places: [
    {
      path: '/duties',
      permission: 'catalogue.read',
      label: { 'zh-CN': '公开事项', en: 'Duties' },
      short: { 'zh-CN': '事项', en: 'Duties' },
      group: 'catalogue',
      icon: CalendarOutlined,
    },
    {
      path: '/catalogues',
      permission: 'catalogue.read',
      label: { 'zh-CN': '公开目录', en: 'Catalogues' },
      group: 'catalogue',
      icon: AuditOutlined,
    },
    {
      path: '/trigger-events',
      label: { 'zh-CN': '登记触发事件', en: 'Trigger events' },
      group: 'catalogue',
      icon: ThunderboltOutlined,
      permission: 'catalogue.record-event',
    },
    {
      path: '/overview',
      label: { 'zh-CN': '全域情况', en: 'Overview' },
      short: { 'zh-CN': '全域', en: 'Overview' },
      group: 'catalogue',
      icon: BarChartOutlined,
      roles: ['committeeOffice', 'lineLead', 'discipline', 'assessor', 'approver'],
    },
    {
      path: '/duty-defaults',
      permission: 'catalogue.defaults',
      label: { 'zh-CN': '默认期限', en: 'Default time limits' },
      group: 'administration',
      icon: HourglassOutlined,
    },
  ],
  Today,
};
