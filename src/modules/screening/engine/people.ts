const surnames = new Set(
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀羊惠曲家封芮储靳段富巫乌焦巴弓牧山谷车侯全班仰秋仲伊宫宁仇栾甘厉戎武符刘景詹束龙叶幸司黎薄印宿白怀蒲台从鄂索籍赖卓屠蒙池乔阴能苍闻党翟谭贡劳逄姬申扶堵冉宰雍桑桂牛寿通边燕冀郏浦尚农温别庄晏柴瞿阎充慕连习艾鱼容向古易戈廖庚终居衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越隆师巩聂勾敖融冷辛阚那简饶空曾沙鞠关查游竺权盖益桓公肖付代涂闫邸佟仝苟'.split(
    '',
  ),
);
/** Words of kinds of people that could be read as a name. */
const notNames =
  /年级|学生|儿童|少年|女童|男童|幼儿|婴儿|周岁|以[上下]|未满|年满|成年|人员|居民|孩子|同志|老师|家长|年龄|平均|应当|规定|单位|家庭|对象/;
/** What stands before a name and is no part of it. */
const roles =
  /^.*?(?:留守儿童|走失儿童|困境儿童|儿童|学生|同学|幼儿|孤儿|小朋友|女儿|儿子|女孩|男孩|其子|其女|其孙|孙子|孙女|长子|次子|长女|次女|村民|户主|患者|对象|代表)(?=.)/;

/** The last two to four characters that begin with a surname: three before two before four, as names are. */
export function nameAtEnd(words: string): string | undefined {
  const tail = words.replace(roles, '');
  for (const one of [tail, words]) {
    for (const length of [3, 2, 4]) {
      const name = one.slice(-length);
      if (one.length >= length && isName(name)) return name;
    }
  }
  return undefined;
}

/** Could these characters be a person's name? */
export function isName(text: string): boolean {
  return /^[\u4e00-\u9fa5]{2,4}$/.test(text) && surnames.has(text[0] ?? '') && !notNames.test(text);
}

const kin =
  /本人|其(?:妻|夫|子|女|父|母|兄|弟|姐|妹|配偶|儿|孙)|户主|丈夫|妻子|儿子|女儿|父亲|母亲|配偶|该户|老伴|孙子|孙女|家中/;

/** Do these words, standing before something, speak of one person: a name of its own, a relation, 本人? */
export function tellsPerson(words: string): boolean {
  if (kin.test(words)) return true;
  return words.split(/[\s,、;:。()〔〕|/\d]+/).some((part) => {
    const bare = part.replace(/(?:同志|家|户|老人|女士|先生|本人)$/, '');
    return isName(bare.replace(roles, '')) && bare.length <= 8;
  });
}
