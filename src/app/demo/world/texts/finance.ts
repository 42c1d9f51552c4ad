import { addDays, writtenShort } from '../dates.ts';
import { firmName, masked } from '../names.ts';
import {
  amount,
  contact,
  nextSteps,
  opening,
  paragraphs,
  people,
  sections,
  signed,
  table,
  type Writer,
  wan,
  yuan,
} from './common.ts';

const functionNames = [
  '一般公共服务支出',
  '社会保障和就业支出',
  '卫生健康支出',
  '农林水支出',
  '住房保障支出',
  '城乡社区支出',
];

/** A budget or its final accounts: income and spending must come out equal. */
function statement(planned: boolean): Writer {
  return (w) => {
    const year = Number(w.day.slice(0, 4)) - (planned ? 0 : 1);
    const parts = functionNames.map((name) => [name, w.chance.int(3000, 90000) / 100] as const);
    const total = parts.reduce((sum, [, value]) => sum + Math.round(value * 100), 0) / 100;
    const fund = Math.round(total * (0.02 + w.chance.next() * 0.1) * 100) / 100;
    const grant = Math.round((total - fund) * 100) / 100;
    const word = planned ? '预算数' : '决算数';
    const data = [
      ['项目', `${word}（万元）`],
      ['一、财政拨款收入', wan(grant)],
      ['二、其他收入', wan(fund)],
      ['收入总计', wan(total)],
      ...parts.map(([name, value]) => [name, wan(value)]),
      ['支出总计', wan(total)],
    ];
    const official = w.chance.int(50, 900) / 100;
    const trips = w.chance.int(40, 400) / 100;
    return {
      title: `${w.unit.name}${year}年度部门${planned ? '预算' : '决算'}公开说明`,
      body: paragraphs(
        opening(w),
        sections([
          [
            '主要职责和机构设置',
            `${w.unit.shortName}负责本系统日常管理和服务工作，内设机构${w.chance.int(4, 9)}个，所属单位${w.chance.int(0, 5)}个。`,
          ],
          [`收支${planned ? '预算' : '决算'}总体情况`, table(data)],
          [
            '“三公”经费',
            `公务接待费${wan(official)}万元，公务用车运行维护费${wan(trips)}万元，因公出国（境）费0.00万元，合计${wan(official + trips)}万元，比上年${w.chance.pick(['减少', '持平', '减少'])}。`,
          ],
          [
            '绩效管理',
            `${planned ? '纳入绩效目标管理' : '开展绩效自评'}的项目${w.chance.int(2, 9)}个，涉及资金${wan(total * 0.4)}万元。`,
          ],
        ]),
        signed(w),
      ),
      keywords: [planned ? '预算' : '决算', '三公经费', '财政资金'],
      table: data,
    };
  };
}

export const budget = statement(true);
export const finalAccounts = statement(false);

export const expenses: Writer = (w) => {
  const items = ['公务接待', '公务用车运行', '会议', '培训', '办公用品', '宣传印刷', '设备维护'];
  const rows = w.chance.some(items, 5).map((item) => {
    const now = amount(w.chance, 500, 18000);
    const before = Math.round(now * (0.8 + w.chance.next() * 0.5));
    return [item, yuan(now), yuan(before), `${(((now - before) / before) * 100).toFixed(1)}%`] as const;
  });
  const data = [['项目', '本期（元）', '上年同期（元）', '增减'], ...rows];
  return {
    title: `${w.unit.shortName}${w.label}经费支出情况`,
    body: paragraphs(
      opening(w),
      table(data),
      w.chance.pick([
        '增减变化的主要原因是活动场次和车辆维修次数变化。所有支出均有审批单和票据。',
        '支出严格按预算执行，没有超标准、超范围开支。',
        '同比下降主要是压减会议、合并培训所致。',
      ]),
      contact(w),
      signed(w),
    ),
    keywords: ['经费', '支出', '财务公开'],
    table: data,
  };
};

const incomes = [
  '土地承包收入',
  '上级补助收入',
  '光伏收益',
  '集体林地租金',
  '鱼塘发包收入',
  '厂房租赁收入',
  '存款利息',
];
const outgoings = [
  '村道维修',
  '路灯电费',
  '保洁人员劳务',
  '办公用品',
  '护林防火补助',
  '慰问困难户',
  '会议误工补助',
  '灌渠清淤',
  '广播维护',
  '党员活动',
];

