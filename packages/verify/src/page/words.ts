import { fill, type Lang } from '../words/report-words.ts';

export type Sentence = Readonly<Record<Lang, string>>;

/** The sentence in a language, with its values. */
export function say(
  sentence: Sentence,
  lang: Lang,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return fill(sentence[lang], values);
}

export const pageWords = {
  title: { zh: '核对公开内容', en: 'Verify what was published' },
  lead: {
    zh: '看一份文件是否与透明日志中登记的一字不差。全部在您的浏览器里完成，文件不会上传；断网也能用。',
    en: 'See whether a document is byte for byte what was registered in the transparency log. Everything happens in your browser, nothing is uploaded; it works offline.',
  },
  otherLang: { zh: 'English', en: '中文' },
  dropTitle: { zh: '放入文件和它的证明', en: 'Add the document and its proof' },
  dropText: {
    zh: '拖到这里，或者选择文件。文件可以是保存的网页（“仅 HTML”）、附件或 parts.json；证明是网页“登记与核对”栏下载的 .tlog-proof。',
    en: 'Drop them here, or choose files. The document may be the saved page (“HTML only”), an attachment or the parts.json; the proof is the .tlog-proof from the page.',
  },
  choose: { zh: '选择文件', en: 'Choose files' },
  document: { zh: '文件', en: 'Document' },
  proof: { zh: '证明', en: 'Proof' },
  missing: { zh: '尚未放入', en: 'not added yet' },
  scanned: { zh: '扫描的二维码', en: 'scanned code' },
  remove: { zh: '移除', en: 'Remove' },
  clear: { zh: '全部清除', en: 'Clear all' },
  keys: { zh: '日志公钥', en: 'Keys of the log' },
  keysText: {
    zh: '签名要用日志的公钥核对。请从可靠的途径取得公钥（公告栏、来函、以前记住的），每行一个。',
    en: 'Signatures are checked with the key of the log. Take it from a source you trust (a notice board, a letter, what was remembered), one a line.',
  },
  keyField: { zh: '公钥（vkey）', en: 'Key (vkey)' },
  keyUse: { zh: '使用这些公钥', en: 'Use these keys' },
  keyBad: {
    zh: '没有读到公钥。公钥形如 名称+8 位编号+base64。',
    en: 'No key was read. A key looks like name+8 digits+base64.',
  },
  keyNone: { zh: '现在没有公钥。', en: 'There is no key yet.' },
  'source.given': { zh: '您给出', en: 'given by you' },
  'source.attached': { zh: '随本页保存', en: 'saved with this page' },
  'source.known': { zh: '以前记住', en: 'remembered' },
  'source.rotated': { zh: '换钥，旧公钥已签字', en: 'a change of keys, signed for by the one before' },
  'source.site': { zh: '本站公布，首次采用', en: 'shown by this site, first use' },
  keyConflict: {
    zh: '本站现在公布的公钥（{shown}）与您以前信任的（{known}）不同。若不是公告过的换钥，就可能是冒充。核对仍用以前的公钥。',
    en: 'The key this site shows now ({shown}) is not the one you trusted before ({known}). Unless a change was announced, somebody may be posing as the log. The earlier key is still used.',
  },
  forget: { zh: '忘掉记住的一切', en: 'Forget everything remembered' },
  save: { zh: '保存离线版（含公钥）', en: 'Save for offline use (with keys)' },
  checked: { zh: '核对了什么', en: 'What was checked' },
  way: { zh: '从登记到签名的路', en: 'The way from entry to signature' },
  notProven: { zh: '这里不能证明', en: 'Not proven here' },
  pathLabel: {
    zh: '登记号 {index} 经 {steps} 步合并到 {size} 条登记的根',
    en: 'Entry no. {index} joined in {steps} steps to the root of {size} entries',
  },
  pathLeaf: { zh: '登记号 {index}', en: 'entry no. {index}' },
  pathRoot: { zh: '签署的根 {root}', en: 'signed root {root}' },
  pathNoRoot: { zh: '与签署的根 {root} 不合', en: 'does not meet the signed root {root}' },
  hashes: { zh: '全部散列值', en: 'All hashes' },
  hashLeaf: { zh: '登记', en: 'entry' },
  hashLeft: { zh: '第 {level} 步，左', en: 'step {level}, left' },
  hashRight: { zh: '第 {level} 步，右', en: 'step {level}, right' },
  hashRoot: { zh: '签署的根', en: 'signed root' },
  'log.first': {
    zh: '首次见到此日志的检查点（{size} 条），已记住',
    en: 'First checkpoint seen of this log ({size} entries), remembered',
  },
  'log.grew': {
    zh: '与上次记住的检查点（{size} 条）前后一致',
    en: 'Consistent with the checkpoint remembered ({size} entries)',
  },
  'log.unknown': {
    zh: '与上次记住的检查点（{size} 条）是否一致，现在无法核对（需要连到该日志的网站）',
    en: 'Whether it is consistent with the checkpoint remembered ({size} entries) cannot be checked now (the log’s site is needed)',
  },
  'log.back': {
    zh: '日志倒退：以前见过 {size} 条，现在网站只有 {now} 条',
    en: 'The log went back: {size} entries were seen, the site now has {now}',
  },
  forkTitle: {
    zh: '日志分叉：同一日志给了不同的人不同的内容',
    en: 'The log forked: it told different people different things',
  },
  forkText: {
    zh: '下面两份检查点都有日志自己的签名，却互相矛盾。不论哪一份是真的，这都足以证明有人作假。请保存下来，交给见证单位或者上级机关。',
    en: 'Both checkpoints below are signed by the log itself, and they contradict each other. Whichever is true, this proves that somebody cheated. Keep them, and hand them to a witness or a superior body.',
  },
  forkSave: { zh: '保存两份检查点', en: 'Save both checkpoints' },
  backTitle: { zh: '日志倒退', en: 'The log went back' },
  served: { zh: '本站日志', en: 'The log of this site' },
  servedText: { zh: '{origin}：{size} 条登记。', en: '{origin}: {size} entries.' },
  servedUnsigned: {
    zh: '{origin} 的检查点没有可信的签名。',
    en: 'The checkpoint of {origin} has no trusted signature.',
  },
  onlyCheckpoint: {
    zh: '这个二维码只有检查点：它说明印制时日志有 {size} 条登记，根为 {root}…。',
    en: 'This code holds a checkpoint alone: when it was printed, the log had {size} entries with root {root}….',
  },
  scanBad: {
    zh: '二维码内容不完整或已损坏，请重新扫描。',
    en: 'The code is incomplete or damaged. Scan it again.',
  },
  scanLead: {
    zh: '二维码证明这条登记在日志中。请把纸上的内容与网页逐字比对：',
    en: 'The code proves that this entry is in the log. Compare the paper with the page, word by word: ',
  },
  pageChecked: { zh: '该网页现在的内容已自动核对：', en: 'That page was checked just now: ' },
  parts: { zh: '各部分', en: 'Parts' },
  'state.same': { zh: '一致', en: 'equal' },
  'state.changed': { zh: '不一致', en: 'changed' },
  'state.sm3': { zh: 'SM3 不一致', en: 'SM3 differs' },
  'state.absent': { zh: '不在这份文件里', en: 'not in this file' },
  'state.erased': { zh: '已依规隐去，无法核对', en: 'redacted, cannot be checked' },
  'state.twice': { zh: '出现多次', en: 'more than once' },
  unreadable: { zh: '文件读不出来：{name}', en: 'The file cannot be read: {name}' },
  tooLarge: { zh: '文件太大：{name}', en: 'The file is too large: {name}' },
  waiting: { zh: '还差证明（.tlog-proof）。', en: 'The proof (.tlog-proof) is still missing.' },
} as const satisfies Readonly<Record<string, Sentence>>;
