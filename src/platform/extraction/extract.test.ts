import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { type FileKind, inspectFile } from '#platform/documents';
import {
  type Extracted,
  type ExtractLimits,
  extractionMessages,
  extractLimits,
  extractNoteCodes,
  extractRefusalCodes,
  extractText,
  sectionsOf,
  textOf,
} from './index.ts';
import {
  cell,
  exifOf,
  jpegOf,
  officeOf,
  onDisk,
  para,
  pdfFont,
  pdfOf,
  pdfStream,
  pdfTextAt,
  pdfWords,
  pngOf,
  relations,
  run,
  sheetPart,
  slidePart,
  table,
  wordPart,
  zipOf,
} from './testing/samples.ts';

async function read(t: TestContext, name: string, bytes: Uint8Array | string): Promise<Extracted> {
  const file = onDisk(t, name, bytes);
  const gate = await inspectFile(file);
  assert.ok(gate.ok, JSON.stringify(gate));
  const result = await extractText(file, gate.value.kind);
  assert.ok(result.ok, JSON.stringify(result));
  // What is stored says the same.
  assert.deepEqual(sectionsOf(textOf(result.value)), result.value.sections);
  return result.value;
}

const lines = ({ sections }: Extracted) =>
  sections.map(({ kind, label, text }) => `${kind}:${label}|${text}`);

// ── Word ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const drawing = (inner: string) => `<w:r><mc:AlternateContent>${inner}</mc:AlternateContent></w:r>`;
const box = (text: string) => `<w:txbxContent>${para(text)}</w:txbxContent>`;

test('Word: everything that is in it, printed or not, each under its kind', async (t) => {
  const body = [
    para('关于', '公示的', '通知'),
    para(
      run('正文一'),
      run('暗', '<w:vanish/>'),
      run('不暗', '<w:vanish w:val="0"/>'),
      '<w:del w:author="改稿人"><w:r><w:delText>删去的</w:delText></w:r></w:del>',
      '<w:moveFrom w:author="改稿人"><w:r><w:t>移走的</w:t></w:r></w:moveFrom>',
      '<w:r><w:tab/><w:t>制表</w:t><w:br/><w:t>换行</w:t></w:r>',
    ),
    table(
      ['姓名', cell('金额', '<w:gridSpan w:val="2"/>')],
      ['某甲', '100', '200'],
      [`<w:tc>${para('第一段')}${para('第二段')}${table(['内', '表'])}</w:tc>`, '1', '2'],
    ),
    para(
      drawing(
        `<mc:Choice><w:drawing><wp:docPr id="1" name="图" descr="替代文字"/>${box('框里的字')}</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>${box('框里的字')}${box('只给旧软件的字')}</v:textbox></w:pict></mc:Fallback>`,
      ),
    ),
    para(
      '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DOCPROPERTY 承办人 </w:instrText></w:r>',
      '末段 &amp; &#x516C;',
    ),
  ].join('');
  const docx = officeOf('docx', {
    'word/document.xml': wordPart('document', `<w:body>${body}</w:body>`),
    'word/_rels/document.xml.rels': relations('r9 hyperlink !mailto:someone@example.org'),
    'word/header1.xml': wordPart('hdr', para('内部资料')),
    'word/footer2.xml': wordPart('ftr', para('共 3 页')),
    'word/footnotes.xml': wordPart('footnotes', `<w:footnote w:id="1">${para('脚注')}</w:footnote>`),
    'word/endnotes.xml': wordPart('endnotes', `<w:endnote w:id="1">${para('尾注')}</w:endnote>`),
    'word/comments.xml': wordPart(
      'comments',
      `<w:comment w:author="批注人">${para('请删去电话')}</w:comment>`,
    ),
    'word/glossary/document.xml': wordPart('glossaryDocument', para('构建基块')),
    'word/settings.xml': wordPart(
      'settings',
      '<w:docVars><w:docVar w:name="编号" w:val="旧稿"/></w:docVars>',
    ),
    'word/charts/chart1.xml':
      '<c:chartSpace xmlns:c="c"><c:ser><c:cat><c:strCache><c:pt><c:v>一月</c:v></c:pt><c:pt><c:v>二月</c:v></c:pt></c:strCache></c:cat></c:ser></c:chartSpace>',
    'docProps/core.xml':
      '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>起草人</dc:creator><cp:revision>3</cp:revision></cp:coreProperties>',
    'docProps/custom.xml':
      '<Properties xmlns:vt="v"><property name="承办人"><vt:lpwstr>某乙</vt:lpwstr></property></Properties>',
    'customXml/item1.xml': '<data><phone>13800000000</phone></data>',
  });
  assert.deepEqual(lines(await read(t, '通知.docx', docx)), [
    'body:|关于公示的通知\n正文一不暗\t制表\n换行',
    'table:1|姓名\t金额\n某甲\t100\t200\n第一段 第二段 内 表\t1\t2',
    'body:|框里的字\n末段 & 公',
    'hidden:hidden|暗',
    'hidden:deleted|删去的移走的',
    'hidden:alt|替代文字',
    'hidden:field|DOCPROPERTY 承办人',
    'hidden:fallback|只给旧软件的字',
    'header:1|内部资料',
    'footer:2|共 3 页',
    'footnote:|脚注\n尾注',
    'comment:|请删去电话',
    'metadata:|author\t批注人',
    'hidden:glossary|构建基块',
    'metadata:|author\t改稿人',
    'hidden:variable|编号\t旧稿',
    'table:chart1|一月\t二月',
    'metadata:link|mailto:someone@example.org',
    'metadata:|creator\t起草人\n承办人\t某乙',
    'hidden:customXml/item1.xml|phone\t13800000000',
  ]);
});

