import { addDays, written, writtenShort } from '../dates.ts';
import {
  contact,
  nextSteps,
  numbered,
  opening,
  paragraphs,
  sections,
  signed,
  table,
  type Writer,
  wan,
} from './common.ts';

export const enrolment: Writer = (w) => {
  const plan = w.chance.int(80, 480);
  return {
    title: `${w.unit.shortName}${w.day.slice(0, 4)}年招生方案和录取情况`,
    body: paragraphs(
      opening(w),
      sections([
        ['招生计划', `计划招收${plan}人，编${Math.ceil(plan / 45)}个班，班额不超过45人。`],
        ['招生范围', '按照教育主管部门划定的服务区招生，服务区示意图在校门口张贴。'],
        [
          '程序和时间',
          numbered([
            `${writtenShort(addDays(w.day, 10))}起网上登记`,
            '材料核验，由窗口协助不会上网的家长',
            '公布结果，不满意的可以申请复核',
          ]),
        ],
        [
          '录取结果',
          `实际登记${plan + w.chance.int(-20, 40)}人，录取${plan - w.chance.int(0, 9)}人。结果以登记编号公布，不显示学生姓名。`,
        ],
      ]),
      contact(w),
      signed(w),
    ),
    keywords: ['招生', '校务公开'],
    table: null,
  };
};

export const fees: Writer = (w) => {
  const data = [
    ['项目', '标准', '依据', '备注'],
    ['课后服务费', `每学期${w.chance.int(200, 450)}元`, '价格主管部门批准文件', '自愿参加'],
    ['伙食费', `每餐${w.chance.int(7, 14)}元`, '成本核算', '多退少补'],
    ['校服费', `每套${w.chance.int(60, 160)}元`, '家长委员会议定', '自愿购买'],
    ['住宿费', `每学期${w.chance.int(100, 300)}元`, '价格主管部门批准文件', '住校生'],
  ];
  return {
    title: `${w.unit.shortName}${w.label}收费项目和标准公示`,
    body: paragraphs(
      opening(w),
      table(data),
      '除上述项目外，学校不收取其他费用。家庭经济困难学生按规定减免。违规收费的，可向学校或主管部门举报。',
      contact(w),
      signed(w),
    ),
    keywords: ['收费', '公示', '校务公开'],
    table: data,
  };
};

export const canteen: Writer = (w) => {
  const income = w.chance.int(800, 4200) / 100;
  const spent = Math.round(income * (0.94 + w.chance.next() * 0.05) * 100) / 100;
  const data = [
    ['项目', '金额（万元）'],
    ['伙食费收入', wan(income)],
    ['食材支出', wan(spent * 0.78)],
    ['人工和燃料', wan(spent * 0.22)],
    ['结余', wan(income - spent)],
  ];
  return {
    title: `${w.unit.shortName}${w.label}食堂收支公开`,
    body: paragraphs(
      opening(w),
      table(data),
      `食材由定点单位配送，索证索票齐全，每餐留样四十八小时。本期家长代表陪餐${w.chance.int(4, 18)}次，提出建议${w.chance.int(1, 8)}条，已采纳。`,
      nextSteps(w),
      signed(w),
    ),
    keywords: ['食堂', '收支'],
    table: data,
  };
};

export const medicalFees: Writer = (w) => {
  const data = [
    ['项目', '单位', '价格（元）', '医保类别'],
    ...w.chance
      .some(
        ['普通门诊诊查', '血常规检查', '胸部摄片', '静脉输液', '换药', '心电图检查', '康复训练', '床位'],
        5,
      )
      .map((item) => [
        item,
        '次（日）',
        `${w.chance.int(3, 120)}.00`,
        w.chance.pick(['甲类', '乙类', '甲类']),
      ]),
  ];
  return {
    title: `${w.unit.shortName}${w.label}医疗服务价格公示`,
    body: paragraphs(
      opening(w),
      table(data),
      '价格按照医保部门公布的目录执行，门诊和住院费用清单可在自助机查询打印。对收费有疑问的，可到收费处核对，多收的当日退还。',
      contact(w),
      signed(w),
    ),
    keywords: ['医疗价格', '院务公开'],
    table: data,
  };
};

export const medicalEthics: Writer = (w) => {
  const received = w.chance.int(2, 18);
  return {
    title: `${w.unit.shortName}${w.label}行风建设和投诉处理情况`,
    body: paragraphs(
      opening(w),
      sections([
        [
          '投诉处理',
          `本期收到投诉${received}件，办结${received}件，其中属实${Math.floor(received / 3)}件，已整改并向投诉人说明。`,
        ],
        [
          '满意度',
          `随机回访出院患者${w.chance.int(60, 320)}人，满意率${w.chance.int(93, 98)}.${w.chance.int(0, 9)}%。`,
        ],
        ['行风教育', `开展行风教育${w.chance.int(1, 4)}次，签订廉洁行医承诺，公布举报电话${w.unit.phone}。`],
      ]),
      nextSteps(w),
      `${w.unit.name}\n\n${written(w.day)}`,
    ),
    keywords: ['行风', '投诉处理'],
    table: null,
  };
};
