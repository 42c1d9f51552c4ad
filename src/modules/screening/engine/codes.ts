import { hasProvince, isCreditCode, isResidentId } from './checksum.ts';
import { isOrganPhone } from './numbers.ts';
import { type Candidate, type Detector, matchesOf, type Page, wordsAfter, wordsBefore } from './page.ts';

/** Codes with letters: all found by a bounded pattern, then judged by their words. */
export const detectCodes: Detector = (page) => [
  ...misreadNumbers(page),
  ...studentNumbers(page),
  ...creditCodes(page),
  ...travelDocuments(page),
  ...militaryNumbers(page),
  ...plates(page),
  ...emails(page),
  ...landlines(page),
  ...messengers(page),
];

/** An identity number of a scanned page, with letters read for digits; only the check character makes it one. */
function misreadNumbers(page: Page): Candidate[] {
  const pattern = /(?<![A-Za-z0-9])[1-9Il][0-9OoIl]{16}[0-9XxOoIl×Х](?![A-Za-z0-9])/g;
  return matchesOf(page, pattern).flatMap((match): Candidate[] => {
    if (!/[OoIl×Х]/.test(match[0])) return [];
    const value = match[0]
      .replaceAll(/[Oo]/g, '0')
      .replaceAll(/[Il]/g, '1')
      .replace(/[x×Х]$/, 'X');
    if (!isResidentId(value) || !hasProvince(value)) return [];
    return [{ ...candidate(match, { kind: 'id_card_18', confidence: 'medium', reason: 'checksum' }), value }];
  });
}

function studentNumbers(page: Page): Candidate[] {
  return matchesOf(page, /(?<![A-Za-z0-9])[GLJ](\d{17}[\dX])(?![A-Za-z0-9])/gi).flatMap(
    (match): Candidate[] => {
      const number = (match[1] ?? '').toUpperCase();
      if (!isResidentId(number)) return [];
      return [candidate(match, { kind: 'student_id', confidence: 'high', reason: 'checksum' })];
    },
  );
}

/** Codes of organs and companies pass; those of a sole trader (个体工商户, 92…) name a person's firm (SCR-1). */
function creditCodes(page: Page): Candidate[] {
  return matchesOf(page, /(?<![A-Za-z0-9])[1-9A-Z][0-9A-Z]\d{6}[0-9A-Z]{10}(?![A-Za-z0-9])/gi).flatMap(
    (match): Candidate[] => {
      const code = match[0].toUpperCase();
      const words = wordsBefore(page, match.index);
      const isOther =
        /身份证|证件号|公民身份|身份号/.test(words) ||
        (/银行|[账帐]号|卡号|存折/.test(words) && /^\d+$/.test(code));
      if (!isCreditCode(code) || isResidentId(code) || isOther) return [];
      const isPersonal =
        code.startsWith('92') ||
        (code.startsWith('91') && /个体工商|个体户|个人独资/.test(wordsBefore(page, match.index)));
      return [
        {
          ...candidate(match, {
            kind: 'uscc',
            confidence: 'high',
            reason: isPersonal ? 'personalFirm' : 'checksum',
          }),
          isFlagged: isPersonal,
        },
      ];
    },
  );
}

const documents = [
  {
    kind: 'passport',
    pattern: /(?<![A-Za-z0-9])(?:[EGDSP]\d{8}|E[A-HJ-NP-Z]\d{7})(?![A-Za-z0-9])/gi,
    label: /护照|passport/i,
  },
  {
    kind: 'hk_macau_permit',
    pattern: /(?<![A-Za-z0-9])[HM]\d{8}(?:\d{2})?(?![A-Za-z0-9])/gi,
    label: /通行证|回乡证|回乡卡|证件号/,
  },
] as const;

/** Without a checksum in public, only a label makes them what they are. */
function travelDocuments(page: Page): Candidate[] {
  return documents.flatMap(({ kind, pattern, label }) =>
    matchesOf(page, pattern)
      .filter((match) => isLabelled(wordsBefore(page, match.index), label))
      .map((match) => candidate(match, { kind, confidence: 'high', reason: 'label' })),
  );
}

/** A label right before (档案号) says what a number is, whatever else the line speaks of. */
function isLabelled(words: string, label: RegExp): boolean {
  const nearest = /[\u4e00-\u9fa5]{2,8}号码?[: ]{0,3}$/.exec(words)?.[0];
  return label.test(nearest !== undefined && !/证/.test(nearest) ? nearest : words);
}

