import FieldTimeOutlined from '@ant-design/icons/es/icons/FieldTimeOutlined';
import ReadOutlined from '@ant-design/icons/es/icons/ReadOutlined';
import type { OfficeRoom } from '#ui/office';
import { Today } from './today.tsx';

/** Screens of publication: what is public, what waits for its time. */
export const publicationOffice: OfficeRoom = {
  name: 'publication',
  screens: [
    { path: '/publications', load: () => import('./publications.tsx') },
    { path: '/publications/$id', load: () => import('./publication.tsx') },
    { path: '/schedule', load: () => import('./schedule.tsx') },
  ],
  places: [
    {
      path: '/publications',
      permission: 'publication.view',
      label: { 'zh-CN': '已公开内容', en: 'Published' },
      group: 'work',
      icon: ReadOutlined,
    },
    {
      path: '/schedule',
      permission: 'publication.view',
      label: { 'zh-CN': '定时发布', en: 'Schedule' },
      group: 'work',
      icon: FieldTimeOutlined,
    },
  ],
  Today,
};
