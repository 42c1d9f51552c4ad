import { defineMessages } from '#platform/i18n';

export const documentMessages = defineMessages({
  'zh-CN': {
    'channel.documents': '公文 PDF、Word',
    'publication.document.title': '公文版式',
    'publication.document.pdf': 'PDF（公文格式）',
    'publication.document.docx': 'Word 文档',
    'publication.document.failed': '公文版式暂时无法生成：{why}。网页上的正文不受影响，请稍后再试。',
    'publication.document.withheld': '本事项不予公开，没有可供下载的文件。',
    'typesettingFault.fonts-missing': '缺少排版所需字体',
    'typesettingFault.bad-input': '正文中有无法排版的内容',
    'typesettingFault.too-slow': '排版用时过长',
    'typesettingFault.too-large': '排版占用内存过多',
    'typesettingFault.crashed': '排版程序意外中止',
    'permission.publication.retry-document': '重试生成公文版式',
    'audit.publication.check-documents': '检查公文版式',
    'audit.publication.document-failed': '公文版式生成失败',
    'audit.publication.retry-document': '重试生成公文版式',
    'refusal.document-not-frozen': '草稿尚未提出，提出后才能生成公文版式。',
    'refusal.document-not-made': '公文版式未能生成：{typesettingFault}。请排除原因后重试。',
  },
  en: {
    'channel.documents': 'PDF and Word files',
    'publication.document.title': 'As an official document',
    'publication.document.pdf': 'PDF (official layout)',
    'publication.document.docx': 'Word file',
    'publication.document.failed':
      'The official document cannot be made at the moment: {why}. The text on the page is not affected; please try again later.',
    'publication.document.withheld': 'This matter is withheld; there is no file to download.',
    'typesettingFault.fonts-missing': 'a font needed for it is missing',
    'typesettingFault.bad-input': 'the text has something that cannot be typeset',
    'typesettingFault.too-slow': 'typesetting took too long',
    'typesettingFault.too-large': 'typesetting took too much memory',
    'typesettingFault.crashed': 'the program for typesetting ended unexpectedly',
    'permission.publication.retry-document': 'try again to make an official document',
    'audit.publication.check-documents': 'official documents looked at',
    'audit.publication.document-failed': 'official document could not be made',
    'audit.publication.retry-document': 'official document tried again',
    'refusal.document-not-frozen': 'A draft has no official document yet; propose it first.',
    'refusal.document-not-made':
      'The official document could not be made: {typesettingFault}. Remove the cause and try again.',
  },
});
