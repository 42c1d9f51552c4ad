import { defineMessages } from '#platform/i18n';

/** What the audit log says was done in this room. */
export const auditWords = defineMessages({
  'zh-CN': {
    'audit.transparency-log.publish-checkpoint': '公布登记检查点',
    'audit.transparency-log.heartbeat': '每日登记',
    'audit.transparency-log.rotate-key': '更换登记签名密钥',
    'audit.transparency-log.accept-restore': '确认从备份恢复',
    'audit.transparency-log.anchor': '锚定登记检查点',
  },
  en: {
    'audit.transparency-log.publish-checkpoint': 'checkpoint of the log published',
    'audit.transparency-log.heartbeat': 'daily heartbeat of the log',
    'audit.transparency-log.rotate-key': 'signing key of the log changed',
    'audit.transparency-log.accept-restore': 'restore from a backup accepted',
    'audit.transparency-log.anchor': 'checkpoint of the log anchored',
  },
});
