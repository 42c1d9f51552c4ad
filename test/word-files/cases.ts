import { officialBlocks, officialLines as one } from './official.ts';
import type { Outline } from './outline.ts';
import {
  cell,
  centred,
  compatibility,
  field,
  numbered,
  p,
  picture,
  plainTable,
  pOf,
  right,
  row,
  run,
  strict,
  style,
  table,
  textBox,
  wordFile,
} from './parts.ts';

export type WordCase = {
  readonly name: string;
  readonly file: Buffer;
  /** Only what matters for this file; the rest is not compared. */
  readonly expects: Partial<Outline>;
  /** Words that must be in the text, and words that must not. */
  readonly says?: readonly string[];
  readonly silent?: readonly string[];
};

const financeRows = one.table;
const end = [
  p(one.attachments),
  p(`　　　　　${one.more}`),
  p(one.signature, right),
  p(one.date, right),
  p(one.note),
  p(one.copyTo),
  p(one.imprint),
].join('');
const middle = [
  p(`　　${one.opening}`),
  p(one.h1),
  p(one.h2),
  p(one.h3),
  p(one.h4),
  p(`　　${one.text}`),
  plainTable(financeRows),
].join('');
const head = p(one.title, centred) + p(one.number, centred) + p(one.addressee);
const whole: Partial<Outline> = {
  title: one.title,
  number: one.number,
  date: '2026-01-05',
  note: '此件公开发布',
  blocks: officialBlocks,
  losses: [],
};
const body = (inner: string) => wordFile(p('公开事项说明', centred) + inner);

/** Whole official documents, as different programs and offices write them. */
const documents: readonly WordCase[] = [
  {
    name: 'typed by hand, full-width spaces as indents',
    file: wordFile(head + middle + end),
    expects: whole,
  },
  {
    name: 'ISO Strict',
    file: wordFile(head + middle + end, { names: strict }),
    expects: whole,
  },
  ...[11, 12, 14].map((mode) => ({
    name: `compatibility mode ${mode}`,
    file: wordFile(head + middle + end, { extra: compatibility(mode) }),
    expects: whole,
  })),
  {
    name: 'main part under another name',
    file: wordFile(head + middle + end, { main: 'document2.xml' }),
    expects: whole,
  },
  {
    name: 'WPS: its custom parts and a sectioned body',
    file: wordFile(`${head}${middle}${end}<w:sectPr><w:pgSz w:w="11906"/></w:sectPr>`, {
      extra: {
        'docProps/custom.xml':
          '<Properties><property name="KSOProductBuildVer"><v>2052-11.1.0</v></property></Properties>',
        'customXml/item1.xml': '<s:customData xmlns="http://www.wps.cn/officeDocument/2013/wpsCustomData"/>',
      },
    }),
    expects: whole,
  },
  {
    name: 'red head as a frame table, number and signer in two columns, record block as a table',
    file: wordFile(
      [
        table([row([cell('青山镇人民政府文件')])]),
        table([row([cell(one.number), cell('签发人：某某某')])]),
        p(one.title, centred),
        p(one.addressee),
        middle,
        p(one.attachments),
        p(one.more),
        p(one.signature, right),
        p(one.date, right),
        p(one.note),
        table([row([cell(one.copyTo)]), row([cell('青山镇党政办公室'), cell('2026年1月5日印发')])]),
      ].join(''),
    ),
    expects: { ...whole, blocks: ['head', 'head', ...officialBlocks] },
    says: ['青山镇人民政府文件', '签发人：某某某'],
  },
  {
    name: 'copy number, urgency, issuer, number and signer in one line, title over two lines',
    file: wordFile(
      [
        p('000012'),
        p('特急'),
        p('青山镇人民政府文件', centred),
        p(`${one.number}　　　　签发人：某某某`),
        p('青山镇人民政府', centred),
        p('关于公布2026年村级财务公开安排的通知', centred),
        p(one.addressee),
        middle,
        end,
      ].join(''),
    ),
    expects: { ...whole, blocks: ['head', 'head', 'head', 'head', ...officialBlocks] },
  },
  {
    name: 'title broken by line feeds inside one paragraph, spaced for looks',
    file: wordFile(
      pOf(
        `<w:pPr>${centred}</w:pPr>${run('青山镇人民政府')}<w:r><w:br/></w:r>${run('关于公布2026年村级财务公开安排的通　知')}`,
      ) +
        p(one.number, centred) +
        p(one.addressee) +
        middle +
        end,
    ),
    expects: whole,
  },
  {
    name: 'Chinese date, disclosure attribute in a line of its own',
    file: wordFile(
      `${head}${p('正文。')}${p(one.signature)}${p('二〇二六年一月五日')}${p('公开方式：主动公开')}`,
    ),
    expects: {
      date: '2026-01-05',
      note: '公开方式：主动公开',
      blocks: ['addressee', 'p', 'signature', 'date', 'note'],
    },
  },
  ...(
    [
      ['二○二六年十二月三十一日', '2026-12-31'],
      ['二零二六年元月廿一日', '2026-01-21'],
      ['２０２６年３月１日', '2026-03-01'],
      ['2026 年 3 月 1 日', '2026-03-01'],
    ] as const
  ).map(([written, date]) => ({
    name: `date written ${written}`,
    file: wordFile(head + p('正文。') + p(one.signature, right) + p(written, right)),
    expects: { date, blocks: ['addressee', 'p', 'signature', 'date'] },
  })),
  {
    name: 'attachments follow in the same file; the date is found above them',
    file: wordFile(
      `${head}${p('正文。')}${p('附件：1.公开表')}${p(one.signature)}${p(one.date)}${p(one.note)}${p('附件1')}${p('公开表', centred)}${Array.from({ length: 20 }, (_one, at) => p(`第${at}行内容。`)).join('')}${p('2025年12月31日')}`,
    ),
    expects: { date: '2026-01-05', note: '此件公开发布' },
  },
];

