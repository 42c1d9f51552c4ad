import type { ReportCode, Weight } from '../report.ts';

export type Lang = 'zh' | 'en';

type Both = Readonly<Record<Lang, string>>;

export const weightWords: Readonly<Record<Weight, Both>> = {
  finding: { zh: '✖ 不符', en: '✖ finding' },
  attention: { zh: '▲ 注意', en: '▲ attention' },
  note: { zh: '· 情况', en: '· note' },
};

/** What each line of a report says. `{name}` is replaced by the value of that name. */
export const reportWords: Readonly<Record<ReportCode, Both>> = {
  'no-checkpoint': {
    zh: '没有找到检查点：此处没有透明日志，或者副本不全',
    en: 'no checkpoint: there is no log here, or the copy is incomplete',
  },
  'checkpoint-malformed': { zh: '检查点格式不对（{fault}）', en: 'the checkpoint is malformed ({fault})' },
  'origin-changed': {
    zh: '日志名称由 {before} 变为 {now}',
    en: 'the log calls itself {now}, formerly {before}',
  },
  'signature-missing': {
    zh: '检查点没有可信密钥的签名，站点也没有公布公钥',
    en: 'no signature by a trusted key, and the site shows no key',
  },
  'signature-wrong': { zh: '检查点的签名不成立', en: 'a signature of the checkpoint does not verify' },
  'key-changed': {
    zh: '检查点不是由您信任的密钥签署的，日志中也没有相应的换钥登记。站点现公布：{key}',
    en: 'the checkpoint is not signed by a key you trust, and the log records no such change. The site now shows {key}',
  },
  'key-rotated': {
    zh: '换钥：{old} → {key}，新旧密钥都已签字（{claimed}）',
    en: 'key changed: {old} → {key}, signed for by both ({claimed})',
  },
  'key-lost': {
    zh: '换钥：{old} → {key}，旧密钥已丢失，只有新密钥签字（{claimed}）。请用别的途径核实',
    en: 'key changed: {old} → {key}; the old one was lost and did not sign ({claimed}). Ask by another way',
  },
  'key-rotation-unsigned': {
    zh: '换钥登记没有成立的签字：{old} → {key}',
    en: 'a change of keys is not validly signed: {old} → {key}',
  },
  'key-first-seen': {
    zh: '首次见到此日志，先信任它现在公布的公钥：{key}。请用别的途径核对一次，或用 --key 指定',
    en: 'first seen: trusting the key the site shows now, {key}. Compare it once by another way, or give it with --key',
  },
  'log-holds': {
    zh: '由全部 {size} 条登记重建的树与签名检查点一致（{origin}），并与记住的 {kept} 个检查点核对',
    en: 'the tree rebuilt from all {size} entries is the signed one ({origin}); compared with {kept} remembered checkpoints',
  },
  'served-compared': {
    zh: '日志公布过的 {count} 个检查点逐一核对',
    en: 'all {count} checkpoints the log says it served were compared',
  },
  'bundle-missing': { zh: '缺少登记文件（{status}）', en: 'a bundle of entries is missing ({status})' },
  'bundle-malformed': { zh: '登记文件格式不对（{fault}）', en: 'a bundle of entries is malformed ({fault})' },
  'tile-missing': { zh: '缺少树的分块（{status}）', en: 'a tile is missing ({status})' },
  'tile-differs': {
    zh: '树的分块与登记不符，自第 {level} 层第 {hash} 个散列起',
    en: 'a tile is not what the entries make: from hash {hash} of level {level} on',
  },
  'root-differs': {
    zh: '由 {size} 条登记重建的根是 {rebuilt}…，签名检查点写的是 {signed}…',
    en: 'the root rebuilt from {size} entries is {rebuilt}…, the signed one {signed}…',
  },
  'rolled-back': {
    zh: '日志倒退：曾见过 {size} 条，现在只有 {now} 条（{file}）',
    en: 'rolled back: {size} entries were seen, now there are {now} ({file})',
  },
  'split-view': {
    zh: '日志分叉：记住的 {size} 条时的根是 {seen}…，现在同样 {size} 条的根是 {now}…。同一日志给不同的人看了不同的内容；两份签名都是证据（{file}）',
    en: 'split view: the root seen at {size} entries was {seen}…, now it is {now}…. The log showed different things to different people; both signed checkpoints are the evidence ({file})',
  },
  'memory-unreadable': {
    zh: '记住的检查点不能用：{file}（{fault}）',
    en: 'a remembered checkpoint cannot be used: {file} ({fault})',
  },
  'quorum-met': { zh: '见证达到策略要求（{quorum}）', en: 'the quorum of witnesses is met ({quorum})' },
  'quorum-missing': {
    zh: '见证未达到策略要求（{quorum}）',
    en: 'fewer witnesses than the policy asks for ({quorum})',
  },
  'cosignature-wrong': {
    zh: '见证单位 {name} 的签名不成立',
    en: 'the cosignature of {name} does not verify',
  },
  cosigned: { zh: '{name} 于 {at} 见证（{size} 条）', en: 'witnessed by {name} at {at} ({size} entries)' },
  'cosigners-unchecked': {
    zh: '有见证签名但未核对（没有用 --policy 给出其公钥）：{names}',
    en: 'cosigned, but not checked (no --policy with their keys): {names}',
  },
  'no-cosignatures': {
    zh: '没有见证签名：只有日志自己为时间作证',
    en: 'no cosignatures: nobody but the log itself speaks for its times',
  },
  'second-signature': {
    zh: '另有国密（SM2/SM3）签名，核对结果：{checked}（1 成立，0 未核对）',
    en: 'second signature by SM2/SM3, checked: {checked} (1 holds, 0 not checked)',
  },
  'entry-unreadable': { zh: '登记内容不合规定（{fault}）', en: 'an entry is not as it must be ({fault})' },
  'chain-broken': {
    zh: '{item} 的这一步没有接上它的上一步（应为第 {before} 条）',
    en: 'this step of {item} does not name the one before it (entry {before})',
  },
  'back-dated': {
    zh: '倒签：{item} 自称 {claimed}，而 {notBefore} 时日志中还没有它（依据：{by}）',
    en: 'back-dated: {item} claims {claimed}, but was not in the log at {notBefore} (by {by})',
  },
  'post-dated': {
    zh: '预签：自称 {claimed}，而 {witnessed} 已有人见到（{by}）',
    en: 'post-dated: claims {claimed}, but {by} saw it at {witnessed}',
  },
  'witnessed-late': {
    zh: '{item} 自称 {claimed}，首次见证 {witnessed}（{by}），相差超过 24 小时',
    en: '{item} claims {claimed}, first witnessed {witnessed} (by {by}): more than 24 hours apart',
  },
  'first-witness-unknown': {
    zh: '有 {count} 条登记在已知最早的见证之前就在日志中，首次见证时间无从得知',
    en: '{count} entries were there before the earliest witnessing known here; when they were first witnessed is unknown',
  },
  corrected: {
    zh: '已更正：{item} 第 {ver} 版，{claimed}（{why}）',
    en: 'corrected: {item} version {ver}, {claimed} ({why})',
  },
  withdrawn: { zh: '已撤回：{item}，{claimed}（{why}）', en: 'withdrawn: {item}, {claimed} ({why})' },
  redacted: { zh: '已隐去部分内容：{item}，{claimed}（{why}）', en: 'redacted: {item}, {claimed} ({why})' },
  withheld: { zh: '不予公开的告知：{item}，{claimed}（{why}）', en: 'withheld: {item}, {claimed} ({why})' },
  'heartbeat-missing': {
    zh: '有 {days} 天没有每日登记（{from} 至 {to}）',
    en: '{days} days without a heartbeat ({from} to {to})',
  },
  anchored: {
    zh: '外部存证（{kind}，{size} 条，{claimed}）',
    en: 'anchored ({kind}, {size} entries, {claimed})',
  },
  'restore-accepted': {
    zh: '曾从备份恢复：{from} → {to}（{reason}，{claimed}）',
    en: 'restored from a backup: {from} → {to} ({reason}, {claimed})',
  },
  'no-pages': {
    zh: '此副本只有日志没有网页：网页未核对',
    en: 'the log only, no pages here: pages were not compared',
  },
  'site-checked': {
    zh: '已逐件核对网页：日志中 {items} 件，应可见 {shown} 件',
    en: 'pages compared with the log: {items} items, {shown} to be seen',
  },
  'item-hidden': {
    zh: '日志中有而网页看不到（{status}）',
    en: 'in the log, but its page is not shown ({status})',
  },
  'item-gone': { zh: '网页称已撤回，而日志中没有撤回登记', en: 'the page says withdrawn, the log does not' },
  'withdrawn-shown': { zh: '日志中已撤回，网页仍在显示', en: 'withdrawn in the log, and still shown' },
  'tombstone-missing': {
    zh: '已撤回的地址应有说明，现为 404',
    en: 'a withdrawn address must say so, not answer 404',
  },
  'not-in-list': { zh: '{item} 应在此列表中而没有', en: '{item} is missing from this list' },
  'withdrawn-in-list': {
    zh: '{item} 已撤回，仍在此列表中',
    en: '{item} was withdrawn and is still in this list',
  },
  'not-in-sitemap': { zh: '{item} 不在站点地图中', en: '{item} is missing from the sitemap' },
  'not-in-feed': { zh: '{item} 不在订阅源中', en: '{item} is missing from the feed' },
  'old-in-feed': {
    zh: '订阅源中 {item} 的标题或更新时间不是最新登记的',
    en: 'title or time of {item} in the feed are not those last registered',
  },
  'feed-disordered': {
    zh: '订阅源没有按更新时间排列：{item} 排得太后',
    en: 'the feed is not in the order of changes: {item} stands too far down',
  },
  'withdrawal-not-told': {
    zh: '订阅源没有说明 {item} 已撤回',
    en: 'the feed does not tell that {item} was withdrawn',
  },
  'told-withdrawn': {
    zh: '订阅源称 {item} 已撤回，日志中没有撤回登记',
    en: 'the feed tells that {item} was withdrawn, the log does not',
  },
  'more-in-list': {
    zh: '此处多出 {item}：日志中没有，或不应在此，或重复',
    en: '{item} is too many here: not in the log, of another place, or twice',
  },
  'unlogged-page': {
    zh: '网页存在而日志中没有登记（见于 {from}）',
    en: 'a page the log does not know (linked from {from})',
  },
  'proof-missing': { zh: '没有证明文件（{status}）', en: 'no proof file ({status})' },
  'proof-wrong': { zh: '证明文件不成立（{fault}）', en: 'the proof does not hold ({fault})' },
  'proof-of-other': {
    zh: '证明文件是另一条登记的（第 {shown} 条）',
    en: 'the proof is of another entry ({shown})',
  },
  'part-changed': {
    zh: '第 {place} 部分（{kind}）与登记不符',
    en: 'part {place} ({kind}) is not what was registered',
  },
  'part-sm3-differs': {
    zh: '第 {place} 部分（{kind}）的 SM3 散列与登记不符，而 SHA-256 相符',
    en: 'part {place} ({kind}): SM3 is not what was registered, while SHA-256 is',
  },
  'part-missing': { zh: '缺少第 {place} 部分（{kind}）', en: 'part {place} ({kind}) is missing' },
  'part-erased-unlogged': {
    zh: '第 {place} 部分（{kind}）已抹去，而日志中没有隐去登记',
    en: 'part {place} ({kind}) was erased, and the log does not say so',
  },
  'part-of-more': {
    zh: '网页多出 {count} 个未登记的部分',
    en: 'the page shows {count} parts that were not registered',
  },
  'attachment-changed': {
    zh: '附件与登记不符（第 {place} 部分）',
    en: 'an attachment is not what was registered (part {place})',
  },
  'attachment-missing': { zh: '缺少附件（第 {place} 部分）', en: 'an attachment is missing (part {place})' },
  'attachment-too-large': {
    zh: '附件 {bytes} 字节，超过上限，未核对',
    en: 'an attachment of {bytes} bytes was not read: over the limit',
  },
  'no-sitemap': { zh: '副本没有 sitemap.xml：未核对', en: 'the copy has no sitemap.xml: not compared' },
  'sitemap-missing': {
    zh: '站点应有 sitemap.xml 而没有',
    en: 'the site has no sitemap.xml, and must have one',
  },
  'no-feed': { zh: '副本没有订阅源：未核对', en: 'the copy has no feeds: not compared' },
  'feed-missing': { zh: '站点应有此订阅源而没有', en: 'the site does not have this feed, and must have it' },
  'list-missing': { zh: '列表不存在（{status}）', en: 'the list is not there ({status})' },
  'list-not-copied': { zh: '副本中没有此列表：未核对', en: 'the copy does not have this list: not compared' },
  'list-unreadable': { zh: '列表打不开（{status}）', en: 'the list cannot be read ({status})' },
  'changed-meanwhile': {
    zh: '{item} 在核对期间有变动，请再运行一次',
    en: '{item} changed while it was read; run again',
  },
  'not-read': { zh: '未能读取（{reason}）', en: 'could not be read ({reason})' },
};

/** Puts values into a sentence; brackets left empty by it go. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence
    .replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
    .replace(/（）| \(\)/g, '');
}

/** Moments as people of the place read them, in China's time; everything else as it is. */
export function forReaders<Values extends Readonly<Record<string, string | number>>>(
  values: Values,
  lang: Lang,
): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? moment(value, lang) : value,
    ]),
  );
}

function moment(text: string, lang: Lang): string {
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)) return text;
  const shown = new Date(Date.parse(text) + 8 * 3_600_000).toISOString();
  const minute = `${shown.slice(0, 10)} ${shown.slice(11, 16)}`;
  return lang === 'zh' ? `${minute}（北京时间）` : `${minute} (Beijing time)`;
}
