export {
  type Digest,
  type DigestLine,
  type DigestPace,
  type DigestTables,
  digestPaces,
  isDigestDay,
  keepDigest,
  listDigests,
  readDigestPace,
  setDigestPace,
} from './digest.ts';
export {
  listNotifications,
  listToldPeople,
  markNotificationsRead,
  type Notice,
  type NotificationRow,
  type NotificationTables,
  noticeText,
  notify,
} from './notifications.ts';
