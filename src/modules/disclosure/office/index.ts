import BranchesOutlined from '@ant-design/icons/es/icons/BranchesOutlined';
import EditOutlined from '@ant-design/icons/es/icons/EditOutlined';
import EyeInvisibleOutlined from '@ant-design/icons/es/icons/EyeInvisibleOutlined';
import FieldTimeOutlined from '@ant-design/icons/es/icons/FieldTimeOutlined';
import FolderOpenOutlined from '@ant-design/icons/es/icons/FolderOpenOutlined';
import InboxOutlined from '@ant-design/icons/es/icons/InboxOutlined';
import PartitionOutlined from '@ant-design/icons/es/icons/PartitionOutlined';
import SnippetsOutlined from '@ant-design/icons/es/icons/SnippetsOutlined';
import ThunderboltOutlined from '@ant-design/icons/es/icons/ThunderboltOutlined';
import type { OfficeRoom } from '#ui/office';
import { Today } from './today.tsx';

/** Screens of the disclosure workflow: inbox, dossiers, composer, case. */
export const disclosureOffice: OfficeRoom = {
  name: 'disclosure',
  screens: [
    { path: '/inbox', load: () => import('./inbox.tsx') },
    { path: '/disclosures', load: () => import('./dossiers.tsx') },
    { path: '/disclosures/$id', load: () => import('./dossier.tsx') },
    { path: '/revisions/$revision', load: () => import('./revision.tsx') },
    { path: '/revisions/$revision/diff', load: () => import('./diff.tsx') },
    { path: '/revisions/$revision/redact/$attachment', load: () => import('./redaction/redaction.tsx') },
    { path: '/compose', load: () => import('./compose-new.tsx') },
    { path: '/matters', load: () => import('./matters/matters.tsx') },
    { path: '/matters/$id', load: () => import('./matters/matter.tsx') },
    { path: '/urgent', load: () => import('./urgent/urgent.tsx') },
    { path: '/withholdings', load: () => import('./withholding/withholdings.tsx') },
    { path: '/terms', load: () => import('./terms/terms.tsx') },
    { path: '/withholdings/new', load: () => import('./withholding/start.tsx') },
    { path: '/processes', load: () => import('./process/processes.tsx') },
    { path: '/reminders', load: () => import('./following/reminders.tsx') },
    { path: '/templates', load: () => import('./templates/templates.tsx') },
  ],
  places: [
    {
      path: '/processes',
      label: { 'zh-CN': '公开流程', en: 'Processes' },
      permission: 'disclosure.define-process',
      group: 'administration',
      icon: BranchesOutlined,
    },
    {
      path: '/inbox',
      label: { 'zh-CN': '办件箱', en: 'Inbox' },
      short: { 'zh-CN': '办件箱', en: 'Inbox' },
      permission: 'disclosure.browse',
      group: 'work',
      icon: InboxOutlined,
    },
    {
      path: '/compose',
      label: { 'zh-CN': '拟制公开', en: 'New disclosure' },
      short: { 'zh-CN': '拟制', en: 'Write' },
      group: 'work',
      icon: EditOutlined,
      permission: 'disclosure.draft',
    },
    {
      path: '/disclosures',
      permission: 'disclosure.browse',
      label: { 'zh-CN': '公开办件', en: 'Disclosures' },
      group: 'work',
      icon: FolderOpenOutlined,
    },
    {
      path: '/matters',
      permission: 'disclosure.browse',
      label: { 'zh-CN': '三重一大', en: 'Major matters' },
      group: 'work',
      icon: PartitionOutlined,
    },
    {
      path: '/urgent',
      permission: 'disclosure.browse',
      label: { 'zh-CN': '应急发布', en: 'Urgent' },
      group: 'work',
      icon: ThunderboltOutlined,
    },
    {
      path: '/withholdings',
      permission: 'disclosure.browse',
      label: { 'zh-CN': '不予公开', en: 'Withheld' },
      group: 'work',
      icon: EyeInvisibleOutlined,
    },
    {
      path: '/terms',
      permission: 'disclosure.set-terms',
      label: { 'zh-CN': '期限设置', en: 'Terms' },
      group: 'administration',
      icon: FieldTimeOutlined,
    },
    {
      path: '/templates',
      label: { 'zh-CN': '模板与常用语', en: 'Templates' },
      permission: 'disclosure.keep-templates',
      group: 'administration',
      icon: SnippetsOutlined,
    },
  ],
  Today,
};