/** Numbering, headings, tables, pictures. */
const structures: readonly WordCase[] = [
  {
    name: 'automatic numbers on four levels',
    file: body(
      [numbered(0), numbered(1), numbered(2), numbered(3)]
        .map((number, at) => p(`第${at}层`, number))
        .join(''),
    ),
    expects: { blocks: ['h1 一、第0层', 'h2 （一）第1层', 'h3 1. 第2层', 'h4 （1）第3层'], losses: [] },
  },
  {
    name: 'title and headings by the style names of Word',
    file: wordFile(
      p('财务公开办法', style('a3')) +
        p('总则', style('1')) +
        p('第一条　为了公开，制定本办法。') +
        p('适用范围', style('2')),
    ),
    expects: { title: '财务公开办法', blocks: ['h1 总则', 'p', 'h2 适用范围'] },
  },
  {
    name: 'title and headings by Chinese style names',
    file: wordFile(p('财务公开办法', style('bt')) + p('总则', style('bt1')) + p('本办法自公布之日起施行。')),
    expects: { title: '财务公开办法', blocks: ['h1 总则', 'p'] },
  },
  {
    name: 'a table with merged cells in two heading rows, a caption line and a unit line',
    file: body(
      [
        p('收支情况如下。'),
        p('2026年第一季度收支明细表', centred),
        p('单位：元', right),
        table([
          row([cell('项目', '<w:vMerge w:val="restart"/>'), cell('金额', '<w:gridSpan w:val="2"/>')]),
          row([cell('', '<w:vMerge/>'), cell('收入'), cell('支出')]),
          row([cell('合计'), cell('100.00'), cell('80.00')]),
        ]),
      ].join(''),
    ),
    expects: { blocks: ['p', 'table 3x3 head 2 spans “2026年第一季度收支明细表　单位：元”'] },
  },
  {
    name: 'old side-by-side merge (hMerge) and a skipped column',
    file: body(
      table([
        row([
          cell('年度', '<w:hMerge w:val="restart"/>'),
          cell('', '<w:hMerge w:val="continue"/>'),
          cell('数量'),
        ]),
        row([cell('数'), cell('3')], '<w:gridBefore w:val="1"/>'),
      ]),
    ),
    expects: { blocks: ['table 2x3 head 1 spans'] },
  },
  {
    name: 'a first row over all columns names the table',
    file: body(
      table([
        row([cell('低保资金发放表', '<w:gridSpan w:val="2"/>')]),
        row([cell('序号'), cell('金额')]),
        row([cell('1'), cell('300')]),
      ]),
    ),
    expects: { blocks: ['table 2x2 head 1 “低保资金发放表”'] },
  },
  {
    name: 'a heading row that says it is none is none',
    file: body(
      table([
        row([cell('张某'), cell('同意')], '<w:tblHeader w:val="0"/>'),
        row([cell('李某'), cell('反对')]),
      ]),
    ),
    expects: { blocks: ['table 2x2 head 0'] },
  },
  {
    name: 'a form of labels and values has no heading row',
    file: body(
      table([
        row([cell('姓名'), cell('某某'), cell('政治面貌'), cell('中共党员')]),
        row([cell('职业'), cell('教师'), cell('住处'), cell('本村')]),
      ]),
    ),
    expects: { blocks: ['table 2x4 head 0'] },
  },
  {
    name: 'a picture with its description',
    file: body(p('照片如下。') + picture('公开栏照片')),
    expects: { blocks: ['p', 'image'], losses: [] },
    says: ['公开栏照片'],
  },
  {
    name: 'bullets become a list; footnotes stand below the date, which is found',
    file: wordFile(
      `${head}${p('要点甲', numbered(0, 2))}${p('要点乙', numbered(0, 2))}${pOf(`${run('正文')}<w:r><w:footnoteReference w:id="2"/></w:r>${run('。')}`)}${p(one.signature)}${p(one.date)}`,
      {
        extra: {
          'word/footnotes.xml': `<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2">${p('依据村规民约。')}</w:footnote></w:footnotes>`,
        },
        relations:
          '<Relationship Id="rId20" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>',
      },
    ),
    expects: {
      date: '2026-01-05',
      blocks: ['addressee', 'bulletList', 'p', 'signature', 'date', 'orderedList'],
      losses: ['footnotes-at-end'],
    },
    says: ['依据村规民约。'],
    silent: ['↑'],
  },
];

