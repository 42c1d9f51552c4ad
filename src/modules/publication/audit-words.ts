import { defineMessages } from '#platform/i18n';

/** What the audit log says was done in this room. */
export const auditWords = defineMessages({
  'zh-CN': {
    'audit.publication.register': '公开登记',
    'audit.publication.register-old': '补登已公开内容',
    'audit.publication.publish': '公开',
    'audit.publication.withdraw': '撤下',
    'audit.publication.publish-repeated': '重复公开（无变化）',
    'audit.publication.plan-idle': '发布计划已无事可办',
    'audit.publication.plan-refused': '到时未能发布',
    'audit.publication.propose-erasure': '提出依法删除个人信息',
    'audit.publication.cancel-erasure': '撤回删除个人信息的提请',
    'audit.publication.erase': '确认依法删除个人信息',
    'audit.publication.erased': '个人信息已删除',
    'audit.publication.set-index-rule': '设定索引号规则',
    'audit.publication.set-site': '设定网站信息',
    'audit.publication.after-review': '补审结果登记',
    'audit.publication.withhold-unnoticed': '不予公开（不发公告）',
  },
  en: {
    'audit.publication.register': 'registered for publication',
    'audit.publication.register-old': 'registered what was public before the log',
    'audit.publication.publish': 'published',
    'audit.publication.withdraw': 'withdrawn',
    'audit.publication.publish-repeated': 'publication repeated, nothing changed',
    'audit.publication.plan-idle': 'plan had nothing left to do',
    'audit.publication.plan-refused': 'publication refused at its time',
    'audit.publication.propose-erasure': 'erasure of personal data asked for',
    'audit.publication.cancel-erasure': 'erasure of personal data taken back',
    'audit.publication.erase': 'erasure of personal data confirmed',
    'audit.publication.erased': 'personal data erased',
    'audit.publication.set-index-rule': 'index rule set',
    'audit.publication.set-site': 'site described',
    'audit.publication.after-review': 'review afterwards recorded',
    'audit.publication.withhold-unnoticed': 'withheld without a notice',
  },
});
