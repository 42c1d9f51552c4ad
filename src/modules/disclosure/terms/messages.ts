import { defineMessages } from '#platform/i18n';

/** Words of the terms a unit sets. */
export const termMessages = defineMessages({
  'zh-CN': {
    'termKey.afterReview': '应急发布补审时限',
    'termKey.withholdingReview': '不予公开复核期限',
    'termKey.insideFirst': '先党内后党外的间隔',
    'termKey.insideBefore': '事前公开（党内）天数',
    'termKey.outsideBefore': '事前公开（社会）天数',
    'refusal.term-unit': '“{termKey}”不能按这个单位计算，请另选。',
    'permission.disclosure.set-terms': '设置补审、复核和先内后外的期限',
  },
  en: {
    'termKey.afterReview': 'time to review afterwards',
    'termKey.withholdingReview': 'time until a withholding is reviewed',
    'termKey.insideFirst': 'time inside before outside',
    'termKey.insideBefore': 'days inside before a decision',
    'termKey.outsideBefore': 'days outside before a decision',
    'refusal.term-unit': '“{termKey}” is not counted in this unit. Choose another.',
    'permission.disclosure.set-terms': 'set terms of review and of inside first',
  },
});
