import { defineMessages } from '#platform/i18n';

export const webhookMessages = defineMessages({
  'zh-CN': {
    'channel.webhooks': '对接系统',
    'permission.carriers.run-webhooks': '登记、停用对接系统',
    'refusal.webhook-address-wrong':
      '接收地址应以 https:// 开头，不含用户名、密码和 # 之后的部分。请改正后重新提交。',
    'refusal.webhook-address-private':
      '接收地址在本机或内部网络中，不能使用。确需使用的，请系统管理员设置 GONGKAI_WEBHOOK_PRIVATE=1。',
    'refusal.webhook-changed': '这个对接系统刚被别人改过。请刷新后重新修改。',
    'refusal.webhook-not-active': '对接系统已停用。',
    'audit.carriers.webhook-create': '登记对接系统',
    'audit.carriers.webhook-change': '修改对接系统',
    'audit.carriers.webhook-secret': '更换对接系统密钥',
    'audit.carriers.webhook-active': '恢复对接系统',
    'audit.carriers.webhook-disabled': '停用对接系统',
    'audit.carriers.webhook-removed': '删除对接系统',
  },
  en: {
    'channel.webhooks': 'Partner systems',
    'permission.carriers.run-webhooks': 'Register and stop partner systems',
    'refusal.webhook-address-wrong':
      'The address must begin with https:// and hold no user name, password or fragment. Correct it and send it again.',
    'refusal.webhook-address-private':
      'The address lies on this machine or in a closed network. Where that is wanted, the administrator sets GONGKAI_WEBHOOK_PRIVATE=1.',
    'refusal.webhook-changed': 'Somebody has just changed this partner. Reload and change it again.',
    'refusal.webhook-not-active': 'The partner is stopped.',
    'audit.carriers.webhook-create': 'partner system registered',
    'audit.carriers.webhook-change': 'partner system changed',
    'audit.carriers.webhook-secret': 'secret of a partner system changed',
    'audit.carriers.webhook-active': 'partner system started again',
    'audit.carriers.webhook-disabled': 'partner system stopped',
    'audit.carriers.webhook-removed': 'partner system removed',
  },
});
