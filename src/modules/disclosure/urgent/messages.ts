import { defineMessages } from '#platform/i18n';

/** Words of the urgent path. */
export const urgentMessages = defineMessages({
  'zh-CN': {
    'urgentFlag.awaitingRelease': '应急发布·待放行',
    'urgentFlag.awaitingReview': '应急发布·待补审',
    'urgentFlag.late': '应急发布·补审逾期',
    'urgentFlag.objected': '应急发布·补审有异议',
    'refusal.nothing-late': '没有逾期的补审。',
    'refusal.urgent-scheduled': '应急发布是放行后立即公开。请先去掉定时发布的时间。',
    'refusal.urgent-withholding': '不予公开不走应急发布，请按流程提出。',
    'refusal.urgent-finding-by-author':
      '应急发布没有先经保密审查，有 {count} 处敏感内容只由起草人决定保留。请您逐处核对，作出决定后再放行。',
    'notice.disclosure.after-review': '应急发布《{title}》等您补审',
    'notice.disclosure.after-passed': '应急发布《{title}》已全部补审通过',
    'notice.disclosure.after-objected': '应急发布《{title}》补审有异议，请立即办理更正或撤下',
    'notice.disclosure.after-review-late': '应急发布《{title}》没有在时限内补审，请督促办理',
  },
  en: {
    'urgentFlag.awaitingRelease': 'Urgent: to be released',
    'urgentFlag.awaitingReview': 'Urgent: to be reviewed',
    'urgentFlag.late': 'Urgent: review late',
    'urgentFlag.objected': 'Urgent: objected to',
    'refusal.nothing-late': 'No review afterwards is late.',
    'refusal.urgent-scheduled': 'What is urgent goes out at once. Remove the time of publication first.',
    'refusal.urgent-withholding': 'Withholding is not done urgently. Propose it in the ordinary order.',
    'refusal.urgent-finding-by-author':
      'An urgent text has not been through secrecy review, and {count} findings were kept by its author alone. Check and decide each before you release it.',
    'notice.disclosure.after-review': 'The urgent publication “{title}” waits for your review',
    'notice.disclosure.after-passed': 'The urgent publication “{title}” was passed by all its reviews',
    'notice.disclosure.after-objected':
      'The urgent publication “{title}” was objected to; correct or withdraw it now',
    'notice.disclosure.after-review-late': 'The urgent publication “{title}” was not reviewed in time',
  },
});
