import { addDays, written, writtenShort } from '../dates.ts';
import { firmName, masked, personName } from '../names.ts';
import {
  about,
  contact,
  nextSteps,
  numbered,
  opening,
  paragraphs,
  people,
  sections,
  signed,
  someMeasures,
  table,
  type Writer,
  wan,
} from './common.ts';

const offices = ['综合办公室', '业务科', '财务科', '督查科', '服务大厅', '法制科', '信息科'];

export const functions: Writer = (w) => {
  const leaders = people(w.chance, 4);
  const others = w.chance.some(
    ['分管综合、财务', '分管业务和服务窗口', '分管党建和队伍', '分管信访和安全', '分管项目和资金'],
    3,
  );
  const shares = ['主持全面工作', ...others];
  const data = [
    ['姓名', '职务', '分工'],
    ...leaders.map((name, i) => [name, i === 0 ? '主要负责人' : '班子成员', shares[i] ?? '']),
  ];
  return {
    title: `${w.unit.shortName}机构职能和领导分工`,
    body: paragraphs(
      sections([
        [
          '主要职能',
          numbered([
            '贯彻执行上级决策部署和有关规定',
            `负责${w.row.matter}方面的日常工作和服务`,
            '组织实施年度重点任务，按规定公开事项',
            '承办上级交办的其他工作',
          ]),
        ],
        ['内设机构', `设${w.chance.some(offices, 4).join('、')}。`],
        ['领导分工', table(data)],
        [
          '办公时间和联系方式',
          `工作日上午8:30至12:00，下午14:00至17:30。地址：${w.unit.address}。电话：${w.unit.phone}。`,
        ],
      ]),
      '以上内容发生变化的，自变化之日起二十个工作日内更新。',
      signed(w),
    ),
    keywords: ['机构职能', '联系方式'],
    table: data,
  };
};

export const deployment: Writer = (w) => {
  const tasks = w.chance.some(
    [
      '优化营商环境',
      '推进重点项目',
      '改善人居环境',
      '加强基层治理',
      '办好民生实事',
      '防范安全风险',
      '提升服务质量',
      '推进数字化办事',
      '落实公开目录',
      '加强队伍建设',
    ],
    5,
  );
  return {
    title: `关于印发${w.unit.shortName}${w.day.slice(0, 4)}年重点工作安排的通知`,
    body: paragraphs(
      '各科室、所属单位：',
      `现将${w.day.slice(0, 4)}年重点工作安排印发给你们，请结合实际抓好落实。`,
      sections([
        [
          '总体要求',
          w.chance.pick([
            '坚持以人民为中心，突出重点、注重实效，把任务落实到岗位和个人。',
            '坚持问题导向，统筹当前和长远，做到有部署、有检查、有结果。',
          ]),
        ],
        ['重点任务', numbered(tasks.map((task) => `${task}：${w.chance.pick(someMeasures(w.chance, 3))}。`))],
        [
          '工作要求',
          someMeasures(w.chance, 3).join('；').concat('。各牵头部门每季度报送进展，年底前公布完成情况。'),
        ],
      ]),
      signed(w),
    ),
    keywords: ['重点工作', '部署'],
    table: null,
  };
};

export const projects: Writer = (w) => {
  const names = w.chance.some(
    [
      '农村道路硬化',
      '污水管网改造',
      '老旧小区改造',
      '小型水库除险加固',
      '文化活动广场',
      '卫生室改造',
      '养老服务站',
      '路灯安装',
      '饮水管网更新',
      '学校操场修缮',
      '充电设施建设',
      '口袋公园',
    ],
    w.chance.int(4, 6),
  );
  const rows = names.map((name) => {
    const money = w.chance.int(800, 46000) / 100;
    const share = w.chance.pick([20, 35, 50, 60, 75, 90, 100]);
    return [
      name,
      wan(money),
      w.chance.pick(['建设科', '社会事务办', '村委会', '施工单位']),
      `${share}%`,
      share === 100
        ? '已完工，待验收'
        : w.chance.pick(['正常推进', '受降雨影响略有延后', '正在铺设管线', '主体施工']),
    ];
  });
  const data = [['项目', '投资（万元）', '责任单位', '进度', '说明'], ...rows];
  return {
    title: about(w),
    body: paragraphs(
      opening(w),
      `本期共公布项目${rows.length}个，其中完工${rows.filter((row) => row[3] === '100%').length}个。`,
      table(data),
      w.chance.pick([
        '延后的项目已调整施工计划，预计下季度赶上进度，质量监督由第三方承担。',
        '资金按进度拨付，结算经审计后公布。群众代表参加了现场察看。',
        '施工期间给群众出行带来不便，敬请谅解；现场设有公示牌和投诉电话。',
      ]),
      contact(w),
      signed(w),
    ),
    keywords: ['民生实事', '项目进展'],
    table: data,
  };
};

