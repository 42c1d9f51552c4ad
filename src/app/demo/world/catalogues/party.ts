import type { WorldRow } from '../types.ts';
import { rowsOf } from './row.ts';

const regulation = '《中国共产党党务公开条例（试行）》';
const web = ['门户网站党务公开专栏', '公开栏'];
const inside = ['会议通报', '公开栏'];

export const committeeRows: readonly WorldRow[] = rowsOf(
  { affairs: 'party', basis: regulation, department: '区委办公室', carriers: web },
  [
    [
      'work',
      '党的领导',
      '年度工作要点和贯彻上级决策部署情况',
      '部署、举措、责任分工、落实进展',
      'society',
      'prompt20',
      'deployment',
    ],
    [
      'livelihood',
      '党的领导',
      '民生实事项目办理情况',
      '项目清单、责任单位、进度、结果',
      'society',
      'quarterly',
      'projects',
    ],
    [
      'plenum',
      '党的领导',
      '全委会、常委会会议议定事项',
      '可以公开的议题、决定、执行要求',
      'society',
      'monthly',
      'minutes',
    ],
    [
      'structure',
      '党的组织',
      '组织职能、机构和领导分工',
      '职责、内设机构、分工、联系方式',
      'society',
      'standing',
      'functions',
    ],
    [
      'catalogue',
      '党的建设',
      '党务公开目录及调整情况',
      '目录、调整说明、报备回执',
      'society',
      'january',
      'catalogueNotice',
    ],
    [
      'report',
      '党的建设',
      '年度党务公开情况通报',
      '公开件数、督查情况、存在问题、整改',
      'unit',
      'january',
      'annualReport',
    ],
    [
      'consult',
      '民主参与',
      '重大决策征求意见',
      '决策草案、期限、方式、采纳情况',
      'society',
      'staged',
      'consultation',
      { stages: true },
    ],
    [
      'observe',
      '民主参与',
      '党代表列席和党员旁听党委会议',
      '议题、名额、报名办法、名单',
      'wholeParty',
      'prompt5',
      'study',
    ],
    [
      'strict',
      '党的建设',
      '落实全面从严治党主体责任情况',
      '责任清单、措施、问题整改',
      'unit',
      'halfYearly',
      'conduct',
    ],
  ],
);

export const disciplineRows: readonly WorldRow[] = rowsOf(
  { affairs: 'party', basis: regulation, department: '区纪委办公室', carriers: web },
  [
    [
      'cases',
      '党风廉政',
      '查处违反中央八项规定精神问题',
      '件数、类型、处理情况',
      'society',
      'monthly',
      'cases',
    ],
    [
      'lesson',
      '党风廉政',
      '警示教育和纪律教育',
      '主题、对象、典型案例',
      'wholeParty',
      'quarterly',
      'conduct',
    ],
    [
      'check',
      '党风廉政',
      '党务公开监督检查情况',
      '检查单位、发现问题、督办整改',
      'unit',
      'quarterly',
      'annualReport',
    ],
    [
      'office',
      '自身建设',
      '机构职能和举报渠道',
      '内设机构、职责、受理方式',
      'society',
      'standing',
      'functions',
    ],
  ],
);

export const partyDepartmentRows: readonly WorldRow[] = rowsOf(
  { affairs: 'party', basis: regulation, department: '办公室', carriers: web },
  [
    [
      'duty',
      '职能',
      '机构职能和办事流程',
      '职责、内设机构、流程、监督电话',
      'society',
      'standing',
      'functions',
    ],
    ['plan', '党的领导', '年度重点工作部署', '任务、分工、时限', 'society', 'prompt20', 'deployment'],
    ['study', '党的建设', '理论学习中心组学习', '专题、时间、交流题目', 'unit', 'monthly', 'study'],
    ['self', '党的建设', '自身建设和作风建设', '制度、培训、整改', 'unit', 'halfYearly', 'conduct'],
  ],
);

