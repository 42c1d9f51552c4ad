import ApiOutlined from '@ant-design/icons/es/icons/ApiOutlined';
import DesktopOutlined from '@ant-design/icons/es/icons/DesktopOutlined';
import PushpinOutlined from '@ant-design/icons/es/icons/PushpinOutlined';
import ReadOutlined from '@ant-design/icons/es/icons/ReadOutlined';
import SendOutlined from '@ant-design/icons/es/icons/SendOutlined';
import SoundOutlined from '@ant-design/icons/es/icons/SoundOutlined';
import WarningOutlined from '@ant-design/icons/es/icons/WarningOutlined';
import type { OfficeRoom } from '#ui/office';
import { Today } from './today.tsx';

/** Screens of carriers: register, what hangs on boards, screens and kiosks, deliveries, findings. */
export const carriersOffice: OfficeRoom = {
  name: 'carriers',
  screens: [
    { path: '/carriers', load: () => import('./carriers.tsx') },
    { path: '/carriers/$id', load: () => import('./carrier.tsx') },
    { path: '/boards', load: () => import('./boards.tsx') },
    { path: '/posting-rules', load: () => import('./posting-rules.tsx') },
    { path: '/briefs', load: () => import('./briefs.tsx') },
    { path: '/briefs/$id', load: () => import('./brief.tsx') },
    { path: '/screens', load: () => import('./screens.tsx') },
    { path: '/deliveries', load: () => import('./deliveries.tsx') },
    { path: '/carrier-findings', load: () => import('./findings.tsx') },
    { path: '/webhooks', load: () => import('./webhooks.tsx') },
  ],
  places: [
    {
      path: '/boards',
      permission: 'carriers.post',
      label: { 'zh-CN': '张贴', en: 'Postings' },
      group: 'work',
      icon: PushpinOutlined,
    },
    {
      path: '/briefs',
      permission: 'carriers.view-briefs',
      label: { 'zh-CN': '简报、手机报', en: 'Briefs' },
      group: 'work',
      icon: ReadOutlined,
    },
    {
      path: '/carriers',
      permission: 'carriers.view',
      label: { 'zh-CN': '公开载体', en: 'Carriers' },
      group: 'units',
      icon: SoundOutlined,
    },
    {
      path: '/screens',
      permission: 'carriers.view',
      label: { 'zh-CN': '电子屏', en: 'Screens' },
      group: 'units',
      icon: DesktopOutlined,
    },
    {
      path: '/deliveries',
      permission: 'carriers.view',
      label: { 'zh-CN': '投递回执', en: 'Deliveries' },
      group: 'units',
      icon: SendOutlined,
    },
    {
      path: '/carrier-findings',
      permission: 'carriers.view',
      label: { 'zh-CN': '载体问题', en: 'Carrier findings' },
      group: 'units',
      icon: WarningOutlined,
    },
    {
      path: '/webhooks',
      permission: 'carriers.run-webhooks',
      label: { 'zh-CN': '对接系统', en: 'Partner systems' },
      group: 'administration',
      icon: ApiOutlined,
    },
  ],
  Today,
};
