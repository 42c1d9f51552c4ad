import { defineMessages } from '#platform/i18n';

/** What the audit log says was done in this room. */
export const auditWords = defineMessages({
  'zh-CN': {
    'audit.screening.screen': '保密与隐私审查',
    'audit.screening.decide': '处理审查发现',
    'audit.screening.carry-decisions': '沿用审查决定',
    'audit.screening.secret-mark': '发现涉密标志',
    'audit.screening.alert': '涉密警报',
    'audit.screening.incident-purged': '登记已清除',
    'audit.screening.incident-reported': '登记已报告',
    'audit.screening.incident-closed': '保密事件办结',
    'audit.screening.add-term': '添加词条',
    'audit.screening.remove-term': '移除词条',
    'audit.screening.import-terms': '导入词条',
  },
  en: {
    'audit.screening.screen': 'screened',
    'audit.screening.decide': 'finding decided',
    'audit.screening.carry-decisions': 'decisions carried over',
    'audit.screening.secret-mark': 'mark of secrecy found',
    'audit.screening.alert': 'alert of secrecy',
    'audit.screening.incident-purged': 'incident: purged',
    'audit.screening.incident-reported': 'incident: reported',
    'audit.screening.incident-closed': 'incident closed',
    'audit.screening.add-term': 'term added',
    'audit.screening.remove-term': 'term removed',
    'audit.screening.import-terms': 'terms imported',
  },
});
