import type { Confidence, FindingKind, FindingReason } from '../kinds.ts';
import {
  hasLuhnCheck,
  isOldResidentId,
  isPermanentResidence,
  isResidencePermit,
  isResidentId,
} from './checksum.ts';
import { type Piece, piecesOf, runsOf } from './digit-runs.ts';
import type { Candidate, Page } from './page.ts';
import { wordsAfter, wordsBefore } from './page.ts';

/** Finds identity numbers, cards, phones and what looks like them. One pass over the text; work per digit is bounded. */
export function detectNumbers(page: Page): Candidate[] {
  return runsOf(page.text).flatMap((run) => piecesOf(run).flatMap((piece) => judge(page, piece) ?? []));
}

type Judgement = {
  readonly kind: FindingKind;
  readonly confidence: Confidence;
  readonly reason: FindingReason;
  readonly isFlagged?: boolean;
};

function judge(page: Page, piece: Piece): Candidate | undefined {
  const words = wordsBefore(page, piece.start);
  for (const rule of rules) {
    const judged = rule(piece, words, page);
    if (judged !== undefined) {
      const value = judged.kind === 'mobile' ? piece.value.slice(-11) : piece.value;
      return { isFlagged: true, ...judged, value, start: piece.start, end: piece.end };
    }
  }
  return undefined;
}

const identityLabel = /身份证|公民身份|证件号|身份号/;
const accountLabel = /银行|卡号|[卡折]\)?号|账号|帐号|账户|帐户|存折|一卡通|一折通/;
/** Labels of numbers that are nobody's: projects, orders, documents, licences, invoices. */
const serialLabel =
  /(?:项目|订单|流水|合同|招标|采购|档案|备案|登记|许可|批准|凭证|发票|索引|案件|受理|文件|产品|设备|宗地|图斑|证书|车架|运单)[^\n]{0,6}[号码]|编号|文号|案号|档号|条码|代码|ISBN|ISSN|版本/;

/** Headings of sums and measures. */
const amountLabel =
  /金额|数额|投资额?|预算|决算|单价|总价|成交价|面积|平方|数量|人口|户数|收入|支出|[（(]元[)）]/;

/** Order matters: the more a rule checks, the earlier it stands. */
const rules: readonly ((piece: Piece, words: string, page: Page) => Judgement | undefined)[] = [
  ({ value }) => {
    const isCertificate =
      value.length === 20 && /[1-7][1-4]$/.test(value) && isResidentId(value.slice(0, 18));
    return isCertificate ? { kind: 'disability_cert', confidence: 'high', reason: 'checksum' } : undefined;
  },
  ({ value }, words) => {
    if (value.length !== 18) return undefined;
    const kind = isResidencePermit(value)
      ? 'hmt_residence_permit'
      : isPermanentResidence(value)
        ? 'foreigner_pr_card'
        : isResidentId(value)
          ? 'id_card_18'
          : undefined;
    if (kind === undefined) return undefined;
    return { kind, confidence: 'high', reason: identityLabel.test(words) ? 'labelAndChecksum' : 'checksum' };
  },
  ({ value, groups, separator }, words, page) => {
    if (!/^\d{16,19}$/.test(value) || !hasLuhnCheck(value)) return undefined;
    if (!(isCardLayout(groups) || (separator === '\n' && groups.length === 2))) return undefined;
    if (amountLabel.test(page.context.label ?? '')) return undefined;
    if (accountLabel.test(words)) {
      return isOrganAccount(words)
        ? pass('bank_card', 'labelAndChecksum')
        : { kind: 'bank_card', confidence: 'high', reason: 'labelAndChecksum' };
    }
    if (/对公|专户|财政|缴款|捐赠|募捐/.test(words)) return pass('bank_card', 'labelAndChecksum');
    if (serialLabel.test(words) || identityLabel.test(words) || /^0+$/.test(value)) return undefined;
    if (value.startsWith('62')) return { kind: 'bank_card', confidence: 'high', reason: 'checksum' };
    return groups.length === 1 && /^[345]/.test(value)
      ? { kind: 'bank_card', confidence: 'medium', reason: 'checksum' }
      : undefined;
  },
  ({ value, groups, start, end }, words, page) => {
    if (!isOldResidentId(value) || !isCardLayout(groups)) return undefined;
    if (identityLabel.test(words)) return { kind: 'id_card_15', confidence: 'high', reason: 'label' };
    if (serialLabel.test(words) || accountLabel.test(words) || isAmount(page, start, end)) return undefined;
    if (amountLabel.test(page.context.label ?? '')) return undefined;
    return groups.length === 1
      ? { kind: 'id_card_15', confidence: 'medium', reason: 'shapeAndDate' }
      : undefined;
  },
  judgeMobile,
  ({ value }, words) => {
    // A labelled number that fails: mistyped, but still somebody's (RULES 7.2).
    if (
      value.length >= 15 &&
      value.length <= 19 &&
      identityLabel.test(words) &&
      !/代码|单位|机构/.test(words)
    ) {
      return { kind: 'id_suspect', confidence: 'medium', reason: 'label' };
    }
    return undefined;
  },
  ({ value }, words) => {
    const isAccount =
      /(?:银行(?:账|帐)[号户]|银行卡号?|卡号|(?:账|帐)号|存折号?|[账帐]户号?码?|[卡折]\)?号|一卡通|一折通)[^\n]{0,8}$/.test(
        words,
      );
    if (!isAccount || value.length < 15 || /\d{20}|X/.test(value)) return undefined;
    return isOrganAccount(words)
      ? undefined
      : { kind: 'account_suspect', confidence: 'medium', reason: 'label' };
  },
];

