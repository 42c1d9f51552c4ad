import type { Chance } from '../../src/app/demo/world/prng.ts';

/* Invented people and places. No place below is a county, town or street of the published list of divisions. */

const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙高林何郭罗梁宋郑谢韩唐冯董萧程曹袁许沈曾彭吕苏卢蒋蔡贾魏薛叶余潘杜夏钟汪田姜范石姚谭',
];
const first = [...'书予亦佳若雨梓思允景知临砚承嘉启昱沐清乐怀谨舒维'];
const second = [...'禾桐岚笙瑜琛宁安诺妍彤悦璇川山舟帆原溪竹松柏梅兰荷'];

export const personName = (chance: Chance) =>
  chance.pick(surnames) + (chance.is(0.8) ? chance.pick(first) : '') + chance.pick(second);

const heads = [...'霁栖沅苇漪筠芷蘅杉岫'];
const tails = [...'泽浦汀岸渡堰畈岗垸埠'];
const villageHeads = [...'青白石清云柳竹杏梅枫松荷'];
const villageTails = [...'坪坝冲垭洼峪沟滩湾堂'];

export const county = (chance: Chance) => `${chance.pick(heads)}${chance.pick(tails)}县`;
export const town = (chance: Chance) => `${chance.pick(heads)}${chance.pick(tails)}镇`;
export const village = (chance: Chance) => `${chance.pick(villageHeads)}${chance.pick(villageTails)}村`;
export const community = (chance: Chance) => `${chance.pick(['和安', '康宁', '德仁', '明瑞'])}社区`;
export const road = (chance: Chance) =>
  `${chance.pick(['梧桐', '望山', '临溪', '新民', '育才'])}${chance.pick(['路', '街', '大道'])}`;
export const estate = (chance: Chance) =>
  `${chance.pick(['锦华', '朝晖', '祥和', '临溪'])}${chance.pick(['小区', '花园', '公寓', '家园'])}`;
export const firm = (chance: Chance) =>
  `${chance.pick(heads)}${chance.pick(tails)}${chance.pick(['建筑', '商贸', '园林', '印务'])}有限公司`;
export const chineseNumber = (chance: Chance) =>
  chance.pick(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']);
export const day = (chance: Chance) =>
  `${chance.int(2021, 2026)}年${chance.int(1, 12)}月${chance.int(1, 28)}日`;
export const money = (chance: Chance) =>
  `${chance.int(1, 999)},${String(chance.int(0, 999)).padStart(3, '0')}.${String(chance.int(0, 99)).padStart(2, '0')}元`;
