import { defineTexts, type Texts, useServerWords } from '#ui/office';
import { messages } from '../messages.ts';

const serverTexts: readonly Texts[] = [messages];

/** The room's own words (kinds, steps), as the server says them. */
export function useWords() {
  return useServerWords(serverTexts);
}

export const texts = defineTexts({
  'zh-CN': {
    incidents: '保密事件',
    incidentsHelp:
      '文稿中出现涉密标志即记一件。系统不保存涉密文字，只记何时、何处、何人发现和处置经过；须在发现后二十四小时内报告。',
    unit: '单位',
    chooseUnit: '请选择单位',
    noIncidents: '没有保密事件',
    noIncidentsHelp: '筛查没有发现涉密标志。',
    foundAt: '发现时间',
    foundBy: '发现时的操作人',
    kinds: '标志',
    where: '位置',
    'in.title': '标题',
    'in.body': '正文',
    'in.attachment': '附件',
    'stage.compose': '起草时',
    'stage.submit': '送审时',
    'stage.publish': '发布前',
    reportDue: '报告时限',
    leftHours: '还有 {hours} 小时',
    overBy: '已超过 {hours} 小时，请立即报告',
    steps: '处置',
    open: '待处置',
    purge: '记录清除',
    report: '记录报告',
    close: '办结',
    note: '说明',
    noteHelp: '写做了什么、向谁报告；不要写文稿的内容。',
    mayNot: '处置由本单位保密审查员记录。',
    recorded: '已记录',
    'ask.purged': '确认文稿及其副本已从各处清除。',
    'ask.reported': '确认已按规定向保密行政管理部门或者上级报告。',
    'ask.closed': '办结后不再提示。',
    purgeFirst: '清除后才能办结',
  },
  en: {
    incidents: 'Secrecy incidents',
    incidentsHelp:
      'Every secret mark in a text is an incident. The text itself is not kept, only when, where and by whom it was found and what was done. To be reported within 24 hours.',
    unit: 'Unit',
    chooseUnit: 'Choose a unit',
    noIncidents: 'No incidents',
    noIncidentsHelp: 'Screening has found no secret marks.',
    foundAt: 'Found',
    foundBy: 'Found while working',
    kinds: 'Mark',
    where: 'Where',
    'in.title': 'Title',
    'in.body': 'Text',
    'in.attachment': 'Attachment',
    'stage.compose': 'while drafting',
    'stage.submit': 'when proposed',
    'stage.publish': 'before publication',
    reportDue: 'Report by',
    leftHours: '{hours} hours left',
    overBy: '{hours} hours over: report at once',
    steps: 'Handling',
    open: 'To be handled',
    purge: 'Record purge',
    report: 'Record report',
    close: 'Close',
    note: 'Note',
    noteHelp: 'Say what was done and to whom it was reported, never what the text said.',
    mayNot: 'Handling is recorded by the unit’s secrecy reviewer.',
    recorded: 'Recorded',
    'ask.purged': 'The text and its copies have been removed everywhere.',
    'ask.reported':
      'It has been reported to the secrecy administration or the superior, as the rules require.',
    'ask.closed': 'Nothing more is to be done.',
    purgeFirst: 'Purge first, then close',
  },
});