export const annualReport: Writer = (w) => {
  const published = w.chance.int(40, 420);
  const onTime = published - w.chance.int(0, 12);
  const opinions = w.chance.int(5, 60);
  const data = [
    ['指标', '数量'],
    ['主动公开信息（件）', String(published)],
    ['按时公开（件）', String(onTime)],
    ['收到意见建议（条）', String(opinions)],
    ['按期答复（条）', String(opinions - w.chance.int(0, 2))],
    ['开展检查（次）', String(w.chance.int(2, 9))],
  ];
  return {
    title: about(w),
    body: paragraphs(
      opening(w),
      sections([
        [
          '总体情况',
          `${w.label}，共公开信息${published}件，按时公开率${((onTime / published) * 100).toFixed(1)}%。重点围绕群众关心的资金、项目、政策等内容，做到应公开尽公开。`,
        ],
        ['主要数据', table(data)],
        [
          '存在的主要问题',
          numbered(
            w.chance.some(
              [
                '部分事项公开不够及时',
                '解读材料偏少',
                '个别栏目更新间隔较长',
                '线下公示栏维护不够',
                '数据口径不够统一',
              ],
              2,
            ),
          ),
        ],
        ['改进措施', numbered(someMeasures(w.chance, 3))],
      ]),
      signed(w),
    ),
    keywords: ['年度报告', '公开情况'],
    table: data,
  };
};

export const catalogueNotice: Writer = (w) => ({
  title: `关于公布${w.unit.shortName}${w.day.slice(0, 4)}年度公开目录的通知`,
  body: paragraphs(
    '所属各党组织：',
    `经审核、报备，现公布${w.unit.shortName}${w.day.slice(0, 4)}年度公开目录，请遵照执行。`,
    sections([
      [
        '目录构成',
        `目录共${w.chance.int(9, 60)}项，明确了内容、依据、范围、方式、时限和责任部门，比上年新增${w.chance.int(1, 6)}项、调整${w.chance.int(1, 8)}项、取消${w.chance.int(0, 2)}项。`,
      ],
      [
        '调整原则',
        numbered([
          '法律法规和党内法规有新规定的，及时增补',
          '群众多次反映、普遍关心的，列入目录',
          '事项合并或职能划转的，相应取消或变更责任部门',
        ]),
      ],
      ['执行要求', '按目录时限公开，不能公开的说明理由并按程序报批。年度内需要动态调整的，重新报备后执行。'],
    ]),
    signed(w),
  ),
  keywords: ['公开目录', '报备'],
  table: null,
});

export const feedback: Writer = (w) => {
  const received = w.chance.int(12, 90);
  const closed = received - w.chance.int(0, 6);
  const questions = w.chance.some(
    [
      ['小区路灯损坏较多', '已安排更换，三日内修复'],
      ['公交班次间隔偏长', '早晚高峰已各增加两班'],
      ['补贴到账时间不清楚', '已在公开栏公布发放时间和查询办法'],
      ['河道有垃圾', '已清理，并增加巡查频次'],
      ['办事窗口午间无人', '已实行午间值班'],
      ['公示内容字体太小', '已提供大字版，并增加语音播报'],
    ],
    3,
  );
  return {
    title: `${w.unit.shortName}${w.label}群众意见办理情况`,
    body: paragraphs(
      opening(w),
      `${w.label}共收到意见建议${received}条，办结${closed}条，其余正在办理期限内。办结事项中，采纳${closed - w.chance.int(2, 8)}条，未采纳的均说明了理由。`,
      sections(questions.map(([question = '', reply = '']) => [question, `办理结果：${reply}。`])),
      contact(w),
      signed(w),
    ),
    keywords: ['意见办理', '答复'],
    table: null,
  };
};

