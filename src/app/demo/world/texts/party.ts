import { addDays, written, writtenShort } from '../dates.ts';
import { masked, personName } from '../names.ts';
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
} from './common.ts';

const themes = [
  '学习党章和党内法规',
  '乡村全面振兴政策',
  '基层治理和矛盾化解',
  '保密法和个人信息保护',
  '党务公开条例解读',
  '安全生产和防灾减灾',
  '群众身边不正之风警示教育',
  '移风易俗和文明乡风',
  '集体资产管理制度',
  '服务群众办实事',
];

export const meetings: Writer = (w) => {
  const kinds = [
    '支部党员大会',
    '支部委员会会议',
    '支部委员会会议',
    '支部委员会会议',
    '党小组会',
    '党课',
    '主题党日',
  ];
  const total = w.chance.int(18, 46);
  const rows = kinds.map((kind, i) => {
    const expected = kind === '支部委员会会议' ? 5 : total;
    const came = expected - w.chance.int(0, kind === '支部委员会会议' ? 0 : 4);
    const day = addDays(w.from, 6 + i * 11);
    return [writtenShort(day), kind, w.chance.pick(themes), String(expected), String(came)];
  });
  const data = [['日期', '形式', '主题', '应到', '实到'], ...rows];
  const expected = rows.reduce((sum, row) => sum + Number(row[3]), 0);
  const came = rows.reduce((sum, row) => sum + Number(row[4]), 0);
  const rate = ((came / expected) * 100).toFixed(1);
  return {
    title: `${w.unit.shortName}${w.label}“三会一课”执行情况`,
    body: paragraphs(
      opening(w),
      `${w.label}，支部共召开党员大会1次、支委会3次、党小组会1次，上党课1次，开展主题党日1次，平均到会率${rate}%。具体情况见下表。`,
      table(data),
      w.chance.pick([
        '因事请假的党员已由党小组补课，外出务工党员通过电话向支部汇报了思想。',
        '对两次以上没有参加活动的党员，支部书记已当面谈话，了解情况。',
        '党员大会上提出的意见已逐条登记，办理结果将在下次会议上通报。',
      ]),
      nextSteps(w),
      signed(w),
    ),
    keywords: ['三会一课', '党支部', '组织生活'],
    table: data,
  };
};

export const dues: Writer = (w) => {
  const names = people(w.chance, w.chance.int(6, 11));
  const months = 3;
  const rows = names.map((name) => {
    const monthly = w.chance.pick([2, 3, 5, 8, 10, 12]);
    return [masked(name), String(monthly), String(monthly * months), String(monthly * months)];
  });
  const sum = rows.reduce((all, row) => all + Number(row[2]), 0);
  const upward = Math.round(sum * 0.6);
  const data = [
    ['党员', '月缴标准（元）', '应缴（元）', '实缴（元）'],
    ...rows,
    ['合计', '', String(sum), String(sum)],
  ];
  return {
    title: `${w.unit.shortName}${w.label}党费收缴使用情况`,
    body: paragraphs(
      opening(w),
      table(data),
      `本期应缴党费${sum}元，实缴${sum}元，已按规定上缴${upward}元，留存${sum - upward}元。`,
      w.chance.pick([
        '留存党费用于购买学习资料和慰问生活困难党员，使用前经支委会研究，票据由两人核对。',
        '本期没有使用留存党费，余额转入下期。',
        '本期使用留存党费用于主题党日交通和资料印刷，明细可到支部查阅。',
      ]),
      '对党费计算有不同意见的，可在十日内向支部提出，由支委会复核答复。',
      signed(w),
    ),
    keywords: ['党费', '收缴', '公示'],
    table: data,
  };
};

export const appraisal: Writer = (w) => {
  const total = w.chance.int(16, 40);
  const good = Math.floor(total * 0.3);
  const fair = w.chance.int(0, 2);
  const problems = w.chance.some(
    [
      '学习不够系统',
      '联系群众不够经常',
      '会议记录不够完整',
      '流动党员管理偏松',
      '公开内容更新不够及时',
      '调查研究不够深入',
    ],
    3,
  );
  return {
    title: `${w.unit.shortName}${w.label}民主评议党员和组织生活会情况`,
    body: paragraphs(
      opening(w),
      sections([
        [
          '会议情况',
          `${written(w.day)}前，支部召开组织生活会，同步开展民主评议。应参加党员${total}名，实际参加${total - fair}名。会前开展谈心谈话${total + 8}人次，征求意见${w.chance.int(9, 30)}条。`,
        ],
        [
          '评议结果',
          `经个人自评、党员互评、民主测评和支委会研究，评定优秀${good}名、合格${total - good - fair}名、基本合格${fair}名，没有不合格党员。`,
        ],
        ['查摆的主要问题', numbered(problems)],
        ['整改安排', numbered(someMeasures(w.chance, 3))],
      ]),
      signed(w),
    ),
    keywords: ['民主评议', '组织生活会'],
    table: null,
  };
};

