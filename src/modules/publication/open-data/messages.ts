import { defineMessages } from '#platform/i18n';

export const openDataMessages = defineMessages({
  'zh-CN': {
    'channel.open-data': '开放数据',
    'publication.openData.title': '开放数据',
    'publication.openData.item.about': '本项公开内容的元数据和附件清单，含登记号，可供核对。',
  },
  en: {
    'channel.open-data': 'Open data',
    'publication.openData.title': 'Open data',
    'publication.openData.item.about': 'Metadata and files of this item, with its log index, for checking.',
  },
});
