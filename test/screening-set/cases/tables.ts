import type { Chance } from '../../../src/app/demo/world/prng.ts';
import * as ids from '../identifiers.ts';
import type { Hit, Template } from '../template.ts';
import * as w from '../words.ts';

type Column = { readonly heading: string; readonly cell: (c: Chance, hit: Hit, row: number) => string };
const name: Column = { heading: '姓名', cell: (c) => w.personName(c) };
const number: Column = { heading: '序号', cell: (_c, _hit, row) => String(row) };
const sum: Column = { heading: '金额（元）', cell: (c) => String(c.int(100, 9000)) };
const note: Column = { heading: '备注', cell: (c) => c.pick(['', '已核', '复核通过']) };

/** A register by its columns, with a title line above it. */
function register(title: string, columns: readonly Column[], least = 3, most = 6): Template {
  return (c, hit) => {
    const rows = Array.from({ length: c.int(least, most) }, (_, at) =>
      columns.map((one) => one.cell(c, hit, at + 1)),
    );
    return [title, { rows: [columns.map((one) => one.heading), ...rows] }];
  };
}

/** A form: the label in one cell, the value in the next. */
function form(title: string, fields: (c: Chance, hit: Hit) => readonly (readonly string[])[]): Template {
  return (c, hit) => [title, { rows: fields(c, hit) }];
}

const born = (c: Chance) => ids.bornBetween(c, 1945, 2000);
const written = (b: ids.Born) =>
  `${b.year}-${String(b.month).padStart(2, '0')}-${String(b.day).padStart(2, '0')}`;

