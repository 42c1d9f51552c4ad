import FieldTimeOutlined from '@ant-design/icons/es/icons/FieldTimeOutlined';
import FilePdfOutlined from '@ant-design/icons/es/icons/FilePdfOutlined';
import GlobalOutlined from '@ant-design/icons/es/icons/GlobalOutlined';
import LinkOutlined from '@ant-design/icons/es/icons/LinkOutlined';
import NumberOutlined from '@ant-design/icons/es/icons/NumberOutlined';
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
    { path: '/documents', load: () => import('./documents.tsx') },
    { path: '/links', load: () => import('./links.tsx') },
    { path: '/site', load: () => import('./site.tsx') },
    { path: '/index-rule', load: () => import('./index-rule.tsx') },
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
    {
      path: '/documents',
      permission: 'publication.retry-document',
      label: { 'zh-CN': '公文版式', en: 'Documents' },
      group: 'administration',
      icon: FilePdfOutlined,
    },
    {
      path: '/links',
      permission: 'publication.view',
      label: { 'zh-CN': '页面链接', en: 'Links' },
      group: 'work',
      icon: LinkOutlined,
    },
    {
      path: '/site',
      permission: 'publication.set-site',
      label: { 'zh-CN': '网站信息', en: 'Site details' },
      group: 'administration',
      icon: GlobalOutlined,
    },
    {
      path: '/index-rule',
      permission: 'publication.set-index-rule',
      label: { 'zh-CN': '索引号规则', en: 'Index numbers' },
      group: 'administration',
      icon: NumberOutlined,
    },
  ],
  Today,
};
