import type { WorldRow } from '../types.ts';
import { rowsOf } from './row.ts';

const carriers = ['村务公开栏', '门户网站村务公开专栏'];

export const villageRows: readonly WorldRow[] = rowsOf(
  { affairs: 'village', basis: '《中华人民共和国村民委员会组织法》', department: '村民委员会', carriers },
  [
    [
      'finance',
      '财务',
      '村级财务收支明细',
      '收入、支出逐项逐笔，经手人、证明人、审批人',
      'society',
      'quarterly',
      'villageFinance',
    ],
    [
      'assets',
      '资产资源',
      '集体资产资源发包和收益',
      '台账、合同、收益、使用',
      'society',
      'halfYearly',
      'assets',
    ],
    [
      'subsidies',
      '惠民政策',
      '涉农补贴发放情况',
      '补贴项目、标准、户数、金额',
      'society',
      'quarterly',
      'subsidies',
    ],
    [
      'assistance',
      '惠民政策',
      '低保、救助、慰问对象',
      '对象、类别、金额（隐去个人信息）',
      'society',
      'quarterly',
      'assistance',
    ],
    [
      'works',
      '建设',
      '村级公益事业和工程项目',
      '立项、承包方、进度、验收',
      'society',
      'staged',
      'projects',
      { stages: true },
    ],
    [
      'resolution',
      '民主决策',
      '村民会议、村民代表会议决议',
      '议题、表决、决议、执行',
      'society',
      'prompt5',
      'minutes',
    ],
    ['charter', '制度', '村规民约和办事指南', '章程、制度、流程', 'society', 'standing', 'guide'],
  ],
);

export const communityRows: readonly WorldRow[] = rowsOf(
  {
    affairs: 'village',
    basis: '《中华人民共和国城市居民委员会组织法》',
    department: '居民委员会',
    carriers: ['居务公开栏', '门户网站居务公开专栏'],
  },
  [
    ['finance', '财务', '居委会经费收支', '来源、支出、结余', 'society', 'quarterly', 'expenses'],
    ['service', '服务', '社区服务和公益金项目', '项目、金额、参与人数', 'society', 'quarterly', 'projects'],
    [
      'assistance',
      '惠民政策',
      '低保、救助、高龄津贴对象',
      '对象、类别、金额（隐去个人信息）',
      'society',
      'quarterly',
      'assistance',
    ],
    ['resolution', '民主决策', '居民会议决议', '议题、表决、决议、执行', 'society', 'prompt5', 'minutes'],
    ['guide', '制度', '居民公约和办事指南', '公约、事项、流程', 'society', 'standing', 'guide'],
  ],
);