export const villageFinance: Writer = (w) => {
  const [handler = '', witness = '', approver = ''] = people(w.chance, 3);
  const line = (kind: string, items: readonly string[], low: number, high: number): string[][] =>
    items.map((item) => {
      const day = addDays(w.from, w.chance.int(2, 85));
      return [
        writtenShort(day),
        kind,
        item,
        yuan(amount(w.chance, low, high)),
        masked(handler),
        masked(witness),
      ];
    });
  const rows = [
    ...line('收入', w.chance.some(incomes, w.chance.int(2, 3)), 2000, 60000),
    ...line('支出', w.chance.some(outgoings, w.chance.int(5, 8)), 120, 9800),
  ];
  const value = (text: string): number => Math.round(Number(text.replaceAll(',', '')) * 100);
  const sum = (kind: string): number =>
    rows.filter((row) => row[1] === kind).reduce((all, row) => all + value(row[3] ?? '0'), 0);
  const before = amount(w.chance, 20000, 180000);
  const data = [['日期', '类别', '摘要', '金额（元）', '经手人', '证明人'], ...rows];
  return {
    title: `${w.unit.shortName}${w.label}财务收支明细公开`,
    body: paragraphs(
      opening(w),
      `上期结余${yuan(before)}元，本期收入${yuan(sum('收入'))}元，支出${yuan(sum('支出'))}元，期末结余${yuan(before + sum('收入') - sum('支出'))}元。逐笔明细如下。`,
      table(data),
      `以上收支经村务监督委员会审核，审批人${masked(approver)}。公布期限不少于十五日。`,
      w.chance.pick([
        '村民对账目有疑问的，可以查询原始凭证，村民委员会在十日内解答或者重新公布。',
        '欢迎村民到村部查阅凭证。对提出的疑问，由村务监督委员会会同报账员当面说明。',
      ]),
      contact(w),
      signed(w),
    ),
    keywords: ['村务公开', '财务收支'],
    table: data,
  };
};

export const assets: Writer = (w) => {
  const kinds = ['机动地', '果园', '鱼塘', '旧校舍', '集体林地', '临街门面', '晒场', '仓库'];
  const rows = w.chance
    .some(kinds, w.chance.int(3, 5))
    .map((kind) => [
      kind,
      w.chance.is(0.5) ? `${w.chance.int(5, 120)}亩` : `${w.chance.int(40, 600)}平方米`,
      w.chance.pick(['公开竞标发包', '续签合同', '集体自营', '入股合作社']),
      yuan(amount(w.chance, 1200, 42000)),
      w.chance.pick(['已到账', '已到账', '按合同分期']),
    ]);
  const data = [['资产资源', '数量', '经营方式', '年收益（元）', '收取情况'], ...rows];
  return {
    title: `${w.unit.shortName}${w.label}集体资产资源管理情况`,
    body: paragraphs(
      opening(w),
      table(data),
      `发包和租赁均经${w.chance.pick(['成员代表会议', '民主决策程序'])}讨论决定，合同文本存档备查。收益主要用于公益事业和成员分配，分配方案另行公布。`,
      nextSteps(w),
      signed(w),
    ),
    keywords: ['集体资产', '三资', '收益'],
    table: data,
  };
};

export const subsidies: Writer = (w) => {
  const projects = w.chance.some(
    [
      '耕地地力保护补贴',
      '农机购置补贴',
      '公益林补偿',
      '种粮大户补贴',
      '高龄津贴',
      '就业岗位补贴',
      '学生生活补助',
    ],
    3,
  );
  const rows = people(w.chance, w.chance.int(6, 12)).map((name) => [
    masked(name),
    w.chance.pick(projects),
    w.chance.pick(['每亩83元', '每人每月60元', '按政策标准', '每亩15元']),
    yuan(amount(w.chance, 120, 4200)),
  ]);
  const data = [['对象', '项目', '标准', '金额（元）'], ...rows];
  return {
    title: `${w.unit.shortName}${w.label}补贴资金发放情况`,
    body: paragraphs(
      opening(w),
      `本期发放${projects.join('、')}等${projects.length}项补贴，通过社会保障卡发放。部分对象抽样公示如下，全部清册已在公开栏张贴。`,
      table(data),
      '名单隐去身份证号码、银行账号等个人信息。对补贴对象、面积、金额有异议的，请在公示期内提出，核实后更正。',
      contact(w),
      signed(w),
    ),
    keywords: ['补贴', '惠民', '资金发放'],
    table: data,
  };
};

