import ScheduleOutlined from '@ant-design/icons/es/icons/ScheduleOutlined';
import type { OfficeRoom } from '#ui/office';

/** Screens of the calendar: it belongs to the installation, not to a room. */
export const calendarOffice: OfficeRoom = {
  name: 'calendar',
  screens: [{ path: '/calendar-years', load: () => import('./years.tsx') }],
  places: [
    {
      path: '/calendar-years',
      label: { 'zh-CN': '节假日', en: 'Holidays' },
      group: 'administration',
      icon: ScheduleOutlined,
      permission: 'calendar.upload',
    },
  ],
};
