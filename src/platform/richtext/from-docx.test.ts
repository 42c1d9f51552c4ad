import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeZip } from '#platform/documents';
import { chineseNumeral, formatNumber, writeNumbers } from './docx-numbering.ts';
import { fromDocx, richText, sha256Hex, toText } from './index.ts';

const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The smallest PNG: one transparent point. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const p = (text: string, pPr = '') =>
  `<w:p>${pPr === '' ? '' : `<w:pPr>${pPr}</w:pPr>`}${text === '' ? '' : run(text)}</w:p>`;
const style = (id: string) => `<w:pStyle w:val="${id}"/>`;
const numbered = (numId: number, level = 0) =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${numId}"/></w:numPr>`;

const numbering = `<w:numbering ${w}>
 <w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="1"/><w:lvlText w:val="%1、"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
 </w:abstractNum>
 <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum>
 <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
 <w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>`;

const styles = `<w:styles ${w}>
 <w:style w:type="paragraph" w:styleId="a"><w:name w:val="Title"/></w:style>
 <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
</w:styles>`;

const picture = `<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">
 <wp:docPr id="1" name="图片" descr="公开栏照片"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="x">
 <pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:embed="rId9" xmlns:r="${office}"/></pic:blipFill></pic:pic>
 </a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;

const cell = (text: string) => `<w:tc>${p(text)}</w:tc>`;
const table = `<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>${cell('姓名')}${cell('金额')}</w:tr><w:tr>${cell('某人')}${cell('100')}</w:tr></w:tbl>`;

function docx(body: string, extra: Record<string, string | Buffer> = {}): Buffer {
  const parts: Record<string, string | Buffer> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="png" ContentType="image/png"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/numbering" Target="numbering.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/><Relationship Id="rId9" Type="${office}/image" Target="media/image1.png"/></Relationships>`,
    'word/document.xml': `<w:document ${w}><w:body>${body}</w:body></w:document>`,
    'word/numbering.xml': numbering,
    'word/styles.xml': styles,
    'word/media/image1.png': png,
    ...extra,
  };
  return writeZip(Object.entries(parts).map(([name, data]) => ({ name, data: Buffer.from(data) })));
}

test('an official document of Word keeps title, number, automatic numbering, table, picture and end', async () => {
  const imported = await fromDocx(
    docx(
      [
        p('青山镇党委关于公开事项的通知', style('a')),
        p('青委发〔2026〕8号', '<w:jc w:val="center"/>'),
        p('各党支部：'),
        p('总体要求', style('1')),
        p('主要内容', numbered(1, 1)),
        p('第一项', numbered(1, 2)),
        p('第二项', numbered(1, 2)),
        p('工作安排', style('1')),
        p('另起编号', numbered(3)),
        p('要点甲', numbered(2)),
        p('要点乙', numbered(2)),
        table,
        picture,
        p('中共青山镇委员会', '<w:jc w:val="right"/>'),
        p('2026年3月1日', '<w:jc w:val="right"/>'),
        p('（此件公开发布）'),
      ].join(''),
    ),
  );
  assert.equal(imported.title, '青山镇党委关于公开事项的通知');
  assert.equal(imported.documentNumber, '青委发〔2026〕8号');
  assert.equal(imported.documentDate, '2026-03-01');
  assert.equal(imported.disclosureNote, '此件公开发布');
  assert.equal(
    toText(imported.body),
    [
      '各党支部：',
      '一、总体要求',
      '（一）主要内容',
      '1. 第一项',
      '2. 第二项',
      '二、工作安排',
      '五、另起编号',
      '要点甲',
      '要点乙',
      '姓名\t金额',
      '某人\t100',
      '公开栏照片',
      '中共青山镇委员会',
      '2026年3月1日',
      '（此件公开发布）',
    ].join('\n'),
  );
  const kinds = imported.body.content.map((block) =>
    block.type === 'paragraph'
      ? (block.attrs?.role ?? 'p')
      : block.type === 'heading'
        ? `h${block.attrs.level}`
        : block.type,
  );
  assert.deepEqual(kinds, [
    'addressee',
    'h1',
    'h2',
    'h3',
    'h3',
    'h1',
    'h1',
    'bulletList',
    'table',
    'image',
    'signature',
    'date',
    'note',
  ]);
  assert.deepEqual(imported.losses, []);
  assert.deepEqual(
    imported.images.map(({ sha256, media }) => [sha256, media]),
    [[sha256Hex(png), 'image/png']],
  );
  assert.ok(richText.safeParse(imported.body).success);
});

test('what Word holds beyond the text is listed', async () => {
  const imported = await fromDocx(
    docx(
      p('通知') +
        `<w:p><w:del w:id="1" w:author="x"><w:r><w:delText>删去的话</w:delText></w:r></w:del>${run('留下的话。')}<w:r><w:commentReference w:id="0"/></w:r></w:p>` +
        '<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>',
      {
        'word/header1.xml': `<w:hdr ${w}>${p('内部页眉')}</w:hdr>`,
        'word/footer1.xml': `<w:ftr ${w}>${p('— 1 —')}</w:ftr>`,
        'word/embeddings/oleObject1.bin': 'x',
        'word/charts/chart1.xml': '<c/>',
      },
    ),
  );
  assert.equal(toText(imported.body), '留下的话。');
  assert.deepEqual(Object.fromEntries(imported.losses.map((loss) => [loss.code, loss.sample])), {
    'embedded-object': null,
    chart: null,
    'header-footer': '内部页眉',
    'tracked-deletions': '删去的话',
    formula: 'x=1',
    comments: null,
  });
});

test('a damaged file is a fault with a name, not a crash', async () => {
  await assert.rejects(fromDocx(Buffer.from('no zip')), { name: 'ZipFault' });
  await assert.rejects(fromDocx(docx(p('x')).subarray(0, 200)), { name: 'ZipFault', code: 'truncated' });
});

test('numbers are written as Word shows them', () => {
  assert.deepEqual([1, 10, 11, 20, 21, 100, 105, 110, 1005].map(chineseNumeral), [
    '一',
    '十',
    '十一',
    '二十',
    '二十一',
    '一百',
    '一百零五',
    '一百一十',
    '一千零五',
  ]);
  const shown = (format: string) => [1, 4, 27].map((value) => formatNumber(value, format));
  assert.deepEqual(shown('lowerLetter'), ['a', 'd', 'aa']);
  assert.deepEqual(shown('upperRoman'), ['I', 'IV', 'XXVII']);
  assert.deepEqual(shown('decimalEnclosedCircle'), ['①', '④', '27']);
  assert.deepEqual(shown('ideographTraditional'), ['甲', '丁', '27']);
});

test('numbering of a damaged document costs linear work and changes nothing it does not understand', () => {
  const open = '<w:pPr>'.repeat(50_000);
  assert.equal(writeNumbers({ document: open, numbering, styles }), open);
  assert.equal(
    writeNumbers({
      document: '<w:pPr><w:numPr><w:numId w:val="77"/></w:numPr></w:pPr>',
      numbering,
      styles: null,
    }),
    '<w:pPr><w:numPr><w:numId w:val="77"/></w:numPr></w:pPr>',
  );
});