export const publicList: Writer = (w) => {
  const count = w.chance.int(2, 6);
  const party = w.row.affairs === 'party';
  const rows = people(w.chance, count).map((name, i) => [
    String(i + 1),
    masked(name),
    w.chance.pick(['男', '女']),
    party
      ? w.chance.pick(['发展对象', '预备党员', '入党积极分子'])
      : w.chance.pick(['符合条件', '推荐人选', '轮候对象']),
    w.chance.pick(['高中', '大专', '本科', '中专']),
  ]);
  const data = [['序号', '姓名', '性别', '类别', '文化程度'], ...rows];
  const end = addDays(w.day, 7);
  return {
    title: `${w.unit.shortName}关于${w.row.item.replace(/公示$/, '')}的公示`,
    body: paragraphs(
      `${opening(w)}经会议研究，拟确定${count}名同志为公示对象。`,
      table(data),
      `公示时间：${written(w.day)}至${written(end)}（不少于五个工作日）。`,
      '公示期间，任何单位和个人均可来电、来信或当面反映情况。反映情况应当实事求是，提倡实名，反映人信息将严格保密。',
      '为保护个人信息，名单只显示姓氏，详细材料可由利害关系人到办公室核对。',
      contact(w),
      signed(w),
    ),
    keywords: ['公示', w.row.item],
    table: data,
  };
};

export const appointment: Writer = (w) => {
  const posts = [
    '党政综合办公室主任',
    '社会事务办公室副主任',
    '便民服务中心主任',
    '农业综合服务站站长',
    '财政所副所长',
    '综合科科长',
  ];
  const chosen = w.chance.some(posts, w.chance.int(1, 3));
  const lines = chosen.map((post) => {
    const year = w.chance.int(1976, 1996);
    return `${personName(w.chance)}，${w.chance.pick(['男', '女'])}，${year}年${w.chance.int(1, 12)}月出生，${w.chance.pick(['大学学历', '大专学历', '在职研究生学历'])}，中共党员，拟任${post}。`;
  });
  return {
    title: `${w.unit.shortName}干部任前公示（${w.day.slice(0, 4)}年第${Math.ceil(Number(w.day.slice(5, 7)) / 1.5)}号）`,
    body: paragraphs(
      '根据《党政领导干部选拔任用工作条例》有关规定，经民主推荐、考察和集体讨论，现对拟任职人选进行公示。',
      numbered(lines),
      `公示期：${written(w.day)}至${written(addDays(w.day, 7))}，不少于五个工作日。`,
      w.chance.pick([
        '对公示对象有异议的，请在公示期内以书面或电话方式反映，并提供具体线索。',
        '反映问题应当真实、具体。受理部门对反映人和反映内容保密，并在公示期结束后答复。',
      ]),
      contact(w),
      signed(w),
    ),
    keywords: ['任前公示', '干部'],
    table: null,
  };
};

export const minutes: Writer = (w) => {
  const topics = w.chance.some(
    [
      ['安排近期重点工作', '会议听取了前一阶段工作汇报，明确了下一阶段的任务分工和完成时限'],
      ['研究年度资金安排', '会议原则同意资金安排建议，要求严格按预算执行，不得挪用'],
      ['研究工程项目立项', '会议同意项目立项，按规定履行招标和公示程序，验收后公布结果'],
      ['讨论人居环境整治', '会议决定划分责任片区，每周检查一次，结果在公开栏公布'],
      ['研究困难群众救助', '会议同意提交的救助建议名单，公示无异议后上报'],
      ['部署安全防范', '会议要求对重点场所全面排查，发现隐患立即整改'],
      ['研究公开目录调整', '会议同意新增、调整事项，报上级备案后执行'],
      ['讨论群众反映的问题', '会议逐条研究办理意见，明确专人答复，办理结果予以公布'],
    ],
    w.chance.int(3, 5),
  );
  const present = w.chance.int(7, 15);
  const absent = w.chance.int(0, 2);
  return {
    title: `${w.unit.shortName}${w.label}会议议定事项摘要`,
    body: paragraphs(
      `${writtenShort(addDays(w.day, -w.chance.int(2, 6)))}，${w.unit.shortName}召开会议，应到${present + absent}人，实到${present}人，符合议事规则。会议议定事项中可以公开的内容如下。`,
      sections(
        topics.map(([topic = '', result = '']) => [
          topic,
          `${result}。${w.chance.pick(['', '牵头部门按季度报告进展。', '表决结果：全票通过。', '有关部门在一个月内提出具体办法。'])}`,
        ]),
      ),
      w.chance.pick([
        '涉及内部管理和依照规定不宜公开的事项不在本摘要之内。',
        '以上事项的执行情况将在下一期公布，请党员群众监督。',
      ]),
      signed(w),
    ),
    keywords: ['会议', '议定事项', '决策公开'],
    table: null,
  };
};

