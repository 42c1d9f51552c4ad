import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { identifierKinds } from '../kinds.ts';
import { hasLuhnCheck, isCreditCode, isResidentId } from './checksum.ts';
import { maskValue } from './mask.ts';
import { recognizeText, screenText } from './screen-text.ts';

const table = join(resolve(process.env.GONGKAI_SHARED ?? '../shared'), 'domain/data/pii_identifiers.csv');

const kindsOf = (text: string, context = {}) => screenText(text, context).map((found) => found.kind);

/** Masks of the table whose example is not made from its first valid value; here the value it would come from. */
const maskSources: Readonly<Record<string, string>> = {
  passport: 'E00000100',
  home_address: '某县某镇某村3组12号',
  minor_name: '张小禾(9岁)',
};

test('the identifier table: every valid example found, no invalid one taken for its kind, masks as given', (t) => {
  if (!existsSync(table)) return t.skip(`shared data missing: ${table}`);
  const rows = parse(readFileSync(table), { columns: true, bom: true }) as Record<string, string>[];
  assert.deepEqual(rows.map((row) => row.kind).toSorted(), [...identifierKinds].sort());
  const counts = { kinds: 0, valid: 0, validBare: 0, invalid: 0, masks: 0 };
  for (const row of rows) {
    const label = (row.context_labels ?? '').split(';')[0];
    const isFound = (text: string) => recognizeText(text).some((found) => found.kind === row.kind);
    for (const at of [1, 2, 3]) {
      const valid = row[`valid_${at}`] ?? '';
      const invalid = row[`invalid_${at}`] ?? '';
      assert.ok(valid !== '' && invalid !== '', row.kind);
      assert.ok(isFound(`${label}：${valid}`), `${row.kind}: ${valid} under its label`);
      counts.valid += 1;
      if (isFound(valid)) counts.validBare += 1;
      assert.ok(!isFound(invalid), `${row.kind}: ${invalid}`);
      assert.ok(!isFound(`${label}：${invalid}`), `${row.kind}: ${invalid} under its label`);
      counts.invalid += 1;
    }
    const source = maskSources[row.kind ?? ''] ?? row.valid_1 ?? '';
    const masked = recognizeText(`${label}：${source}`).find((found) => found.kind === row.kind)?.masked;
    assert.equal(masked, row.mask_example, `${row.kind}: mask`);
    counts.masks += 1;
    counts.kinds += 1;
  }
  t.diagnostic(
    `${counts.kinds} kinds: ${counts.valid} valid found (${counts.validBare} without a label), ${counts.invalid} invalid let pass, ${counts.masks} masks`,
  );
  assert.deepEqual(counts, { kinds: 20, valid: 60, validBare: 54, invalid: 60, masks: 20 });
});

// ── generated identifiers ──────────────────────────────────────────────────────────────────────────────────────────

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const withCheck = (digits: string) =>
  digits + '10X98765432'[weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11];
const two = (value: number) => String(value).padStart(2, '0');

