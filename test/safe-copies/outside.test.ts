import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { before, type TestContext, test } from 'node:test';
import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import { type FileKind, writeZip } from '#platform/documents';
import { maskFile, redactPdfFile, stripMetadata } from '#platform/safe-copies';
import { type OutsideTools, outsideTools } from '#test/outside-tools';
import { valueFinder } from '../../src/modules/disclosure/safe-copies/find-values.ts';
import { kept, officeFile, type PlantedKind, photo, planted, writtenOver } from './planted.ts';

/*
 * Masked and stripped files, looked at by programs that are not ours: unzip, exiftool, pdftotext, pdfinfo, qpdf find nothing of
 * what was planted, and LibreOffice opens them and shows what is to be kept. Each search has to succeed on the file as it came.
 */

let tools: OutsideTools;
before((t) => {
  tools = outsideTools(t as TestContext);
});

const find = valueFinder({}, undefined);

/** Masks and strips as the office does. */
async function safe(
  data: Uint8Array,
  kind: FileKind,
): Promise<{ data: Buffer; masked: number; removed: string[] }> {
  const masked = await maskFile(data, kind, find, '个人隐私');
  assert.ok(masked.ok, JSON.stringify(masked));
  const clean = await stripMetadata(masked.value.data, kind);
  assert.ok(clean.ok, JSON.stringify(clean));
  return {
    data: Buffer.from(clean.value.data),
    masked: masked.value.masked,
    removed: clean.value.removed.map((one) => one.code),
  };
}

function assertGone(path: string, values: readonly string[]): void {
  const said = tools.readable(path);
  for (const value of values) assert.ok(!said.includes(value), `${value} is still in ${path}`);
}

/** The file as it came: were the value not found there, not finding it later would mean nothing. */
function assertThere(path: string, values: readonly string[]): void {
  const said = tools.readable(path);
  for (const value of values) assert.ok(said.includes(value), `${value} was never in ${path}`);
}

/** What LibreOffice shows of a file, by printing it. */
function shown(path: string): string {
  const pdf = tools.put('shown.pdf', tools.convert(path, 'pdf'));
  return tools.run('pdftotext', '-layout', pdf, '-').replaceAll(/\s/g, '');
}

const everything: Record<PlantedKind, readonly (keyof typeof planted)[]> = {
  docx: ['identity', 'phone', 'author', 'company', 'comment', 'deletion'],
  xlsx: ['identity', 'phone', 'author', 'company', 'comment'],
  pptx: ['identity', 'phone', 'author', 'company', 'comment'],
  pdf: ['identity', 'phone', 'author', 'deletion'],
};

for (const kind of ['docx', 'xlsx', 'pptx'] as const) {
  test(`${kind} by LibreOffice: masked and stripped, nothing planted is found, and LibreOffice shows the rest`, async () => {
    const values = everything[kind].map((name) => planted[name]);
    const data = officeFile(tools, kind);
    assertThere(tools.put(`came.${kind}`, data), values);
    const made = await safe(data, kind);
    const path = tools.put(`safe.${kind}`, made.data);
    assertGone(path, values);
    const words = shown(path);
    for (const word of kept) assert.ok(words.includes(word), `${word} is not shown: ${words}`);
    assert.ok(words.includes('136****9942'), words);
    for (const code of ['properties', 'comments'])
      assert.ok(made.removed.includes(code), made.removed.join());
    if (kind === 'docx')
      for (const code of ['deletions', 'revisions']) assert.ok(made.removed.includes(code));
    assert.ok(made.masked >= 3, String(made.masked));
  });
}

