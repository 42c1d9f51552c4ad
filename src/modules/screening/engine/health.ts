import { type Candidate, matchesOf, type Page, wordsAfter, wordsBefore } from './page.ts';
import { tellsPerson } from './people.ts';

/** Illnesses that say something grave of a person wherever they are said of one. */
const diseases =
  '(?:尿毒症|精神分裂症|恶性肿瘤|艾滋病|肺结核|白血病|肝硬化|脑瘫|癫痫|血友病|抑郁症|再生障碍性贫血|地中海贫血|淋巴瘤|脑瘤|红斑狼疮|股骨头坏死|帕金森(?:综合征|病)?|阿尔茨海默病|老年痴呆症?|自闭症|孤独症|先天性心脏病|冠心病|心脏病|心肌梗[塞死]|脑梗[塞死]?|脑出血|脑溢血|偏瘫|肾衰竭|糖尿病|高血压|尘肺病?|(?:胃|肝|肺|肠|直肠|结肠|乳腺|食道|食管|宫颈|甲状腺|鼻咽|胰腺|膀胱|前列腺)癌)';
/** Any illness by its last character; only where the words before speak of one person. */
const anyDisease =
  '[^\\s的者等和或及、,。;]{1,8}?(?:癌|瘤|症|病|炎|梗塞|梗死|瘫痪|出血|衰竭|贫血|障碍|综合征|残疾|骨折)';
const accident = '(?:车祸|工伤事故|事故|意外|摔伤|坠落|中风|脑梗|脑溢血)';

export const healthLabel = /致贫|病种|疾病|患病|病情|残疾|健康状况|救助原因|诊断/;
/** Words of norms and programmes: they speak of an illness, not of a person's. */
const normative =
  /应当|规定|标准|条例|办法|下列|包括|符合|评定|补贴对象|防治|预防|控制|筛查|救治|疫情|患者|病人|人员|残疾人|以上|以下|及其|或者|目录|管理/;

/** An illness or disability of somebody: a cause of hardship, a diagnosis, or the content of a column for it. */
export function detectHealth(page: Page): Candidate[] {
  const cause = new RegExp(
    `因(?:患|其患|家人患)?(?:${diseases}(?:等)?(?:致贫|返贫|致残|去世|死亡|住院|丧失|手术|治疗)|${accident}(?:致残|致贫|瘫痪|高位截瘫))`,
    'g',
  );
  const diagnosis = new RegExp(
    `(?:患(?!者|病|儿)有?|确诊(?:为|患)?|诊断为|身患|罹患)(?:${diseases}|${anyDisease})(?![病症]|的|者|患者|等|、|和|或|及)`,
    'g',
  );
  const known = new RegExp(diseases);
  const grade =
    /(?:肢体|视力|听力|言语|智力|精神|多重)(?:残疾(?:[一二三四]|[1-4])级|[一二三四1-4]级(?=[,。;)\s]|$))|[一二三四1-4]级(?:肢体|视力|听力|言语|智力|精神|多重)残疾/g;
  const found = [
    ...matchesOf(page, cause).filter((match) => known.test(match[0]) || isAboutPerson(page, match, true)),
    ...matchesOf(page, diagnosis).filter((match) => isAboutPerson(page, match, !known.test(match[0]))),
    ...matchesOf(page, grade).filter((match) => isAboutPerson(page, match, false)),
  ];
  if (healthLabel.test(page.context.label ?? '') && !normative.test(page.text)) {
    found.push(...matchesOf(page, new RegExp(`${diseases}|${accident}致残`, 'g')));
  }
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

function isAboutPerson(page: Page, match: RegExpExecArray, needsPerson: boolean): boolean {
  const after = wordsAfter(page, match.index + match[0].length);
  if (/^(?:[、及至或和]|以上|以下|的(?!$)|人|者|残疾)/.test(after)) return false;
  const before = wordsBefore(page, match.index, 30);
  if (normative.test(before) || normative.test(after)) return false;
  return !needsPerson || tellsPerson(before);
}
