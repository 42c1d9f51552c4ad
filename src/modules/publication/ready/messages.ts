import { defineMessages } from '#platform/i18n';

/** Words of the list of withdrawn addresses, and of the ways out that this folder looks after. */
export const readyMessages = defineMessages({
  'zh-CN': {
    'channel.pages': '网页成品',
    'channel.lists': '列表和单位主页',
    'channel.export': '导出的静态站点',
    'publication.revoked.title': '已撤回的地址',
    'publication.revoked.about': '以下地址上的内容已撤回或不再向社会公开。保存、转载过的，请核对并停止使用。',
    'publication.revoked.none': '目前没有撤回的地址。',
    'publication.revoked.address': '地址',
    'publication.revoked.at': '撤回时间',
    'publication.revoked.unit': '单位',
    'publication.revoked.more': '页面显示最近 {count} 条，全部清单见文件。',
  },
  en: {
    'channel.pages': 'Ready pages',
    'channel.lists': 'Lists and pages of units',
    'channel.export': 'Exported static sites',
    'publication.revoked.title': 'Withdrawn addresses',
    'publication.revoked.about':
      'What stood at these addresses was withdrawn or is no longer open to society. If you kept or republished it, please check and stop using it.',
    'publication.revoked.none': 'No address has been withdrawn.',
    'publication.revoked.address': 'Address',
    'publication.revoked.at': 'Withdrawn',
    'publication.revoked.unit': 'Unit',
    'publication.revoked.more': 'The newest {count} are shown; the files have all of them.',
  },
});
