import * as ids from '../identifiers.ts';
import type { Template } from '../template.ts';
import * as w from '../words.ts';

const padded = (cells: readonly string[]) =>
  cells
    .map((cell) => cell.padEnd(10, ' '))
    .join('  ')
    .trimEnd();
const chineseYear = (c: { int: (a: number, b: number) => number }) =>
  `一九${[...String(c.int(40, 89))].map((digit) => '〇一二三四五六七八九'[Number(digit)]).join('')}年`;

/** Things as people write them when nobody thought of a form: run together, padded, abbreviated, in dialect. */
export const hardPositives: readonly Template[] = [
  (c, hit) => [
    `${w.personName(c)} 男 ${hit('id_card_18', ids.residentId(c))} ${hit('mobile', ids.mobile(c))} ${w.village(c)}`,
    `${w.personName(c)} 女 ${hit('id_card_18', ids.residentId(c))} ${hit('mobile', ids.mobile(c))} ${w.village(c)}`,
  ],
  (c, hit) => [
    '养老保险补缴名单',
    [
      padded(['姓名', '账号', '金额']),
      ...Array.from({ length: 4 }, () =>
        padded([w.personName(c), hit('account_suspect', ids.account(c, 18)), '1200']),
      ),
    ].join('\n'),
  ],
  (c, hit) => [
    `（${w.personName(c)}，身份证：${hit('id_card_18', ids.residentId(c))}，电话：${hit('mobile', ids.mobile(c))}，开户行：农商行，卡号：${hit('bank_card', ids.bankCard(c))}）`,
  ],
  (c, hit) => [
    `经核查，${w.personName(c)}（身份证尾号有误）正确号码应为${hit('id_card_18', [...ids.residentId(c)].join('\u200b'))}。`,
  ],
  (c, hit) => [
    `${w.personName(c)}，男，${hit('birth_date_labelled', `${chineseYear(c)}${w.chineseNumber(c)}月生`)}，${w.village(c)}人。`,
  ],
  (c, hit) => [
    `${w.personName(c)}，${hit('birth_date_labelled', `生于${c.int(1940, 1990)}年${c.int(1, 12)}月${c.int(1, 28)}日`)}，初中文化。`,
  ],
  (c, hit) => [
    `现住址${hit('home_address', `${w.town(c)}${w.village(c)}${c.int(1, 9)}组${c.int(1, 60)}号`)}，联系不上本人。`,
  ],
  (c, hit) => [
    `被征收人${w.personName(c)}家住${hit('home_address', `${w.village(c)}上寨小组${c.int(1, 60)}号`)}。`,
  ],
  (c, hit) => [
    `${w.personName(c)}，${hit('home_address', `${w.town(c)}${w.village(c)}${w.chineseNumber(c)}组`)}，低保户。`,
  ],
  (c, hit) => [`我校三年级学生${hit('minor_name', w.personName(c))}（女）获得资助。`],
  (c, hit) => [`四（2）班${hit('minor_name', w.personName(c))}同学家庭困难，拟减免餐费。`],
  (c, hit) => [
    '残疾人名册',
    {
      rows: [
        ['姓名', '残疾类别'],
        ...Array.from({ length: 3 }, () => [
          w.personName(c),
          hit('medical', `${c.pick(['肢体', '视力', '精神'])}${c.pick(['一级', '二级', '三级'])}`),
        ]),
      ],
    },
  ],
  (c, hit) => [
    `${w.personName(c)}系${hit('medical', `${c.pick(['一', '二', '三'])}级${c.pick(['肢体', '智力'])}残疾`)}，无法外出务工。`,
  ],
  (c, hit) => [`${w.personName(c)}家庭：${hit('medical', '因患白血病返贫')}，自付医疗费8.6万元。`],
  (c, hit) => [`加微信（${hit('wechat_qq', ids.messenger(c))}）进群前请备注姓名。`],
  (c, hit) => [`VX：${hit('wechat_qq', ids.messenger(c))}`, '先到先得'],
  (c, hit) => [`车主${w.personName(c)} ${hit('plate', ids.plate(c))}/${hit('plate', ids.plate(c))}`],
  (c, hit) => [
    `请联系${w.personName(c)}:${hit('mobile', ids.mobile(c))}或${hit('mobile', ids.mobile(c))}(晚上)`,
  ],
  (c, hit) => [
    '低保花名册',
    {
      rows: [
        ['序号', '户主姓名', '证件号码', '开户行', '卡（折）号'],
        ...Array.from({ length: 4 }, (_, at) => [
          String(at + 1),
          w.personName(c),
          hit('id_card_18', ids.residentId(c)),
          '农商行',
          hit('account_suspect', ids.account(c, 19)),
        ]),
      ],
    },
  ],
  (c, hit) => [
    '登记簿',
    {
      rows: [
        ['姓名', '备注'],
        [
          w.personName(c),
          `本人手机${hit('mobile', ids.mobile(c))}，${hit('id_card_18', ids.residentIdEndingX(c))}`,
        ],
        [w.personName(c), '无'],
      ],
    },
  ],
  (c, hit) => [hit('secret_mark', '机密级★10年'), `${w.county(c)}专项工作方案`],
  (c, hit) => [`${w.county(c)}电报`, `${hit('secret_mark', '秘密★一年')}　　等级：特提`],
  (_c, hit) => [hit('internal_mark', '（仅限内部传阅）'), '调研报告'],
  (_c, hit) => ['汇编', hit('internal_mark', '内部使用，请勿外传')],
];

