import type { Chance } from './prng.ts';
import { chanceOf } from './prng.ts';

/*
 * Every name here is invented. The two character lists were chosen so that none of their pairs is the name of a county,
 * town or street of China; a test asks the published list of divisions again.
 */
const placeHeads = [...'霁栖沅苇漪筠芷蘅杉岫霭溯渟荇莳稔岚澄榆'];
const placeTails = [...'泽浦汀岸渡堰畈岗垸埠墅渚墩湾坡原野'];

/** All 323 two-character stems of invented places. */
export const placeStems: readonly string[] = placeHeads.flatMap((head) =>
  placeTails.map((tail) => head + tail),
);

const villageHeads = [...'青白石清云柳竹杏梅枫松荷菱鹤雁鹿溪泉月星晴禾麦稻桑茶橘梨枣桂兰菊葵槐梧樟柏榕桦'];
const villageTails = [...'坪坝冲垭洼峪嘴沟滩湾堂园庄屯铺台桥井塘圩垅埂'];
const communityHeads = [...'和安康宁德仁信礼善诚明瑞祥福锦春华朝晨新'];
const communityTails = ['苑', '园', '里', '庭', '居', '坊', '邻', '桥头', '广场', '河畔'];

/** A list in an order given by chance, without repetition. */
function shuffled<T>(from: readonly T[], chance: Chance): T[] {
  const list = [...from];
  for (let i = list.length - 1; i > 0; i -= 1) {
    const j = chance.int(0, i);
    const a = list[i];
    const b = list[j];
    if (a !== undefined && b !== undefined) {
      list[i] = b;
      list[j] = a;
    }
  }
  return list;
}

const pairs = (heads: readonly string[], tails: readonly string[]): string[] =>
  heads.flatMap((head) => tails.map((tail) => head + tail));

/** Stems for towns and streets of one district, in a seeded order; the district's own stem comes first. */
export function placeNames(seed: number, district: string): readonly string[] {
  return shuffled(placeStems, chanceOf(seed, 'places', district));
}

/** Village stems of one town, no two alike. */
export function villageNames(seed: number, town: string): readonly string[] {
  return shuffled(pairs(villageHeads, villageTails), chanceOf(seed, 'villages', town));
}

/** Community stems of one street. */
export function communityNames(seed: number, street: string): readonly string[] {
  return shuffled(pairs(communityHeads, communityTails), chanceOf(seed, 'communities', street));
}

const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康邱秦史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
];
const givenFirst = [...'书予亦佳俊若雨梓子思一允景知临砚承嘉启昱沐清晚乐怀谨朗舒维世秋春冬夏'];
const givenSecond = [...'禾桐岚笙瑜琛宁安然诺妍彤悦璇珩霖川山石舟帆原野溪月竹松柏梅兰菊荷苇蓝青墨'];

/** An invented person's name: a common surname and one or two characters that together name no public figure. */
export function personName(chance: Chance): string {
  const surname = chance.pick(surnames);
  return chance.is(0.14)
    ? surname + chance.pick(givenSecond)
    : surname + chance.pick(givenFirst) + chance.pick(givenSecond);
}

/** How a private person appears in a public list: 张**, 李*. */
export function masked(name: string): string {
  return name.slice(0, 1) + '*'.repeat(Math.max(1, name.length - 1));
}

/** An invented firm. */
export function firmName(chance: Chance): string {
  const trade = chance.pick(['工程服务', '商贸', '信息技术', '建筑', '园林', '印务', '物业管理', '食品']);
  return `${chance.pick(placeStems)}${trade}有限公司`;
}
