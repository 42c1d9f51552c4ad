import { defineMessages } from '#platform/i18n';

export const feedMessages = defineMessages({
  'zh-CN': {
    'channel.feeds': '订阅源',
    'publication.feed.title': '订阅',
    'publication.feed.about':
      '把下面的地址添加到订阅阅读器，有新公开、更正、撤下的内容时，阅读器会自动收到。订阅不需要登记，本站不记录谁在订阅。',
    'publication.feed.what': '每条写明标题、发布机构、日期和开头一段；撤下的只告知已撤下，不含任何原文。',
    'publication.feed.formats': '三种格式内容相同，任选一种：Atom（推荐）、RSS、JSON Feed。',
    'publication.feed.more':
      '任何单位、类别、查找结果和单个文件都有订阅源：打开相应页面，阅读器即可自动识别；查找结果页也写明了地址。',
    'publication.feed.caption': '订阅源',
    'publication.feed.name': '内容',
    'publication.feed.whole': '全站',
    'publication.feed.kinds': '按事务类别',
    'publication.feed.categories': '按类别',
    'publication.feed.units': '按单位',
    'publication.feed.site.subtitle': '{site}公开、更正、撤下的内容，最近变动的在前',
    'publication.feed.part.subtitle': '{site} {part}：公开、更正、撤下的内容，最近变动的在前',
    'publication.feed.search.title': '查找“{text}”',
    'publication.feed.search.follow': '订阅这次查找',
    'publication.feed.item.title': '{title}：历次变更',
    'publication.feed.item.subtitle': '{unit}公开的这一项内容的各个版本，最新的在前',
    'publication.feed.absent':
      '没有这个订阅源。地址可能有误，或者这个单位、类别、文件不存在。全部订阅源见“订阅”页（/feeds）。',
    'publication.feed.changed.correct': '{day} 更正',
    'publication.feed.changed.clarify': '{day} 澄清',
    'publication.feed.changed.redact': '{day} 依法删除了个人信息',
    'publication.feed.changed.invalid': '本文已失效',
    'publication.feed.changed.repealed': '本文已废止',
    'publication.feed.note': '：{note}',
    'publication.sitemap.noPart': '网站地图没有这一部分。各部分的地址见 /sitemap.xml。',
  },
  en: {
    'channel.feeds': 'Feeds',
    'publication.feed.title': 'Feeds',
    'publication.feed.about':
      'Add an address below to a newsreader; it will receive what is published, corrected or withdrawn. Nobody registers, and the site does not record who subscribes.',
    'publication.feed.what':
      'Each entry gives title, publisher, dates and the beginning of the text. Of what was withdrawn it says that it went, and not a word of it.',
    'publication.feed.formats': 'Three formats with the same content: Atom (recommended), RSS, JSON Feed.',
    'publication.feed.more':
      'Every unit, category, search and single document has a feed: newsreaders find it by the address of the page, and the page of a search names it.',
    'publication.feed.caption': 'Feeds',
    'publication.feed.name': 'Content',
    'publication.feed.whole': 'The whole site',
    'publication.feed.kinds': 'By affairs',
    'publication.feed.categories': 'By category',
    'publication.feed.units': 'By unit',
    'publication.feed.site.subtitle': '{site}: published, corrected and withdrawn, latest change first',
    'publication.feed.part.subtitle':
      '{site}, {part}: published, corrected and withdrawn, latest change first',
    'publication.feed.search.title': 'Search “{text}”',
    'publication.feed.search.follow': 'Follow this search (feed)',
    'publication.feed.item.title': '{title}: history',
    'publication.feed.item.subtitle': 'Versions of this item, published by {unit}, newest first',
    'publication.feed.absent':
      'There is no such feed. The address may be wrong, or the unit, category or document does not exist. All feeds stand under “Feeds” (/feeds).',
    'publication.feed.changed.correct': 'Corrected on {day}',
    'publication.feed.changed.clarify': 'Clarified on {day}',
    'publication.feed.changed.redact': 'Personal data erased by law on {day}',
    'publication.feed.changed.invalid': 'No longer in force',
    'publication.feed.changed.repealed': 'Repealed',
    'publication.feed.note': ': {note}',
    'publication.sitemap.noPart': 'The site map has no such part. Its parts are listed in /sitemap.xml.',
  },
});