/** What cannot be kept is said, and what could slip in does not. */
const losses: readonly WordCase[] = [
  {
    name: 'tracked changes are accepted: insertions stay, deletions and what was moved away go',
    file: body(
      pOf(
        `${run('留下')}<w:ins w:id="1" w:author="甲">${run('插入的话')}</w:ins><w:del w:id="2" w:author="甲"><w:r><w:delText>删去的话</w:delText></w:r></w:del>。`,
      ) + pOf(`<w:moveFrom w:id="3">${run('搬走的话')}</w:moveFrom>${run('句末。')}`),
    ),
    expects: { losses: ['tracked-deletions', 'tracked-insertions'] },
    says: ['插入的话', '句末。'],
    silent: ['删去的话', '搬走的话'],
  },
  {
    name: 'comments go',
    file: body(pOf(`${run('正文。')}<w:r><w:commentReference w:id="0"/></w:r>`)),
    expects: { losses: ['comments'], blocks: ['p'] },
  },
  {
    name: 'a text box of WPS with both forms is read once',
    file: body(pOf(textBox(p('框内的话'))) + p('后文。')),
    expects: { losses: ['text-box-position'], blocks: ['p', 'p'] },
    says: ['框内的话\n后文。'],
  },
  {
    name: 'a text box without the old form is read too',
    file: body(pOf(textBox(p('只有新式的框'), false)) + p('后文。')),
    expects: { losses: ['text-box-position'] },
    says: ['只有新式的框'],
  },
  {
    name: 'hidden words do not slip into a signed text',
    file: body(
      pOf(
        `${run('看得见。')}${run('看不见的话', '<w:vanish/>')}${run('也看得见。', '<w:vanish w:val="0"/>')}`,
      ),
    ),
    expects: { losses: ['hidden-text'] },
    says: ['看得见。也看得见。'],
    silent: ['看不见的话'],
  },
  {
    name: 'fields stay as the words they show; page numbers are none',
    file: body(
      pOf(`${run('制表日期')}${field('DATE \\@ "yyyy-M-d"', '2026-1-5')}。`) +
        pOf(`<w:fldSimple w:instr=" REF 金额 "><w:r><w:t>壹万元</w:t></w:r></w:fldSimple>`) +
        pOf(field('PAGE', '3')),
    ),
    expects: { losses: ['field'] },
    says: ['2026-1-5', '壹万元'],
  },
  {
    name: 'a table of contents is made anew',
    file: body(
      p('一、总则　1', style('TOC1')) + p('二、附则　9', style('TOC1')) + p('一、总则') + p('正文。'),
    ),
    expects: { losses: ['contents-table'], blocks: ['h1 一、总则', 'p'] },
  },
  {
    name: 'formulas, charts, SmartArt and embedded objects',
    file: wordFile(
      p('公开事项说明', centred) +
        pOf(`${run('面积')}<m:oMath><m:r><m:t>S=ab</m:t></m:r></m:oMath>`) +
        p('完。'),
      {
        extra: {
          'word/charts/chart1.xml': '<c/>',
          'word/embeddings/oleObject1.bin': 'x',
          'word/diagrams/data1.xml':
            '<dgm:dataModel xmlns:dgm="d" xmlns:a="a"><a:t>流程一</a:t></dgm:dataModel>',
        },
      },
    ),
    expects: { losses: ['chart', 'embedded-object', 'formula', 'smart-art'] },
  },
  {
    name: 'columns, colours, highlighting and struck words',
    file: body(
      `${pOf(run('蓝字', '<w:color w:val="0000FF"/>') + run('亮字', '<w:highlight w:val="yellow"/>') + run('红头', '<w:color w:val="FF0000"/>'))}${pOf(
        run('划去的', '<w:strike/>'),
      )}<w:sectPr><w:cols w:num="2"/></w:sectPr>`,
    ),
    expects: { losses: ['colours', 'columns', 'struck-text'] },
  },
  {
    name: 'raised figures keep their meaning',
    file: body(
      pOf(
        `${run('面积120m')}${run('2', '<w:vertAlign w:val="superscript"/>')}${run('，CO')}${run('2', '<w:vertAlign w:val="subscript"/>')}`,
      ),
    ),
    expects: { losses: [] },
    says: ['面积120m²，CO₂'],
  },
  {
    name: 'content controls: placeholder gone, check box by its sign',
    file: body(
      `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${p('单击此处输入文字。')}</w:sdtContent></w:sdt>${pOf(
        `<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent>${run('☑')}</w:sdtContent></w:sdt>${run('同意')}`,
      )}`,
    ),
    expects: { losses: ['form-field'], blocks: ['p'] },
    says: ['☑同意'],
    silent: ['单击此处'],
  },
  {
    name: 'words with their reading above (ruby), a hard return of old files',
    file: body(
      pOf(
        `<w:r><w:ruby><w:rt>${run('gōng')}</w:rt><w:rubyBase>${run('公')}</w:rubyBase></w:ruby></w:r>${run('开')}<w:r><w:cr/></w:r>${run('次行')}`,
      ),
    ),
    expects: { losses: ['raised-text'] },
    says: ['公开\n次行'],
    silent: ['gōng'],
  },
  {
    name: 'header words are said, page numbers are not',
    file: wordFile(p('公开事项说明', centred) + p('正文。'), {
      extra: {
        'word/header1.xml': `<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${p('内部征求意见稿')}</w:hdr>`,
        'word/footer1.xml': `<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${p('— 1 —')}</w:ftr>`,
      },
    }),
    expects: { losses: ['header-footer'] },
    silent: ['内部征求意见稿'],
  },
];

export const wordCases: readonly WordCase[] = [...documents, ...structures, ...losses];