export const permits: Writer = (w) => {
  const rows = Array.from({ length: w.chance.int(3, 6) }, (_, i) => [
    `${w.day.slice(0, 4)}${String(w.chance.int(1, 90) + i).padStart(3, '0')}`,
    w.chance.is(0.5) ? firmName(w.chance) : masked(personName(w.chance)),
    w.chance.pick(['准予许可', '准予许可', '准予许可', '不予许可']),
    writtenShort(addDays(w.day, -w.chance.int(1, 6))),
  ]);
  const data = [['编号', '申请人', '结论', '决定日期'], ...rows];
  return {
    title: `${w.unit.shortName}${w.row.item}（${written(w.day)}）`,
    body: paragraphs(
      opening(w),
      table(data),
      '不予许可的，已书面说明理由并告知救济途径。利害关系人可以在法定期限内申请行政复议或者提起行政诉讼。',
      contact(w),
      signed(w),
    ),
    keywords: ['行政许可', w.row.item],
    table: data,
  };
};

export const penalties: Writer = (w) => {
  const facts = [
    '未按规定公示价格',
    '占道经营',
    '使用超过有效期的计量器具',
    '未落实进货查验',
    '擅自倾倒建筑垃圾',
    '夜间施工噪声超标',
  ];
  const rows = w.chance
    .some(facts, w.chance.int(2, 4))
    .map((fact, i) => [
      `${w.chance.int(1, 120) + i}号`,
      firmName(w.chance),
      fact,
      w.chance.pick(['警告', '罚款500元', '罚款2000元', '责令改正并罚款5000元']),
    ]);
  const data = [['决定书编号', '当事人', '违法事实', '处罚'], ...rows];
  return {
    title: `${w.unit.shortName}行政处罚信息公开（${written(w.day)}）`,
    body: paragraphs(
      opening(w),
      table(data),
      '处罚决定依法作出，当事人的陈述申辩意见已记录在案。自作出决定之日起七个工作日内公开，公开期限按照信用信息管理规定执行。',
      signed(w),
    ),
    keywords: ['行政处罚', '执法'],
    table: data,
  };
};

export const guide: Writer = (w) => {
  const matter = w.chance.pick([
    '高龄津贴申请',
    '临时救助申请',
    '生育登记',
    '灵活就业参保',
    '证明开具',
    '残疾人两项补贴申请',
    '就诊预约',
    '例行发布',
  ]);
  return {
    title: `${w.unit.shortName}${w.row.item}：${matter}`,
    body: paragraphs(
      sections([
        [
          '适用对象',
          w.chance.pick(['符合条件的常住居民。', '本辖区户籍居民和持居住证人员。', '需要服务的群众和单位。']),
        ],
        [
          '所需材料',
          numbered([
            '身份证件（现场核验，不留存）',
            '申请表（窗口免费提供）',
            w.chance.pick(['社会保障卡', '户口簿', '有关证明']),
          ]),
        ],
        [
          '办理流程',
          `提出申请、材料审核、入户或联网核查、公示、办结。承诺时限${w.chance.int(3, 15)}个工作日。`,
        ],
        ['收费标准', '不收费。'],
        ['办理地点', `${w.unit.address}，电话${w.unit.phone}。`],
      ]),
      '老年人、残疾人可以预约上门办理。流程调整的，及时更新本指南。',
      signed(w),
    ),
    keywords: ['办事指南', matter],
    table: null,
  };
};

