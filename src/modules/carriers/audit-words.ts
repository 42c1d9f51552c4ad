import { defineMessages } from '#platform/i18n';

/** What the audit log says was done in this room. */
export const auditWords = defineMessages({
  'zh-CN': {
    'audit.carriers.find': '发现载体问题',
  },
  en: {
    'audit.carriers.find': 'found something wrong with carriers',
  },
});
