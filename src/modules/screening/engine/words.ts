import { type Candidate, type Detector, matchesOf, type Page, wordsAfter, wordsBefore } from './page.ts';

/** Personal circumstances told in words: dates of birth, homes, health, children. */
export const detectWords: Detector = (page) => [
  ...birthDates(page),
  ...addresses(page),
  ...health(page),
  ...children(page),
];

function birthDates(page: Page): Candidate[] {
  const labelled =
    /出生(?:日期|年月日?|时间)?[:于在 ]{0,3}(?:19|20)\d{2}[年.\-/]\d{1,2}(?:[月.\-/](?:\d{1,2}日?)?)?(?!\d)/g;
  // 1980年5月6日出生, 1980年5月生: as notices before appointment write it; not 生效, 生产.
  const reversed = /(?<!\d)(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?(?:出生|生(?=[,。;、) \n]|$))(?![的后前])/g;
  const found = [...matchesOf(page, labelled), ...matchesOf(page, reversed)].map((match) =>
    birthDate(match.index, match[0]),
  );
  if (!/出生/.test(page.context.label ?? '') || /地|医学|证明/.test(page.context.label ?? '')) return found;
  const bare = /(?<!\d)(?:19|20)\d{2}[年.\-/]\d{1,2}(?:[月.\-/](?:\d{1,2}日?)?)?(?!\d)/g;
  return [...found, ...matchesOf(page, bare).map((match) => birthDate(match.index, match[0]))];
}

/** The day makes it exact; year and month alone may stay in a notice before appointment (任前公示), so it is told apart. */
function birthDate(start: number, value: string): Candidate {
  const hasDay = /\d{4}\D\d{1,2}\D\d{1,2}/.test(value);
  const confidence = hasDay ? 'high' : 'medium';
  return {
    kind: 'birth_date_labelled',
    start,
    end: start + value.length,
    value,
    confidence,
    reason: 'label',
    isFlagged: true,
  };
}

const number = '[0-9一二三四五六七八九十百]{1,5}';
/** House, group or flat: what leads to a door. Groups may be ordinal (第三组); `第5号` is a decree. */
const doorPattern = new RegExp(
  `(?:第?${number} ?(?:组|社)(?![织会区])|(?<!第)(?:${number} ?(?:号楼|栋|幢|单元|室|弄)|\\d{1,5} ?号))(?: ?[0-9A-Z一二三四五六七八九十-]{1,6} ?(?:号楼|号|栋|幢|单元|室|座|层|楼|户|门)){0,4}`,
  'g',
);
const placeEnd =
  /(?:村|社区|路|街|巷|弄|里|道|胡同|小区|新村|花园|公寓|苑|城|庄|屯|寨|湾|坊|园|大院|家属院)$/;
const placeChain = /[\u4e00-\u9fa5]{1,8}(?:省|市|县|区|旗|镇|乡|村|街道|社区)/;
const homeLabel = /住址|户籍|户口|居住地|现住|家住|住所|住在|住:|住于|家庭地址|送达地址/;
const organLabel =
  /办公|机关|单位|政府|中心|委员会|法院|检察院|公司|学校|医院|窗口|大厅|地点|会议|报名|受理|办理|领取|举行|召开|位于|坐落|项目|工程|通讯地址|通信地址|联系地址|服务/;

/** Looks for the door first, then back (at most 48 characters) for the place it belongs to. */
function addresses(page: Page): Candidate[] {
  return matchesOf(page, doorPattern).flatMap((match): Candidate[] => {
    const place = placeBefore(page, match.index);
    if (place === undefined) return [];
    const end = match.index + match[0].length;
    const value = page.text.slice(place, end);
    const words = wordsBefore(page, place);
    const isHome = homeLabel.test(words);
    const isDoor = /[组社室栋幢户]|单元|号楼/.test(match[0]);
    const organ =
      organLabel.test(words) ||
      organLabel.test(value) ||
      /^[^,。;]{0,6}(?:政府|大厅|中心|会议室|办公室|公司|学校|医院|局|所(?!在))/.test(wordsAfter(page, end));
    const isOwn = (page.context.organAddresses ?? []).some(
      (address) => address !== '' && value.includes(address),
    );
    const isFlagged = !isOwn && (isHome || (isDoor && !organ));
    if (!isDoor && !isHome) return [];
    const confidence = isHome ? 'high' : 'medium';
    return [
      {
        kind: 'home_address',
        start: place,
        end,
        value,
        confidence,
        reason: isHome ? 'label' : 'residence',
        isFlagged,
      },
    ];
  });
}

function placeBefore(page: Page, door: number): number | undefined {
  const from = Math.max(0, door - 48);
  const before = page.text.slice(from, door).trimEnd();
  const cut = Math.max(...[...',。;:、()〔〕《》“”"\n\t '].map((stop) => before.lastIndexOf(stop)));
  const chain = before.slice(cut + 1);
  if (!placeEnd.test(chain) || !placeChain.test(chain)) return undefined;
  const lead = /^.{0,6}?(?:家住|现住|居住于?|住在|住于|住)(?=.{2})/.exec(chain)?.[0].length ?? 0;
  return from + cut + 1 + lead;
}

