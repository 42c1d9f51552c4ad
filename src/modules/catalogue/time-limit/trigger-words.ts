import type { Trigger } from './vocabulary.ts';

/**
 * Which event a sentence speaks of. First match wins, so the special stands before the general:
 * 行政处罚决定形成之日 is the decision, not the forming of information.
 */
const table: readonly (readonly [RegExp, Trigger])[] = [
  [/收到征求意见/u, 'CONSULTATION_RECEIVED'],
  [/收到(?:申诉|异议|意见|投诉)|答复|解答|重新公布/u, 'OBJECTION_RECEIVED'],
  [/收到申请|受理申请|决定是否公开|回应/u, 'REQUEST_RECEIVED'],
  [/通知(?:书)?(?:送达)?之日/u, 'NOTICE'],
  [/行政许可|行政处罚|处罚决定|行政决定|许可\/处罚|许可、处罚/u, 'ADMIN_DECISION'],
  [/(?:预算|决算)?批复(?:之日)?(?:起|后)/u, 'DEPT_BUDGET_APPROVED'],
  [/批准(?:之日)?(?:起|后)/u, 'NPC_APPROVAL'],
  [/调查(?:结束|完成)/u, 'SURVEY_DONE'],
  [/分配结果(?:确定|产生)/u, 'ALLOCATION_FIXED'],
  [/会后|会议结束/u, 'MEETING_DAY'],
  [/决策(?:作出|形成)|作出(?:重大)?决策|决定作出/u, 'DECISION_MADE'],
  [/(?:制定|获取|出台)[^,;]*政策之日/u, 'POLICY_OBTAINED'],
  [/(?=.*(?:获取|下发至))(?=.*(?:形成|产生))/u, 'INFO_OBTAINED_FORMED_OR_CHANGED'],
  [/(?:信息)?(?:获取|下发至)|制定[^,;]*信息之日/u, 'INFO_OBTAINED'],
  [/(?=.*(?:形成|产生|制作))(?=.*变更)/u, 'INFO_FORMED_OR_CHANGED'],
  [/形成|产生|制作完成/u, 'INFO_FORMED'],
  [/进展/u, 'PROGRESS'],
  [/发生变(?:更|化|动)|变更|变动|动态(?:调整|更新)/u, 'ON_CHANGE'],
  [/事项发生|重大事项|临时性|应急|突发|视情况|实际情况|发布公告|随时/u, 'EVENT'],
];

export function triggerOf(sentence: string): Trigger | undefined {
  return table.find(([pattern]) => pattern.test(sentence))?.[1];
}
