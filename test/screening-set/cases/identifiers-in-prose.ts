import * as ids from '../identifiers.ts';
import type { Template } from '../template.ts';
import * as w from '../words.ts';

/** Numbers of people as they slip into notices, minutes, lists without tables. */
export const identifiersInProse: readonly Template[] = [
  (c, hit) => [
    '关于拟定为低保对象的公示',
    `经入户调查、民主评议，拟将${w.personName(c)}（身份证号码：${hit('id_card_18', ids.residentId(c))}）纳入保障。`,
    `公示期5个工作日。监督电话：${ids.landline(c)}。`,
  ],
  (c, hit) => [
    `兹证明我村村民${w.personName(c)}，男，汉族，公民身份号码${hit('id_card_18', ids.residentIdEndingX(c))}，系本村第${w.chineseNumber(c)}村民小组成员。`,
    '特此证明。',
  ],
  (c, hit) => [
    '委托书',
    `委托人：${w.personName(c)}`,
    `身份证：${hit('id_card_18', ids.grouped(ids.residentId(c), [6, 8, 4], ' '))}`,
    `受托人：${w.personName(c)}  身份证：${hit('id_card_18', ids.fullWidth(ids.residentId(c)))}`,
    '委托事项：代为领取耕地地力保护补贴。',
  ],
  (c, hit) => [
    '补充名单',
    `1.${w.personName(c)}${hit('id_card_18', ids.residentId(c))}`,
    `2.${w.personName(c)}${hit('id_card_18', ids.residentId(c))}`,
    `3.${w.personName(c)}${hit('id_card_18', ids.residentIdEndingX(c).toLowerCase())}`,
  ],
  (c, hit) => [
    '会议纪要',
    `与会人员身份信息已核对，其中${w.personName(c)}的证件号码为${hit('id_card_18', ids.brokenAt(ids.residentId(c), 10))}，与登记一致。`,
  ],
  (c, hit) => [
    `借款人${w.personName(c)}，身份证号${hit('id_card_18', ids.brokenAt(ids.residentId(c), 6))}，借款${w.money(c)}，已于${w.day(c)}还清。`,
  ],
  (c, hit) => [
    '扫描件文字识别结果（未校对）',
    `姓名 ${w.personName(c)}　公民身份号码 ${hit('id_card_18', ids.misread(ids.residentId(c)))}`,
  ],
  (c, hit) => [
    `身份证编号 ${hit('id_card_18', [...ids.residentId(c)].join(' '))}`,
    `请${w.personName(c)}于${w.day(c)}前到村部核对。`,
  ],
  (c, hit) => [
    '老户籍登记摘抄',
    `${w.personName(c)}，原身份证号${hit('id_card_15', ids.oldResidentId(c))}，已换领新证。`,
  ],
  (c, hit) => [
    `一代证号码：${hit('id_card_15', ids.fullWidth(ids.oldResidentId(c)))}`,
    `持证人${w.personName(c)}，${w.village(c)}人。`,
  ],
  (c, hit) => [`历史台账：身份证（旧）${hit('id_card_15', ids.oldResidentId(c))}；住${w.village(c)}。`],
  (c, hit) => [
    `公民身份证号码（15位） ${hit('id_card_15', ids.grouped(ids.oldResidentId(c), [6, 6, 3], '-'))}`,
  ],
  (c, hit) => [
    `如有异议，请与${w.personName(c)}联系，手机${hit('mobile', ids.mobile(c))}。`,
    `镇纪委举报电话：${ids.landline(c)}`,
  ],
  (c, hit) => [
    `户主${w.personName(c)} ${hit('mobile', ids.grouped(ids.mobile(c), [3, 4, 4], '-'))}`,
    `户主${w.personName(c)} ${hit('mobile', ids.grouped(ids.mobile(c), [3, 4, 4], ' '))}`,
  ],
  (c, hit) => [
    `中标人法定代表人${w.personName(c)}，联系方式：+86 ${hit('mobile', ids.mobile(c))}`,
    `项目编号：${ids.mobile(c)}`,
  ],
  (c, hit) => [
    `${w.personName(c)}同志电话号码变更为${hit('mobile', ids.fullWidth(ids.mobile(c)))}，请各组长转告。`,
  ],
  (c, hit) => [`本人电话（微信同号）：${hit('mobile', ids.mobile(c))}`, '以上情况属实。'],
  (c, hit) => [
    `承包户${w.personName(c)}(${hit('mobile', ids.mobile(c))})，承包面积12.35亩，承包费${w.money(c)}。`,
  ],
  (c, hit) => [
    `请将退款汇入：户名 ${w.personName(c)}，开户行 某农商行，账号 ${hit('bank_card', ids.bankCard(c))}。`,
  ],
  (c, hit) => [
    `银行卡号：${hit('bank_card', ids.grouped(ids.bankCard(c), [4, 4, 4, 4, 3], ' '))}`,
    `持卡人：${w.personName(c)}`,
  ],
  (c, hit) => [
    `${w.personName(c)}社会保障卡金融账户${hit('bank_card', ids.fullWidth(ids.bankCard(c)))}，每月15日发放。`,
  ],
  (c, hit) => [
    `补贴资金打入一卡通 ${hit('bank_card', ids.brokenAt(ids.bankCard(c), 12))}，农户${w.personName(c)}签收。`,
  ],
  (c, hit) => [
    `收款卡 ${hit('bank_card', ids.bankCard(c, 16))}（${w.personName(c)}）`,
    `单位对公账号：${ids.bankCard(c)}`,
  ],
  (c, hit) => [
    `工资卡${hit('bank_card', ids.grouped(ids.bankCard(c, 16), [4, 4, 4, 4], '-'))}`,
    `${w.personName(c)}确认。`,
  ],
  (c, hit) => [
    `因公出国人员${w.personName(c)}，护照号${hit('passport', ids.passport(c))}，有效期至${w.day(c)}。`,
  ],
  (c, hit) => [`Passport No. ${hit('passport', ids.passport(c))}  Name: LIN HE`],
  (c, hit) => [`护照号码：${hit('passport', ids.fullWidth(ids.passport(c)))}；航班以实际出票为准。`],
  (c, hit) => [`随团人员 ${w.personName(c)} 护照 ${hit('passport', ids.passport(c))}`],
  (c, hit) => [
    `投资人${w.personName(c)}，港澳居民来往内地通行证${hit('hk_macau_permit', ids.hkMacauPermit(c))}。`,
  ],
  (c, hit) => [`回乡证号码:${hit('hk_macau_permit', ids.hkMacauPermit(c))}，姓名${w.personName(c)}`],
  (c, hit) => [`证件类型：港澳通行证 证件号：${hit('hk_macau_permit', ids.hkMacauPermit(c))}`],
  (c, hit) => [`来往内地通行证　${hit('hk_macau_permit', ids.fullWidth(ids.hkMacauPermit(c)))}`],
  (c, hit) => [
    `港澳台居民居住证：${hit('hmt_residence_permit', ids.hmtPermit(c))}`,
    `申请人${w.personName(c)}`,
  ],
  (c, hit) => [
    `${w.personName(c)}（居住证号${hit('hmt_residence_permit', ids.grouped(ids.hmtPermit(c), [6, 8, 4], ' '))}）随迁入学。`,
  ],
  (c, hit) => [`台湾居民居住证 ${hit('hmt_residence_permit', ids.fullWidth(ids.hmtPermit(c)))} 已核验`],
  (c, hit) => [`登记表第3栏：${hit('hmt_residence_permit', ids.brokenAt(ids.hmtPermit(c), 8))}`],
  (c, hit) => [`外籍专家持外国人永久居留身份证${hit('foreigner_pr_card', ids.permanentResidence(c))}办理。`],
  (c, hit) => [`五星卡号：${hit('foreigner_pr_card', ids.permanentResidence(c))}`, '聘期三年。'],
  (c, hit) => [`永居证 ${hit('foreigner_pr_card', ids.grouped(ids.permanentResidence(c), [6, 8, 4], '-'))}`],
  (c, hit) => [`专家证件：${hit('foreigner_pr_card', ids.fullWidth(ids.permanentResidence(c)))}（永久居留）`],
  (c, hit) => [
    `申领护理补贴：${w.personName(c)}，残疾证号${hit('disability_cert', ids.disabilityCertificate(c))}。`,
  ],
  (c, hit) => [
    `残疾人证：${hit('disability_cert', ids.fullWidth(ids.disabilityCertificate(c)))}`,
    '发放轮椅一辆。',
  ],
  (c, hit) => [`辅具发放 ${w.personName(c)} ${hit('disability_cert', ids.disabilityCertificate(c))} 轮椅1台`],
  (c, hit) => [
    `证号 ${hit('disability_cert', ids.grouped(ids.disabilityCertificate(c), [6, 8, 4, 2], ' '))} 已年审`,
  ],
  (c, hit) => [`营养改善计划核减学生学籍号${hit('student_id', ids.studentNumber(c))}。`],
  (c, hit) => [`全国学籍号：${hit('student_id', ids.fullWidth(ids.studentNumber(c)))}，转入我校。`],
  (c, hit) => [`转学审批 ${hit('student_id', ids.studentNumber(c))} 同意`],
  (c, hit) => [`学籍 ${hit('student_id', ids.studentNumber(c).toLowerCase())} 信息有误，请班主任更正`],
];