test('Word in UTF-16, with other prefixes, and with the main part elsewhere', async (t) => {
  const xml =
    '<?xml version="1.0" encoding="UTF-16"?><x:document xmlns:x="w"><x:body><x:p><x:r><x:t>公开</x:t></x:r></x:p></x:body></x:document>';
  const docx = officeOf('docx', {
    '_rels/.rels': relations('r1 officeDocument word/document2.xml'),
    'word/document2.xml': Buffer.from(`\ufeff${xml}`, 'utf16le'),
  });
  assert.deepEqual(lines(await read(t, 'a.docx', docx)), ['body:|公开']);
});

// ── sheets ─────────────────────────────────────────────────────────────────────────────────────────────────────────

test('workbook: all sheets in order, hidden ones as hidden, and what stands beside the cells', async (t) => {
  const beside =
    '<dataValidations><dataValidation prompt="填姓名"><formula1>"某丙,某丁"</formula1></dataValidation></dataValidations>' +
    '<headerFooter><oddHeader>&amp;C&amp;"宋体"&amp;12花名册</oddHeader><oddFooter>&amp;P 页</oddFooter></headerFooter>';
  const xlsx = officeOf('xlsx', {
    'xl/workbook.xml':
      '<workbook xmlns="s" xmlns:r="r"><sheets><sheet name="收支" sheetId="1" r:id="r1"/><sheet name="底稿" sheetId="2" state="veryHidden" r:id="r2"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': relations(
      'r1 worksheet worksheets/sheet1.xml',
      'r2 worksheet /xl/worksheets/sheet2.xml',
      'r3 sharedStrings sharedStrings.xml',
      'r4 styles styles.xml',
    ),
    'xl/sharedStrings.xml':
      '<sst xmlns="s"><si><t>姓名</t></si><si><r><t>证件</t></r><r><t>号码</t></r><rPh><t>ピンイン</t></rPh></si></sst>',
    'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    'xl/worksheets/sheet1.xml': sheetPart(
      [
        ['A1=#0', 'B1=#1', 'D1=日期'],
        ['A3=某甲', 'B3=110101199001010000', 'D3=45383@1'],
      ],
      beside,
    ),
    'xl/worksheets/_rels/sheet1.xml.rels': relations(
      'c1 comments ../comments1.xml',
      'd1 drawing ../drawings/drawing1.xml',
    ),
    'xl/comments1.xml':
      '<comments><authors><author>会计</author></authors><commentList><comment ref="A1"><text><r><t>已核</t></r></text></comment></commentList></comments>',
    'xl/drawings/drawing1.xml':
      '<xdr:wsDr xmlns:xdr="x" xmlns:a="a"><xdr:sp><a:p><a:r><a:t>说明框</a:t></a:r></a:p></xdr:sp></xdr:wsDr>',
    'xl/worksheets/sheet2.xml': sheetPart([['A1=旧名单']]),
    'xl/pivotCache/pivotCacheDefinition1.xml':
      '<pivotCacheDefinition><cacheFields><cacheField name="户主"><sharedItems><s v="某戊"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>',
  });
  assert.deepEqual(lines(await read(t, '收支.xlsx', xlsx)), [
    'sheet:收支|姓名\t证件号码\t\t日期\n某甲\t110101199001010000\t\t2024-04-01',
    'hidden:底稿|旧名单',
    'hidden:收支|填姓名\n某丙,某丁',
    'header:收支|花名册',
    'footer:收支|页',
    'metadata:|author\t会计',
    'comment:收支|已核',
    'body:收支|说明框',
    'hidden:pivot|户主\t某戊',
  ]);
});

