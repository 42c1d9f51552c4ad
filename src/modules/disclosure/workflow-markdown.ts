import type { Translate } from '#platform/i18n';
import { type MoveRule, ruleOf } from './domain/index.ts';
import { type Move, moveNames, type RevisionState, revisionStates } from './words.ts';

const who: Readonly<Record<MoveRule['who'], string>> = {
  drafter: '承办人 · handler of the unit',
  stepHolder:
    '该环节职责的持有人，且未经手本版 · holder of the step’s role where the case stands, without an earlier hand',
  stepSigner: '同上，或批后加签的同志 · the same, or an added signer who speaks after the decision',
  asked: '被请加签的同志，且未经手本版 · who was asked for an opinion, without an earlier hand',
  requester: '提出加签的同志，或同一职责的同志 · who asked for the opinion, or a holder of the asking role',
  claimant: '签收人 · whoever claimed the step',
  proposer: '提出人 · the proposer, or for whom it was proposed',
  stopper: '提出人或审批人 · the proposer, or an approver where it was approved',
  scheduler:
    '审批人，且批准前未经手本版 · an approver where it was approved, without a hand before the approval',
  afterReviewer:
    '被跳过环节职责的持有人，且未经手本版 · holder of the role of a skipped step, without an earlier hand',
  publication: '发布模块 · the publication room, never a person',
};

const conditions: Readonly<Record<MoveRule['conditions'][number], string>> = {
  everyStepHasAUnit: '每一环节都有办理单位 · every step has a unit',
  nextStepHasAUnit: '下一环节有办理单位 · the next step has a unit',
  notClaimedByAnother: '未被他人签收 · not claimed by another',
  notClaimedByMe: '本人尚未签收 · not yet claimed by the asker',
  noOpinionAwaited: '没有先要签署的意见未回 · no opinion is awaited that was asked for before deciding',
  noSignerAsked: '没有未办完的加签 · no added signer is open',
  fewSigners: '加签不超过五处 · at most five are asked',
  mayEscalate: '流程允许报批 · the process lets the step be sent up',
  hasSuperior: '有上级单位 · there is a superior',
  isLive: '是现行公开版本 · it is the live version',
  notWithdrawn: '未撤下 · it is no tombstone',
  nothingUnderWay: '没有另一版在办 · no other version is under way',
  isNewest: '是最新一版 · it is the newest version',
  mayBeUrgent: '公开、更正或澄清 · it puts out a text',
};

/**
 * The workflow as a page: the diagram and the table, printed from the same table that guards every move.
 * `docs/workflows/disclosure.md` is this text; a test compares them.
 * @param zh translator into Chinese, @param en into English
 */
export function workflowMarkdown(zh: Translate, en: Translate): string {
  return [
    '# 公开流程 · The order of disclosure',
    '',
    'Generated from the workflow table of the disclosure room; do not edit. 条例第十五条：提出—审核（保密审查）—审批—实施。',
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...revisionStates.map((state) => `  ${state}: ${zh(`disclosure.state.${state}`)} ${state}`),
    '  [*] --> draft',
    ...moveNames.flatMap((move) => arrows(move, zh)),
    '  superseded --> [*]',
    '```',
    '',
    'The diagram shows a case that goes through every kind of step. A process needs review, secrecy review and approval, in',
    'this order and without a condition; 风险评估, 合法性审查 and 会签 stand where its unit puts them, before the approval.',
    'A countersigned step (会签) goes on when every seat has signed; one refusal returns the case.',
    'Moves that change nothing of the state (修改, 签收, 改期 …) and those that open a new revision are in the table only.',
    '',
    '| Move 办理 | From 当前状态 | To 之后 | Who 谁 | And 并且 | Signed 签字 | Reason 理由 |',
    '|---|---|---|---|---|---|---|',
    ...moveNames.map((move) => row(move, zh, en)),
    '',
    '## 四眼 · Four eyes',
    '',
    'Whoever edited or proposed a revision, or decided one of its steps, decides no later step of it. Under delegation (代理) both the',
    'delegate and the principal count, on both sides. Countersigning and added signers (加签) are hands as well; passing a step on',
    '(转办), asking and taking back are none. The database refuses a second hand once more, below the program, and an approval',
    'or publication before every step of the case is signed on the very bytes.',
    '',
  ].join('\n');
}

function arrows(move: Move, zh: Translate): readonly string[] {
  if (beside.has(move)) return [];
  const rule = ruleOf(move);
  const name = zh(`disclosure.move.${move}`);
  return rule.from.flatMap((from) => targets(from, rule).map((to) => `  ${from} --> ${to}: ${name}`));
}

const nextOf: Partial<Record<RevisionState, readonly RevisionState[]>> = {
  draft: ['inReview'],
  inReview: ['inRiskAssessment'],
  inRiskAssessment: ['inLegality'],
  inLegality: ['inSecrecyReview'],
  inSecrecyReview: ['inCountersign'],
  inCountersign: ['inApproval'],
  inApproval: ['approved'],
  escalated: ['approved'],
};

/** Moves that lead on only when they were the last awaited: drawn with the signatures they follow. */
const beside: ReadonlySet<Move> = new Set(['giveOpinion', 'withdrawSigner']);

function targets(from: RevisionState, rule: MoveRule): readonly RevisionState[] {
  if (rule.to === 'same') return [];
  if (rule.to === 'lastStep') return ['inApproval'];
  return rule.to === 'nextStep' ? (nextOf[from] ?? []) : [rule.to];
}

function row(move: Move, zh: Translate, en: Translate): string {
  const rule = ruleOf(move);
  const states = rule.from.map((state) => zh(`disclosure.state.${state}`)).join('、');
  const cells = [
    `${zh(`disclosure.move.${move}`)} ${en(`disclosure.move.${move}`)} \`${move}\``,
    states,
    targetWords(rule, zh),
    who[rule.who],
    rule.conditions.map((one) => conditions[one]).join('；') || '—',
    rule.signed ? '✓' : '',
    rule.reason ? '✓' : '',
  ];
  return `| ${cells.join(' | ')} |`;
}

function targetWords(rule: MoveRule, zh: Translate): string {
  if (rule.opens !== null) {
    return rule.opens === 'samePurpose'
      ? '新草稿 · a new draft'
      : `新草稿（${zh(`disclosure.purpose.${rule.opens}`)}）· a new draft`;
  }
  if (rule.to === 'same') return '不变 · the same';
  if (rule.to === 'lastStep') return '最后一道审批 · the last approval';
  if (rule.to === 'nextStep')
    return '下一环节（会签、加签全部签完后）；最后一环节后为待发布 · the next step once no signature is awaited, approved after the last';
  return zh(`disclosure.state.${rule.to}`);
}