/** Codes, vehicles, addresses on the net. */
export const codesInProse: readonly Template[] = [
  (c, hit) => [`${w.personName(c)}自有车辆${hit('plate', ids.plate(c))}停放在村部广场，请自行挪走。`],
  (c, hit) => [
    `私车公用备案：车牌号${hit('plate', ids.plate(c))}，驾驶人${w.personName(c)}。`,
    `公务用车：${ids.plate(c)}`,
  ],
  (c, hit) => {
    const plate = ids.plate(c);
    return [`事故车辆 ${hit('plate', `${plate.slice(0, 2)}·${plate.slice(2)}`)} 车主${w.personName(c)}`];
  },
  (c, hit) => [`车号：${hit('plate', ids.fullWidth(ids.plate(c)))}`],
  (c, hit) => [
    `材料请发至${hit('email', ids.email(c))}，联系人${w.personName(c)}。`,
    '机关邮箱：dangzheng@example.gov.cn',
  ],
  (c, hit) => [`E-mail: ${hit('email', ids.email(c))}`],
  (c, hit) => [`个人邮箱（${hit('email', ids.email(c).toUpperCase())}）仅供核对`],
  (c, hit) => [`回执传真后另发${hit('email', ids.fullWidth(ids.email(c)).replace('@', '＠'))}`],
  (c, hit) => [`家庭电话：${hit('landline_personal', ids.landline(c))}`, `值班电话：${ids.landline(c)}`],
  (c, hit) => [`${w.personName(c)}（宅电${hit('landline_personal', ids.landline(c))}）`],
  (c, hit) => [`住宅电话 ${hit('landline_personal', ids.landline(c).replace('-', ''))}，白天无人接听。`],
  (c, hit) => [`家中座机：${hit('landline_personal', ids.fullWidth(ids.landline(c)).replace('-', '－'))}`],
  (c, hit) => [
    `经营者${w.personName(c)}，个体工商户，统一社会信用代码${hit('uscc', ids.creditCode(c, '92'))}。`,
    `镇政府代码${ids.creditCode(c, '11')}`,
  ],
  (c, hit) => [`小卖部信用代码：${hit('uscc', ids.creditCode(c, '92'))}`],
  (c, hit) => [
    `商户代码 ${hit('uscc', ids.fullWidth(ids.creditCode(c, '92')))}`,
    `供应商${w.firm(c)}代码${ids.creditCode(c, '91')}`,
  ],
  (c, hit) => [`营业执照（个体） ${hit('uscc', ids.creditCode(c, '92').toLowerCase())}`],
  (c, hit) => [`退役军人登记：军官证${hit('military_id', ids.militaryNumber(c))}，${w.personName(c)}`],
  (c, hit) => [`优抚对象证件 ${hit('military_id', ids.militaryNumber(c))}`],
  (c, hit) => [`士兵证号：${hit('military_id', ids.fullWidth(ids.militaryNumber(c)))}`],
  (c, hit) => [`拥军慰问名册\n${w.personName(c)} ${hit('military_id', ids.militaryNumber(c))} 慰问金500元`],
  (c, hit) => [`微信号：${hit('wechat_qq', ids.messenger(c))}，可加好友咨询。`],
  (c, hit) => [`QQ ${hit('wechat_qq', ids.qq(c))}`, `联系人${w.personName(c)}`],
  (c, hit) => [`加我微信${hit('wechat_qq', ids.messenger(c))}领资料`],
  (c, hit) => [`ＱＱ号：${hit('wechat_qq', ids.fullWidth(ids.qq(c)))}`],
  (c, hit) => [`身份证号：${hit('id_suspect', ids.mistypedId(c))}（${w.personName(c)}）`],
  (c, hit) => [`证件号码${hit('id_suspect', ids.residentId(c).slice(0, 17))}，录入时少一位，请更正`],
  (c, hit) => [`公民身份号码：${hit('id_suspect', ids.mistypedId(c))}`],
  (c, hit) => [`身份证 ${hit('id_suspect', ids.fullWidth(ids.mistypedId(c)))} 系统提示有误`],
  (c, hit) => [`银行账号：${hit('account_suspect', ids.account(c))}`, `户名${w.personName(c)}`],
  (c, hit) => [`一折通账号${hit('account_suspect', ids.account(c, 17))}，${w.personName(c)}`],
  (c, hit) => [`卡号 ${hit('account_suspect', ids.account(c))}`],
  (c, hit) => [`存折号：${hit('account_suspect', ids.account(c, 16))}`],
];
