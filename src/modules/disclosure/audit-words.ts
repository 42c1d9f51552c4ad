import { defineMessages } from '#platform/i18n';

/** What the audit log says was done in this room, beside the moves, whose words are the timeline’s. */
export const auditWords = defineMessages({
  'zh-CN': {
    'audit.disclosure.create': '新建公开事项',
    'audit.disclosure.import': '导入文稿',
    'audit.disclosure.purge': '清除涉密内容',
    'audit.disclosure.define-process': '制定流程',
    'audit.disclosure.set-term': '设定期限',
    'audit.disclosure.remind-step': '环节到期提醒',
    'audit.disclosure.watch-holders': '关注承办环节人员',
    'audit.disclosure.after-review-late': '补审逾期',
    'audit.disclosure.withholding-review-due': '不予公开到期复核',
    'audit.disclosure.create-matter': '建立重大事项',
    'audit.disclosure.close-matter': '办结重大事项',
    'audit.disclosure.start-stage': '开始阶段',
  },
  en: {
    'audit.disclosure.create': 'dossier begun',
    'audit.disclosure.import': 'document imported',
    'audit.disclosure.purge': 'secret content purged',
    'audit.disclosure.define-process': 'process defined',
    'audit.disclosure.set-term': 'term set',
    'audit.disclosure.remind-step': 'reminder of a step',
    'audit.disclosure.watch-holders': 'holders of a step looked after',
    'audit.disclosure.after-review-late': 'review afterwards is late',
    'audit.disclosure.withholding-review-due': 'withholding due for review',
    'audit.disclosure.create-matter': 'matter begun',
    'audit.disclosure.close-matter': 'matter closed',
    'audit.disclosure.start-stage': 'stage begun',
  },
});