const pass = (kind: FindingKind, reason: FindingReason): Judgement => ({
  kind,
  reason,
  confidence: 'high',
  isFlagged: false,
});

/** Accounts of organs, for payments to them, are public. */
const isOrganAccount = (words: string) =>
  /对公|单位|财政|专户|公司|政府|委员会|合作社|国库|缴款|捐赠|募捐|基金/.test(words);

function judgeMobile(
  { value, groups, start, end, separator }: Piece,
  words: string,
  page: Page,
): Judgement | undefined {
  const number = value.length === 13 && value.startsWith('86') ? value.slice(2) : value;
  if (!/^1[3-9]\d{9}$/.test(number)) return undefined;
  if (value.length === 13 && page.text[start - 1] !== '+' && groups.length === 1) return undefined;
  const isInternational = value.length === 13 && (groups[0] === 2 || groups.length === 1);
  if (
    !isPhoneLayout(isInternational && groups.length > 1 ? groups.slice(1) : isInternational ? [11] : groups)
  )
    return undefined;
  if (amountLabel.test(page.context.label ?? '')) return undefined;
  if (isAmount(page, start, end) || /[A-Za-z_]/.test(page.text[end] ?? '')) return undefined;
  if (
    /[A-Za-z_.]/.test(page.text[start - 1] ?? '') &&
    !/(?:tel|phone|mobile|wechat|wx|qq)\W{0,2}$/i.test(words)
  )
    return undefined;
  const isLabelled = /手机|电话|联系|致电|拨打|热线|tel|phone|mobile/i.test(words);
  if (!isLabelled && (serialLabel.test(words) || separator === '\n')) return undefined;
  // Numbers an organ publishes to be called (SCR-3).
  const isOffice =
    /(?:举报|监督|投诉|咨询|服务|值班|办公|热线|报名|受理|窗口|传真)[^\n]{0,4}(?:电话|热线|手机)[^\n]{0,12}$/.test(
      words,
    );
  if (isOffice || isOrganPhone(page, number)) return pass('mobile', 'label');
  return { kind: 'mobile', confidence: 'high', reason: isLabelled ? 'label' : 'shape' };
}

export function isOrganPhone(page: Page, digits: string): boolean {
  return (page.context.organPhones ?? []).some(
    (phone) => phone.replace(/\D/g, '') === digits.replace(/\D/g, ''),
  );
}

/** Sums, areas and counts are not phones or cards. */
function isAmount(page: Page, start: number, end: number): boolean {
  if (
    /^(?:\.\d|,\d{3}(?!\d)|\s?(?:元|万|亿|千|百|吨|亩|公顷|平方|立方|%|人次|户|株|公里|米))/.test(
      wordsAfter(page, end),
    )
  )
    return true;
  return /(?:[¥$€]|\d[.,])$/.test(page.text.slice(Math.max(0, start - 2), start));
}

/** Equal groups (4 4 4 4, digit by digit), or place, birth date and rest. */
function isCardLayout(groups: readonly number[]): boolean {
  if (groups.length === 1) return true;
  const [first = 0, ...rest] = groups;
  const last = rest.at(-1) ?? 0;
  if (rest.slice(0, -1).every((size) => size === first) && last <= first && first !== 2) return true;
  return ['6,8,4', '6,6,3', '6,4,4,4', '6,12', '6,13', '4,4,4,4,3', '4,4,4,4,2'].includes(groups.join(','));
}

function isPhoneLayout(groups: readonly number[]): boolean {
  const layout = groups.join(',');
  return /^(?:11|3,4,4|3,8|7,4|4,3,4|4,4,3|3,3,5)$/.test(layout) || groups.every((size) => size === 1);
}
