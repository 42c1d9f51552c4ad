import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { inspectBytes, writeZip } from '#platform/documents';
import { keepsWords, maskFile, safeCopiesMessages, stripMetadata } from './index.ts';
import { openPlain } from './plain.ts';
import { passageBuilder, writeEdits } from './slots.ts';
import { type Edit, removedCodes, safeCopyCodes, warningCodes } from './types.ts';

const types = 'http://schemas.openxmlformats.org/package/2006/content-types';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageTypes = 'http://schemas.openxmlformats.org/package/2006/relationships';
const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const s = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const r = `xmlns:r="${office}"`;

type Link = readonly [id: string, type: string, target: string];
const links = (...all: readonly Link[]) =>
  `<Relationships xmlns="${packageTypes}">${all
    .map(([id, type, target]) => {
      const full = /^https?:/.test(type) ? type : `${office}/${type}`;
      return `<Relationship Id="${id}" Type="${full}" Target="${target}"${/^mailto|^tel/.test(target) ? ' TargetMode="External"' : ''}/>`;
    })
    .join('')}</Relationships>`;

function packed(main: string, part: string, parts: Readonly<Record<string, string>>): Buffer {
  const listed = {
    '[Content_Types].xml': `<Types xmlns="${types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/octet-stream"/><Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.${main}.main+xml"/></Types>`,
    ...parts,
  };
  return writeZip(Object.entries(listed).map(([name, data]) => ({ name, data: Buffer.from(data) })));
}

const docx = (body: string, more: Readonly<Record<string, string>> = {}, own: readonly Link[] = []) =>
  packed('wordprocessingml.document', 'word/document.xml', {
    '_rels/.rels': links(['rId1', 'officeDocument', 'word/document.xml']),
    'word/document.xml': `<w:document ${w} ${r}><w:body>${body}</w:body></w:document>`,
    'word/_rels/document.xml.rels': links(...own),
    ...more,
  });

const textOfParts = (data: Uint8Array) =>
  Object.entries(unzipSync(data))
    .map(([name, bytes]) => `${name}\n${Buffer.from(bytes).toString()}`)
    .join('\n');

async function stripped(data: Uint8Array, kind: 'docx' | 'xlsx' | 'pptx') {
  const gate = await inspectBytes(Buffer.from(data), `a.${kind}`);
  assert.ok(gate.ok, JSON.stringify(gate));
  const result = await stripMetadata(data, kind);
  assert.ok(result.ok, JSON.stringify(result));
  return {
    all: textOfParts(result.value.data),
    codes: result.value.removed.map((one) => one.code),
    ...result.value,
  };
}

const run = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`;

test('tracked changes as Word writes them: rows, cells, paragraph signs, moves, formats', async () => {
  const gone = (text: string) =>
    `<w:del w:id="9" w:author="谁"><w:r><w:delText>${text}</w:delText></w:r></w:del>`;
  const row = (properties: string, text: string) =>
    `<w:tr><w:trPr>${properties}</w:trPr><w:tc><w:p>${run(text)}</w:p></w:tc></w:tr>`;
  const { all, codes } = await stripped(
    docx(
      [
        `<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD"><w:pPr><w:rPr><w:ins w:id="1" w:author="谁"/></w:rPr><w:pPrChange w:id="2" w:author="谁"><w:pPr/></w:pPrChange></w:pPr>${run('留下')}${gone('删一')}</w:p>`,
        `<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="谁"/></w:rPr></w:pPr>${gone('删二')}</w:p>`,
        `<w:p><w:moveFrom w:id="4" w:author="谁">${run('移前')}</w:moveFrom><w:moveTo w:id="5" w:author="谁">${run('移后')}</w:moveTo></w:p>`,
        `<w:tbl>${row('<w:del w:id="6" w:author="谁"/>', '删行')}${row('<w:ins w:id="7" w:author="谁"/>', '增行')}</w:tbl>`,
        `<w:tbl>${row('<w:del w:id="8" w:author="谁"/>', '删表')}</w:tbl>`,
        `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐字</w:t></w:r></w:p>`,
      ].join(''),
    ),
    'docx',
  );
  for (const text of ['留下', '移后', '增行', '隐字']) assert.ok(all.includes(text), text);
  for (const text of ['删一', '删二', '移前', '删行', '删表', '谁', 'rsid', 'w:del', 'w:ins', 'Change'])
    assert.ok(!all.includes(text), text);
  assert.equal(all.match(/<w:p[ >/]/g)?.length, 4);
  assert.deepEqual(codes.toSorted(), ['deletions', 'revision-ids', 'revisions']);
});

