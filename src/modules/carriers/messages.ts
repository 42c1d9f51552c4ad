import { defineMessages } from '#platform/i18n';

export const carriersMessages = defineMessages({
  'zh-CN': {
    'permission.carriers': '公开载体',
  },
  en: {
    'permission.carriers': 'Carriers',
  },
});
