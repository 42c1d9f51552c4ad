/*
 * Made-up texts for measuring: what units of one kind write alike (openings, forms, law), what each writes itself, and
 * copies as people make them. Everything follows from a seed; no name is a real one.
 */

/** A stream of numbers in [0, 1): mulberry32. */
export type Chance = () => number;

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const pick = <T>(chance: Chance, list: readonly T[]): T =>
  list[Math.floor(chance() * list.length)] as T;
const int = (chance: Chance, low: number, high: number) => low + Math.floor(chance() * (high - low + 1));

const words = (text: string) => text.trim().split(/\s+/);

const verbs =
  words(`修缮 清理 登记 走访 核对 调解 巡查 采购 种植 培训 评议 慰问 整修 摸排 加固 疏通 铺设 安装 更换 发放
  收缴 盘点 丈量 公示 汇总 讨论 表决 复核 验收 移交 维护 检修 宣讲 动员 整治 补植 改造 对接 筹集 拨付 审议 起草
  征求 回访 统计 归档 抽查 督促 通报 化解 护理 体检 接种 招聘 签订 续租 流转 承包 修订 张贴 播放 辅导 试行 推广
  评选 帮扶 探望 组建 开设 举办 排练 观摩 复耕 灌溉 育苗 施肥 喷洒 收割 晾晒 仓储 运输 销售 记账 审计 结转 退还`);
const nouns =
  words(`机耕路 排水渠 文化广场 卫生室 老年食堂 路灯 水表 护栏 公厕 垃圾桶 桥面 挡土墙 蓄水池 大棚 苗圃 果园
  鱼塘 茶园 晒谷场 农机 仓库 图书角 篮球场 儿童乐园 停车位 充电桩 监控设备 消防栓 应急物资 宣传栏 广播 档案柜
  低保户 困难党员 退役军人 留守老人 残疾居民 外出务工人员 种粮大户 网格员 志愿者 调解员 护林员 保洁员 代表 理事会
  合作社 监督委员会 股东 承租户 施工队 监理单位 设计单位 供应商 村民小组 党小组 支部委员 妇女 青年 教师 学生 家长
  病历 药品目录 门诊 病房 课程 食谱 校服 教室 实验器材 宿舍 车间 生产线 班组 订单 工资 奖金 劳保用品 合同 台账
  土地 林地 宅基地 房屋 坟地 河道 水库 沟渠 田埂 道路 管网 线路 变压器 光伏板 农药 化肥 种子 秸秆 粪污 污水
  补助款 集体资金 会费 党费 租金 分红 保证金 工程款 医保费 养老金 救助金 奖学金 贷款 利息 结余 债权 债务 票据 账目
  意见 建议 诉求 矛盾 线索 隐患 缺口 难题 短板 进度 质量 成本 标准 范围 名单 方案 计划 制度 细则 流程 清单 时限`);
const manners =
  words(`逐户 分批 集中 连续 提前 当场 重新 全面 定期 按月 就近 联合 主动 细致 反复 及时 依次 牵头 协同 轮流
  公开 统一 单独 一并 暂缓 优先 从严 如期 耐心 现场 线上 书面 当面 口头 全程 随机 免费 有偿 无偿 自愿`);
const links = words(
  `随后 其中 同时 为此 经研究 会后 目前 下一步 此外 期间 上半年 入秋以来 汛期前 春节前 对此 截至月底 另有 据统计 结合实际 经协商`,
);
const places = words(
  `东头 西坡 南沟 北岸 村口 河湾 老街 新区 山脚 渡口 桥头 学校旁 卫生室前 广场边 一组 二组 三组 四组 五组 六组 大院 后门 码头 林场`,
);
const measures = words(`户 人 处 亩 公里 米 套 件 次 天 个 项 元 万元 盏 棵 吨 份 场 批`);
const syllables = words(
  '青 云 石 竹 柳 沙 平 安 永 和 清 松 梅 荷 桂 枫 白 金 银 长 双 高 宽 明 秀 灵 古 新 上 下',
);
const endings = words('溪 坪 岭 湾 渡 桥 塘 坡 岗 源 泉 坝 洲 埠 圩 垄 坳 冲 坞 畈');

/** An invented unit: its own name, its short name, and the town above it. */
export type MadeUnit = {
  readonly id: number;
  readonly name: string;
  readonly short: string;
  readonly town: string;
};

export function unitOf(id: number): MadeUnit {
  const chance = chanceOf(id * 7919 + 13);
  const place = pick(chance, syllables) + pick(chance, syllables) + pick(chance, endings);
  const town = `${pick(chance, syllables)}${pick(chance, endings)}镇`;
  return { id, name: `${town}${place}村村民委员会`, short: `${place}村`, town };
}

export function namesOf({ name, short, town }: MadeUnit): readonly string[] {
  return [name, short, town];
}

const word = (chance: Chance) => pick(chance, nouns);
const phrase = (chance: Chance) => {
  const manner = chance() < 0.5 ? pick(chance, manners) : '';
  const amount = chance() < 0.35 ? `${int(chance, 2, 900)}${pick(chance, measures)}` : '';
  const where = chance() < 0.3 ? pick(chance, places) : '';
  return `${manner}${pick(chance, verbs)}${where}${word(chance)}${amount}`;
};

function sentence(chance: Chance): string {
  const parts = Array.from({ length: int(chance, 2, 4) }, () => phrase(chance));
  const begin = chance() < 0.6 ? `${pick(chance, links)}，` : '';
  return `${begin}${parts.join('，')}。`;
}