export const assistance: Writer = (w) => {
  const rows = people(w.chance, w.chance.int(5, 10)).map((name) => [
    masked(name),
    w.chance.pick(['最低生活保障', '临时救助', '特困供养', '节日慰问']),
    `${w.chance.int(1, 4)}`,
    yuan(amount(w.chance, 200, 2600)),
  ]);
  const data = [['户主', '类别', '保障人数', '本期金额（元）'], ...rows];
  return {
    title: `${w.unit.shortName}${w.label}社会救助对象公示`,
    body: paragraphs(
      opening(w),
      table(data),
      `本期新增${w.chance.int(0, 3)}户，停发${w.chance.int(0, 2)}户，均经入户核查、民主评议和审核确认。`,
      '公示内容不含身份证号码、住址和健康状况。知情人认为不符合条件的，可以反映，核查结果予以答复。',
      contact(w),
      signed(w),
    ),
    keywords: ['社会救助', '低保', '公示'],
    table: data,
  };
};

export const procurement: Writer = (w) => {
  const subjects = w.chance.some(
    ['办公设备', '信息系统维护', '校舍修缮', '检验设备', '保洁服务', '绿化养护', '路面修复', '印刷服务'],
    3,
  );
  const rows = subjects.map((subject) => [
    subject,
    w.chance.pick(['公开招标', '竞争性磋商', '询价', '网上竞价']),
    `${w.chance.int(3, 7)}`,
    firmName(w.chance),
    wan(w.chance.int(300, 21000) / 100),
  ]);
  const data = [['项目', '方式', '报名单位数', '成交单位', '成交金额（万元）'], ...rows];
  return {
    title: `${w.unit.shortName}${w.label}采购项目成交结果公告`,
    body: paragraphs(
      opening(w),
      table(data),
      '评审专家从专家库随机抽取，评审过程有监督人员在场。成交结果同步发布在公共资源交易平台。',
      '供应商认为成交结果使自己的权益受到损害的，可以自公告期限届满之日起七个工作日内书面提出质疑。',
      signed(w),
    ),
    keywords: ['采购', '成交结果'],
    table: data,
  };
};

export const contracts: Writer = (w) => ({
  title: `${w.unit.shortName}${w.label}集体合同履行和福利费使用情况`,
  body: paragraphs(
    opening(w),
    sections([
      [
        '集体合同',
        `集体合同覆盖职工${w.chance.int(60, 400)}名，劳动安全、工时休假条款全部履行，工资按月足额发放。`,
      ],
      [
        '福利费',
        `本期计提${wan(w.chance.int(200, 3000) / 100)}万元，使用${wan(w.chance.int(100, 2000) / 100)}万元，用于节日慰问、体检和困难职工帮扶。`,
      ],
      ['职工意见', `职工代表提出意见${w.chance.int(3, 15)}条，已答复${w.chance.int(2, 3)}类，其余正在办理。`],
    ]),
    nextSteps(w),
    signed(w),
  ),
  keywords: ['厂务公开', '集体合同'],
  table: null,
});

export const pay: Writer = (w) => {
  const posts = ['党组织书记、董事长', '总经理', '副总经理', '财务负责人'];
  const data = [
    ['职务', '应付薪酬（万元）', '履职待遇和业务支出（万元）'],
    ...posts.map((post) => [post, wan(w.chance.int(1200, 3200) / 100), wan(w.chance.int(20, 240) / 100)]),
  ];
  return {
    title: `${w.unit.shortName}企业负责人${w.label}薪酬和业务支出公开`,
    body: paragraphs(
      opening(w),
      table(data),
      '薪酬按照国资监管部门核定的办法发放，不存在在下属企业兼职取酬的情况。业务支出按预算执行，公务车辆统一调度。',
      nextSteps(w),
      signed(w),
    ),
    keywords: ['薪酬', '国有企业'],
    table: data,
  };
};
