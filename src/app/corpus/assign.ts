import type { CorpusEntry } from './index-file.ts';

/** Which bureau keeps a law is told by what it is about: the first word found in the title decides. */
const topicWords: readonly (readonly [topic: string, words: RegExp])[] = [
  ['archives', /档案/],
  ['veterans', /军人|退役|烈士|兵役|国防|武装|预备役|双拥/],
  ['education', /教育|学校|教师|学位|幼儿|高等学校|校外/],
  ['health', /医|药|卫生|传染病|献血|疫苗|精神|健康|母婴|护士|中医/],
  ['emergency', /安全生产|消防|突发|应急|防震|地震|灾害|气象|烟花|危险化学品|矿山安全/],
  ['finance', /预算|税|财政|国有资产|会计|国债|金融|银行|证券|保险法|彩票|政府采购|票据/],
  ['audit', /审计/],
  ['statistics', /统计|普查/],
  ['labour', /劳动|就业|社会保险|工资|工伤|职工|工会|养老保险|人才/],
  ['medicalInsurance', /医疗保障|医疗保险|生育保险/],
  ['environment', /环境|污染|生态|排污|噪声|辐射|核|固体废物|碳/],
  ['water', /水|河|湖|防洪|长江|黄河|抗旱|节水/],
  ['forestry', /森林|林|草原|野生动物|野生植物|湿地|绿化/],
  ['land', /土地|矿产|测绘|不动产|自然资源|海域|海岛|地名|规划/],
  ['agriculture', /农|渔|种子|畜|动物防疫|植物|粮食安全|乡村|耕地/],
  ['grain', /粮食|储备/],
  ['housing', /住房|建筑|房屋|物业|城市房地产|建设工程|招标/],
  ['transport', /道路|交通|铁路|航|港口|公路|船|海商|邮政|机场|公交|轨道/],
  [
    'market',
    /消费者|产品质量|食品|广告|价格|垄断|不正当竞争|计量|标准化|商标|专利|公司|企业|市场|电梯|特种设备|认证/,
  ],
  ['commerce', /外商|外资|对外|进出口|海关|关税|电子商务|拍卖|自由贸易|口岸/],
  ['culture', /文化|文物|旅游|电影|图书馆|博物馆|非物质|著作权|出版|广播|体育|全民健身|历史/],
  ['ethnic', /民族|宗教|清真/],
  ['technology', /科学|技术|科技|知识产权|人工智能/],
  ['data', /数据|网络|密码|电子签名|个人信息|电信|信息化|数字/],
  ['police', /公安|治安|警|枪支|出境|入境|护照|身份证|户口|反恐|禁毒|戒毒|犬|保安/],
  ['petitions', /信访|接诉即办/],
  ['civilAffairs', /慈善|婚姻|村民|居民|殡葬|养老|老年|未成年|儿童|妇女|残疾|救助|社会团体|社区|家庭|志愿/],
  ['cityManagement', /城市管理|市容|垃圾|户外|燃气|供热|城管/],
  ['services', /优化营商|行政许可|政务|便民/],
  ['cooperative', /供销|合作社/],
  ['investment', /投资|开发区|园区/],
];

/** Who publishes it, as a topic of the demonstration district's bureaus, and under which heading. */
export type Assignment = {
  readonly topic: string;
  readonly category: string;
  readonly keywords: readonly string[];
};

const headings: Readonly<Record<string, string>> = {
  'law-current': '法律',
  'law-versions': '法律历次文本',
  'admin-regulation': '行政法规',
  'dept-rule': '部门规章',
  'judicial-interp': '司法解释',
  'local-regulation': '地方性法规（参考）',
  'work-report': '政府工作报告（参考）',
};

/**
 * Gives a document to the unit that would keep it: earlier versions of laws to the archives, judicial interpretations to
 * the bureau of justice, work reports to the government, the rest by what the title is about.
 */
export function assign(entry: CorpusEntry): Assignment {
  const category = headings[entry.category] ?? '其他';
  const keywords = [category, entry.region].filter((word) => word !== '');
  const fixed: Readonly<Record<string, string>> = {
    'law-versions': 'archives',
    'judicial-interp': 'justice',
    'work-report': 'government',
  };
  const topic =
    fixed[entry.category] ?? topicWords.find(([, words]) => words.test(entry.title))?.[0] ?? 'justice';
  return { topic, category, keywords };
}

/** 成文日期 of a document: the last date of its note, else the date of the file's version, else none (flagged). */
export function documentDateOf(entry: CorpusEntry): string | null {
  return entry.last_date || entry.file_version_date || null;
}