test('CSV and text, in the encodings of Chinese offices', async (t) => {
  const gbk = Buffer.from('d0d5c3fb2cb5e7bbb00ac4b3bcd72c31330a', 'hex');
  assert.deepEqual(lines(await read(t, 'a.csv', gbk)), ['sheet:|姓名\t电话\n某甲\t13']);
  assert.deepEqual(lines(await read(t, 'b.csv', '一,"二\n行"\n"x,y",3\n')), ['sheet:|一\t二 行\nx,y\t3']);
  assert.deepEqual(lines(await read(t, 'c.txt', '\ufeff第一行\r\n第二行')), ['body:|第一行\n第二行']);
});

// ── slides ─────────────────────────────────────────────────────────────────────────────────────────────────────────

test('slides: in the order they are shown, with tables, notes, comments; hidden and unlisted ones as hidden', async (t) => {
  const grid =
    '<p:graphicFrame><a:tbl><a:tr><a:tc gridSpan="2"><a:txBody><a:p><a:r><a:t>合计</a:t></a:r></a:p></a:txBody></a:tc><a:tc hMerge="1"><a:txBody><a:p/></a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>';
  const pptx = officeOf('pptx', {
    'ppt/presentation.xml':
      '<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId id="256" r:id="r2"/><p:sldId id="257" r:id="r1"/><p:sldId id="258" r:id="r3"/></p:sldIdLst></p:presentation>',
    'ppt/_rels/presentation.xml.rels': relations(
      'r1 slide slides/slide1.xml',
      'r2 slide slides/slide2.xml',
      'r3 slide slides/slide3.xml',
    ),
    'ppt/slides/slide1.xml': slidePart('sld', ['第二张'], grid),
    'ppt/slides/slide2.xml': slidePart('sld', ['第一张', '副题']),
    'ppt/slides/slide3.xml': slidePart('sld', ['不放映'], '', 'show="0"'),
    'ppt/slides/slide4.xml': slidePart('sld', ['没有列出']),
    'ppt/slides/_rels/slide2.xml.rels': relations(
      'n notesSlide ../notesSlides/notesSlide1.xml',
      'c comments ../comments/comment1.xml',
    ),
    'ppt/notesSlides/notesSlide1.xml': slidePart('notes', ['讲稿']),
    'ppt/comments/comment1.xml': '<p:cmLst xmlns:p="p"><p:cm><p:text>换图</p:text></p:cm></p:cmLst>',
    'ppt/commentAuthors.xml': '<p:cmAuthorLst xmlns:p="p"><p:cmAuthor name="秘书"/></p:cmAuthorLst>',
    'ppt/media/image1.png': pngOf(),
  });
  const extracted = await read(t, '汇报.pptx', pptx);
  assert.deepEqual(lines(extracted), [
    'slide:1|第一张\n副题',
    'slideNotes:1|讲稿',
    'comment:1|换图',
    'slide:2|第二张\n合计',
    'hidden:3|不放映',
    'hidden:ppt/slides/slide4.xml|没有列出',
    'metadata:|author\t秘书',
  ]);
  assert.deepEqual(extracted.notes, [
    { code: 'extract-pictures-not-read', params: { name: '汇报.pptx', count: 1 } },
  ]);
});

