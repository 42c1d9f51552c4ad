import { defineTexts } from '#ui/office';

/** The few words of the home page; the room's other texts are loaded with its screens. */
export const todayTexts = defineTexts({
  'zh-CN': {
    mine: '件等你处理',
    late: '件已逾期',
    dueSoon: '件三日内到期',
    returned: '件退回给你修改',
    drafts: '份草稿未提交',
    all: '全部',
    untitled: '（未拟标题）',
    open: '查看',
    drop: '松开即可拟制公开：Word 作为正文，其他文件作为附件',
  },
  en: {
    mine: 'waiting for you',
    late: 'late',
    dueSoon: 'due in three days',
    returned: 'returned to you for revision',
    drafts: 'drafts not submitted',
    all: 'All',
    untitled: '(no title yet)',
    open: 'Open',
    drop: 'Let go to begin a disclosure: Word becomes the text, other files attachments',
  },
});
