import { defineMessages } from '#platform/i18n';

export const sheetMessages = defineMessages({
  'zh-CN': {
    'carriers.sheet.fileName': '张贴单',
    'refusal.sheet-empty': '没有需要张贴的内容。',
    'refusal.sheet-not-public': '“{slug}”不是向社会公开的内容或者已经撤下，不能张贴。',
    'refusal.sheet-not-made': '张贴单未能生成：{typesettingFault}。请排除原因后重试。',
  },
  en: {
    'carriers.sheet.fileName': 'sheet',
    'refusal.sheet-empty': 'There is nothing to be posted.',
    'refusal.sheet-not-public': '“{slug}” is not open to society, or was withdrawn; it may not be posted.',
    'refusal.sheet-not-made':
      'The sheet could not be made: {typesettingFault}. Remove the cause and try again.',
  },
});
