import type { Outcome } from '../item/check-item.ts';
import type { PartKind } from '../item/evidence.ts';
import type { Lang } from './report-words.ts';

type Both = Readonly<Record<Lang, string>>;

export const outcomeWords: Readonly<Record<Outcome, { readonly title: Both; readonly text: Both }>> = {
  intact: {
    title: { zh: '内容一致', en: 'Unchanged' },
    text: {
      zh: '这份文件与透明日志中登记的一字不差。',
      en: 'This document is byte for byte what was registered in the transparency log.',
    },
  },
  registered: {
    title: { zh: '已登记', en: 'Registered' },
    text: {
      zh: '这条登记在日志中。要核对内容，请把网页、附件或 parts.json 也放进来。',
      en: 'This entry is in the log. To check the content, add the page, the attachment or the parts.json as well.',
    },
  },
  unsigned: {
    title: { zh: '前后相符，但尚不能确认是谁的日志', en: 'It fits together, but whose log is it?' },
    text: {
      zh: '证明自身没有矛盾，但这里没有该日志的公钥，无法确认签名。请给出公钥后再核对。',
      en: 'The proof does not contradict itself, but without the log’s key its signature cannot be checked. Add the key and check again.',
    },
  },
  foreign: {
    title: { zh: '不是您信任的公钥签署的', en: 'Not signed with the key you trust' },
    text: {
      zh: '证明自称来自这个日志，签名用的却是另一把密钥：可能是换钥前后的证明，也可能是冒充。请向发布单位核实公钥。',
      en: 'The proof claims to be of this log, but was signed with another key: it may be from before or after a change of keys, or somebody posing as the log. Ask for the key by another way.',
    },
  },
  altered: {
    title: { zh: '内容与登记不符', en: 'Not what was registered' },
    text: {
      zh: '这份文件和日志中登记的内容不一样。',
      en: 'This document differs from what was registered in the log.',
    },
  },
  other: {
    title: { zh: '不是这份证明所指的文件', en: 'Not the document of this proof' },
    text: {
      zh: '文件和证明对不上：它不是这一版的网页、附件或 parts.json，或者整份都被改动了。',
      en: 'Document and proof do not belong together: it is not the page, an attachment or the parts.json of this version, or all of it was changed.',
    },
  },
  broken: {
    title: { zh: '证明不成立', en: 'The proof does not hold' },
    text: {
      zh: '证明文件被改动、损坏，或者不是这个日志的。',
      en: 'The proof was changed, is damaged, or is not of this log.',
    },
  },
};

