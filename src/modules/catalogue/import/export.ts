import { type Value, writeCsv, writeXlsx } from '#platform/tabular';
import type { ItemFields } from '../forms/catalogue.ts';

/** The columns of an exported catalogue. The headings are data that the import reads back, and so in Chinese always. */
const columns: readonly {
  readonly heading: string;
  readonly width: number;
  readonly of: (fields: ItemFields) => string;
}[] = [
  // A dash: the matter really has no first level, and is not to be filled from the row above.
  { heading: '一级事项', width: 16, of: (f) => (f.matter1 === '' && f.matter2 !== '' ? '—' : f.matter1) },
  { heading: '二级事项', width: 24, of: (f) => f.matter2 },
  { heading: '公开内容(要素)', width: 40, of: (f) => f.content },
  { heading: '公开依据', width: 30, of: (f) => f.basis },
  { heading: '公开时限', width: 24, of: (f) => f.timeLimit },
  { heading: '公开主体', width: 18, of: (f) => f.responsible },
  { heading: '公开渠道和载体', width: 24, of: (f) => f.carriers.map((name) => `■${name}`).join(' ') },
  { heading: '公开对象', width: 14, of: (f) => f.audience },
  { heading: '公开方式', width: 10, of: (f) => (f.mode === 'proactive' ? '主动' : '依申请') },
  { heading: '公开层级', width: 10, of: (f) => f.adminLevel },
  { heading: '公开范围', width: 20, of: (f) => scopeWords[f.scope] },
  { heading: '公开阶段', width: 12, of: (f) => f.stages.map((stage) => stageWords[stage]).join('、') },
  { heading: '时限类型', width: 8, of: (f) => timeWords[f.timeKind] },
  { heading: '保管期限', width: 8, of: (f) => retentionWords[f.retention] },
  { heading: '备注', width: 20, of: (f) => f.note },
];

const scopeWords: Readonly<Record<ItemFields['scope'], string>> = {
  society: '向社会公开',
  wholeParty: '在全党公开',
  unit: '在本地区、本部门、本单位公开',
  specific: '对特定党的组织、党员和群众公开',
};
const stageWords: Readonly<Record<ItemFields['stages'][number], string>> = {
  before: '事前',
  decision: '决策',
  result: '结果',
};
const timeWords: Readonly<Record<ItemFields['timeKind'], string>> = {
  standing: '长期',
  periodic: '定期',
  staged: '逐段',
  prompt: '及时',
};
const retentionWords: Readonly<Record<ItemFields['retention'], string>> = {
  permanent: '永久',
  years30: '30年',
  years10: '10年',
};

/** A catalogue as a file that the import reads back without a change. */
export function exportCatalogue(title: string, rows: readonly ItemFields[], format: 'csv' | 'xlsx'): Buffer {
  const heading = ['序号', ...columns.map((column) => column.heading)];
  const values: Value[][] = rows.map((fields, index) => [
    index + 1,
    ...columns.map((column) => column.of(fields)),
  ]);
  return format === 'csv'
    ? writeCsv(heading, values)
    : writeXlsx([{ name: title, heading, rows: values, widths: [6, ...columns.map(({ width }) => width)] }]);
}