export const emergency: Writer = (w) => {
  const event = w.chance.pick(['强降雨', '大风降温', '森林防火', '管道检修停水', '高温', '道路塌方抢修']);
  return {
    title: `${w.unit.shortName}关于应对${event}的通告`,
    body: paragraphs(
      `预计${writtenShort(addDays(w.day, 1))}起三天，辖区将受${event}影响。为保障群众生命财产安全，现通告如下。`,
      numbered([
        `影响范围：${w.unit.address.slice(0, 8)}及周边区域。`,
        `时间：${writtenShort(addDays(w.day, 1))}8:00至${writtenShort(addDays(w.day, 3))}20:00，视情调整。`,
        `防范措施：${w.chance.pick(['减少不必要的外出，远离河道、陡坡和危旧房屋', '提前储水，检查门窗和棚架', '严禁野外用火，发现险情立即报告'])}。`,
        `值班电话：${w.unit.phone}，二十四小时有人值守。`,
      ]),
      '请互相转告，重点帮助独居老人和残疾人。最新信息以公开栏和应急广播为准，不信谣、不传谣。',
      signed(w),
    ),
    keywords: ['应急', event],
    table: null,
  };
};

export const interpretation: Writer = (w) => {
  const subject = w.chance.pick([
    '便民服务事项清单',
    '公共服务收费调整',
    '困难群众帮扶办法',
    '公开栏管理办法',
    '小型工程建设管理办法',
    '政务服务“好差评”办法',
  ]);
  return {
    title: `《${subject}》解读`,
    body: paragraphs(
      `${w.unit.shortName}近日公布了《${subject}》，现就有关内容作如下解读。`,
      sections([
        [
          '为什么制定',
          `原办法执行已有${w.chance.int(3, 8)}年，部分条款与上级新规定不一致，群众也提出了意见。起草过程征求了${w.chance.int(8, 40)}个单位和群众代表的意见。`,
        ],
        [
          '主要变化',
          numbered([
            '简化材料，能够共享的信息不再要求提供',
            '明确时限，超时未办的由上级督办',
            '增加公开环节，结果在网站和公开栏同步公布',
          ]),
        ],
        [
          '群众关心的问题',
          `问：已经办理的是否需要重新办理？\n\n答：不需要，继续有效。\n\n问：到哪里咨询？\n\n答：可拨打${w.unit.phone}，或到${w.unit.address}咨询。`,
        ],
      ]),
      nextSteps(w),
      signed(w),
    ),
    keywords: ['政策解读', subject],
    table: null,
  };
};

export const recruitment: Writer = (w) => {
  const rows = ['综合管理', '财务会计', '信息技术', '法律事务']
    .slice(0, w.chance.int(2, 4))
    .map((post) => [
      post,
      String(w.chance.int(1, 4)),
      String(w.chance.int(20, 160)),
      `${w.chance.int(60, 72)}.${w.chance.int(0, 9)}`,
    ]);
  const data = [['岗位', '计划数', '报名数', '进入体检最低分'], ...rows];
  return {
    title: `${w.unit.shortName}公开招聘（遴选）成绩和拟聘情况公告`,
    body: paragraphs(
      opening(w),
      table(data),
      '考生可以用准考证号查询本人成绩，公告不公布个人身份信息。体检、考察合格人员名单另行公示，公示期五个工作日。',
      '对成绩有疑问的，可在公告之日起三日内书面申请复核。',
      contact(w),
      signed(w),
    ),
    keywords: ['招聘', '遴选', '公告'],
    table: data,
  };
};

export const election: Writer = (w) => ({
  title: `${w.unit.shortName}换届选举工作安排和结果`,
  body: paragraphs(
    opening(w),
    sections([
      ['选举安排', `任期届满，经批准于${written(w.day)}召开大会进行换届选举。`],
      ['候选人产生', '按照推荐、考察、审查、公示的程序产生候选人，公示期没有收到影响任职的反映。'],
      [
        '选举结果',
        `实到人数超过应到人数的五分之四，选举有效。选举产生委员${w.chance.pick([3, 5, 7])}名，结果已报批。`,
      ],
    ]),
    signed(w),
  ),
  keywords: ['换届选举'],
  table: null,
});
