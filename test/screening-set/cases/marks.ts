import type { Template } from '../template.ts';
import * as w from '../words.ts';

const body = '各村党支部：现将有关事项通知如下，请认真贯彻落实。';

/** Marks of secrecy where documents bear them, and the unit's own words (given by `unitTerms`). */
export const marks: readonly Template[] = [
  (c, hit) => [hit('secret_mark', `机密★${c.int(1, 20)}年`), `${w.county(c)}文件`, body],
  (_c, hit) => [hit('secret_mark', '绝密★30年'), '特急', body],
  (_c, hit) => [`${hit('secret_mark', '秘密★6个月')}　　平急`, body],
  (_c, hit) => [hit('secret_mark', '机 密 ★ 长 期').replace('长 期', '长期'), body],
  (_c, hit) => [hit('secret_mark', '秘密☆５年'), body],
  (_c, hit) => [`密级：${'秘密'}`].map((line) => hit('secret_mark', line)).concat(body),
  (_c, hit) => [body, `附件1 ${hit('secret_mark', '机密★')}`],
  (_c, hit) => ['工作方案', hit('secret_mark', '（秘密）'), body],
  (_c, hit) => [hit('secret_mark', '★机密'), body],
  (_c, hit) => [hit('secret_mark', '秘密★1年'), '转发电报', body],
  (_c, hit) => [hit('internal_mark', '内部资料　注意保存'), body],
  (_c, hit) => ['情况通报', hit('internal_mark', '（内部文件，不得外传）'), body],
  (_c, hit) => [body, hit('internal_mark', '仅供内部使用')],
  (_c, hit) => ['学习材料', hit('internal_mark', '内部材料 妥善保管'), body],
  (_c, hit) => [body, hit('internal_mark', '（此件不公开）')],
  (_c, hit) => [hit('internal_mark', '【内部参考】'), body],
  (c, hit) => [hit('copy_number', `份号：0000${c.int(10, 99)}`), '通知', body],
  (c, hit) => [hit('copy_number', `0000${c.int(10, 99)}`), '中共某镇委员会文件', body],
  (_c, hit) => [hit('copy_number', '份 号 000123'), body],
  (c, hit) => [hit('copy_number', `№0000${c.int(10, 99)}`), '工作简报', body],
  (_c, hit) => [`推进${hit('unit_term', '清溪计划')}试点，年内完成。`],
  (_c, hit) => [`${hit('wrong_word', '既使')}遇到困难，也要按期完成。`],
  (_c, hit) => [`围绕${hit('unit_term', '清溪计划')}，${hit('wrong_word', '布署')}下半年工作。`],
  (_c, hit) => ['各组长：', `${hit('wrong_word', '布署')}如下。`],
];

/** The lists a unit keeps (SCR-5); two words of each, so that the set does not depend on any built-in list. */
export const unitTerms = [
  { kind: 'unit_term', term: '清溪计划' },
  { kind: 'wrong_word', term: '既使', replacement: '即使' },
  { kind: 'wrong_word', term: '布署', replacement: '部署' },
] as const;