test('Word: people, custom data, embedded workbooks, thumbnails and parts nothing leads to are not in the copy', async () => {
  const { all, codes, warnings } = await stripped(
    docx(
      `<w:p><w:commentRangeStart w:id="0"/>${run('文')}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p><w:p><w:sdt><w:sdtPr><w:dataBinding w:xpath="/x" w:storeItemID="{1}"/></w:sdtPr><w:sdtContent>${run('控件')}</w:sdtContent></w:sdt></w:p>`,
      {
        '_rels/.rels': links(
          ['rId1', 'officeDocument', 'word/document.xml'],
          [
            'rId2',
            'http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail',
            'docProps/thumbnail.jpeg',
          ],
        ),
        'docProps/thumbnail.jpeg': 'thumb-bytes',
        'word/comments.xml': `<w:comments ${w}><w:comment w:id="0" w:author="谁"><w:p>${run('私话')}</w:p></w:comment></w:comments>`,
        'word/people.xml':
          '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="谁"/></w15:people>',
        'customXml/item1.xml': '<x>私数据</x>',
        'customXml/_rels/item1.xml.rels': links(['rId1', 'customXmlProps', 'itemProps1.xml']),
        'customXml/itemProps1.xml': '<p/>',
        'word/settings.xml': `<w:settings ${w}><w:trackRevisions/><w:rsids><w:rsid w:val="00AB12CD"/></w:rsids><w:docVars><w:docVar w:name="n" w:val="变量值"/></w:docVars></w:settings>`,
        'word/lost.xml': '<x>无人提起</x>',
      },
      [
        ['rId1', 'comments', 'comments.xml'],
        ['rId2', 'http://schemas.microsoft.com/office/2011/relationships/people', 'people.xml'],
        ['rId3', 'customXml', '../customXml/item1.xml'],
        ['rId4', 'settings', 'settings.xml'],
      ],
    ),
    'docx',
  );
  for (const text of ['文', '控件']) assert.ok(all.includes(text), text);
  for (const text of [
    '谁',
    '私话',
    '私数据',
    'thumb',
    '变量值',
    '无人提起',
    'comment',
    'people',
    'customXml',
    'dataBinding',
    'itemProps',
  ])
    assert.ok(!all.includes(text), `${text}: ${all}`);
  assert.deepEqual(codes.toSorted(), ['comments', 'custom-xml', 'revision-ids', 'thumbnail', 'unreferenced']);
  assert.deepEqual(warnings, []);
});

