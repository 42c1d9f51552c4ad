import ApartmentOutlined from '@ant-design/icons/es/icons/ApartmentOutlined';
import ImportOutlined from '@ant-design/icons/es/icons/ImportOutlined';
import PartitionOutlined from '@ant-design/icons/es/icons/PartitionOutlined';
import WarningOutlined from '@ant-design/icons/es/icons/WarningOutlined';
import type { OfficeRoom } from '#ui/office';
import { Today } from './today.tsx';

/** Screens of the organisations: tree, units, posts, lines, imports. */
export const organisationsOffice: OfficeRoom = {
  name: 'organisations',
  screens: [
    { path: '/units', load: () => import('./units.tsx') },
    { path: '/units/$id', load: () => import('./units.tsx') },
    { path: '/unit-gaps', load: () => import('./gaps.tsx') },
    { path: '/lines', load: () => import('./lines.tsx') },
    { path: '/unit-imports', load: () => import('./imports.tsx') },
    { path: '/unit-imports/$run', load: () => import('./import-run.tsx') },
  ],
  places: [
    {
      path: '/units',
      permission: 'organisations.browse',
      label: { 'zh-CN': '单位', en: 'Units' },
      group: 'units',
      icon: ApartmentOutlined,
    },
    {
      path: '/unit-gaps',
      label: { 'zh-CN': '组织缺口', en: 'Gaps' },
      group: 'units',
      icon: WarningOutlined,
      permission: 'organisations.view-gaps',
    },
    { path: '/lines', label: { 'zh-CN': '条线', en: 'Lines' }, group: 'units', icon: PartitionOutlined },
    {
      path: '/unit-imports',
      label: { 'zh-CN': '导入单位', en: 'Import units' },
      group: 'units',
      icon: ImportOutlined,
      permission: 'organisations.import',
    },
  ],
  Today,
};
