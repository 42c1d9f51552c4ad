import { defineMessages } from '#platform/i18n';

/** What refusals of erasing say. Screen texts stand in office/erasure-texts.ts. */
export const erasureMessages = defineMessages({
  'zh-CN': {
    'permission.publication.erase': '依法删除已公开的个人信息',
    'refusal.erasure-nothing-named': '请写明要删除的文字，或者选择要移除的附件。',
    'refusal.erasure-word-short': '每项文字至少两个字（空格和横线不算）。',
    'refusal.erasure-nothing-found': '没有找到要删除的文字。请核对是否与公开的内容一字不差。',
    'refusal.erasure-under-way': '本项已有一件删除提请，待另一人确认。请先确认或者撤回。',
    'refusal.erasure-file-shared': '有附件同时属于其他公开内容（{items}），请先处理那些内容，再删除。',
    'refusal.erasure-settled': '该提请已经确认或者撤回，不能再办。请刷新后查看。',
    'refusal.erasure-same-person': '提请人不能自己确认，请由另一位有权限的人员确认。',
    'refusal.erasure-words-differ': '与提请时所写的文字不一致，没有删除任何内容。请核对审批单后重写。',
    'refusal.erasure-changed': '提请之后内容或附件有了变化，没有删除任何内容。请撤回后重新提请。',
  },
  en: {
    'permission.publication.erase': 'Erase published personal data',
    'refusal.erasure-nothing-named': 'Write the words to erase, or choose attachments to remove.',
    'refusal.erasure-word-short': 'Each word needs two characters at least, spaces and hyphens not counted.',
    'refusal.erasure-nothing-found': 'The words were not found. Check that they read exactly as published.',
    'refusal.erasure-under-way':
      'An erasure of this item waits for a second person. Confirm or take that one back first.',
    'refusal.erasure-file-shared':
      'An attachment also belongs to other published items ({items}). Settle those first.',
    'refusal.erasure-settled': 'This was confirmed or taken back already. Refresh to see.',
    'refusal.erasure-same-person': 'Whoever asked cannot confirm. Another authorised person has to.',
    'refusal.erasure-words-differ':
      'These are not the words that were asked for; nothing was erased. Check the decision and write them again.',
    'refusal.erasure-changed':
      'The text or its files have changed since; nothing was erased. Take it back and ask again.',
  },
});
