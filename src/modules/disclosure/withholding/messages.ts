import { defineMessages } from '#platform/i18n';
import { groundMessages } from './ground-words.ts';

/** Words of withholding. */
export const withholdingMessages = defineMessages({
  'zh-CN': {
    ...groundMessages('zh'),
    'contentField.withholding': '不予公开',
    'problem.withholding-ground-missing': '没有选择不予公开的理由',
    'problem.withholding-ground-foreign': '所选理由不适用于这一公开类别',
    'problem.withholding-basis-missing': '没有写明不予公开的依据和考虑',
    'problem.withholding-review-missing': '没有填写复核日期',
    'problem.withholding-review-past': '复核日期必须在今天以后',
    'problem.withholding-notice-missing': '没有写公开说明',
    'problem.withholding-notice-required': '按所选理由和方式，必须有公开说明',
    'problem.withholding-text-present':
      '全部不予公开的办件不能写正文、带附件，请删去；不予公开的内容不要录入系统',
    'problem.withholding-duty-missing': '没有选择是哪一项公开任务不予公开',
    'refusal.withhold-ground-unknown': '没有这一理由，或者它不适用于这类公开事项。',
    'refusal.withhold-duty-unknown': '所选任务不是本单位的待办任务，请重新选择。',
    'refusal.withhold-not-in-force': '这份办件没有正在执行的不予公开决定。',
    'refusal.withheld-without-notice': '这项决定不作公开说明，没有可以发布的内容。',
    'notice.disclosure.withholding-review-due':
      '《{title}》到了复核日期（{day}），请决定公开或者继续不予公开',
  },
  en: {
    ...groundMessages('en'),
    'contentField.withholding': 'withholding',
    'problem.withholding-ground-missing': 'no ground for withholding chosen',
    'problem.withholding-ground-foreign': 'the ground does not apply to this kind of affairs',
    'problem.withholding-basis-missing': 'the basis and considerations are missing',
    'problem.withholding-review-missing': 'no day of review',
    'problem.withholding-review-past': 'the day of review must be after today',
    'problem.withholding-notice-missing': 'no public notice written',
    'problem.withholding-notice-required': 'with this ground and extent there must be a public notice',
    'problem.withholding-text-present':
      'what is withheld whole has no text and no files here; remove them and do not enter what is withheld',
    'problem.withholding-duty-missing': 'no duty chosen that this is about',
    'refusal.withhold-ground-unknown':
      'There is no such ground, or it does not apply to this kind of affairs.',
    'refusal.withhold-duty-unknown': 'The duties chosen are no open duties of this unit. Choose again.',
    'refusal.withhold-not-in-force': 'This dossier has no decision to withhold in force.',
    'refusal.withheld-without-notice': 'This decision has no public notice, so there is nothing to publish.',
    'notice.disclosure.withholding-review-due':
      'The day of review of “{title}” has come ({day}): open it, or go on withholding it',
  },
});
