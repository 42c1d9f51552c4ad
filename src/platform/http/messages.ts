import { defineMessages } from '#platform/i18n';

export const httpMessages = defineMessages({
  'zh-CN': {
    'refusal.sign-in-required': '请先登录，然后再试。',
    'refusal.not-permitted':
      '您的角色不能办理此事（所需权限：{permission}）。如确有需要，请与本单位管理员联系。',
    'refusal.not-found': '没有找到。可能地址有误，或者您无权查看。',
    'refusal.invalid-input': '提交的内容有误，请按提示更正后再试。',
    'refusal.unstorable-text': '内容中有无法保存的字符（{field}），请删除后再试。',
    'refusal.body-not-utf8': '提交的内容不是 UTF-8 编码，请转换编码后再试。',
    'refusal.body-not-json': '提交的内容不是正确的 JSON。',
    'refusal.body-too-deep': '提交的内容嵌套过深，最多 {most} 层。',
    'refusal.body-too-large': '提交的内容过大。',
    'refusal.wrong-content-type': '提交内容的类型不对，应为 {expected}。',
    'refusal.bad-address': '地址有误，请检查后再试。',
    'refusal.cross-site': '此请求来自其他网站，已拒绝。请在本系统内操作。',
    'refusal.upload-too-large': '文件过大，最大 {megabytes} MB。',
    'refusal.upload-empty': '文件是空的，请重新选择。',
    'refusal.upload-name-missing': '缺少文件名。',
    'refusal.no-decision': '系统没有为此操作作出权限判断，已按拒绝处理，并已记录。',
    'refusal.too-many-requests': '操作过于频繁，请稍后再试。',
    'fault.internal': '系统出了问题，没有保存任何内容。请稍后再试；如仍不行，请把编号 {request} 告诉管理员。',
  },
  en: {
    'refusal.sign-in-required': 'Sign in first, then try again.',
    'refusal.not-permitted':
      'Your roles do not allow this (needs: {permission}). Ask the administrator of your unit if you need it.',
    'refusal.not-found': 'Not found. The address may be wrong, or you may not see it.',
    'refusal.invalid-input': 'Something in the input is not right. Mend the marked fields and try again.',
    'refusal.unstorable-text':
      'The text has characters that cannot be stored ({field}). Remove them and try again.',
    'refusal.body-not-utf8': 'The content is not UTF-8. Convert it and try again.',
    'refusal.body-not-json': 'The content is not valid JSON.',
    'refusal.body-too-deep': 'The content is nested too deeply; at most {most} levels.',
    'refusal.body-too-large': 'The content is too large.',
    'refusal.wrong-content-type': 'Wrong content type; {expected} is expected.',
    'refusal.bad-address': 'This address is malformed. Check it and try again.',
    'refusal.cross-site':
      'This request comes from another site and was refused. Act from within this system.',
    'refusal.upload-too-large': 'The file is too large; at most {megabytes} MB.',
    'refusal.upload-empty': 'The file is empty. Choose another.',
    'refusal.upload-name-missing': 'The file name is missing.',
    'refusal.no-decision':
      'No permission decision was recorded for this action, so it was refused and noted.',
    'refusal.too-many-requests': 'Too many requests. Try again in a while.',
    'fault.internal':
      'Something went wrong on our side; nothing was saved. Try again later, or give the administrator number {request}.',
  },
});
