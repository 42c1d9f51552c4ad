import { type Day, written } from '../dates.ts';
import { personName } from '../names.ts';
import type { Chance } from '../prng.ts';
import type { WorldRow, WorldUnit } from '../types.ts';

/** What a grammar knows when it writes one document. */
export type Writing = {
  readonly unit: WorldUnit;
  /** How the unit calls itself inside a sentence: 我村, 我局. */
  readonly we: string;
  readonly row: WorldRow;
  readonly chance: Chance;
  /** 成文日期 */
  readonly day: Day;
  /** The time it speaks of: 2026年第二季度, or the month of the day. */
  readonly label: string;
  readonly from: Day;
  readonly to: Day;
};

export type Written = {
  readonly title: string;
  readonly body: string;
  readonly keywords: readonly string[];
  /** Header and rows of the main table, for a table attachment. */
  readonly table: readonly (readonly string[])[] | null;
};

export type Writer = (writing: Writing) => Written;

export function paragraphs(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join('\n\n');
}

/** A table as Markdown; cells hold no bars. */
export function table(rows: readonly (readonly string[])[]): string {
  const [head, ...rest] = rows;
  if (head === undefined) return '';
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rest.map(line)].join('\n');
}

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** Sections 一、二、三、 with their texts. */
export function sections(parts: readonly (readonly [heading: string, text: string])[]): string {
  return parts.map(([heading, text], i) => `## ${numerals[i] ?? i + 1}、${heading}\n\n${text}`).join('\n\n');
}

export function numbered(items: readonly string[]): string {
  return items.map((item, i) => `${i + 1}. ${item}`).join('\n');
}

/** 1,234.50: money in yuan, as a finance table prints it. */
export function yuan(cents: number): string {
  const [whole = '0', part = '00'] = (cents / 100).toFixed(2).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${part}`;
}

/** Tenths of 万元 with two decimals. */
export function wan(amount: number): string {
  return amount.toFixed(2);
}

export function amount(chance: Chance, low: number, high: number): number {
  return Math.round((low + chance.next() * (high - low)) * 100);
}

export function people(chance: Chance, count: number): string[] {
  return Array.from({ length: count }, () => personName(chance));
}

/** `青坪村村委会2026年第二季度财务收支`, without saying 年度 twice. */
export function about(writing: Writing): string {
  const { unit, label, row } = writing;
  return `${unit.shortName}${label}${label.endsWith('年度') ? row.item.replace(/^年度/, '') : row.item}`;
}

/** Signature block: the organ and the date, as the end of an official document. */
export function signed(writing: Writing): string {
  return `${writing.unit.name}\n\n${written(writing.day)}`;
}

/** Where to ask; the organ's own telephone, which is meant to be seen. */
export function contact(writing: Writing): string {
  const { chance, unit, row } = writing;
  return chance.pick([
    `如有疑问，请向${row.department}咨询，办公电话：${unit.phone}，地址：${unit.address}。`,
    `意见建议可在工作时间到${unit.address}当面反映，或拨打${unit.phone}，我们将登记并答复。`,
    `联系部门：${row.department}；联系电话：${unit.phone}。欢迎党员群众监督。`,
  ]);
}

export function opening(writing: Writing): string {
  const { chance, row, we } = writing;
  return chance.pick([
    `按照${row.basis}和公开目录的要求，现将${we}${row.item}公开如下。`,
    `根据${row.basis}有关规定，经审核、保密审查和审批，现就${row.item}予以公开，请监督。`,
    `为保障党员群众的知情权、参与权和监督权，${we}对${row.item}进行了梳理，现公布如下。`,
    `依照公开目录“${row.matter}”类事项的时限要求，现将${row.item}有关内容公开。`,
  ]);
}

const measures = [
  '明确牵头领导和具体责任人，事项到岗、责任到人',
  '建立工作台账，完成一项、销号一项',
  '每月调度一次进展，对滞后事项发出提醒',
  '充分听取党员群众意见，能够马上解决的当场答复',
  '与村（居）务公开同步安排，避免重复报送',
  '把工作做到一线，下沉走访并记录问题',
  '严格执行请示报告制度，超出权限的按程序报批',
  '加强业务培训，提高经办人员政策水平',
  '注意保护个人信息，公开前逐项审查',
  '对进展情况定期回头看，防止问题反弹',
  '统筹使用现有场地和设备，不搞重复建设',
  '结果向党员群众公布，接受评议',
];

export function someMeasures(chance: Chance, count: number): string[] {
  return chance.some(measures, count);
}

/** A closing sentence that looks forward. */
export function nextSteps(writing: Writing): string {
  const { chance, we } = writing;
  const [first = '', second = ''] = someMeasures(chance, 2);
  return chance.pick([
    `下一步，${we}将${first}，${second}，确保各项任务按期完成。`,
    `针对存在的不足，${we}将重点做好两项工作：一是${first}；二是${second}。`,
    `今后，${we}将继续${first}；同时${second}。`,
  ]);
}
