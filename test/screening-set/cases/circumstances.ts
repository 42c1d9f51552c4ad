import * as ids from '../identifiers.ts';
import type { Template } from '../template.ts';
import * as w from '../words.ts';

const house = (n: number) => `${n}号`;

/** Homes, dates of birth, health, children: told in words. */
export const circumstances: readonly Template[] = [
  (c, hit) => [
    `申请人${w.personName(c)}，家住${hit('home_address', `${w.county(c)}${w.town(c)}${w.village(c)}${c.int(1, 12)}组${house(c.int(1, 90))}`)}，申请危房改造。`,
  ],
  (c, hit) => [
    `${w.personName(c)}，户籍地址：${hit('home_address', `${w.town(c)}${w.village(c)}第${w.chineseNumber(c)}组`)}。`,
  ],
  (c, hit) => [
    '公租房拟配租人员',
    `${w.personName(c)} 现住${hit('home_address', `${w.community(c)}${w.estate(c)}${c.int(1, 30)}栋${c.int(1, 4)}单元${c.int(101, 1802)}室`)}`,
  ],
  (c, hit) => [
    `当事人${w.personName(c)}，女，住${hit('home_address', `${w.county(c)}${w.road(c)}${c.int(2, 199)}号${c.int(1, 9)}幢${c.int(101, 899)}室`)}。`,
  ],
  (c, hit) => [
    `家庭住址：${hit('home_address', `${w.town(c)}${w.village(c)}${c.int(1, 20)}社${c.int(1, 99)}号`)}`,
    `户主：${w.personName(c)}`,
  ],
  (c, hit) => [
    `${w.personName(c)}同志经常居住地为${hit('home_address', `${w.county(c)}${w.estate(c)}${c.int(1, 20)}号楼${c.int(1, 3)}单元${c.int(101, 602)}`)}，与申报不符。`,
  ],
  (c, hit) => [
    `送达地址：${hit('home_address', `${w.county(c)}${w.road(c)}${c.int(1, 300)}号${c.int(101, 901)}室`)}（${w.personName(c)}收）`,
  ],
  (c, hit) => [
    `户口所在地 ${hit('home_address', `${w.town(c)}${w.village(c)}${w.chineseNumber(c)}组${c.int(1, 60)}号`)} ，本人自愿放弃。`,
  ],
  (c, hit) => [
    `拟任人选：${w.personName(c)}，男，汉族，${hit('birth_date_labelled', `${c.int(1968, 1988)}年${c.int(1, 12)}月${c.int(1, 28)}日出生`)}，本科学历。`,
  ],
  (c, hit) => [
    `${w.personName(c)}，${hit('birth_date_labelled', `出生于${c.int(1950, 1990)}年${c.int(1, 12)}月${c.int(1, 28)}日`)}，现任村会计。`,
  ],
  (c, hit) => [
    `${hit('birth_date_labelled', `出生日期：${c.int(1950, 1999)}-${String(c.int(1, 12)).padStart(2, '0')}-${String(c.int(1, 28)).padStart(2, '0')}`)}`,
    `入党日期：${w.day(c)}`,
  ],
  (c, hit) => [
    `${hit('birth_date_labelled', ids.fullWidth(`出生年月：${c.int(1950, 1999)}.${c.int(1, 12)}`))}`,
    `成立时间：${w.day(c)}`,
  ],
  (c, hit) => [
    `${w.personName(c)}户，${hit('medical', '因患尿毒症致贫')}，全家4口人，年人均纯收入低于标准。`,
  ],
  (c, hit) => [
    `${w.personName(c)}，女，${c.int(40, 80)}岁，${hit('medical', `${c.pick(['肢体', '视力', '听力'])}残疾${c.pick(['一', '二', '三', '四'])}级`)}，享受护理补贴。`,
  ],
  (c, hit) => [
    `其妻${w.personName(c)}${hit('medical', `患有${c.pick(['精神分裂症', '癫痫', '肝硬化'])}`)}，常年服药，医药费负担重。`,
  ],
  (c, hit) => [
    `经县医院诊断，${w.personName(c)}${hit('medical', `确诊为${c.pick(['肺癌', '乳腺癌', '白血病'])}`)}，申请临时救助5000元。`,
  ],
  (c, hit) => [
    `救助原因：户主${w.personName(c)}${hit('medical', `患${c.pick(['脑梗塞', '糖尿病', '帕金森病'])}`)}多年，丧失劳动能力。`,
  ],
  (c, hit) => [
    `${w.personName(c)}（${hit('medical', `${c.pick(['智力', '精神'])}残疾${c.int(1, 4)}级`)}）由其兄监护。`,
  ],
  (c, hit) => [
    `${w.personName(c)}本人${hit('medical', `身患${c.pick(['尿毒症', '胃癌', '再生障碍性贫血'])}`)}，每周透析三次，恳请村委会帮助。`,
  ],
  (c, hit) => [`脱贫监测户${w.personName(c)}家中儿子${hit('medical', '因车祸致残')}，女儿在读。`],
  (c, hit) => [
    `孤儿基本生活费发放对象：${hit('minor_name', `${w.personName(c)}（${c.int(5, 13)}岁）`)}，由祖母抚养。`,
  ],
  (c, hit) => [`走失儿童${hit('minor_name', `${w.personName(c)}，女，${c.int(4, 12)}岁`)}，穿红色上衣。`],
  (c, hit) => [
    `留守儿童${hit('minor_name', `${w.personName(c)}（男，${c.int(5, 13)}周岁）`)}已落实委托照护。`,
  ],
  (c, hit) => [
    `${hit('minor_name', `${w.personName(c)}，今年${c.int(6, 13)}岁`)}，就读于${w.village(c)}小学，父亲外出务工。`,
  ],
  (c, hit) => [
    `受资助学生${hit('minor_name', `${w.personName(c)}(${c.int(6, 13)}岁)`)}、${hit('minor_name', `${w.personName(c)}(${c.int(6, 13)}岁)`)}，每人1000元。`,
  ],
  (c, hit) => [`事实无人抚养儿童：${hit('minor_name', `${w.personName(c)}，${c.int(3, 12)}岁`)}。`],
  (c, hit) => [
    `监护人${w.personName(c)}（${c.int(30, 60)}岁）代其子${hit('minor_name', `${w.personName(c)}（现年${c.int(3, 12)}岁）`)}申请。`,
  ],
  (c, hit) => [`幼儿${hit('minor_name', `${w.personName(c)}，${c.int(3, 6)}周岁`)}，入读镇中心幼儿园中班。`],
];
