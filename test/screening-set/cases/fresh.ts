import * as ids from '../identifiers.ts';
import type { Template } from '../template.ts';
import * as w from '../words.ts';

/** Written after the engine was done and never looked at in a result: what its numbers say is what a new user gets. */
export const freshTemplates: readonly Template[] = [
  (c, hit) => [
    `${w.village(c)}2026年第一季度公益性岗位补贴`,
    {
      rows: [
        ['序号', '姓名', '身份证号码', '岗位', '手机号码', '银行卡号', '补贴（元）'],
        ...Array.from({ length: 4 }, (_, at) => [
          String(at + 1),
          w.personName(c),
          hit('id_card_18', ids.residentId(c)),
          '保洁员',
          hit('mobile', ids.mobile(c)),
          hit('bank_card', ids.bankCard(c)),
          '800',
        ]),
      ],
    },
  ],
  (c, hit) => [
    `领取人签字：${w.personName(c)}　代领人身份证号${hit('id_card_18', ids.residentId(c))}　关系：父子`,
  ],
  (c, hit) => [
    `致：${w.town(c)}人民政府`,
    `本人${w.personName(c)}，身份证号：${hit('id_card_18', ids.residentId(c))}，现就信访事项撤回申请。联系电话${hit('mobile', ids.mobile(c))}。`,
  ],
  (c, hit) => [
    '土地流转合同摘要',
    {
      rows: [
        ['甲方', w.personName(c)],
        ['证件号', hit('id_card_18', ids.residentId(c))],
        ['乙方', w.firm(c)],
        ['统一社会信用代码', ids.creditCode(c, '91')],
        ['联系人手机', hit('mobile', ids.mobile(c))],
        ['租金', w.money(c)],
      ],
    },
  ],
  (c, hit) => [
    `${w.personName(c)}（女，${hit('birth_date_labelled', `${c.int(1960, 1990)}年${c.int(1, 12)}月出生`)}，${w.village(c)}妇联主席）拟任村“两委”成员。`,
  ],
  (c, hit) => [
    '残疾儿童康复救助',
    {
      rows: [
        ['儿童姓名', '年龄', '康复机构'],
        ...Array.from({ length: 3 }, () => [
          hit('minor_name', w.personName(c)),
          `${c.int(2, 6)}岁`,
          '区残联康复中心',
        ]),
      ],
    },
  ],
  (c, hit) => [
    '大病患者帮扶台账',
    {
      rows: [
        ['户主', '患病情况', '帮扶责任人'],
        ...Array.from({ length: 3 }, () => [
          w.personName(c),
          hit('medical', c.pick(['肺癌', '尿毒症', '脑出血'])),
          w.personName(c),
        ]),
      ],
    },
  ],
  (c, hit) => [
    '外来人员登记',
    {
      rows: [
        ['姓名', '证件类型', '证件号码', '暂住地址'],
        [
          w.personName(c),
          '港澳居民来往内地通行证',
          hit('hk_macau_permit', ids.hkMacauPermit(c)),
          hit('home_address', `${w.community(c)}${w.estate(c)}${c.int(1, 9)}栋${c.int(101, 909)}室`),
        ],
      ],
    },
  ],
  (c, hit) => [
    `收货人：${w.personName(c)} ${hit('mobile', ids.mobile(c))} 地址：${hit('home_address', `${w.county(c)}${w.road(c)}${c.int(1, 99)}号${c.int(1, 9)}栋${c.int(101, 909)}室`)}`,
  ],
  (c, hit) => [
    '车辆补贴',
    {
      rows: [
        ['车主', '号牌号码', '车型'],
        ...Array.from({ length: 3 }, () => [w.personName(c), hit('plate', ids.plate(c)), '小型普通客车']),
      ],
    },
  ],
  (c, hit) => [
    `请各户将照片发到邮箱${hit('email', ids.email(c))}或微信${hit('wechat_qq', ids.messenger(c))}。`,
  ],
  (_c, hit) => [hit('secret_mark', '秘密★3年'), '关于召开专题会议的通知', '请准时参加。'],
  (_c, hit) => ['工作简报', hit('internal_mark', '内部资料，请勿外传')],
  (c, hit) => [
    `转学证明：${hit('minor_name', `${w.personName(c)}，男，${c.int(7, 12)}岁`)}，学籍号${hit('student_id', ids.studentNumber(c))}。`,
  ],
  (c, hit) => [
    `困难党员${w.personName(c)}（${hit('disability_cert', ids.disabilityCertificate(c))}）发放慰问金1000元，存入${hit('bank_card', ids.bankCard(c))}。`,
  ],
  (c, hit) => [
    '低保边缘家庭',
    {
      rows: [
        ['户主姓名', '家庭住址', '保障人口'],
        ...Array.from({ length: 3 }, () => [
          w.personName(c),
          hit('home_address', `${w.village(c)}${c.int(1, 12)}组${c.int(1, 99)}号`),
          String(c.int(1, 5)),
        ]),
      ],
    },
  ],
  (c, hit) => [
    `经办银行退票：户名${w.personName(c)}，账号${hit('account_suspect', ids.account(c, 18))}，原因账号户名不符。`,
  ],
  (c) => [
    '政务公开工作年度报告',
    `全年主动公开信息${c.int(100, 999)}条，收到依申请公开${c.int(1, 30)}件，咨询电话${ids.landline(c)}。`,
  ],
  (c) => [
    '危房改造工程招标公告',
    `招标编号：${ids.orderNumber(c)}，招标人：${w.town(c)}人民政府，代理机构：${w.firm(c)}，开户账号（对公）：${ids.bankCard(c)}。`,
  ],
  (c) => [
    '高标准农田建设',
    {
      rows: [
        ['地块', '面积（亩）', '坐标'],
        ...Array.from({ length: 3 }, () => [
          `${w.village(c)}${c.int(1, 9)}组`,
          String(c.int(10, 300)),
          `11${c.int(0, 9)}.${c.int(100000, 999999)}`,
        ]),
      ],
    },
  ],
  () => [
    '家庭医生签约服务',
    '重点人群包括高血压、糖尿病、结核病和严重精神障碍患者，签约服务费由医保基金分担。',
  ],
  () => ['党员积分公示', '积分由支部按月核定，一季度平均86.5分，最高98分。'],
  (c) => [
    '公务接待费明细',
    {
      rows: [
        ['日期', '接待单位', '人数', '金额（元）', '票据号'],
        ...Array.from({ length: 4 }, () => [
          w.day(c),
          w.firm(c),
          String(c.int(3, 20)),
          String(c.int(100, 3000)),
          ids.orderNumber(c),
        ]),
      ],
    },
  ],
  (c) => [
    `值班安排：${w.day(c)} 带班领导${w.personName(c)}，值班电话${ids.landline(c)}，应急值守手机${ids.mobile(c)}（公用值班电话：${ids.landline(c)}）。`.replace(
      /，应急值守手机\d+/,
      '',
    ),
  ],
];