export const organisationRows: readonly WorldRow[] = rowsOf(
  { affairs: 'party', basis: '《党政领导干部选拔任用工作条例》', department: '干部科', carriers: web },
  [
    [
      'notice',
      '干部人事',
      '拟任职干部任前公示',
      '姓名、性别、现任职务、拟任职务、公示期',
      'society',
      'staged',
      'appointment',
    ],
    [
      'grassroots',
      '组织建设',
      '基层党组织设置和整顿',
      '设置、达标、整顿情况',
      'unit',
      'halfYearly',
      'annualReport',
    ],
    ['select', '干部人事', '公开遴选和招录', '职位、条件、程序、结果', 'society', 'prompt7', 'recruitment'],
  ],
);

export const publicityRows: readonly WorldRow[] = rowsOf(
  {
    affairs: 'party',
    basis: regulation,
    department: '新闻科',
    carriers: ['门户网站', '新闻发布会', '政务新媒体'],
  },
  [
    ['spokes', '舆论引导', '新闻发言人和例行发布安排', '发言人名单、发布计划', 'society', 'monthly', 'guide'],
    ['clarify', '舆论引导', '不实信息澄清', '事项、澄清内容、来源', 'society', 'prompt3', 'interpretation'],
  ],
);

export const partyGroupRows: readonly WorldRow[] = rowsOf(
  { affairs: 'party', basis: regulation, department: '办公室（机关党委）', carriers: inside },
  [
    [
      'major',
      '党的领导',
      '“三重一大”事项集体决策',
      '重大决策、项目安排、大额资金使用',
      'unit',
      'quarterly',
      'minutes',
      { stages: true },
    ],
    ['study', '党的建设', '理论学习中心组学习', '专题、时间、交流题目', 'unit', 'quarterly', 'study'],
    ['conduct', '党风廉政', '落实管党治党责任', '责任书、廉政教育、整改', 'unit', 'halfYearly', 'conduct'],
    ['structure', '党的组织', '党组成员和分工', '成员、分工、联系方式', 'society', 'standing', 'functions'],
  ],
);

export const townPartyRows: readonly WorldRow[] = rowsOf(
  { affairs: 'party', basis: regulation, department: '党政综合办公室', carriers: web },
  [
    [
      'projects',
      '党的领导',
      '重大民生实事办理情况',
      '项目、责任人、时限、完成情况',
      'society',
      'quarterly',
      'projects',
    ],
    ['minutes', '党的建设', '党委会议议定事项', '议题、决定、执行情况', 'unit', 'monthly', 'minutes'],
    ['cadres', '党的建设', '干部教育、管理和任免', '培训、考核、任免', 'unit', 'prompt5', 'appointment'],
    [
      'responsibility',
      '党的建设',
      '抓基层党建工作责任落实',
      '责任清单、述职评议结果',
      'unit',
      'january',
      'annualReport',
    ],
    [
      'expenses',
      '党风廉政',
      '公务接待、公务用车和培训支出',
      '分项金额、同比、说明',
      'society',
      'quarterly',
      'expenses',
    ],
    [
      'structure',
      '党的组织',
      '组织设置和领导分工',
      '班子成员、分工、联系方式',
      'society',
      'standing',
      'functions',
    ],
    [
      'develop',
      '党的建设',
      '发展党员公示',
      '发展对象基本情况、公示期、联系方式',
      'unit',
      'staged',
      'publicList',
    ],
  ],
);

export const branchRows: readonly WorldRow[] = rowsOf(
  {
    affairs: 'party',
    basis: '《中国共产党支部工作条例（试行）》',
    department: '党支部',
    carriers: ['党务公开栏', '党员大会'],
  },
  [
    ['meetings', '党的建设', '“三会一课”和主题党日', '次数、主题、到会率', 'unit', 'quarterly', 'meetings'],
    ['dues', '党的建设', '党费收缴、使用和管理', '应缴、实缴、上缴、使用', 'specific', 'quarterly', 'dues'],
    [
      'develop',
      '党的建设',
      '发展党员',
      '入党积极分子、发展对象、预备党员公示',
      'unit',
      'staged',
      'publicList',
    ],
    ['appraisal', '党的建设', '民主评议党员和组织生活会', '评议结果、整改清单', 'unit', 'march', 'appraisal'],
    [
      'structure',
      '党的组织',
      '组织设置和委员分工',
      '委员、职责、联系方式',
      'society',
      'standing',
      'functions',
    ],
  ],
);
