import BellOutlined from '@ant-design/icons/es/icons/BellOutlined';
import MailOutlined from '@ant-design/icons/es/icons/MailOutlined';
import type { OfficeRoom } from '#ui/office';

/** Screens of mail: how it goes out, and where my own reminders go. */
export const subscriptionsOffice: OfficeRoom = {
  name: 'subscriptions',
  screens: [
    { path: '/post', load: () => import('./post.tsx') },
    { path: '/my-mail', load: () => import('./my-mail.tsx') },
  ],
  places: [
    {
      path: '/post',
      label: { 'zh-CN': '邮件发送', en: 'Mail' },
      group: 'administration',
      icon: MailOutlined,
      permission: 'subscriptions.view-post',
    },
    {
      path: '/my-mail',
      label: { 'zh-CN': '邮件提醒', en: 'Reminders by mail' },
      group: 'administration',
      icon: BellOutlined,
    },
  ],
};