// ── pages ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** UTF-8 inside a file that is written byte by byte. */
const bytesOf = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

function pdf(): Buffer {
  const first = pdfTextAt(
    [60, 780, '困难补助'],
    [108.5, 780, '公示表'],
    [60, 700, '姓名'],
    [200, 700, '证件号码'],
    [200, 684, '110101199001010000'],
    [60, 683, '某甲'],
  );
  const turned = 'BT /F1 12 Tf 0 1 -1 0 300 100 Tm <6A2A5411> Tj ET';
  return pdfOf(
    [
      '<< /Type /Catalog /Pages 2 0 R /Metadata 11 0 R /Outlines 13 0 R >>',
      '<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 8 0 R >> >> /Contents 6 0 R /Annots [12 0 R] >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate 90 /Resources << /Font << /F1 8 0 R >> >> /Contents 7 0 R >>',
      pdfStream(first),
      pdfStream(turned),
      ...pdfFont(8),
      pdfStream(
        `<x:xmpmeta xmlns:x="x"><rdf:RDF xmlns:rdf="r"><rdf:Description xmlns:dc="d"><dc:creator>${bytesOf('某庚')}</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>`,
        '/Type /Metadata /Subtype /XML ',
      ),
      `<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents ${pdfWords('批注文字')} /T ${pdfWords('审稿人')} >>`,
      '<< /Type /Outlines /First 14 0 R /Last 14 0 R /Count 1 >>',
      `<< /Title ${pdfWords('书签')} /Parent 13 0 R >>`,
      `<< /Author ${pdfWords('某己')} /Producer (x) /CreationDate (D:20260101) >>`,
    ],
    '/Info 15 0 R',
  );
}

test('PDF: pages line by line with columns as tabs, turned text level, notes, bookmarks, properties; empty pages are said', async (t) => {
  const extracted = await read(t, '公示.pdf', pdf());
  assert.deepEqual(lines(extracted), [
    'page:1|困难补助公示表\n姓名\t证件号码\n某甲\t110101199001010000',
    'comment:1|批注文字',
    'metadata:1|author\t审稿人',
    'page:3|横向',
    'hidden:outline|书签',
    'metadata:|Author\t某己',
    'metadata:XMP|creator\t某庚',
  ]);
  assert.deepEqual(extracted.notes, [
    { code: 'extract-page-without-text', params: { name: '公示.pdf', pages: '2', count: 1 } },
  ]);
});

