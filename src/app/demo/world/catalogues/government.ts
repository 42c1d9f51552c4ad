import type { WorldRow } from '../types.ts';
import { rowsOf, type Short } from './row.ts';

const order = '《中华人民共和国政府信息公开条例》';
const carriers = ['政府网站', '政务服务中心', '政务新媒体'];

const common: readonly Short[] = [
  [
    'duty',
    '机构信息',
    '机构职能、设置和联系方式',
    '职能、内设机构、地址、电话、负责人',
    'society',
    'standing',
    'functions',
  ],
  ['plan', '工作动态', '年度重点工作安排', '任务、分工、时限', 'society', 'prompt20', 'deployment'],
  [
    'budget',
    '财政资金',
    '部门预算',
    '收支总表、三公经费、绩效目标、说明',
    'society',
    'budget',
    'budget',
    { basis: '《中华人民共和国预算法》' },
  ],
  [
    'accounts',
    '财政资金',
    '部门决算',
    '收支决算、三公经费、绩效评价、说明',
    'society',
    'budget',
    'finalAccounts',
    { basis: '《中华人民共和国预算法》' },
  ],
  [
    'report',
    '公开管理',
    '政府信息公开工作年度报告',
    '主动公开、依申请公开、问题和改进',
    'society',
    'january',
    'annualReport',
  ],
  ['policy', '政策文件', '政策文件及解读', '文件、背景、要点、解读', 'society', 'prompt20', 'interpretation'],
];

export const departmentRows: readonly WorldRow[] = rowsOf(
  { affairs: 'government', basis: order, department: '办公室', carriers },
  common,
);

export const governmentRows: readonly WorldRow[] = rowsOf(
  { affairs: 'government', basis: order, department: '政府办公室', carriers: ['政府网站', '政府公报'] },
  [
    ...common,
    ['executive', '决策公开', '政府常务会议议定事项', '议题、决定', 'society', 'monthly', 'minutes'],
    [
      'draft',
      '决策公开',
      '重大行政决策征求意见',
      '草案、期限、采纳情况',
      'society',
      'staged',
      'consultation',
      { stages: true },
    ],
    ['projects', '民生实事', '政府民生实事进展', '项目、责任单位、进度', 'society', 'quarterly', 'projects'],
  ],
);

