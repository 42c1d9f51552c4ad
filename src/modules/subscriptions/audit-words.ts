import { defineMessages } from '#platform/i18n';

/** What the audit log says was done in this room. */
export const auditWords = defineMessages({
  'zh-CN': {
    'audit.subscriptions.ask': '申请邮件订阅',
    'audit.subscriptions.confirm': '确认邮件订阅',
    'audit.subscriptions.change': '更改邮件订阅',
    'audit.subscriptions.end': '退订邮件',
    'audit.subscriptions.set-mail': '设定提醒邮箱',
    'audit.subscriptions.confirm-mail': '确认提醒邮箱',
    'audit.subscriptions.drop-mail': '停用提醒邮件',
  },
  en: {
    'audit.subscriptions.ask': 'asked for a subscription by mail',
    'audit.subscriptions.confirm': 'subscription confirmed',
    'audit.subscriptions.change': 'subscription changed',
    'audit.subscriptions.end': 'subscription ended',
    'audit.subscriptions.set-mail': 'address for reminders set',
    'audit.subscriptions.confirm-mail': 'address for reminders confirmed',
    'audit.subscriptions.drop-mail': 'reminders by mail ended',
  },
});
