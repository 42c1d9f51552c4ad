export {
  listNotifications,
  markNotificationsRead,
  type Notice,
  type NotificationRow,
  type NotificationTables,
  notify,
} from './notifications.ts';