test('pdf: what was masked is neither text nor object nor metadata any more; the rest is found, page and picture are whole', async () => {
  const data = officeFile(tools, 'pdf');
  const hidden = [planted.identity, planted.phone, planted.author];
  assertThere(tools.put('came.pdf', data), hidden);
  const made = await safe(data, 'pdf');
  const path = tools.put('safe.pdf', made.data);
  assertGone(path, hidden);
  tools.run('qpdf', '--check', path);
  assert.match(tools.run('pdfinfo', path), /Pages:\s+1\b/);
  const text = tools.run('pdftotext', path, '-').replaceAll(/\s/g, '');
  for (const word of [...kept, '身份证号', '钱某']) assert.ok(text.includes(word), `${word}: ${text}`);
  // Drawn again by a program that is not ours: the black stands where the numbers stood.
  const before = tools.put('b.pdf', data);
  for (const [name, from] of [
    ['before', before],
    ['after', path],
  ] as const)
    tools.run('pdftoppm', '-r', '60', '-gray', '-singlefile', from, `${tools.folder}/${name}`);
  const dark = (name: string) =>
    readFileSync(`${tools.folder}/${name}.pgm`).filter((value) => value < 40).length;
  assert.ok(dark('after') > dark('before') + 500, `${dark('before')} ${dark('after')}`);
});

test('pdf: a former state, its author and notes are gone after stripping', async () => {
  const path = writtenOver(tools, officeFile(tools, 'pdf'));
  assertThere(path, [planted.author]);
  const document = await PDFDocument.load(readFileSync(path), { updateMetadata: false });
  const page = document.getPage(0);
  const annotation = document.context.obj({ Type: 'Annot', Subtype: 'Text', Rect: [10, 10, 30, 30] });
  annotation.set(PDFName.of('T'), PDFString.of('annot-author'));
  annotation.set(PDFName.of('Contents'), PDFString.of('secret-remark'));
  page.node.addAnnot(document.context.register(annotation));
  const noted = tools.put('noted.pdf', await document.save({ useObjectStreams: false }));
  assertThere(noted, ['annot-author', 'secret-remark']);
  for (const one of [path, noted]) {
    const clean = await stripMetadata(readFileSync(one), 'pdf');
    assert.ok(clean.ok);
    const out = tools.put('clean.pdf', clean.value.data);
    assertGone(out, [planted.author, 'someone else', 'annot-author', 'secret-remark']);
    tools.run('qpdf', '--check', out);
    const text = (file: string) => tools.run('pdftotext', '-layout', file, '-');
    assert.equal(text(out), text(one));
    if (one === path) assert.ok(clean.value.removed.some((each) => each.code === 'old-revisions'));
  }
});

test('pdf: a box drawn by hand takes the words under it and no others, on its page only', async () => {
  const document = await PDFDocument.create();
  for (const mark of ['one', 'two']) {
    const page = document.addPage([300, 200]);
    page.drawText(`hidden-${mark}`, { x: 20, y: 150, size: 12 });
    page.drawText(`stays-${mark}`, { x: 20, y: 100, size: 12 });
  }
  document.getPage(0).setRotation({ type: 'degrees' as never, angle: 90 });
  const data = await document.save();
  assertThere(tools.put('two.pdf', data), ['hidden-one', 'hidden-two']);
  // Turned by 90°: what stands 150 from the bottom is now at x = 150 from the left, 20 from the top.
  const box = { page: 1, x: 140, y: 10, width: 30, height: 90, label: '个人隐私' };
  const made = await redactPdfFile(data, [box]);
  assert.ok(made.ok, JSON.stringify(made));
  const path = tools.put('redacted.pdf', made.value);
  assertGone(path, ['hidden-one']);
  assertThere(path, ['stays-one', 'hidden-two', 'stays-two']);
  tools.run('qpdf', '--check', path);
  assert.match(
    tools.run('pdfinfo', '-f', '1', '-l', '2', path),
    /Page\s+1 size:\s+200 x 300[\s\S]*Page\s+2 size:\s+300 x 200/,
  );
  const none = await redactPdfFile(data, [{ ...box, page: 3 }]);
  assert.equal(none.ok ? '' : none.code, 'redact-no-page');
});