test('OFD: pages in order, columns as tabs, templates and properties', async (t) => {
  const text = (x: number, y: number, words: string) =>
    `<ofd:TextObject Boundary="${x} ${y} 80 5" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="g ${Math.max(words.length - 1, 1)} 4">${words}</ofd:TextCode></ofd:TextObject>`;
  const page = (inner: string) =>
    `<ofd:Page xmlns:ofd="o"><ofd:Content><ofd:Layer>${inner}</ofd:Layer></ofd:Content></ofd:Page>`;
  const ofd = zipOf({
    'OFD.xml':
      '<ofd:OFD xmlns:ofd="o"><ofd:DocBody><ofd:DocInfo><ofd:Author>某辛</ofd:Author></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
    'Doc_0/Document.xml':
      '<ofd:Document xmlns:ofd="o"><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_1/Content.xml"/><ofd:Page ID="2" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
    'Doc_0/Pages/Page_0/Content.xml': page(text(10, 20, '第二页')),
    'Doc_0/Pages/Page_1/Content.xml': page(
      text(10, 20, '姓名') + text(60, 20.5, '电话') + text(10, 30, '某甲'),
    ),
    'Doc_0/Tpls/Tpl_0/Content.xml': page(text(0, 0, '模板')),
  });
  assert.deepEqual(lines(await read(t, '公示.ofd', ofd)), [
    'page:1|姓名\t电话\n某甲',
    'page:2|第二页',
    'metadata:|Author\t某辛',
    'hidden:Doc_0/Tpls/Tpl_0/Content.xml|模板',
  ]);
});

// ── pictures ───────────────────────────────────────────────────────────────────────────────────────────────────────

const xmp =
  '<x:xmpmeta xmlns:x="x"><rdf:RDF xmlns:rdf="r"><rdf:Description xmlns:exif="e" exif:GPSLatitude="31,12N" photoshop:City="某市" xmlns:photoshop="p"><dc:rights xmlns:dc="d">某壬</dc:rights></rdf:Description></rdf:RDF></x:xmpmeta>';

