import { addDays, at, type Day, isWeekend } from './dates.ts';
import { type Body, handKey } from './people.ts';
import { type Chance, chanceOf } from './prng.ts';
import type { Fate, WorldStep } from './types.ts';

const opinions: Readonly<Record<'propose' | 'review' | 'secrecy' | 'approve', readonly string[]>> = {
  propose: ['拟按目录公开，请审核。', '材料已核对，提请审核。', '内容与台账一致，提出公开。'],
  review: [
    '内容真实、数据与台账相符，同意。',
    '必要性、准确性已审核，同意报保密审查。',
    '已核对附件和正文，同意。',
    '格式规范，同意。',
  ],
  secrecy: [
    '经审查，不涉及国家秘密和工作秘密，个人信息已隐去，同意公开。',
    '未发现涉密内容，同意公开。',
    '名单已作隐名处理，同意。',
  ],
  approve: ['同意公开。', '同意，按时限公开。', '同意。请做好公开后的意见收集。'],
};

/** Four different people: who drafts, reviews, checks for secrets and approves for this house. */
export type Hands = {
  readonly handler: string;
  readonly reviewer: string;
  readonly secrecyReviewer: string;
  readonly approver: string;
  /** Approver of the house above, for what goes beyond one's own authority. */
  readonly superior: string;
};

/** Villages and institutions lean on their chief's secrecy reviewer. */
export function handsOf(seed: number, body: Body): Hands {
  const leaning = /^(village|community|school|hospital|enterprise|association)/.test(
    body.units[0]?.family ?? '',
  );
  const twoHandlers = !leaning;
  const number = twoHandlers && chanceOf(seed, 'hand', body.code).is(0.5) ? 2 : 1;
  return {
    handler: handKey(body.code, 'handler', number),
    reviewer: handKey(body.code, 'reviewer'),
    secrecyReviewer: handKey(leaning ? body.chief : body.code, 'secrecyReviewer'),
    approver: handKey(body.code, 'approver'),
    superior: handKey(leaning ? body.chief : `${body.district}-QWB`, 'approver'),
  };
}

/** Working days before a day, at most `count`, nearest last. */
function workdaysBefore(day: Day, count: number): Day[] {
  const found: Day[] = [];
  for (let back = day; found.length < count; back = addDays(back, -1))
    if (!isWeekend(back)) found.unshift(back);
  return found;
}

/** The whole order 提出—审核—保密审查—审批—发布, ending on `day`, in working hours and in order of time. */
export function fullOrder(chance: Chance, hands: Hands, day: Day): WorldStep[] {
  const [first = day, second = day, third = day] = workdaysBefore(day, 3);
  const minute = (): number => chance.int(0, 59);
  const approved = at(third, 14, minute());
  return [
    step('create', at(first, 9, minute()), hands.handler, ''),
    step('propose', at(first, 11, minute()), hands.handler, chance.pick(opinions.propose)),
    step('review', at(second, 9, minute()), hands.reviewer, chance.pick(opinions.review)),
    step('secrecy', at(second, 15, minute()), hands.secrecyReviewer, chance.pick(opinions.secrecy)),
    step('approve', approved, hands.approver, chance.pick(opinions.approve)),
    step('publish', new Date(approved.getTime() + 60_000), hands.approver, ''),
  ];
}

function step(act: WorldStep['act'], moment: Date, by: string, opinion: string): WorldStep {
  return { act, at: moment, by, opinion };
}

const reasons = {
  correct: ['个别数据录入有误，予以更正。', '附件漏列一项，补充后重新公开。', '日期书写错误，更正。'],
  withdraw: ['内容与其他公开事项重复，撤下。', '事项经复核需重新公示，撤下原公示。'],
  repeal: ['新文件已印发，本文件同时废止。', '清理后不再执行，予以废止。'],
  return: ['请补充资金来源和结余数后再报。', '附件与正文数字不一致，请核对。', '公示名单请隐去个人信息。'],
  withhold: [
    '事项尚在研究过程中，公开可能影响决策，暂不公开。',
    '涉及人事管理的内部事务，依照规定不予公开。',
  ],
} as const;

export function reasonFor(chance: Chance, fate: Fate): string | null {
  switch (fate) {
    case 'corrected':
      return chance.pick(reasons.correct);
    case 'withdrawn':
      return chance.pick(reasons.withdraw);
    case 'repealed':
      return chance.pick(reasons.repeal);
    case 'returned':
      return chance.pick(reasons.return);
    case 'withheld':
      return chance.pick(reasons.withhold);
    default:
      return null;
  }
}

/** How far the order went before the story stops. */
const lengthOf: Partial<Record<Fate, number>> = {
  draft: 1,
  inReview: 2,
  inSecrecyReview: 3,
  inApproval: 4,
  returned: 2,
  escalated: 4,
  scheduled: 5,
};

/**
 * All steps of a dossier with this fate.
 * @param day the day of publication, or of the last step when it is still under way
 * @param today nothing happens after it
 */
export function stepsOf(chance: Chance, hands: Hands, fate: Fate, day: Day, today: Day): WorldStep[] {
  const order = fullOrder(chance, hands, day);
  const reason = reasonFor(chance, fate) ?? '';
  if (fate === 'withheld') return [step('withhold', at(day, 10, chance.int(0, 59)), hands.approver, reason)];
  const length = lengthOf[fate];
  if (length !== undefined) {
    const kept = order.slice(0, length);
    const last = kept[kept.length - 1]?.at ?? at(day, 9, 0);
    const later = new Date(last.getTime() + 45 * 60_000);
    if (fate === 'returned') return [...kept, step('return', later, hands.reviewer, reason)];
    return fate === 'escalated'
      ? [...kept, step('escalate', later, hands.approver, '超出本级审批权限，按程序报批。')]
      : kept;
  }
  const act = { corrected: 'correct', withdrawn: 'withdraw', repealed: 'repeal' }[String(fate)] as
    | 'correct'
    | 'withdraw'
    | 'repeal'
    | undefined;
  const after = addDays(day, chance.int(6, 40));
  if (act === undefined || after >= today) return order;
  const again = fullOrder(chance, hands, isWeekend(after) ? addDays(after, 2) : after);
  const tail = again.slice(1).filter((one) => one.at < at(today, 0, 0));
  if (tail.length !== again.length - 1) return order;
  return [...order, step(act, again[0]?.at ?? at(after, 9, 0), hands.handler, reason), ...tail];
}