/** One paragraph only this writer could have written. */
export function ownParagraph(chance: Chance, unit: MadeUnit): string {
  const who = pick(chance, [unit.short, '我村', '村委会', '支部', `${unit.town}${unit.short}`]);
  return `${who}${Array.from({ length: int(chance, 3, 6) }, () => sentence(chance)).join('')}`;
}

/** What every unit writes alike: twelve kinds of matter, each with its form. */
const forms = Array.from({ length: 12 }, (_, kind) => {
  const chance = chanceOf(90_000 + kind);
  const fixed = (sentences: number) =>
    Array.from({ length: sentences }, () => sentence(chance).replace(/\d+/g, '若干')).join('');
  return {
    opening: [fixed(2), fixed(2), fixed(2)],
    headings: [0, 1, 2].map(() => phrase(chance)),
    form: fixed(5),
    closing: fixed(2),
  };
});

/** Invented statutes that everybody quotes. */
const articles = Array.from({ length: 60 }, (_, index) => {
  const chance = chanceOf(70_000 + index);
  const law = `${pick(chance, syllables)}${pick(chance, endings)}区${word(chance)}管理办法`;
  return {
    law,
    number: int(chance, 2, 60),
    text: Array.from({ length: 3 }, () => sentence(chance).replace(/\d+/g, '')).join(''),
  };
});

function lawParagraph(chance: Chance): string {
  const { law, number, text } = pick(chance, articles);
  return pick(chance, [
    `《${law}》第${number}条规定：“${text}”请遵照执行。`,
    `根据《${law}》第${number}条的规定，${text.replaceAll('。', '，')}现予公开。`,
    `第${number}条　${text}`,
    text,
  ]);
}

/** Which parts of a made text are whose. */
export type MadeText = {
  readonly unit: MadeUnit;
  readonly kind: number;
  readonly own: readonly string[];
  readonly text: string;
};

/**
 * A text of about 1,500 signs: the form of its kind, law quoted once or twice, and paragraphs of its own.
 * @param seed the same seed gives the same text
 */
export function madeText(seed: number, unit: MadeUnit): MadeText {
  const chance = chanceOf(seed);
  const kind = int(chance, 0, forms.length - 1);
  const own = Array.from({ length: int(chance, 8, 13) }, () => ownParagraph(chance, unit));
  return { unit, kind, own, text: laidOut(chance, unit, kind, own) };
}

/** Own paragraphs in the form of the kind, with law and closing. */
function laidOut(chance: Chance, unit: MadeUnit, kind: number, own: readonly string[]): string {
  const form = forms[kind] as (typeof forms)[number];
  const third = Math.ceil(own.length / 3);
  return [
    `${unit.name}：${pick(chance, form.opening)}`,
    ...form.headings.flatMap((heading, index) => [
      `${'一二三'.charAt(index)}、${heading}`,
      ...(index === 1 ? [lawParagraph(chance)] : []),
      ...own.slice(index * third, (index + 1) * third),
    ]),
    form.form,
    ...(chance() < 0.5 ? [lawParagraph(chance)] : []),
    form.closing,
    `${unit.name}\n20${int(chance, 20, 26)}年${int(chance, 1, 12)}月${int(chance, 1, 28)}日`,
  ].join('\n');
}

// ── copies, as people make them ────────────────────────────────────────────────────────────────────────────────────

export const copyKinds = ['whole', 'edited', 'reordered', 'lifted', 'liftedEdited'] as const;
export type CopyKind = (typeof copyKinds)[number];

/** Names of the source become the copier's. */
const renamed = (text: string, from: MadeUnit, to: MadeUnit) =>
  text.replaceAll(from.name, to.name).replaceAll(from.short, to.short).replaceAll(from.town, to.town);

/** One word in eight is another, every number is another: what somebody does who does not want to be found. */
function edited(chance: Chance, text: string): string {
  const known = new RegExp(
    `${[...nouns, ...verbs, ...manners].sort((a, b) => b.length - a.length).join('|')}|\\d+`,
    'g',
  );
  return text.replace(known, (found) => {
    if (/\d/.test(found)) return String(int(chance, 2, 900));
    if (chance() >= 0.125) return found;
    return pick(chance, verbs.includes(found) ? verbs : manners.includes(found) ? manners : nouns);
  });
}

function shuffled<T>(chance: Chance, list: readonly T[]): readonly T[] {
  return list
    .map((one) => ({ one, key: chance() }))
    .sort((a, b) => a.key - b.key)
    .map(({ one }) => one);
}

/** A text of `unit` made from somebody else's. `lifted` takes four paragraphs of about eleven into a text of its own. */
export function copyOf(source: MadeText, copy: CopyKind, seed: number, unit: MadeUnit): string {
  const chance = chanceOf(seed);
  const taken = source.own.map((paragraph) => renamed(paragraph, source.unit, unit));
  const four = shuffled(chance, taken).slice(0, 4);
  const fresh = Array.from({ length: taken.length - 4 }, () => ownParagraph(chance, unit));
  switch (copy) {
    case 'whole':
      return renamed(source.text, source.unit, unit);
    case 'edited':
      return edited(chance, renamed(source.text, source.unit, unit));
    case 'reordered':
      return laidOut(chance, unit, source.kind, shuffled(chance, taken));
    case 'lifted':
      return laidOut(chance, unit, source.kind, shuffled(chance, [...fresh, ...four]));
    case 'liftedEdited':
      return laidOut(
        chance,
        unit,
        source.kind,
        shuffled(chance, [...fresh, ...four.map((one) => edited(chance, one))]),
      );
  }
}