const diseases =
  '(?:尿毒症|精神分裂症|恶性肿瘤|艾滋病|肺结核|白血病|肝硬化|脑瘫|癫痫|血友病|抑郁症|再生障碍性贫血|(?:胃|肝|肺|肠|直肠|结肠|乳腺|食道|食管|宫颈|甲状腺|鼻咽|胰腺|膀胱|前列腺)癌)';
const healthColumn = /致贫原因|病种|疾病|患病|病情|残疾类别|残疾等级|残疾情况|健康状况|救助原因|诊断/;
/** Words of norms and programmes: they speak of an illness, not of a person's. */
const normative =
  /应当|规定|标准|条例|办法|下列|包括|符合|评定|对象|补贴|防治|预防|控制|筛查|救治|疫情|患者|病人|人员|残疾人|以上|以下|及其|或者/;

/** An illness or disability of somebody: as a cause of hardship, a diagnosis, or the content of a column for it. */
function health(page: Page): Candidate[] {
  const cause = new RegExp(
    `因(?:患|其患|家人患)?${diseases}(?:等)?(?:致贫|返贫|致残|去世|死亡|住院|丧失|手术|治疗)`,
    'g',
  );
  const diagnosis = new RegExp(
    `(?:患有?|确诊(?:为|患)?|身患|罹患)${diseases}(?!的|者|病人|患者|等|、|和|或|及)`,
    'g',
  );
  const grade = /(?:肢体|视力|听力|言语|智力|精神|多重)残疾(?:[一二三四]|[1-4])级/g;
  const found = [
    ...matchesOf(page, cause),
    ...matchesOf(page, diagnosis).filter((match) => isAboutPerson(page, match)),
    ...matchesOf(page, grade).filter((match) => isAboutPerson(page, match)),
  ];
  if (healthColumn.test(page.context.label ?? '')) found.push(...matchesOf(page, new RegExp(diseases, 'g')));
  return found.map((match) => ({
    kind: 'medical',
    start: match.index,
    end: match.index + match[0].length,
    value: match[0],
    confidence: 'high',
    reason: 'healthOfPerson',
    isFlagged: true,
  }));
}

function isAboutPerson(page: Page, match: RegExpExecArray): boolean {
  const after = wordsAfter(page, match.index + match[0].length);
  if (/^(?:[、及至或和]|以上|以下|的(?!$)|人|者|残疾)/.test(after)) return false;
  return !normative.test(wordsBefore(page, match.index, 30)) && !normative.test(after);
}

const surnames = new Set(
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀羊惠曲家封芮储靳段富巫乌焦巴弓牧山谷车侯全班仰秋仲伊宫宁仇栾甘厉戎武符刘景詹束龙叶幸司黎薄印宿白怀蒲台从鄂索籍赖卓屠蒙池乔阴能苍闻党翟谭贡劳逄姬申扶堵冉宰雍桑桂牛寿通边燕冀郏浦尚农温别庄晏柴瞿阎充慕连习艾鱼容向古易戈廖庚终居衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越隆师巩聂勾敖融冷辛阚那简饶空曾沙鞠关查游竺权盖益桓公肖付代涂闫邸佟仝苟'.split(
    '',
  ),
);
/** Words of kinds of people that could be read as a name. */
const notNames =
  /年级|学生|儿童|少年|女童|男童|幼儿|婴儿|周岁|以[上下]|未满|年满|成年|人员|居民|孩子|同志|老师|家长|年龄|平均/;

/** A name with an age under fourteen in brackets (个人信息保护法 art. 28). */
function children(page: Page): Candidate[] {
  return matchesOf(page, /([\u4e00-\u9fa5]{2,6})\((\d{1,2})周?岁\)/g).flatMap((match): Candidate[] => {
    if (Number(match[2]) >= 14) return [];
    const name = nameAtEnd(match[1] ?? '');
    if (name === undefined) return [];
    const end = match.index + match[0].length;
    const start = match.index + (match[1] ?? '').length - name.length;
    return [
      {
        kind: 'minor_name',
        start,
        end,
        value: page.text.slice(start, end),
        confidence: 'high',
        reason: 'ageUnder14',
        isFlagged: true,
      },
    ];
  });
}

/** The last two to four characters that begin with a surname: three before two before four, as names are. */
export function nameAtEnd(words: string): string | undefined {
  for (const length of [3, 2, 4]) {
    const name = words.slice(-length);
    if (
      words.length >= length &&
      /^[\u4e00-\u9fa5]+$/.test(name) &&
      surnames.has(name[0] ?? '') &&
      !notNames.test(name)
    )
      return name;
  }
  return undefined;
}
