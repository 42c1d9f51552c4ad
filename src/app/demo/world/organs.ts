import type { WorldLine } from './types.ts';

/** Departments of a district committee: code, name, what they are called inside a sentence, topic. */
export const partyDepartments = [
  ['ZZB', '组织部', 'organisation'],
  ['XCB', '宣传部', 'publicity'],
  ['TZB', '统一战线工作部', 'unitedFront'],
  ['ZFW', '政法委员会', 'politicalLegal'],
  ['SGB', '社会工作部', 'socialWork'],
  ['BBZ', '机构编制委员会办公室', 'establishment'],
  ['JGW', '直属机关工作委员会', 'directOrgans'],
  ['XCBZ', '巡察工作领导小组办公室', 'inspection'],
  ['DX', '党校', 'partySchool'],
] as const;

/** The 36 government departments: code, name, topic, document prefix. */
export const departments = [
  ['FGJ', '发展和改革局', 'development', '发改'],
  ['JTJ', '教育体育局', 'education', '教体'],
  ['KJJ', '科学技术局', 'technology', '科'],
  ['GXJ', '工业和信息化局', 'industry', '工信'],
  ['MZJ', '民族宗教事务局', 'ethnic', '民宗'],
  ['MIN', '民政局', 'civilAffairs', '民'],
  ['SFJ', '司法局', 'justice', '司'],
  ['CZJ', '财政局（国有资产监督管理办公室）', 'finance', '财'],
  ['RSJ', '人力资源和社会保障局', 'labour', '人社'],
  ['ZRJ', '自然资源局', 'land', '自然资'],
  ['STJ', '生态环境局', 'environment', '环'],
  ['ZJJ', '住房和城乡建设局', 'housing', '住建'],
  ['JYJ', '交通运输局', 'transport', '交'],
  ['SWJ', '水务局', 'water', '水'],
  ['NYJ', '农业农村局', 'agriculture', '农'],
  ['SHJ', '商务局', 'commerce', '商'],
  ['WLJ', '文化和旅游局', 'culture', '文旅'],
  ['WJJ', '卫生健康局', 'health', '卫健'],
  ['TYJ', '退役军人事务局', 'veterans', '退役军人'],
  ['YJJ', '应急管理局', 'emergency', '应急'],
  ['SJJ', '审计局', 'audit', '审'],
  ['SCJ', '市场监督管理局', 'market', '市监'],
  ['TJJ', '统计局', 'statistics', '统'],
  ['YBJ', '医疗保障局', 'medicalInsurance', '医保'],
  ['XFJ', '信访局', 'petitions', '信访'],
  ['CGJ', '城市管理局', 'cityManagement', '城管'],
  ['LYJ', '林业局', 'forestry', '林'],
  ['SUJ', '数据局', 'data', '数'],
  ['ZWJ', '政务服务管理局', 'services', '政务'],
  ['GAJ', '公安局', 'police', '公'],
  ['JGJ', '机关事务管理局', 'logistics', '机管'],
  ['TZJ', '投资促进局', 'investment', '投促'],
  ['LSJ', '粮食和物资储备局', 'grain', '粮'],
  ['GXS', '供销合作社联合社', 'cooperative', '供销'],
  ['DAG', '档案馆', 'archives', '档'],
  ['GYQ', '产业园区管理委员会', 'park', '园管'],
] as const;

/** Twelve lines with their lead departments (seed 002: 条抓块统), as codes relative to the district. */
export const lineTable = [
  ['L01', '纪检监察条线', 'JW'],
  ['L02', '组织条线', 'ZZB'],
  ['L03', '宣传思想文化条线', 'XCB'],
  ['L04', '统一战线条线', 'TZB'],
  ['L05', '政法条线', 'ZFW'],
  ['L06', '区级机关条线', 'JGW'],
  ['L07', '教育体育条线', 'JTJ.D'],
  ['L08', '卫生健康条线', 'WJJ.D'],
  ['L09', '国资国企条线', 'CZJ.D'],
  ['L10', '社会组织条线', 'MIN.D'],
  ['L11', '农业农村条线', 'NYJ.D'],
  ['L12', '镇街社区条线', 'SGB'],
] as const;

/** @param prefix the district's name where there are several: lines have different names */
export function linesOf(district: string, prefix: string): WorldLine[] {
  return lineTable.map(([code, name, lead]) => ({
    code: `${district}-${code}`,
    name: prefix + name,
    lead: `${district}-${lead}`,
  }));
}

/** The line a bureau belongs to; those not named belong to the organs of the district. */
export const topicLine: Readonly<Record<string, string>> = {
  education: 'L07',
  health: 'L08',
  medicalInsurance: 'L08',
  finance: 'L09',
  civilAffairs: 'L10',
  agriculture: 'L11',
  water: 'L11',
  forestry: 'L11',
  grain: 'L11',
  cooperative: 'L11',
  police: 'L05',
  justice: 'L05',
  petitions: 'L05',
  culture: 'L03',
  ethnic: 'L04',
};
