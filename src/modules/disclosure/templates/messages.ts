import { defineMessages } from '#platform/i18n';

export const templateMessages = defineMessages({
  'zh-CN': {
    'permission.disclosure.keep-templates': '管理公文模板和常用语',
    'audit.disclosure.template-create': '新建公文模板',
    'audit.disclosure.template-revise': '修改公文模板',
    'audit.disclosure.template-retire': '停用公文模板',
    'refusal.template-changed': '这份模板刚刚由他人改为第 {version} 版。请重新打开，在新版上修改。',
    'refusal.template-retired': '这份模板已经停用，不能再修改。',
    'refusal.template-empty': '模板还没有内容。请写好正文后再保存。',
    'refusal.template-unit-kind': '没有“{unitKind}”这一单位类别。请从列表中选择。',
    'refusal.template-image': '模板里不能放图片。图片属于具体的一件公开，请在起草时加入。',
    'refusal.template-too-many': '本单位在用的模板和常用语已有 {most} 条。请先停用不再使用的。',
  },
  en: {
    'permission.disclosure.keep-templates': 'keep templates and standard passages',
    'audit.disclosure.template-create': 'text template made',
    'audit.disclosure.template-revise': 'text template changed',
    'audit.disclosure.template-retire': 'text template taken out of use',
    'refusal.template-changed':
      'Somebody has just written version {version} of this template. Open it again and change that one.',
    'refusal.template-retired': 'This template is out of use and can no longer be changed.',
    'refusal.template-empty': 'The template has no text yet. Write it first, then save.',
    'refusal.template-unit-kind': 'There is no kind of unit “{unitKind}”. Choose one from the list.',
    'refusal.template-image':
      'A template cannot hold pictures: a picture belongs to one disclosure. Add it when you write that.',
    'refusal.template-too-many':
      'This unit has {most} templates and passages in use. Take those out of use that nobody needs first.',
  },
});
