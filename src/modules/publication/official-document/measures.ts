import { z } from 'zod';

/**
 * How sure a measure is: `read` in a text of the standard that was read, `second` in a secondary source, `unconfirmed` from memory
 * or a choice of ours. What is not `read` an installation should hold against the printed standard, and may change.
 */
export type Certainty = 'read' | 'second' | 'unconfirmed';

type Measure = {
  readonly value: number;
  readonly unit: 'mm' | 'pt' | 'lines' | 'characters' | 'number';
  readonly certainty: Certainty;
  /** Article of GB/T 9704-2012 or where else it comes from, and what it says. */
  readonly source: string;
};

const measure = (value: number, unit: Measure['unit'], certainty: Certainty, source: string): Measure => ({
  value,
  unit,
  certainty,
  source,
});

/** The layout of official documents as data (GB/T 9704-2012); sizes: 2号 = 22 pt, 3号 = 16 pt, 4号 = 14 pt. */
export const measures = {
  pageWidth: measure(210, 'mm', 'read', '5.1 A4'),
  pageHeight: measure(297, 'mm', 'read', '5.1 A4'),
  marginTop: measure(37, 'mm', 'read', '5.2.1 天头 37 mm ± 1 mm'),
  marginLeft: measure(28, 'mm', 'read', '5.2.1 订口 28 mm ± 1 mm'),
  textWidth: measure(156, 'mm', 'read', '5.2.1 版心 156 mm × 225 mm'),
  textHeight: measure(225, 'mm', 'read', '5.2.1 版心 156 mm × 225 mm'),
  textSize: measure(16, 'pt', 'read', '5.2.2 一般用 3 号仿宋体字'),
  linesPerPage: measure(22, 'number', 'read', '5.2.3 每面排 22 行'),
  charsPerLine: measure(28, 'number', 'read', '5.2.3 每行排 28 个字'),
  markBelowTop: measure(35, 'mm', 'unconfirmed', '7.2.4 发文机关标志上边缘至版心上边缘 35 mm'),
  markSize: measure(
    50,
    'pt',
    'unconfirmed',
    '7.2.4 字号以醒目、美观、庄重为原则，不大于 22 mm × 15 mm；过长者缩小',
  ),
  numberBelowMark: measure(2, 'lines', 'second', '7.2.5 发文字号在发文机关标志下空二行'),
  ruleBelowNumber: measure(4, 'mm', 'second', '7.2.7 分隔线在发文字号之下 4 mm'),
  ruleWeight: measure(1, 'pt', 'unconfirmed', '7.2.7 红色分隔线与版心等宽；粗细未见规定'),
  titleBelowRule: measure(2, 'lines', 'read', '7.3.1 标题在红色分隔线下空二行'),
  titleSize: measure(22, 'pt', 'read', '7.3.1 2 号小标宋体字'),
  titlePitch: measure(34, 'pt', 'unconfirmed', '标题行距未见规定'),
  addresseeBelowTitle: measure(1, 'lines', 'unconfirmed', '7.3.2 主送机关在标题下空一行'),
  attachmentsBelowText: measure(1, 'lines', 'unconfirmed', '7.3.4 附件说明在正文下空一行左空二字'),
  signatureBelowText: measure(1, 'lines', 'second', '7.3.5.2 不加盖印章：正文（或附件说明）下空一行'),
  signatureFromRight: measure(2, 'characters', 'second', '7.3.5.2 署名右空二字'),
  dateShift: measure(2, 'characters', 'second', '7.3.5.2 成文日期首字比署名首字右移二字'),
  recordSize: measure(14, 'pt', 'unconfirmed', '7.4.2 版记用 4 号仿宋体字'),
  recordIndent: measure(1, 'characters', 'unconfirmed', '7.4.2 抄送、印发左右各空一字'),
  recordThick: measure(0.35, 'mm', 'unconfirmed', '7.4.1 首条、末条分隔线 0.35 mm'),
  recordThin: measure(0.25, 'mm', 'unconfirmed', '7.4.1 中间的分隔线 0.25 mm'),
  recordOnEvenPage: measure(
    1,
    'number',
    'unconfirmed',
    '7.4 版记置于公文最后一面（双面印刷为偶数页）；0：不换页',
  ),
  pageNumberSize: measure(14, 'pt', 'second', '7.5 4 号半角宋体阿拉伯数字'),
  pageNumberBelow: measure(7, 'mm', 'second', '7.5 一字线上距版心下边缘 7 mm'),
  pageNumberInset: measure(1, 'characters', 'second', '7.5 单页码居右空一字，双页码居左空一字'),
  letterMarkFromEdge: measure(30, 'mm', 'second', '10.1 信函：发文机关标志上边缘至上页边 30 mm'),
  letterRuleWidth: measure(170, 'mm', 'second', '10.1 信函：红色双线长 170 mm，居中'),
  letterRuleBelowMark: measure(4, 'mm', 'unconfirmed', '10.1 信函：标志下 4 mm 处上粗下细双线'),
  letterRuleFromBottom: measure(20, 'mm', 'second', '10.1 信函：距下页边 20 mm 处上细下粗双线'),
  letterRuleThick: measure(1.2, 'mm', 'unconfirmed', '10.1 双线粗细未见规定'),
  letterRuleThin: measure(0.4, 'mm', 'unconfirmed', '10.1 双线粗细未见规定'),
  letterTitleBelow: measure(2, 'lines', 'unconfirmed', '10.1 信函：标题与其上最后一个要素相距二行'),
  orderMarkBelowTop: measure(20, 'mm', 'unconfirmed', '10.2 命令（令）：标志上边缘至版心上边缘 20 mm'),
  orderNumberBelowMark: measure(2, 'lines', 'unconfirmed', '10.2 命令（令）：标志下空二行居中编排令号'),
  orderTextBelowNumber: measure(2, 'lines', 'unconfirmed', '10.2 命令（令）：令号下空二行编排正文'),
  minutesMarkBelowTop: measure(35, 'mm', 'unconfirmed', '10.3 纪要：标志上边缘至版心上边缘 35 mm'),
} as const satisfies Readonly<Record<string, Measure>>;

export type MeasureName = keyof typeof measures;
export type Measures = Readonly<Record<MeasureName, number>>;

const names = Object.keys(measures) as readonly MeasureName[];

/** What an installation may set otherwise (`GONGKAI_LAYOUT`): names of measures and their numbers. */
export const layoutOverrides = z.strictObject(
  Object.fromEntries(names.map((name) => [name, z.number().min(0).max(1000).optional()])),
);

/** The measures in force: the table, with what the installation has set. */
export function measuresWith(overrides: Readonly<Record<string, number | undefined>>): Measures {
  const inForce = names.map((name) => [name, overrides[name] ?? measures[name].value] as const);
  return Object.fromEntries(inForce) as Measures;
}