/** Lists and forms: where most real leaks were. */
export const tables: readonly Template[] = [
  register('城乡居民最低生活保障对象名单', [
    number,
    name,
    { heading: '身份证号', cell: (c, hit) => hit('id_card_18', ids.residentId(c)) },
    sum,
  ]),
  register('惠农补贴发放花名册', [
    name,
    { heading: '公民身份号码', cell: (c, hit) => hit('id_card_18', ids.residentId(c)) },
    { heading: '社保卡账号', cell: (c, hit) => hit('bank_card', ids.bankCard(c)) },
    sum,
  ]),
  register('联系人一览表', [
    number,
    name,
    { heading: '手机', cell: (c, hit) => hit('mobile', ids.mobile(c)) },
    note,
  ]),
  register('村民代表通讯录', [
    name,
    { heading: '联系方式', cell: (c, hit) => hit('mobile', ids.fullWidth(ids.mobile(c))) },
    { heading: '微信', cell: (c, hit) => hit('wechat_qq', ids.messenger(c)) },
  ]),
  register('农户账户核对表', [
    name,
    { heading: '开户银行', cell: () => '某农村商业银行' },
    { heading: '账号', cell: (c, hit) => hit('account_suspect', ids.account(c, 18)) },
  ]),
  register('粮食直补（一折通）', [
    name,
    { heading: '一折通账号', cell: (c, hit) => hit('account_suspect', ids.account(c)) },
    sum,
    note,
  ]),
  register('拟发展对象情况表', [
    name,
    { heading: '性别', cell: (c) => c.pick(['男', '女']) },
    { heading: '出生日期', cell: (c, hit) => hit('birth_date_labelled', written(born(c))) },
    { heading: '文化程度', cell: () => '高中' },
  ]),
  register('老党员慰问名单', [
    number,
    name,
    {
      heading: '出生年月',
      cell: (c, hit) => hit('birth_date_labelled', `${c.int(1930, 1950)}年${c.int(1, 12)}月`),
    },
    { heading: '入党时间', cell: (c) => `${c.int(1955, 1990)}年${c.int(1, 12)}月` },
  ]),
  register('危房改造对象', [
    name,
    {
      heading: '家庭住址',
      cell: (c, hit) => hit('home_address', `${w.town(c)}${w.village(c)}${c.int(1, 9)}组${c.int(1, 80)}号`),
    },
    sum,
  ]),
  register('公租房配租结果', [
    number,
    name,
    {
      heading: '原住址',
      cell: (c, hit) =>
        hit('home_address', `${w.community(c)}${w.estate(c)}${c.int(1, 9)}栋${c.int(101, 606)}室`),
    },
    { heading: '配租面积（㎡）', cell: (c) => String(c.int(30, 60)) },
  ]),
  register('脱贫户情况', [
    name,
    { heading: '致贫原因', cell: (c, hit) => hit('medical', c.pick(['尿毒症', '肺癌', '脑梗塞'])) },
    note,
  ]),
  register('困难残疾人生活补贴发放表', [
    name,
    {
      heading: '残疾类别和等级',
      cell: (c, hit) =>
        hit('medical', `${c.pick(['肢体', '视力', '智力'])}残疾${c.pick(['一级', '二级', '三级'])}`),
    },
    sum,
  ]),
  register('大病救助名单', [
    number,
    name,
    { heading: '病种', cell: (c, hit) => hit('medical', c.pick(['白血病', '肝硬化', '癫痫', '乳腺癌'])) },
    sum,
  ]),
  register('困境儿童保障名单', [
    number,
    { heading: '姓名', cell: (c, hit) => hit('minor_name', w.personName(c)) },
    { heading: '年龄', cell: (c) => String(c.int(3, 13)) },
    { heading: '监护人', cell: (c) => w.personName(c) },
  ]),
  register('留守儿童台账', [
    { heading: '儿童姓名', cell: (c, hit) => hit('minor_name', w.personName(c)) },
    { heading: '性别', cell: (c) => c.pick(['男', '女']) },
    { heading: '家长姓名', cell: (c) => w.personName(c) },
  ]),
  register('义务教育资助学生名单', [
    { heading: '学生姓名', cell: (c, hit) => hit('minor_name', w.personName(c)) },
    { heading: '年级', cell: (c) => c.pick(['一年级', '三年级', '小学五年级']) },
    sum,
  ]),
  register(
    '转学学生',
    [
      { heading: '姓名', cell: (c, hit) => hit('minor_name', w.personName(c)) },
      { heading: '学籍号', cell: (c, hit) => hit('student_id', ids.studentNumber(c)) },
    ],
    2,
    4,
  ),
  register('残疾人辅具发放', [
    name,
    { heading: '残疾证号', cell: (c, hit) => hit('disability_cert', ids.disabilityCertificate(c)) },
    { heading: '辅具', cell: () => '轮椅' },
  ]),
  register('个体工商户奖补名单', [
    { heading: '经营者', cell: (c) => w.personName(c) },
    { heading: '统一社会信用代码', cell: (c, hit) => hit('uscc', ids.creditCode(c, '92')) },
    sum,
  ]),
  register('来访车辆登记', [
    name,
    { heading: '车牌号', cell: (c, hit) => hit('plate', ids.plate(c)) },
    { heading: '事由', cell: () => '送货' },
  ]),
  register('报名汇总', [
    name,
    { heading: '电子邮箱', cell: (c, hit) => hit('email', ids.email(c)) },
    { heading: 'QQ', cell: (c, hit) => hit('wechat_qq', ids.qq(c)) },
  ]),
  register('老年人台账', [
    name,
    { heading: '家庭电话', cell: (c, hit) => hit('landline_personal', ids.landline(c)) },
    note,
  ]),
  register('出访人员', [
    name,
    { heading: '护照号', cell: (c, hit) => hit('passport', ids.passport(c)) },
    { heading: '职务', cell: () => '专家' },
  ]),
  register('优待对象', [
    name,
    { heading: '证件号码', cell: (c, hit) => hit('id_card_15', ids.oldResidentId(c)) },
    sum,
  ]),
  form('低收入人口信息采集表', (c, hit) => [
    ['姓名', w.personName(c), '性别', '男'],
    ['身份证号', hit('id_card_18', ids.residentId(c)), '联系电话', hit('mobile', ids.mobile(c))],
    ['家庭住址', hit('home_address', `${w.town(c)}${w.village(c)}${c.int(1, 9)}组`), '户主', w.personName(c)],
  ]),
  form('求职登记表', (c, hit) => [
    [
      '姓名',
      w.personName(c),
      '出生日期',
      hit('birth_date_labelled', `${c.int(1970, 2000)}年${c.int(1, 12)}月${c.int(1, 28)}日`),
    ],
    ['电子邮箱', hit('email', ids.email(c)), '微信号', hit('wechat_qq', ids.messenger(c))],
  ]),
  form('临时救助审批表', (c, hit) => [
    ['申请人', w.personName(c)],
    ['银行账号', hit('bank_card', ids.bankCard(c))],
    ['病种', hit('medical', c.pick(['尿毒症', '白血病']))],
    ['救助金额', w.money(c)],
  ]),
  form('户籍登记摘要', (c, hit) => [
    ['户主', w.personName(c)],
    ['公民身份号码', hit('id_card_18', ids.grouped(ids.residentId(c), [6, 8, 4], ' '))],
    ['户籍地址', hit('home_address', `${w.county(c)}${w.road(c)}${c.int(1, 99)}号${c.int(101, 808)}室`)],
  ]),
  (c, hit) => [
    '两级表头的花名册',
    {
      rows: [
        ['序号', '户主', '联系信息', '联系信息'],
        ['', '', '手机号', '开户账号'],
        ...Array.from({ length: 3 }, (_, at) => [
          String(at + 1),
          w.personName(c),
          hit('mobile', ids.mobile(c)),
          hit('account_suspect', ids.account(c, 17)),
        ]),
      ],
    },
  ],
  (c, hit) => [
    '同一表内含单位与个人信息',
    {
      rows: [
        ['单位', '负责人', '办公电话', '个人手机'],
        ...Array.from({ length: 3 }, () => [
          w.village(c),
          w.personName(c),
          ids.landline(c),
          hit('mobile', ids.mobile(c)),
        ]),
      ],
    },
  ],
];