/** Not the number of a judgment or a document (…南字第000123号): nothing Chinese stands right before, unless the label says so. */
function militaryNumbers(page: Page): Candidate[] {
  return matchesOf(page, /[军南北东西中空海火武]字第\d{6,8}号/g)
    .filter((match) => {
      const before = page.text[match.index - 1] ?? '';
      return (
        !/[\u4e00-\u9fa5)〕\]]/.test(before) ||
        /军官证|士兵证|军人证|士官证/.test(wordsBefore(page, match.index))
      );
    })
    .map((match) => candidate(match, { kind: 'military_id', confidence: 'high', reason: 'shape' }));
}

const platePattern =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][ ·.-]?(?:[A-HJ-NP-Z0-9]{6}|[A-HJ-NP-Z0-9]{5}|[A-HJ-NP-Z0-9]{4}[挂学港澳])(?![A-Za-z0-9])/gi;

/** Official vehicles may be public (公务用车). At least two digits, so that words in capitals are no plates. */
function plates(page: Page): Candidate[] {
  return matchesOf(page, platePattern)
    .filter((match) => (match[0].match(/\d/g) ?? []).length >= 2)
    .filter((match) => !/[a-z]/.test(match[0]) || /车牌|号牌|车号|车辆/.test(wordsBefore(page, match.index)))
    .map((match) => ({
      ...candidate(match, { kind: 'plate', confidence: 'high', reason: 'shape' }),
      isFlagged: !/公务用?车|公车|执法车|警车|校车|垃圾车|洒水车|消防车|救护车/.test(
        wordsBefore(page, match.index, 40),
      ),
    }));
}

function emails(page: Page): Candidate[] {
  const pattern =
    /(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}(?![A-Za-z0-9-])/g;
  return matchesOf(page, pattern).map((match) => {
    const words = wordsBefore(page, match.index);
    const isOrgan =
      /@(?:[A-Za-z0-9-]+\.){0,5}(?:gov|mil)(?:\.cn)?$/i.test(match[0]) ||
      /(?:举报|监督|投诉|咨询|办公|公务|公共|单位|征集|征求意见|反馈|报名|投稿|受理|机关)[^\n]{0,6}(?:邮箱|邮件|信箱|E-?mail)/i.test(
        words,
      );
    return {
      ...candidate(match, { kind: 'email', confidence: 'high', reason: 'shape' }),
      isFlagged: !isOrgan,
    };
  });
}

/** Fixed lines are flagged only when the words say they are somebody's home; offices publish theirs (SCR-3). */
function landlines(page: Page): Candidate[] {
  const pattern = /(?<![A-Za-z0-9-])(?:\(0\d{2,3}\)|0\d{2,3})[ -]?\d{7,8}(?![A-Za-z0-9])/g;
  return matchesOf(page, pattern).map((match) => {
    // What stood before another number was that number's label.
    const words = wordsBefore(page, match.index).replace(/^.*\d{4}/s, '');
    const isHome = /家庭|住宅|宅电|家中|个人|本人|私人/.test(words);
    const found = candidate(match, { kind: 'landline_personal', confidence: 'medium', reason: 'label' });
    return { ...found, isFlagged: isHome && !isOrganPhone(page, match[0]) };
  });
}

/** The name itself is the finding, not its label; public accounts (公众号) and groups (群) are no person's. */
function messengers(page: Page): Candidate[] {
  const pattern =
    /(?<![A-Za-z0-9])(?:微信号?码?|QQ号?码?|WeChat|V信|VX号?(?=:))(?:[: (]|为|是){0,3}([A-Za-z0-9_-]{5,20})(?![A-Za-z0-9_@.-])/gi;
  const column =
    /微信|QQ/i.test(page.context.label ?? '') && !/公众|群|小程序/.test(page.context.label ?? '');
  const bare = column ? matchesOf(page, /^\s{0,20}([A-Za-z0-9_-]{5,20})\s{0,20}$/g) : [];
  return [...matchesOf(page, pattern), ...bare].flatMap((match): Candidate[] => {
    const value = match[1] ?? '';
    const start = match.index + match[0].lastIndexOf(value);
    if (/^1[3-9]\d{9}$/.test(value)) return [];
    if (
      /^(?:APP|app|H5|PC)/.test(value) ||
      /^(?:公众|平台|小程序|群)/.test(wordsAfter(page, match.index + match[0].length))
    )
      return [];
    return [
      {
        kind: 'wechat_qq',
        start,
        end: start + value.length,
        value,
        confidence: 'high',
        reason: 'label',
        isFlagged: true,
      },
    ];
  });
}

function candidate(
  match: RegExpExecArray,
  judged: Pick<Candidate, 'kind' | 'confidence' | 'reason'>,
): Candidate {
  return {
    ...judged,
    start: match.index,
    end: match.index + match[0].length,
    value: (judged.kind === 'email' ? match[0].toLowerCase() : match[0].toUpperCase()).replace(
      judged.kind === 'landline_personal' ? / /g : /[ ·]/g,
      '',
    ),
    isFlagged: true,
  };
}
