import type { WorldRow } from '../types.ts';
import { rowsOf } from './row.ts';

export const schoolRows: readonly WorldRow[] = rowsOf(
  {
    affairs: 'school',
    basis: '《公共企事业单位信息公开规定制定办法》',
    department: '校长办公室',
    carriers: ['校务公开栏', '校园网'],
  },
  [
    ['enrol', '招生', '招生计划和结果', '计划、范围、办法、结果', 'society', 'prompt20', 'enrolment'],
    ['fees', '收费', '收费项目和标准', '项目、标准、依据、监督电话', 'society', 'halfYearly', 'fees'],
    ['canteen', '后勤', '食堂收支和膳食', '收支、带量食谱、供应商', 'specific', 'monthly', 'canteen'],
    ['staff', '人事', '评优评先和职称推荐', '条件、名单、公示期', 'unit', 'staged', 'publicList'],
    ['about', '概况', '学校概况和办学制度', '章程、班子、联系方式', 'society', 'standing', 'functions'],
  ],
);

export const hospitalRows: readonly WorldRow[] = rowsOf(
  {
    affairs: 'hospital',
    basis: '《医疗卫生机构信息公开管理办法》',
    department: '院务公开办公室',
    carriers: ['院务公开栏', '自助查询机'],
  },
  [
    ['fees', '服务价格', '医疗服务和药品价格', '项目、价格、医保类别', 'society', 'quarterly', 'medicalFees'],
    ['ethics', '行风', '行风建设和投诉处理', '投诉、办结、表彰', 'society', 'quarterly', 'medicalEthics'],
    ['buy', '采购', '药品、设备采购', '项目、方式、成交单位、金额', 'society', 'prompt20', 'procurement'],
    ['staff', '人事', '岗位聘用公示', '岗位、条件、名单', 'unit', 'staged', 'publicList'],
    ['about', '概况', '机构概况和就诊指南', '科室、流程、电话', 'society', 'standing', 'guide'],
  ],
);

export const enterpriseRows: readonly WorldRow[] = rowsOf(
  {
    affairs: 'factory',
    basis: '《企业民主管理规定》',
    department: '综合管理部',
    carriers: ['厂务公开栏', '职工大会'],
  },
  [
    [
      'major',
      '经营管理',
      '“三重一大”决策执行',
      '事项、决策、执行',
      'unit',
      'quarterly',
      'minutes',
      { stages: true },
    ],
    ['buy', '经营管理', '物资采购和工程招标', '项目、方式、中标、金额', 'society', 'prompt20', 'procurement'],
    ['pay', '廉洁从业', '负责人薪酬和业务支出', '薪酬、待遇、支出', 'society', 'march', 'pay'],
    ['welfare', '职工权益', '集体合同和福利费使用', '合同、金额、人数', 'unit', 'halfYearly', 'contracts'],
    ['about', '概况', '企业基本情况', '注册、主业、组织机构', 'society', 'standing', 'functions'],
  ],
);

export const associationRows: readonly WorldRow[] = rowsOf(
  { affairs: 'party', basis: '《社会团体登记管理条例》', department: '秘书处', carriers: ['会员群', '网站'] },
  [
    ['activity', '活动', '活动开展和会费收支', '活动、人数、收支', 'specific', 'halfYearly', 'expenses'],
    ['about', '概况', '章程和负责人', '章程、负责人、联系方式', 'society', 'standing', 'functions'],
  ],
);
