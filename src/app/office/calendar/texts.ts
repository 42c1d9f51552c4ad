import { defineTexts } from '#ui/office';

export const texts = defineTexts({
  'zh-CN': {
    years: '节假日',
    yearsHelp: '工作日按国务院办公厅每年的放假安排计算；上传后，未办结公开任务的期限自动重算。',
    loaded: '已载入的年份',
    noYears: '还没有载入任何年份',
    noYearsHelp: '现在只按周末推算工作日。请上传放假安排。',
    year: '年份',
    holidays: '放假天数',
    makeup: '调休上班天数',
    source: '依据',
    upload: '上传放假安排',
    file: '放假安排文件（CSV，UTF-8）',
    choose: '选择或拖入文件',
    columns: '表头和样例：',
    kinds:
      'kind 填 holiday（放假）或 makeupWorkday（调休上班）；同一年份重新上传即替换原安排，每年第一行须写明依据。',
    sending: '正在上传…',
    changed: '已更新：{years}。相关期限正在重算。',
    unchanged: '与已载入的相同，没有改动：{years}。',
    mayNot: '上传须由党委办公室或系统管理员办理。',
  },
  en: {
    years: 'Holidays',
    yearsHelp:
      'Working days follow the State Council’s yearly notice; after an upload the dates of open duties are computed again.',
    loaded: 'Years loaded',
    noYears: 'No year is loaded yet',
    noYearsHelp: 'Only weekends count as days off for now. Upload the notice.',
    year: 'Year',
    holidays: 'Days off',
    makeup: 'Make-up working days',
    source: 'Source',
    upload: 'Upload a notice',
    file: 'Notice (CSV, UTF-8)',
    choose: 'Choose a file or drop it here',
    columns: 'Header and example:',
    kinds:
      'kind is holiday or makeupWorkday; uploading a year again replaces it. The first row of each year names its source.',
    sending: 'Uploading…',
    changed: 'Changed: {years}. Dates that depend on them are being computed again.',
    unchanged: 'The same as loaded, nothing changed: {years}.',
    mayNot: 'The committee office or a system administrator uploads notices.',
  },
});