test('pictures: place, photographer and remarks are gone, the picture and its direction are not', async () => {
  for (const kind of ['jpg', 'png'] as const) {
    const path = photo(tools, kind);
    assertThere(path, [planted.author, 'GPSLatitude']);
    const clean = await stripMetadata(readFileSync(path), kind);
    assert.ok(clean.ok);
    const out = tools.put(`clean.${kind}`, clean.value.data);
    assertGone(out, [planted.author, planted.comment, 'GPS', 'XMP', 'IPTC:']);
    if (kind === 'jpg') assert.match(tools.run('exiftool', '-Orientation', '-n', out), /: 6$/m);
    const again = await stripMetadata(clean.value.data, kind);
    assert.deepEqual(again.ok && Buffer.from(again.value.data), Buffer.from(clean.value.data));
  }
  const upright = await stripMetadata(readFileSync(photo(tools, 'jpg', 1)), 'jpg');
  assert.ok(upright.ok);
  assert.equal(tools.run('exiftool', '-Orientation', tools.put('up.jpg', upright.value.data)), '');
});

test('a photograph inside a PDF or a Word file does not say where it was taken', async () => {
  const jpg = readFileSync(photo(tools, 'jpg'));
  const document = await PDFDocument.create();
  document
    .addPage([200, 200])
    .drawImage(await document.embedJpg(jpg), { x: 20, y: 20, width: 120, height: 80 });
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const links = (...all: string[]) =>
    Buffer.from(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`,
    );
  const link = (type: string, target: string) =>
    `<Relationship Id="rId1" Type="${office}/${type}" Target="${target}"/>`;
  const word = writeZip([
    {
      name: '[Content_Types].xml',
      data: Buffer.from(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="jpg" ContentType="image/jpeg"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
      ),
    },
    { name: '_rels/.rels', data: links(link('officeDocument', 'word/document.xml')) },
    { name: 'word/_rels/document.xml.rels', data: links(link('image', 'media/a.jpg')) },
    {
      name: 'word/document.xml',
      data: Buffer.from(
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p/></w:body></w:document>',
      ),
    },
    { name: 'word/media/a.jpg', data: jpg },
  ]);
  const photosIn = (path: string, kind: 'pdf' | 'docx') => {
    const folder = `${path}.pictures`;
    mkdirSync(folder);
    if (kind === 'pdf') tools.run('pdfimages', '-all', path, `${folder}/p`);
    else tools.run('unzip', '-q', '-j', path, 'word/media/*', '-d', folder);
    return tools.run('exiftool', '-a', '-G1', '-r', folder);
  };
  for (const [kind, data] of [
    ['pdf', await document.save()],
    ['docx', word],
  ] as const) {
    assert.match(photosIn(tools.put(`photo-came.${kind}`, data), kind), /GPSLatitude|GPS Latitude/);
    const clean = await stripMetadata(data, kind);
    assert.ok(clean.ok, JSON.stringify(clean));
    assert.ok(clean.value.removed.some((one) => one.code === 'picture-metadata'));
    const said = photosIn(tools.put(`photo-clean.${kind}`, clean.value.data), kind);
    assert.match(said, /120x80/);
    assert.ok(!/GPS|Artist|XMP/.test(said), said);
  }
});

test('a zip is cleaned member by member, names in GBK stay readable', async () => {
  const members = [
    { name: 'list.docx', data: officeFile(tools, 'docx') },
    { name: 'photos/a.jpg', data: readFileSync(photo(tools, 'jpg')) },
    { name: 'b.csv', data: Buffer.from(`姓名,手机号码\n钱某,${planted.phone}\n`) },
  ];
  const data = writeZip(members);
  const values = [
    planted.identity,
    planted.phone,
    planted.author,
    planted.comment,
    planted.deletion,
    'GPSLatitude',
  ];
  assertThere(tools.put('came.zip', data), values);
  const made = await safe(data, 'zip');
  const path = tools.put('safe.zip', made.data);
  assertGone(path, values);
  assert.equal(tools.run('unzip', '-Z1', path), 'list.docx\nphotos/a.jpg\nb.csv\n');
  assert.match(tools.run('unzip', '-p', path, 'b.csv'), /钱某,136\*\*\*\*9942/);
  // 名单.txt in GBK, without the flag that says UTF-8: as archives of Chinese systems are.
  const gbk = Buffer.from(writeZip([{ name: 'mdmd.txt', data: Buffer.from('好') }]));
  for (let at = gbk.indexOf('mdmd'); at !== -1; at = gbk.indexOf('mdmd'))
    Buffer.from('c3fbb5a5', 'hex').copy(gbk, at);
  for (const [mark, flags] of [
    ['PK\x03\x04', 6],
    ['PK\x01\x02', 8],
  ] as const)
    gbk.writeUInt16LE(0, gbk.indexOf(mark, 0, 'latin1') + flags);
  const renamed = await stripMetadata(gbk, 'zip');
  assert.ok(renamed.ok, JSON.stringify(renamed));
  assert.ok(Buffer.from(renamed.value.data).includes(Buffer.from('名单.txt')));
});

test('csv and txt: only the values change, in UTF-8 with mark and in GB 18030', async () => {
  const rows = `姓名,身份证号,备注\r\n"钱某",${planted.identity},"他说""好"""\r\n合计,1,\r\n`;
  const gb = Buffer.from(
    'd0d5c3fb2cc9edb7ddd6a4bac50d0ac7aec4b32c3532303332353230303030353031393939330d0a',
    'hex',
  );
  const files: [string, FileKind, Buffer, RegExp][] = [
    [
      'a.csv',
      'csv',
      Buffer.from(`\ufeff${rows}`),
      /^\ufeff姓名,身份证号,备注\r\n"钱某",\*{14}9993,"他说""好"""\r\n合计,1,\r\n$/,
    ],
    ['b.csv', 'csv', gb, /^姓名,身份证号\r\n钱某,\*{14}9993\r\n$/],
    ['c.txt', 'txt', Buffer.from(`手机：${planted.phone}\n`), /^手机：136\*{4}9942\n$/],
  ];
  for (const [name, kind, data, expected] of files) {
    assertThere(tools.put(name, data), [kind === 'csv' ? planted.identity : planted.phone]);
    const made = await safe(data, kind);
    assertGone(tools.put(`safe-${name}`, made.data), [planted.identity, planted.phone]);
    const encoding = name === 'b.csv' ? 'gb18030' : 'utf-8';
    assert.match(new TextDecoder(encoding, { ignoreBOM: true }).decode(made.data), expected);
  }
});

test('ofd: author and times go, the number stays; a sealed one is not touched', async () => {
  const info = `<ofd:DocInfo><ofd:DocID>0a1b</ofd:DocID><ofd:Author>${planted.author}</ofd:Author><ofd:CreationDate>2026-01-02</ofd:CreationDate></ofd:DocInfo>`;
  const root = `<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody>${info}<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`;
  const parts = [
    { name: 'OFD.xml', data: Buffer.from(root) },
    {
      name: 'Doc_0/Document.xml',
      data: Buffer.from('<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"/>'),
    },
  ];
  const data = writeZip(parts);
  assertThere(tools.put('a.ofd', data), [planted.author]);
  const clean = await stripMetadata(data, 'ofd');
  assert.ok(clean.ok);
  const out = tools.put('clean.ofd', clean.value.data);
  assertGone(out, [planted.author, '2026-01-02']);
  assertThere(out, ['0a1b']);
  const sealed = writeZip([...parts, { name: 'Doc_0/Signs/Signatures.xml', data: Buffer.from('<s/>') }]);
  const same = await stripMetadata(sealed, 'ofd');
  assert.ok(same.ok);
  assert.deepEqual(Buffer.from(same.value.data), sealed);
  assert.deepEqual(same.value.warnings, [{ code: 'signed', count: 1 }]);
  const refused = await maskFile(data, 'ofd', find);
  assert.equal(refused.ok ? '' : refused.code, 'mask-not-here');
});

test('the same file gives the same bytes, and a clean file stays as it is', async () => {
  for (const kind of ['docx', 'xlsx', 'pptx', 'pdf'] as const) {
    const data = officeFile(tools, kind);
    const [one, two] = [await stripMetadata(data, kind), await stripMetadata(data, kind)];
    assert.ok(one.ok && two.ok);
    assert.deepEqual(Buffer.from(one.value.data), Buffer.from(two.value.data), kind);
    const again = await stripMetadata(one.value.data, kind);
    assert.ok(again.ok);
    assert.deepEqual(Buffer.from(again.value.data), Buffer.from(one.value.data), kind);
    assert.deepEqual(again.value.removed, [], kind);
  }
});
