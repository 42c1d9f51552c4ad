import { createTextTemplate } from '#modules/disclosure';
import { fromPlainText, type RichText, richText } from '#platform/richtext';
import { addDays, at } from '../world/dates.ts';
import type { World } from '../world/index.ts';
import type { Ledger } from './ledger.ts';
import type { People } from './people.ts';
import { inBatch, type LoadTarget, must } from './target.ts';
import type { Units } from './units.ts';

type Sample = {
  readonly key: string;
  readonly kind: 'template' | 'sample' | 'phrase';
  readonly name: string;
  readonly unitKind: string | null;
  readonly affairsKind: 'party' | 'government' | 'village' | null;
  readonly title: string;
  readonly note: string;
  readonly lines: readonly string[];
};

/** What a committee office would offer the units below it; all of it invented, with fields to fill in. */
const samples: readonly Sample[] = [
  {
    key: 'finance',
    kind: 'template',
    name: '村级财务收支公示',
    unitKind: 'villageCommittee',
    affairsKind: 'village',
    title: '{单位}关于{期间}财务收支情况的公示',
    note: '按季度公示，附收支明细表',
    lines: [
      '各位村民：',
      '现将{期间}{事项}公示如下，请予监督。',
      '一、收入情况',
      '本期收入共{收入合计}元，其中上级补助{补助}元，集体经营收入{经营收入}元。',
      '二、支出情况',
      '本期支出共{支出合计}元，逐笔明细见附件。',
      '三、监督方式',
      '对公示内容有意见的，请在公示之日起七日内向村务监督委员会反映，联系电话：{监督电话}。',
      '附件：1.收支明细表',
      '{单位}',
      '{日期}',
    ],
  },
  {
    key: 'works',
    kind: 'template',
    name: '工程项目公示',
    unitKind: null,
    affairsKind: 'village',
    title: '{单位}关于{工程名称}的公示',
    note: '立项、招标、验收各用一次',
    lines: [
      '各位村民：',
      '经民主决策程序通过，现将{工程名称}有关情况公示如下。',
      '一、建设内容和规模',
      '{建设内容}',
      '二、资金来源和预算',
      '总预算{预算}元，资金来源为{资金来源}。',
      '三、公示期',
      '公示期七日。有异议的，请向村务监督委员会实名反映，联系电话：{监督电话}。',
      '{单位}',
      '{日期}',
    ],
  },
  {
    key: 'members',
    kind: 'template',
    name: '发展党员公示',
    unitKind: null,
    affairsKind: 'party',
    title: '{单位}关于拟接收预备党员的公示',
    note: '只公示必要信息，不写身份证件号码和住址',
    lines: [
      '经党支部大会讨论，拟接收下列同志为中共预备党员，现予公示。',
      '姓名：{姓名}；性别：{性别}；出生年月：{出生年月}；现任职务：{职务}。',
      '公示期为五个工作日。公示期内，党员和群众可以向{单位}反映意见，联系电话：{联系电话}。',
      '{单位}',
      '{日期}',
    ],
  },
  {
    key: 'review',
    kind: 'sample',
    name: '民主评议结果通报',
    unitKind: null,
    affairsKind: 'party',
    title: '{单位}关于{年份}年民主评议党员情况的通报',
    note: '范文，供参考行文',
    lines: [
      '各党支部：',
      '按照年度工作安排，各党支部已完成民主评议党员工作，现将有关情况通报如下。',
      '一、总体情况',
      '应参加评议党员若干名，实际参加若干名，评议程序规范，结果已向党员大会报告。',
      '二、下一步要求',
      '（一）对评议中提出的意见逐条整改。',
      '（二）整改情况在党员大会上公开，接受监督。',
      '{单位}',
      '{日期}',
    ],
  },
  {
    key: 'supervise',
    kind: 'phrase',
    name: '监督方式',
    unitKind: null,
    affairsKind: null,
    title: '',
    note: '公示类文末使用',
    lines: ['对公示内容有异议的，请在公示期内以书面或者电话方式实名反映，监督电话：{监督电话}。'],
  },
  {
    key: 'masked',
    kind: 'phrase',
    name: '名单隐去个人信息的说明',
    unitKind: null,
    affairsKind: null,
    title: '',
    note: '名单类公示使用',
    lines: [
      '为保护个人信息，名单中的证件号码、银行账号和详细住址已隐去；本人需要核对的，请持有效证件到{单位}查询。',
    ],
  },
];

/** A handful of templates, a model text and passages, kept by the district's committee office. */
export async function loadTextTemplates(
  target: LoadTarget,
  world: World,
  ledger: Ledger,
  units: Units,
  people: People,
): Promise<void> {
  const noteOf = (sample: Sample) => `text-template/${sample.key}`;
  const missing = samples.filter((sample) => ledger.find(noteOf(sample)) === undefined);
  if (missing.length === 0) return;
  const committee = [...world.units()].find(({ family }) => family === 'committee');
  const office = [...world.units()].find(({ family }) => family === 'committeeOffice');
  const clerk = people.get(`${office?.body.toLowerCase()}.office1`);
  const owner = units.get(committee?.code ?? '');
  if (clerk === undefined || owner === undefined)
    throw new Error('the world has no committee office to keep templates');
  await inBatch(target.office, async (as, tx) => {
    const ctx = as(clerk, at(addDays(world.today, -360), 9, 0));
    for (const sample of missing) {
      const { key: _, lines, ...form } = sample;
      const body = bodyOf(lines);
      const id = must(
        await createTextTemplate(ctx, owner, { unit: owner.id, ...form, body }),
        noteOf(sample),
      );
      await ledger.note(tx, [[noteOf(sample), id]]);
    }
  });
}

/** Words that stand for the fields while the text is read: a field is no name and no date. */
const stand: readonly [field: string, words: string][] = [
  ['{单位}', '某某某某单位'],
  ['{日期}', '2026年1月5日'],
];

/** Read as an import reads it, so that addressee, headings, signature and date have their parts. */
function bodyOf(lines: readonly string[]): RichText {
  let text = ['模板', ...lines].join('\n');
  for (const [field, words] of stand) text = text.replaceAll(field, words);
  let body = JSON.stringify(fromPlainText(text).body);
  for (const [field, words] of stand) body = body.replaceAll(words, field);
  return richText.parse(JSON.parse(body));
}