const residentId = fc
  .record({
    place: fc.constantFrom('110105', '330106', '522634', '654022', '460200'),
    year: fc.integer({ min: 1920, max: 2025 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
    order: fc.integer({ min: 0, max: 999 }),
  })
  .map(({ place, year, month, day, order }) =>
    withCheck(`${place}${year}${two(month)}${two(day)}${String(order).padStart(3, '0')}`),
  );

const mobile = fc
  .tuple(fc.constantFrom('3', '5', '8', '9'), fc.stringMatching(/^\d{9}$/))
  .map(([second, rest]) => `1${second}${rest}`);

const bankCard = fc.stringMatching(/^\d{16}$/).map((digits) => {
  const body = `62${digits}`;
  return body + [...'0123456789'].find((check) => hasLuhnCheck(body + check));
});

const fullWidth = (text: string) =>
  text.replace(/[0-9A-Z]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
const groupsOf = (text: string, sizes: readonly number[], separator: string) => {
  const starts = sizes.map((_size, index) => sizes.slice(0, index).reduce((sum, size) => sum + size, 0));
  return starts.map((start, index) => text.slice(start, start + (sizes[index] ?? 0))).join(separator);
};

/** How people type numbers: plainly, in full width, in groups, digit by digit, with invisible characters. */
const writings: readonly ((text: string, groups: readonly number[]) => string)[] = [
  (text) => text,
  fullWidth,
  (text, groups) => groupsOf(text, groups, ' '),
  (text, groups) => groupsOf(text, groups, '-'),
  (text, groups) => groupsOf(text, groups, '　'),
  (text) => [...text].join(' '),
  (text) => [...text].join('\u200b'),
];

/** Words without digits or letters at the seam, so that what is around cannot become part of the number. */
const around = fc
  .array(fc.constantFrom('补助', '村民', '。', '，', '（', '：', '公示', '\n', '序', '、'), {
    maxLength: 6,
  })
  .map((words) => words.join(''));

function foundAgain(
  value: fc.Arbitrary<string>,
  kind: string,
  groups: (text: string) => readonly number[],
): void {
  fc.assert(
    fc.property(value, fc.constantFrom(...writings), around, around, (number, write, before, after) => {
      const written = write(number, groups(number));
      const text = before + written + after;
      const found = screenText(text).find((one) => one.kind === kind);
      assert.ok(found, `${kind} in ${JSON.stringify(text)}`);
      assert.equal(text.slice(found.start, found.end), written);
      assert.ok(!JSON.stringify(found).includes(number), 'the value itself is not in the finding');
    }),
    { numRuns: 400 },
  );
}

test('generated identity numbers, phones and cards are found however they are written', () => {
  foundAgain(residentId, 'id_card_18', () => [6, 8, 4]);
  foundAgain(mobile, 'mobile', () => [3, 4, 4]);
  foundAgain(bankCard, 'bank_card', () => [4, 4, 4, 4, 3]);
});

test('a number with a wrong check digit is no identity number, but stays suspect under its label', () => {
  fc.assert(
    fc.property(residentId, fc.integer({ min: 1, max: 9 }), (id, shift) => {
      const last = '0123456789X'.indexOf(id[17] ?? '');
      const wrong = id.slice(0, 17) + '0123456789X'[(last + shift) % 11];
      assert.ok(!isResidentId(wrong));
      assert.ok(!kindsOf(wrong).includes('id_card_18'));
      assert.deepEqual(kindsOf(`身份证号：${wrong}`), ['id_suspect']);
    }),
  );
});

test('one value has one fingerprint however written; another value or key has another', () => {
  fc.assert(
    fc.property(residentId, residentId, (one, other) => {
      const print = (text: string, key = 'k') =>
        screenText(text, { key }).map((found) => found.fingerprint)[0];
      assert.equal(print(one), print(`证件号码：${fullWidth(one)}`));
      assert.notEqual(print(one), print(one, 'another'));
      if (one !== other) assert.notEqual(print(one), print(other));
    }),
  );
});

test('credit codes: the last character may be any of the alphabet, not only a digit or X', () => {
  assert.ok(isCreditCode('91350100M000100Y43'));
  assert.ok(isCreditCode('11650102L39MYAMRAJ'));
  assert.ok(!isCreditCode('11650102L39MYAMRAK'));
});

// ── SCR-3: what may stay ───────────────────────────────────────────────────────────────────────────────────────────

const public_: readonly string[] = [
  '监督电话：0571-00000000，传真0571-00000001',
  '办公电话：（0571）0000000',
  '举报电话：13600009942',
  '电子邮箱：dangban@example.gov.cn',
  '征求意见邮箱：zhengqiu@example.com',
  '统一社会信用代码：11650102L39MYAMRAJ',
  '青政发〔2026〕3号',
  '国务院令第711号',
  '（2026）云民终1234567890号',
  '项目代码：2026-330106-04-01-000123',
  '项目编号：13600009942',
  '订单号62284800000175722809999',
  '合同编号：6228480000017572280',
  '中标金额13600009942元',
  '合计15000004300.50元',
  '办公地址：某市东湖区民主路8号2栋301室',
  '青山镇便民服务中心（民主路8号）',
  '公务用车：粤A00000',
  '对公账户：6228480000017572280',
  '依照《中华人民共和国保守国家秘密法》，国家秘密的密级分为绝密、机密、秘密三级。',
  '内部资料性出版物管理办法',
  '不得将内部资料擅自对外提供。',
  '国家对艾滋病防治工作实行财政保障，患有艾滋病的人员享受救治。',
  '肢体残疾一级、二级的残疾人享受补贴',
  '未成年人（13岁）以下',
  '1949年10月1日至2026年3月1日',
  '微信公众号：qingshan_dangwu',
  '邮政编码：310000',
  'sha256: 4f136000099420aa',
  '2026年第000001期',
];

test('organs’ own numbers, documents, orders, statutes and sums are not flagged', () => {
  for (const text of public_) assert.deepEqual(kindsOf(text, { isStart: true }), [], text);
});

/** How these things stand in real lists and notices. */
const written: readonly [string, readonly string[]][] = [
  ['手机：+8613600009942', ['mobile']],
  ['0086-13600009942', ['mobile']],
  ['电话/微信：13600009942', ['mobile']],
  ['李某13600009942', ['mobile']],
  ['身份证：520325-20000501-9993', ['id_card_18']],
  ['社保卡号6217000000046428920', ['bank_card']],
  ['账号:622848000001757228', ['account_suspect']],
  ['护照号码：e00000123', ['passport']],
  ['车牌：粤ad00000', ['plate']],
  ['粤A·12345', ['plate']],
  ['邮箱zhang.san＠example.com', ['email']],
  ['家庭电话：0571-88888888', ['landline_personal']],
  ['现住：东湖区民主路8号', ['home_address']],
  ['李某住某市东湖区幸福小区5栋2单元301室', ['home_address']],
  ['户籍地：某县青山镇白石村五组', ['home_address']],
  ['王某某因患尿毒症致贫', ['medical']],
  ['李某，肢体残疾二级', ['medical']],
  ['学生赵小禾(9周岁)', ['minor_name']],
  ['qq号码:10000001', ['wechat_qq']],
  ['出生于1980年5月6日', ['birth_date_labelled']],
  ['张某，男，1980年5月生，汉族', ['birth_date_labelled']],
  ['本办法自1980年5月生效', []],
  ['52032520000501****，136****9942，**************9993', []],
];

test('as they stand in real lists and notices', () => {
  for (const [text, kinds] of written) assert.deepEqual(kindsOf(text), kinds, text);
});

test('the unit’s own phone and address are known and pass', () => {
  const context = { organPhones: ['136-0000-9942'], organAddresses: ['青山镇白石村3组12号'] };
  assert.deepEqual(kindsOf('联系电话：13600009942', context), []);
  assert.deepEqual(kindsOf('联系电话：13600009943', context), ['mobile']);
  assert.deepEqual(kindsOf('某县青山镇白石村3组12号', context), []);
});

test('a sole trader’s credit code names a person, a company’s does not', () => {
  const code = (start: string) => {
    const body = `${start}330106MA2ABCDE4`;
    return [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].map((check) => body + check).find(isCreditCode) ?? '';
  };
  assert.deepEqual(kindsOf(code('92')), ['uscc']);
  assert.deepEqual(kindsOf(code('91')), []);
});

// ── marks of secrecy ───────────────────────────────────────────────────────────────────────────────────────────────

const marks: readonly [string, string][] = [
  ['绝密★30年', 'secret_mark'],
  ['机密★', 'secret_mark'],
  ['秘密★6个月', 'secret_mark'],
  ['机 密 ★ 5 年', 'secret_mark'],
  ['机密☆长期', 'secret_mark'],
  ['秘密*10年', 'secret_mark'],
  ['秘密＊５年', 'secret_mark'],
  ['机\u200b密★', 'secret_mark'],
  ['密级：机密', 'secret_mark'],
  ['某镇文件\n  绝密  \n正文', 'secret_mark'],
  ['（机密）', 'secret_mark'],
  ['★秘密', 'secret_mark'],
  ['仅供内部使用', 'internal_mark'],
  ['内部资料，注意保存', 'internal_mark'],
  ['【内部文件】', 'internal_mark'],
  ['内部资料 严禁外传', 'internal_mark'],
  ['（此件不予公开）', 'internal_mark'],
  ['份号：000012', 'copy_number'],
  ['000001\n某镇文件', 'copy_number'],
];

test('marks of secrecy are found, as a class of their own', () => {
  for (const [text, kind] of marks) {
    const found = screenText(text, { isStart: true });
    assert.deepEqual(
      found.map((one) => [one.kind, one.class]),
      [[kind, 'secretMark']],
      text,
    );
  }
});

test('six digits are a copy number only at the beginning of a document', () => {
  assert.deepEqual(kindsOf('000001\n正文', { isStart: true }), ['copy_number']);
  assert.deepEqual(kindsOf('000001\n正文'), []);
  assert.deepEqual(kindsOf('310000\n正文', { isStart: true }), []);
});

test('a unit’s terms are found whatever their width and case; none is built in', () => {
  const context = {
    terms: [{ kind: 'unit_term', term: '青山Plan' } as const, { kind: 'wrong_word', term: '既使' } as const],
  };
  assert.deepEqual(kindsOf('青山ＰＬＡＮ，既使如此', context), ['unit_term', 'wrong_word']);
  assert.deepEqual(kindsOf('青山PLAN，既使如此'), []);
});

// ── work is bounded ────────────────────────────────────────────────────────────────────────────────────────────────

/** Texts made to send a careless pattern back and forth. */
const adversarial: readonly ((size: number) => string)[] = [
  (size) => '1'.repeat(size),
  (size) => '1 '.repeat(size / 2),
  (size) => '62-'.repeat(size / 3),
  (size) => 'a'.repeat(size),
  (size) => 'a@'.repeat(size / 2),
  (size) => `${'a.'.repeat(size / 2)}@`,
  (size) => '村'.repeat(size),
  (size) => '某县青山镇白石村3组'.repeat(size / 10),
  (size) => '机 密'.repeat(size / 3),
  (size) => '内部资料'.repeat(size / 4),
  (size) => '('.repeat(size),
  (size) => '出生'.repeat(size / 2),
  (size) => '微信:'.repeat(size / 3),
  (size) => '因患'.repeat(size / 2),
  (size) => '赵'.repeat(size),
  (size) => '\n'.repeat(size),
  (size) => ' '.repeat(size),
  (size) => '520325200005019993'.repeat(size / 18),
  (size) => '520325200005019993 '.repeat(size / 19),
];

test('hostile texts of two hundred thousand characters are screened in one pass each', () => {
  // A pattern that backtracks would need hours on these; the test ends only because none does.
  for (const make of adversarial) {
    const text = make(200_000);
    const found = recognizeText(text);
    assert.ok(found.length <= text.length / 10, text.slice(0, 12));
  }
});

test('any text at all: findings lie inside it, in order, and never hold a checked value', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      let last = 0;
      for (const found of screenText(text)) {
        assert.ok(found.start >= 0 && found.start < found.end && found.end <= text.length);
        assert.ok(found.start >= last);
        last = found.start;
      }
    }),
  );
});

test('masks of short or odd values never show more than the rule keeps', () => {
  assert.equal(maskValue('landline_personal', '05710000000'), '0571-***0000');
  assert.equal(maskValue('landline_personal', '010-00000001'), '010-****0001');
  assert.equal(maskValue('birth_date_labelled', '1980年5月6日'), '1980年');
  assert.equal(maskValue('plate', '京AD00000'), '京A***000');
  assert.equal(maskValue('secret_mark', '机密★5年'), '机密★');
});