/** What single bureaus add because of what they do. */
const topicShort: Readonly<Record<string, readonly Short[]>> = {
  education: [
    ['enrol', '义务教育', '招生方案和结果', '计划、范围、程序、结果', 'society', 'prompt20', 'enrolment'],
    ['aid', '义务教育', '学生资助情况', '项目、标准、人数、金额', 'society', 'halfYearly', 'subsidies'],
  ],
  finance: [
    ['debt', '财政资金', '政府采购和专项资金', '项目、金额、中标单位', 'society', 'quarterly', 'procurement'],
    ['assets', '国资监管', '国有资产经营情况', '资产、收益、重大事项', 'society', 'january', 'assets'],
  ],
  labour: [
    ['jobs', '就业创业', '就业补贴发放', '项目、标准、人数、金额', 'society', 'quarterly', 'subsidies'],
    [
      'recruit',
      '人事招录',
      '事业单位公开招聘',
      '岗位、条件、成绩、拟聘',
      'society',
      'prompt7',
      'recruitment',
    ],
  ],
  civilAffairs: [
    [
      'relief',
      '社会救助',
      '最低生活保障和特困供养',
      '标准、人数、金额',
      'society',
      'quarterly',
      'assistance',
    ],
    ['elder', '养老服务', '养老机构和补贴', '名单、标准、金额', 'society', 'prompt3', 'subsidies'],
  ],
  housing: [
    [
      'homes',
      '保障性住房',
      '分配公示和结果',
      '批次、条件、名单（隐去个人信息）',
      'society',
      'prompt20',
      'publicList',
    ],
    ['works', '重大建设项目', '在建项目进展', '项目、单位、进度、质量', 'society', 'quarterly', 'projects'],
  ],
  land: [
    ['acquire', '征地补偿', '征地公告和补偿方案', '范围、标准、安置', 'society', 'prompt5', 'consultation'],
  ],
  environment: [
    ['permit', '生态环境', '环境影响评价审批', '项目、结论、日期', 'society', 'decision7', 'permits'],
    ['penalty', '生态环境', '行政处罚', '当事人、事由、依据、结果', 'society', 'decision7', 'penalties'],
  ],
  market: [
    ['penalty', '食品药品监管', '行政处罚', '当事人、事由、依据、结果', 'society', 'decision7', 'penalties'],
    [
      'sample',
      '食品药品监管',
      '抽检信息',
      '批次、合格率、不合格处置',
      'society',
      'quarterly',
      'annualReport',
    ],
  ],
  cityManagement: [
    ['penalty', '城市综合执法', '行政处罚', '当事人、事由、依据、结果', 'society', 'decision7', 'penalties'],
  ],
  emergency: [
    ['alert', '安全生产', '预警和应急处置', '信息、影响、防范、咨询电话', 'society', 'prompt3', 'emergency'],
    [
      'inspect',
      '安全生产',
      '监督检查情况',
      '计划、企业数、隐患、整改',
      'society',
      'halfYearly',
      'annualReport',
    ],
  ],
  health: [
    [
      'fees',
      '医疗卫生',
      '医疗服务价格和质量',
      '项目、价格、监督电话',
      'society',
      'halfYearly',
      'medicalFees',
    ],
  ],
  agriculture: [
    [
      'support',
      '涉农补贴',
      '耕地地力保护补贴',
      '标准、面积、户数、金额',
      'society',
      'halfYearly',
      'subsidies',
    ],
    ['revival', '乡村振兴', '衔接资金项目', '项目、金额、进度、受益', 'society', 'quarterly', 'projects'],
  ],
  services: [['guide', '政务服务', '办事指南', '条件、材料、时限、地点', 'society', 'standing', 'guide']],
  transport: [
    [
      'works',
      '重大建设项目',
      '农村公路建设进展',
      '路段、里程、单位、进度',
      'society',
      'quarterly',
      'projects',
    ],
  ],
  water: [['alert', '救灾', '汛情和供水通告', '时间、范围、措施', 'society', 'prompt3', 'emergency']],
  audit: [['results', '审计监督', '审计结果公告', '项目、问题、整改', 'society', 'prompt20', 'annualReport']],
  petitions: [
    ['replies', '办理答复', '群众意见办理情况', '受理、办结、典型答复', 'society', 'monthly', 'feedback'],
  ],
};

export function topicRows(topic: string | null): WorldRow[] {
  const short = topicShort[topic ?? ''] ?? [];
  return rowsOf({ affairs: 'government', basis: order, department: '业务科室', carriers }, short);
}

export const townGovernmentRows: readonly WorldRow[] = rowsOf(
  {
    affairs: 'government',
    basis: order,
    department: '党政综合办公室',
    carriers: ['政府网站', '政务公开栏', '便民服务中心'],
  },
  [
    [
      'duty',
      '机构信息',
      '机构职能和办事机构',
      '职能、办公室、地址、电话',
      'society',
      'standing',
      'functions',
    ],
    [
      'budget',
      '财政资金',
      '预算决算',
      '收支、三公经费、说明',
      'society',
      'budget',
      'budget',
      { basis: '《中华人民共和国预算法》' },
    ],
    [
      'relief',
      '社会救助',
      '低保、特困、临时救助',
      '标准、对象（隐去个人信息）、金额',
      'society',
      'quarterly',
      'assistance',
    ],
    ['farm', '涉农补贴', '惠农补贴发放', '项目、标准、户数、金额', 'society', 'quarterly', 'subsidies'],
    ['homestead', '宅基地', '宅基地审批结果', '申请户、面积、批准日期', 'society', 'prompt20', 'permits'],
    ['works', '重大建设项目', '辖区建设项目', '项目、单位、进度', 'society', 'quarterly', 'projects'],
    ['alert', '应急管理', '防汛防火和应急通告', '时间、范围、措施、电话', 'society', 'prompt3', 'emergency'],
    [
      'report',
      '公开管理',
      '政府信息公开工作年度报告',
      '主动公开、依申请公开、改进',
      'society',
      'january',
      'annualReport',
    ],
  ],
);
