import { defineTexts } from './i18n.tsx';

/** Names of the closed lists every room uses (glossary). */
export const scopeWords = defineTexts({
  'zh-CN': {
    society: '向社会公开',
    wholeParty: '在全党公开',
    unit: '在本地区本单位公开',
    specific: '对特定对象公开',
  },
  en: {
    society: 'To society',
    wholeParty: 'Within the whole Party',
    unit: 'Within the area or unit',
    specific: 'To a specific audience',
  },
});

export const affairsWords = defineTexts({
  'zh-CN': {
    party: '党务',
    government: '政务',
    village: '村（居）务',
    factory: '厂务',
    school: '校务',
    hospital: '院务',
  },
  en: {
    party: 'Party',
    government: 'Government',
    village: 'Village',
    factory: 'Enterprise',
    school: 'School',
    hospital: 'Hospital',
  },
});

export const modeWords = defineTexts({
  'zh-CN': { proactive: '主动公开', onRequest: '依申请公开' },
  en: { proactive: 'Proactive', onRequest: 'On request' },
});

export const timeKindWords = defineTexts({
  'zh-CN': { standing: '长期', periodic: '定期', staged: '逐段', prompt: '及时' },
  en: { standing: 'Standing', periodic: 'Periodic', staged: 'By stage', prompt: 'Prompt' },
});

export const retentionWords = defineTexts({
  'zh-CN': { permanent: '永久', years30: '30年', years10: '10年' },
  en: { permanent: 'Permanent', years30: '30 years', years10: '10 years' },
});

export const roleWords = defineTexts({
  'zh-CN': {
    handler: '承办人',
    reviewer: '审核人',
    secrecyReviewer: '保密审查员',
    approver: '审批人',
    committeeOffice: '党委办公室',
    lineLead: '条线牵头部门',
    discipline: '纪检监督员',
    assessor: '考核员',
    systemAdministrator: '系统管理员',
    securityAdministrator: '安全管理员',
    auditAdministrator: '审计管理员',
  },
  en: {
    handler: 'Handler',
    reviewer: 'Reviewer',
    secrecyReviewer: 'Secrecy reviewer',
    approver: 'Approver',
    committeeOffice: 'Committee office',
    lineLead: 'Line lead',
    discipline: 'Discipline commission',
    assessor: 'Assessor',
    systemAdministrator: 'System administrator',
    securityAdministrator: 'Security administrator',
    auditAdministrator: 'Audit administrator',
  },
});