/** Texts full of the words screening looks for, with nobody in them. */
export const hardNegatives: readonly Template[] = [
  () => ['身份证号码由18位数字组成，最后一位可为X。', '填写说明：联系电话应填写本人常用手机号码。'],
  () => ['申请人变更银行账号的，须提交存折或者银行卡复印件。', '一卡通账户由财政部门统一代发。'],
  (c) => [`${w.village(c)}五组村民活动室维修，${w.village(c)}3组道路硬化工程，共投入${w.money(c)}。`],
  (c) => [`验收地点：${w.village(c)}三组、五组，参加人员：${w.personName(c)}、${w.personName(c)}。`],
  () => ['三（2）班教室改造工程竣工验收。', '三年级学生安全教育主题班会。'],
  (c) => [`中心幼儿园${w.personName(c)[0]}园长介绍了办园情况，${w.personName(c)[0]}老师作了发言。`],
  () => ['患者就诊流程：挂号、候诊、就诊、缴费、取药。', '患有传染病的，应当及时到医院就诊。'],
  () => ['家住农村的学生优先安排住宿。', '户口所在地村（居）民委员会出具证明。'],
  () => ['出生于本村的适龄青年可以报名应征。', '出生缺陷三级预防。'],
  () => ['微信群、QQ群等互联网群组管理。', '微信支付、支付宝均可缴费，单笔限额10000元。'],
  (c) => [
    [
      padded(['科目', '预算数', '决算数']),
      ...Array.from({ length: 4 }, () =>
        padded(['办公费', String(c.int(10000, 99999)), String(c.int(10000, 99999))]),
      ),
    ].join('\n'),
  ],
  (c) => [
    `招标代理机构联系人：见公告；电话：${ids.landline(c)}；地址：${w.road(c)}${c.int(1, 90)}号${c.int(2, 9)}楼`,
  ],
  (c) => [`发票代码：${c.int(100000000, 999999999)}000，发票号码：${c.int(10000000, 99999999)}`],
  () => ['保密工作要点：加强涉密文件管理，机密级、秘密级文件专人专柜保管。'],
  () => [
    '严格落实“谁公开、谁审查、谁负责”，未经审查不得公开。',
    '内部监督机制不断健全，内部资料室面积60平方米。',
  ],
  (c) => [`${c.int(2, 9)}号楼加装电梯公示：锦华小区${c.int(2, 9)}号楼、${c.int(11, 19)}号楼拟加装电梯。`],
  () => ['残疾等级评定标准：肢体残疾分为一级、二级、三级、四级。', '精神残疾一级至二级的由监护人申请。'],
  (c) => [`${w.personName(c)}同志因病医治无效，于${w.day(c)}逝世。`.replace('因病医治无效，', '')],
  () => [
    '宣传口号：爱护公共设施，人人有责。',
    '孤儿、事实无人抚养儿童基本生活保障标准提高到每人每月1400元。',
  ],
  (c) => [
    '各村低保情况汇总',
    {
      rows: [
        ['村名', '户数', '人数', '月发放金额（元）'],
        ...Array.from({ length: 4 }, () => [
          w.village(c),
          String(c.int(10, 90)),
          String(c.int(20, 190)),
          String(c.int(10000, 99999)),
        ]),
      ],
    },
  ],
];