/** Sentences of the steps; `{name}` is replaced. */
export const stepWords: Readonly<Record<string, Both>> = {
  'proof.unreadable': { zh: '证明读不出来（{fault}）', en: 'The proof cannot be read ({fault})' },
  'proof.mixed': {
    zh: '证明中的清单不是这条登记的（{fault}）',
    en: 'The manifest in the proof is not that of its entry ({fault})',
  },
  'signature.yes': {
    zh: '检查点由可信公钥签署：{origin}，共 {size} 条登记',
    en: 'The checkpoint is signed by a trusted key: {origin}, {size} entries',
  },
  'signature.no': {
    zh: '检查点的签名不成立：{origin}',
    en: 'The signature of the checkpoint does not verify: {origin}',
  },
  'signature.foreign': {
    zh: '检查点不是用 {origin} 的可信公钥签署的',
    en: 'The checkpoint is not signed with a trusted key of {origin}',
  },
  'signature.open': {
    zh: '没有 {origin} 的可信公钥，签名未核对',
    en: 'No trusted key of {origin}: its signature was not checked',
  },
  'path.yes': {
    zh: '登记号 {index}，在共 {size} 条登记的日志中',
    en: 'Entry no. {index} is in the log of {size} entries',
  },
  'path.no': {
    zh: '从这条登记走不到签署的根：它不在这个日志中，或者被改动过',
    en: 'The way from this entry does not lead to the signed root: it is not in this log, or was changed',
  },
  'entry.publish': {
    zh: '登记的是：公开 {item} 第 {ver} 版，自称时间 {claimed}',
    en: 'Registered: {item} version {ver} published, claimed {claimed}',
  },
  'entry.correct': {
    zh: '登记的是：更正 {item} 为第 {ver} 版，自称时间 {claimed}',
    en: 'Registered: {item} corrected to version {ver}, claimed {claimed}',
  },
  'entry.withdraw': {
    zh: '登记的是：撤回 {item}，自称时间 {claimed}',
    en: 'Registered: {item} withdrawn, claimed {claimed}',
  },
  'entry.redact': {
    zh: '登记的是：{item} 第 {ver} 版隐去部分内容，自称时间 {claimed}',
    en: 'Registered: parts of {item} version {ver} redacted, claimed {claimed}',
  },
  'entry.withhold': {
    zh: '登记的是：{item} 第 {ver} 版不予公开的告知，自称时间 {claimed}',
    en: 'Registered: notice that {item} version {ver} is withheld, claimed {claimed}',
  },
  'entry.other': {
    zh: '登记的类型：{type}，自称时间 {claimed}',
    en: 'Registered: {type}, claimed {claimed}',
  },
  'document.page': {
    zh: '网页显示的标题和正文与登记一致（{same} 个部分）',
    en: 'Title and text of the page are as registered ({same} parts)',
  },
  'document.pageFiles': {
    zh: '网页显示的标题和正文与登记一致（{same} 个部分；{files} 个附件请分别核对）',
    en: 'Title and text of the page are as registered ({same} parts; check its {files} attachments one by one)',
  },
  'document.pageErased': {
    zh: '网页显示的标题和正文与登记一致（{same} 个部分；另有 {erased} 个已依规隐去，无法核对）',
    en: 'Title and text of the page are as registered ({same} parts; {erased} more were redacted and cannot be checked)',
  },
  'document.parts': {
    zh: 'parts.json 与登记一致（{same} 个部分）',
    en: 'The parts.json is as registered ({same} parts)',
  },
  'document.partsErased': {
    zh: 'parts.json 与登记一致（{same} 个部分；另有 {erased} 个已依规隐去，无法核对）',
    en: 'The parts.json is as registered ({same} parts; {erased} more were redacted and cannot be checked)',
  },
  'document.file': {
    zh: '这是所登记内容的一个部分，一字不差',
    en: 'This file is one of the registered parts, byte for byte',
  },
  'document.no': { zh: '与登记不符：第 {places} 部分', en: 'Not as registered: part {places}' },
  'document.more': {
    zh: '网页多出 {extra} 个没有登记的部分',
    en: 'The page shows {extra} parts that were not registered',
  },
  'document.rewritten': {
    zh: '与登记不符：第 {places} 部分。浏览器保存“完整网页”时会改写内容，请改用“仅 HTML”保存，或下载 parts.json 再试',
    en: 'Not as registered: part {places}. Browsers rewrite a page saved as “complete”: save “HTML only”, or use parts.json',
  },
  'document.unknown': {
    zh: '文件不是这份证明所指的任何一部分',
    en: 'The file is none of the parts this proof is about',
  },
  'sm3.yes': {
    zh: '登记另有国密 SM3 散列：{same} 部分相符',
    en: 'Registered by SM3 as well: {same} parts agree',
  },
  'sm3.no': {
    zh: '第 {places} 部分的 SM3 散列与登记不符，而 SHA-256 相符',
    en: 'Part {places}: SM3 is not what was registered, while SHA-256 is',
  },
  'witness.yes': { zh: '见证单位：{names}；最早 {first}', en: 'Witnessed by {names}; first at {first}' },
  'witness.no': {
    zh: '见证签名不成立或未达到要求 {wrong}',
    en: 'Cosignatures do not verify or are too few {wrong}',
  },
  'witness.unchecked': {
    zh: '有见证签名，但没有其公钥，未核对：{strangers}',
    en: 'Cosigned, but not checked without their keys: {strangers}',
  },
  'witness.none': {
    zh: '没有见证签名：登记时间只有日志自己作证',
    en: 'No cosignatures: nobody but the log itself speaks for the time',
  },
};

/** What the parts of a version are called. */
export const partWords: Readonly<Record<PartKind, Both>> = {
  title: { zh: '标题', en: 'title' },
  meta: { zh: '元数据', en: 'metadata' },
  block: { zh: '正文', en: 'text' },
  attachment: { zh: '附件', en: 'attachment' },
};

/** What no proof shows (said on every answer). */
export const notProven: readonly Both[] = [
  { zh: '内容是否属实', en: 'that the content is true' },
  { zh: '从来没有登记过的事', en: 'what was never entered' },
  { zh: '所有见证单位都被胁迫或串通的情形', en: 'against all witnesses coerced or colluding' },
  { zh: '密钥失窃而又没有见证的情形', en: 'against stolen keys where there are no witnesses' },
];