test('pictures: their words beside the picture, a place said as GPS, and that the picture itself is not read', async (t) => {
  const note = (name: string) => [{ code: 'extract-pictures-not-read', params: { name, count: 1 } }];
  const png = pngOf(
    ['tEXt', Buffer.from('Author\0某甲', 'utf8')],
    ['zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.from('packed'))])],
    ['iTXt', Buffer.from('Title\0\0\0zh\0\0题名', 'utf8')],
    ['eXIf', exifOf([[0x013b, '摄影']])],
  );
  const fromPng = await read(t, 'a.png', png);
  assert.deepEqual(lines(fromPng), [
    'metadata:|Author\t某甲\nComment\tpacked\nTitle\t题名',
    'metadata:EXIF|Artist\t摄影',
  ]);
  assert.deepEqual(fromPng.notes, note('a.png'));
  const iptc = Buffer.concat([
    Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0f\x1c\x02\x50', 'latin1'),
    Buffer.from([0, 6]),
    Buffer.from('作者'),
  ]);
  const jpeg = jpegOf(
    [0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exifOf([[0x010e, '会场']], [31.5, 121.25])])],
    [0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${xmp}`)],
    [0xed, iptc],
    [0xfe, Buffer.from('注释')],
  );
  assert.deepEqual(lines(await read(t, 'a.jpg', jpeg)), [
    'metadata:EXIF|ImageDescription\t会场\nGPS\t31.50000, 121.25000',
    'metadata:XMP|GPS GPSLatitude\t31,12N\nCity\t某市\nrights\t某壬',
    'metadata:IPTC|2:80\t作者',
    'metadata:|comment\t注释',
  ]);
});

// ── archives ───────────────────────────────────────────────────────────────────────────────────────────────────────

test('zip: the names of its files, and each by the rules of its kind under its own name', async (t) => {
  const docx = officeOf('docx', {
    'word/document.xml': wordPart('document', `<w:body>${para('正文')}</w:body>`),
    'word/header1.xml': wordPart('hdr', para('页眉')),
  });
  const extracted = await read(
    t,
    '附件.zip',
    zipOf({ '表/名单.csv': '姓名,电话\n某甲,1', '某乙证件.png': pngOf(), '文.docx': docx, '图.pdf': pdf() }),
  );
  assert.deepEqual(lines(extracted).slice(0, 5), [
    'entry:|表/名单.csv\n某乙证件.png\n文.docx\n图.pdf',
    'sheet:表/名单.csv|姓名\t电话\n某甲\t1',
    'body:文.docx|正文',
    'header:文.docx › 1|页眉',
    'page:图.pdf › 1|困难补助公示表\n姓名\t证件号码\n某甲\t110101199001010000',
  ]);
  assert.deepEqual(
    extracted.notes.map(({ code }) => code),
    ['extract-pictures-not-read', 'extract-page-without-text'],
  );
});

// ── bounds ─────────────────────────────────────────────────────────────────────────────────────────────────────────

async function codeOf(
  t: TestContext,
  name: string,
  kind: FileKind,
  bytes: Uint8Array | string,
  limits: Partial<ExtractLimits> = {},
) {
  const result = await extractText(onDisk(t, name, bytes), kind, { ...extractLimits, ...limits });
  return result.ok ? 'ok' : result.code;
}

test('more text than is kept is cut, and said', async (t) => {
  const result = await extractText(onDisk(t, 'a.txt', '一二三四五\n'.repeat(100)), 'txt', {
    ...extractLimits,
    most: 120,
  });
  assert.ok(result.ok);
  assert.deepEqual(result.value.notes, [{ code: 'extract-cut', params: { name: 'a.txt', most: 120 } }]);
  assert.ok(textOf(result.value).length <= 120, String(textOf(result.value).length));
  assert.ok(textOf(result.value).startsWith('\fbody:\n一二三四五\n一二三四五\n'));
});

test('what cannot be read is refused for its reason, and the next file is read all the same', async (t) => {
  assert.equal(
    await codeOf(t, 'a.docx', 'docx', officeOf('docx', { 'word/document.xml': '<w:document><w:p>' })),
    'extract-damaged',
  );
  assert.equal(await codeOf(t, 'a.docx', 'docx', 'no zip'), 'extract-damaged');
  assert.equal(await codeOf(t, 'a.pdf', 'pdf', '%PDF-1.4 nothing'), 'extract-damaged');
  assert.equal(await codeOf(t, 'a.txt', 'txt', '字'.repeat(5_000_000), { millis: 1 }), 'extract-too-slow');
  assert.equal(await codeOf(t, 'a.pdf', 'pdf', pdf(), { megabytes: 1 }), 'extract-too-complex');
  assert.equal(await codeOf(t, 'a.txt', 'txt', 'x'), 'ok');
});

test('a locked PDF is encrypted, not damaged', async (t) => {
  const locked = pdfOf(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [] /Count 0 >>',
      `<< /Filter /Standard /V 1 /R 2 /O <${'11'.repeat(32)}> /U <${'22'.repeat(32)}> /P -4 >>`,
    ],
    `/Encrypt 3 0 R /ID [<${'33'.repeat(16)}> <${'33'.repeat(16)}>]`,
  );
  assert.equal(await codeOf(t, 'a.pdf', 'pdf', locked), 'extract-encrypted');
});

test('files read at the same time are read one after the other, each whole', async (t) => {
  const texts = Array.from({ length: 12 }, (_x, at) => `第${at}份\n`.repeat(50));
  const results = await Promise.all(
    texts.map((text, at) => extractText(onDisk(t, `${at}.txt`, text), 'txt')),
  );
  for (const [at, result] of results.entries()) {
    assert.ok(result.ok);
    assert.equal(result.value.sections[0]?.text, texts[at]?.trimEnd());
  }
});

test('every refusal and note has its words in both languages, and every note is said above', () => {
  const here = readFileSync(new URL(import.meta.url), 'utf8');
  for (const messages of [extractionMessages['zh-CN'], extractionMessages.en]) {
    for (const code of extractRefusalCodes) assert.ok(`refusal.${code}` in messages, code);
    for (const code of extractNoteCodes) assert.ok(code in messages, code);
  }
  for (const code of extractRefusalCodes) assert.ok(here.includes(`'${code}'`), code);
});