export const study: Writer = (w) => {
  const [topic = '', second = ''] = w.chance.some(themes, 2);
  return {
    title: `${w.unit.shortName}${w.label}理论学习安排和开展情况`,
    body: paragraphs(
      opening(w),
      sections([
        ['学习专题', `本期围绕“${topic}”“${second}”开展学习，采取个人自学、集中研讨、现场观摩等方式进行。`],
        [
          '参加情况',
          `集中学习${w.chance.int(1, 3)}次，参加${w.chance.int(12, 60)}人次，${w.chance.int(2, 6)}名同志作了交流发言，整理建议${w.chance.int(3, 12)}条。`,
        ],
        [
          '成果运用',
          `结合学习内容，确定了${w.chance.int(2, 5)}项实事：${someMeasures(w.chance, 2).join('；')}。`,
        ],
      ]),
      nextSteps(w),
      signed(w),
    ),
    keywords: ['理论学习', '学习教育'],
    table: null,
  };
};

export const conduct: Writer = (w) => ({
  title: about(w),
  body: paragraphs(
    opening(w),
    sections([
      [
        '责任落实',
        `制定责任清单${w.chance.int(12, 40)}条，主要负责人带头签订责任书，班子成员按分工开展谈话${w.chance.int(15, 60)}人次。`,
      ],
      [
        '教育监督',
        `开展警示教育${w.chance.int(1, 4)}场次，参加${w.chance.int(30, 180)}人次；对公务接待、公车使用、津贴发放自查${w.chance.int(2, 4)}次，发现并纠正问题${w.chance.int(0, 6)}个。`,
      ],
      ['问题整改', numbered(someMeasures(w.chance, 3))],
    ]),
    nextSteps(w),
    signed(w),
  ),
  keywords: ['党风廉政', '全面从严治党'],
  table: null,
});

export const cases: Writer = (w) => {
  const kinds = [
    '违规收受礼品礼金',
    '违规发放津补贴',
    '违规吃喝',
    '公车私用',
    '不担当不作为',
    '侵占集体资金',
  ];
  const rows = w.chance.some(kinds, 4).map((kind) => {
    const found = w.chance.int(1, 5);
    return [kind, String(found), String(found + w.chance.int(0, 2)), String(w.chance.int(0, found))];
  });
  const sum = (column: number): number => rows.reduce((all, row) => all + Number(row[column]), 0);
  const data = [
    ['问题类型', '查处（起）', '处理（人）', '党纪政务处分（人）'],
    ...rows,
    ['合计', `${sum(1)}`, `${sum(2)}`, `${sum(3)}`],
  ];
  const surname = masked(personName(w.chance));
  return {
    title: `${w.label}全区查处违反中央八项规定精神问题情况`,
    body: paragraphs(
      `${w.label}，全区共查处违反中央八项规定精神问题${sum(1)}起，处理${sum(2)}人，给予党纪政务处分${sum(3)}人。`,
      table(data),
      `典型问题：某单位工作人员${surname}${w.chance.pick(['违规接受管理服务对象宴请', '使用公务车辆办理私事', '以虚列事项方式套取办公经费'])}，受到${w.chance.pick(['党内警告', '党内严重警告', '政务记过'])}处分，违纪所得已收缴。`,
      '各级党组织要举一反三，紧盯重要节点，把纪律和规矩挺在前面。举报渠道见纪检监察机关网站。',
      signed(w),
    ),
    keywords: ['八项规定', '通报', '作风'],
    table: data,
  };
};

export const consultation: Writer = (w) => {
  const subject = w.chance.pick([
    '公共停车管理办法',
    '集中居住区改造方案',
    '农村饮水安全提升方案',
    '公共文化设施开放办法',
    '集体林地经营管理办法',
    '道路交通组织优化方案',
  ]);
  return {
    title: `关于公开征求《${subject}（征求意见稿）》意见的公告`,
    body: paragraphs(
      `为提高决策质量，${w.unit.shortName}起草了《${subject}（征求意见稿）》，现面向社会公开征求意见。`,
      sections([
        [
          '起草背景',
          `近年来，群众对有关问题反映较多。起草过程中，走访了${w.chance.int(6, 30)}个村（社区），召开座谈会${w.chance.int(2, 6)}次，收集意见${w.chance.int(20, 120)}条。`,
        ],
        [
          '主要内容',
          numbered([
            '明确管理主体和责任分工',
            '规定实施步骤和完成时限',
            '建立资金保障和监督办法',
            '规定违规情形的处理方式',
          ]),
        ],
        [
          '征求意见的时间和方式',
          `自${written(w.day)}起至${written(addDays(w.day, 30))}止，可通过书面、来访、网站留言提出意见，请注明“征求意见”。`,
        ],
        ['意见处理', '对收到的意见逐条研究，采纳情况和不采纳的理由在征求意见结束后统一公布。'],
      ]),
      contact(w),
      signed(w),
    ),
    keywords: ['征求意见', '决策公开'],
    table: null,
  };
};