const xlsx = (
  rows: string,
  more: Readonly<Record<string, string>> = {},
  own: readonly Link[] = [],
  book = '',
) =>
  packed('spreadsheetml.sheet', 'xl/workbook.xml', {
    '_rels/.rels': links(['rId1', 'officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `<workbook ${s} ${r}>${book}<sheets><sheet name="钱某13600009942" sheetId="1" r:id="rId1"/><sheet name="二" sheetId="2" state="hidden" r:id="rId2"/></sheets><definedNames><definedName name="n">'钱某13600009942'!$A$1</definedName></definedNames></workbook>`,
    'xl/_rels/workbook.xml.rels': links(
      ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
      ['rId2', 'worksheet', 'worksheets/sheet2.xml'],
      ['rId3', 'sharedStrings', 'sharedStrings.xml'],
    ),
    'xl/worksheets/sheet1.xml': `<worksheet ${s} ${r}><sheetData>${rows}</sheetData><pageSetup r:id="rId1"/><legacyDrawing r:id="rId2"/></worksheet>`,
    'xl/worksheets/_rels/sheet1.xml.rels': links(...own),
    'xl/worksheets/sheet2.xml': `<worksheet ${s}><sheetData><row r="1" hidden="1"><c r="A1"><f>'钱某13600009942'!B1</f><v>13600009942</v></c></row></sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst ${s}><si><t>手机</t></si><si><r><t>1360000</t></r><r><t>9942</t></r></si><si><t>旧值13600009942</t></si></sst>`,
    ...more,
  });

const findPhone = (text: string): Edit[] =>
  [...text.matchAll(/13600009942/g)].map(({ index }) => ({
    start: index,
    end: index + 11,
    replacement: '136****9942',
  }));

test('workbooks: comments, printers and paths go; hidden things are said', async () => {
  const { all, codes, warnings } = await stripped(
    xlsx(
      '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
      {
        'xl/comments1.xml': `<comments ${s}><authors><author>谁</author></authors><commentList><comment ref="A1" authorId="0"><text><t>私话</t></text></comment></commentList></comments>`,
        'xl/drawings/vml1.vml': '<xml><note>私话框</note></xml>',
        'xl/printerSettings/p1.bin': 'printer-in-room-7',
      },
      [
        ['rId1', 'printerSettings', '../printerSettings/p1.bin'],
        ['rId2', 'vmlDrawing', '../drawings/vml1.vml'],
        ['rId3', 'comments', '../comments1.xml'],
      ],
      '<x15ac:absPath xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" url="C:\\Users\\谁\\"/>',
    ),
    'xlsx',
  );
  for (const text of ['谁', '私话', 'printer', 'absPath', 'legacyDrawing', 'comments'])
    assert.ok(!all.includes(text), `${text}: ${all}`);
  assert.ok(all.includes('<pageSetup'));
  assert.deepEqual(codes.toSorted(), ['comments', 'printer-settings', 'revision-ids']);
  assert.deepEqual(
    warnings.map((one) => one.code),
    ['hidden-sheets', 'hidden-rows'],
  );
});

test('workbooks: numbers, shared strings in pieces, results, unused strings, sheet names and their references are masked', async () => {
  const data = xlsx(
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="3"><v>13600009942</v></c><c r="C1"><v>1.3600009942E10</v></c><c r="D1" t="s"><v>1</v></c><c r="E1" t="str"><f>"1360"&amp;"0009942"</f><v>13600009942</v></c></row>',
  );
  const masked = await maskFile(data, 'xlsx', findPhone);
  assert.ok(masked.ok, JSON.stringify(masked));
  const all = textOfParts(masked.value.data);
  assert.ok(!/13600009942|1\.36|1360000<|0009942/.test(all), all);
  assert.equal(all.match(/136\*{4}9942/g)?.length, 5);
  assert.ok(all.includes('r="B1" s="3" t="inlineStr"'));
  assert.ok(all.includes('name="钱某136○○○○9942"') && all.includes(`'钱某136○○○○9942'!$A$1`), all);
  assert.ok(all.includes('手机'));
});

test('a value in pieces, in a field, behind a link and in an alternative text is masked in Word', async () => {
  const data = docx(
    `<w:p>${run('136')}<w:r><w:rPr><w:b/></w:rPr><w:t>0000</w:t></w:r>${run('9942号')}</w:p><w:p><w:r><w:instrText>HYPERLINK "tel:13600009942"</w:instrText></w:r></w:p><w:p><w:hyperlink r:id="rId1">${run('打')}</w:hyperlink></w:p>`,
    {},
    [['rId1', 'hyperlink', 'tel:13600009942']],
  );
  const masked = await maskFile(data, 'docx', findPhone);
  assert.ok(masked.ok);
  const all = textOfParts(masked.value.data);
  assert.ok(!/13600009942|0000/.test(all), all);
  assert.match(all, /<w:t>136\*{4}9942<\/w:t>/);
  assert.match(all, /<w:t>号<\/w:t>/);
  assert.equal(masked.value.masked, 3);
});

test('damaged and too large things are refused, not guessed at', async () => {
  const broken = docx('<w:p>').subarray();
  const result = await stripMetadata(broken, 'docx');
  assert.equal(result.ok ? '' : result.code, 'strip-damaged');
  const noPdf = await stripMetadata(Buffer.from('%PDF-1.4\nnothing\n%%EOF'), 'pdf');
  assert.ok(!noPdf.ok);
});

test('edits over pieces: the text is the text with the edits, whatever the pieces', () => {
  const piece = fc.string({ maxLength: 8 });
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 8 }),
      fc.array(fc.tuple(fc.nat(40), fc.nat(12), fc.string({ maxLength: 4 })), { maxLength: 5 }),
      (pieces, wished) => {
        const written = [...pieces];
        const builder = passageBuilder('text', '');
        pieces.forEach((text, at) => {
          builder.add({ text, write: (changed) => (written[at] = changed) });
        });
        const built = builder.build();
        const { text } = built.passage;
        const edits: Edit[] = [];
        for (const [start, length, replacement] of wished.toSorted((a, b) => a[0] - b[0])) {
          const end = Math.min(text.length, start + length);
          if (end > start && start >= (edits.at(-1)?.end ?? 0)) edits.push({ start, end, replacement });
        }
        const expected = edits.reduceRight(
          (out, one) => out.slice(0, one.start) + one.replacement + out.slice(one.end),
          text,
        );
        assert.equal(writeEdits(built, edits), edits.length);
        assert.equal(written.join(''), expected);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('GB 18030 is written back byte for byte, four-byte signs too', () => {
  for (const hex of ['b9abcabea3ac31320d0a', '8139ee39c4e3', 'd2bb95328236c4e3b9ab'])
    assert.deepEqual(
      (() => {
        const data = Buffer.from(hex, 'hex');
        const plain = openPlain(data);
        return plain === undefined ? undefined : Buffer.from(plain.write(plain.text)).toString('hex');
      })(),
      hex,
    );
});

test('words of a copy: the same, or the same with gaps where words were taken out', () => {
  const file = (text: string, comment = '') =>
    `\fbody:\n${text}${comment === '' ? '' : `\n\fcomment:\n${comment}`}`;
  const deletions = [{ code: 'deletions', count: 1 }] as const;
  assert.ok(keepsWords(file('甲乙丙', '私话'), file('甲 乙丙'), []));
  assert.ok(!keepsWords(file('甲乙丙'), file('甲丙'), []));
  assert.ok(keepsWords(file('甲乙丙'), file('甲丙'), deletions));
  assert.ok(!keepsWords(file('甲乙丙'), file('甲丁'), deletions));
  assert.ok(!keepsWords(file('甲乙丙'), file('丙甲'), deletions));
});

test('every code has its words', () => {
  const said: Readonly<Record<string, string>> = safeCopiesMessages['zh-CN'];
  for (const code of removedCodes) assert.ok(`safe-removed-${code}` in said, code);
  for (const code of warningCodes) assert.ok(`safe-warning-${code}` in said, code);
  for (const code of safeCopyCodes) assert.ok(`refusal.${code}` in said, code);
});
