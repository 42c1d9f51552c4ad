import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import {
  archiveLimits,
  documentsMessages,
  type FileRefusalCode,
  fileRefusalCodes,
  inspectBytes,
  inspectFile,
  isSafeFileName,
  writeZip,
} from './index.ts';

import { craftZip, zipOf } from './testing/craft-zip.ts';

const bytes = (text: string) => Buffer.from(text, 'utf8');

// ── files made here ────────────────────────────────────────────────────────────────────────────────────────────────

const contentTypes = (main: string) => `<Types><Override ContentType="application/vnd.${main}"/></Types>`;
const mains = {
  docx: 'openxmlformats-officedocument.wordprocessingml.document.main+xml',
  xlsx: 'openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
  pptx: 'openxmlformats-officedocument.presentationml.presentation.main+xml',
};
const office = (kind: keyof typeof mains, extra: Record<string, string | Buffer> = {}) =>
  zipOf({ '[Content_Types].xml': contentTypes(mains[kind]), 'word/document.xml': '<w/>', ...extra });

/** One empty page; `inside` stands in the catalogue. */
const pdf = (inside = '', end = 'startxref\n9\n%%EOF\n') =>
  bytes(`%PDF-1.7
1 0 obj<</Type/Catalog/Pages 2 0 R${inside}>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
trailer<</Root 1 0 R>>
${end}`);

function png(width = 1, height = 1, after = Buffer.alloc(0)): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(data.length, 0);
    head.write(type, 4, 'latin1');
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), data])), 0);
    return Buffer.concat([head, data, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = chunk('IDAT', deflateSync(Buffer.from([0, 0])));
  return Buffer.concat([signature, chunk('IHDR', header), data, chunk('IEND', Buffer.alloc(0)), after]);
}

const frame = (width: number, height: number) => [
  0xff,
  0xc0,
  0,
  8,
  8,
  height >> 8,
  height & 255,
  width >> 8,
  width & 255,
  0,
];
const thumbnail = [0xff, 0xe1, 0, 6, 0xff, 0xd8, 0xff, 0xd9];
const jpeg = (width = 1, height = 1, end = [0xff, 0xd9]) =>
  Buffer.from([
    0xff,
    0xd8,
    ...thumbnail,
    ...frame(width, height),
    0xff,
    0xda,
    0,
    2,
    0x12,
    0xff,
    0x00,
    0x34,
    ...end,
  ]);

const compoundFile = (entry: string) =>
  Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(512),
    Buffer.from(entry, 'utf16le'),
  ]);

const zeros = (mebibytes: number) => Buffer.alloc(mebibytes * 1024 * 1024);

// ── checks ─────────────────────────────────────────────────────────────────────────────────────────────────────────

async function codeOf(data: Buffer, name: string): Promise<FileRefusalCode | 'ok'> {
  const result = await inspectBytes(data, name);
  return result.ok ? 'ok' : result.code;
}

test('whole files of every allowed kind pass with their media type', async () => {
  const good: [string, Buffer, string][] = [
    ['a.pdf', pdf(), 'application/pdf'],
    ['a.docx', office('docx'), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['a.XLSX', office('xlsx'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['a.pptx', office('pptx'), 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
    ['a.ofd', zipOf({ 'OFD.xml': '<ofd:OFD/>', 'Doc_0/Document.xml': '<x/>' }), 'application/ofd'],
    ['名单.csv', bytes('﻿姓名,金额\n某人,1\n'), 'text/csv'],
    ['国标.csv', Buffer.from([0xd0, 0xd5, 0xc3, 0xfb, 0x0a]), 'text/csv'],
    ['a.txt', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('公示', 'utf16le')]), 'text/plain'],
    ['a.png', png(), 'image/png'],
    ['a.jpeg', jpeg(), 'image/jpeg'],
    [
      'a.zip',
      zipOf({ '表/': '', '表/a.csv': '1,2', 'b.pdf': pdf(), 'c.docx': office('docx') }),
      'application/zip',
    ],
  ];
  for (const [name, data, media] of good) {
    const result = await inspectBytes(data, name);
    assert.ok(result.ok, `${name}: ${result.ok ? '' : result.code}`);
    assert.equal(result.value.media, media);
  }
});

const remote = (type: string) =>
  `<Relationships><Relationship Type="http://x/${type}" Target="http://e.org/x" TargetMode="External"/></Relationships>`;

const bad: [FileRefusalCode, string, string, () => Buffer][] = [
  ['file-type-not-allowed', 'program', 'a.exe', () => bytes('MZ')],
  ['file-old-format', 'old Word', 'a.doc', () => compoundFile('WordDocument')],
  ['file-old-format', 'WPS sheet', 'a.et', () => compoundFile('Workbook')],
  ['file-old-format', 'old Word in a zip', 'a.zip', () => zipOf({ 'b.doc': compoundFile('WordDocument') })],
  ['file-old-format', 'rich text', 'a.rtf', () => bytes('{\\rtf1}')],
  ['file-type-not-allowed', 'page', 'a.html', () => bytes('<p>')],
  ['file-type-not-allowed', 'double extension', 'a.pdf.js', () => pdf()],
  ['file-type-not-allowed', 'program in a zip', 'a.zip', () => zipOf({ 'a.exe': 'MZ' })],
  ['file-empty', 'empty', 'a.txt', () => Buffer.alloc(0)],
  ['file-too-large', 'large text', 'a.txt', () => Buffer.alloc(21 * 1024 * 1024, 65)],
  ['file-mislabelled', 'picture called PDF', 'a.pdf', () => png()],
  ['file-mislabelled', 'PDF called text', 'a.txt', () => pdf()],
  ['file-mislabelled', 'binary called table', 'a.csv', () => Buffer.from([0, 1, 2, 3])],
  ['file-mislabelled', 'spreadsheet called Word', 'a.docx', () => office('xlsx')],
  ['file-mislabelled', 'plain zip called Word', 'a.docx', () => zipOf({ 'a.txt': 'x' })],
  ['file-old-format', 'old Word called docx', 'a.docx', () => compoundFile('WordDocument')],
  ['file-mislabelled', 'Word called zip', 'a.zip', () => office('docx')],
  ['file-mislabelled', 'zip called OFD', 'a.ofd', () => zipOf({ 'x.xml': '<x/>' })],
  ['file-mislabelled', 'wrong kind inside a zip', 'a.zip', () => zipOf({ 'a.png': pdf() })],
  ['file-truncated', 'PDF without end', 'a.pdf', () => pdf('', '')],
  [
    'file-truncated',
    'zip without directory',
    'a.zip',
    () => zipOf({ 'a.txt': 'x'.repeat(500) }).subarray(0, 40),
  ],
  ['file-truncated', 'docx cut off', 'a.docx', () => office('docx').subarray(0, -30)],
  ['file-truncated', 'PNG without IEND', 'a.png', () => png().subarray(0, -12)],
  ['file-truncated', 'JPEG without end, thumbnail whole', 'a.jpg', () => jpeg(1, 1, [])],
  ['file-damaged', 'data behind a PNG', 'a.png', () => png(1, 1, bytes('PK hidden'))],
  [
    'file-damaged',
    'entry name twice',
    'a.zip',
    () =>
      craftZip([
        { name: 'a.txt', data: bytes('1') },
        { name: 'a.txt', data: bytes('2') },
      ]),
  ],
  ['file-damaged', 'flipped byte', 'a.zip', () => flipped()],
  ['file-damaged', 'entry larger than declared', 'a.docx', () => lying()],
  ['file-encrypted', 'encrypted PDF', 'a.pdf', () => pdf('/Encrypt 5 0 R')],
  ['file-encrypted', 'encrypted PDF, escaped name', 'a.pdf', () => pdf('/#45ncrypt 5 0 R')],
  ['file-encrypted', 'encrypted Word', 'a.docx', () => compoundFile('EncryptedPackage')],
  [
    'file-encrypted',
    'encrypted zip entry',
    'a.zip',
    () => craftZip([{ name: 'a.txt', data: bytes('x'), flags: 1 }]),
  ],
  ['file-has-macros', 'macro name', 'a.docm', () => office('docx')],
  ['file-has-macros', 'VBA part', 'a.docx', () => office('docx', { 'word/vbaProject.bin': 'x' })],
  [
    'file-has-macros',
    'macro type',
    'a.docx',
    () => zipOf({ '[Content_Types].xml': contentTypes('ms-word.document.macroEnabled.main+xml') }),
  ],
  [
    'file-has-macros',
    'Excel 4 macros',
    'a.xlsx',
    () => office('xlsx', { 'xl/macrosheets/sheet1.xml': '<x/>' }),
  ],
  [
    'file-has-macros',
    'macro file inside a zip',
    'a.zip',
    () => zipOf({ 'a.docx': office('docx', { 'word/vbaProject.bin': 'x' }) }),
  ],
  ['file-active-content', 'script in PDF', 'a.pdf', () => pdf('/S/JavaScript/JS(app.alert(1))')],
  ['file-active-content', 'program in PDF', 'a.pdf', () => pdf('/S /Launch /F (x.exe)')],
  ['file-active-content', 'file in PDF', 'a.pdf', () => pdf('/Names<</EmbeddedFiles 3 0 R>>')],
  [
    'file-remote-content',
    'remote template',
    'a.docx',
    () => office('docx', { 'word/_rels/settings.xml.rels': remote('attachedTemplate') }),
  ],
  [
    'file-remote-content',
    'remote picture',
    'a.docx',
    () => office('docx', { 'word/_rels/document.xml.rels': remote('image') }),
  ],
  [
    'file-xml-entities',
    'entity',
    'a.docx',
    () => office('docx', { 'word/x.xml': '<!DOCTYPE x [<!ENTITY a "b">]><x/>' }),
  ],
  [
    'file-xml-entities',
    'entity in UTF-16',
    'a.docx',
    () => office('docx', { 'word/x.xml': Buffer.from('<!DOCTYPE x><x/>', 'utf16le') }),
  ],
  ['file-nested-archive', 'zip in zip', 'a.zip', () => zipOf({ 'b.zip': zipOf({ 'a.txt': 'x' }) })],
  ['file-nested-archive', 'rar in zip', 'a.zip', () => zipOf({ 'b.rar': 'x' })],
  ['file-unsafe-name', 'path in zip', 'a.zip', () => zipOf({ '../../etc/cron.txt': 'x' })],
  ['file-unsafe-name', 'path in zip, backslashes', 'a.zip', () => zipOf({ '..\\..\\x.txt': 'x' })],
  ['file-unsafe-name', 'absolute path in zip', 'a.zip', () => zipOf({ '/etc/x.txt': 'x' })],
  ['file-unsafe-name', 'path', '../a.txt', () => bytes('x')],
  ['file-unsafe-name', 'direction override', 'a\u202etxt.pdf', () => pdf()],
  ['file-unsafe-name', 'NUL', 'a.pdf\u0000.txt', () => bytes('x')],
  ['file-bomb', 'ratio', 'a.docx', () => office('docx', { 'word/media/x.bin': zeros(40) })],
  [
    'file-bomb',
    'many entries',
    'a.zip',
    () =>
      zipOf(
        Object.fromEntries(
          Array.from({ length: archiveLimits.entriesInZip + 1 }, (_x, at) => [`${at}.txt`, 'x']),
        ),
      ),
  ],
  ['file-bomb', 'overlapping entries', 'a.zip', () => overlapping()],
  ['file-bomb', 'pixels', 'a.png', () => png(100_000, 100_000)],
  ['file-bomb', 'pixels of a JPEG', 'a.jpg', () => jpeg(60_000, 60_000)],
];

function flipped(): Buffer {
  const zip = writeZip([{ name: 'a.txt', data: bytes('some text') }]);
  zip.writeUInt8(0x58, 35);
  return zip;
}

/** Says a part has one byte where it has many. */
const lying = () =>
  craftZip([
    { name: '[Content_Types].xml', data: bytes(contentTypes(mains.docx)) },
    { name: 'word/media/x.bin', data: zeros(8), size: 1 },
  ]);

/** Many directory entries naming the same packed bytes. */
function overlapping(): Buffer {
  const data = Buffer.from(Array.from({ length: 4000 }, (_x, at) => (at * 7919) % 251));
  return craftZip([
    { name: '0.txt', data },
    ...Array.from({ length: 50 }, (_x, at) => ({ name: `${at + 1}.txt`, data, offset: 0 })),
  ]);
}

for (const [code, what, name, make] of bad) {
  test(`refused as ${code}: ${what}`, async () => {
    assert.equal(await codeOf(make(), name), code);
  });
}

test('every refusal code is reached by a file above and has its message in both languages', () => {
  const reached = new Set(bad.map(([code]) => code));
  for (const code of fileRefusalCodes) {
    assert.ok(reached.has(code), code);
    assert.ok(
      `refusal.${code}` in documentsMessages['zh-CN'] && `refusal.${code}` in documentsMessages.en,
      code,
    );
  }
});

test('the refusal says what is wrong: expected and found kinds, limit in MB, name', async () => {
  const wrong = await inspectBytes(png(), '公示.pdf');
  assert.ok(!wrong.ok);
  assert.deepEqual(wrong.params, { name: '公示.pdf', expected: 'pdf', found: 'png' });
  const large = await inspectBytes(Buffer.alloc(21 * 1024 * 1024, 65), 'a.csv');
  assert.ok(!large.ok);
  assert.deepEqual([large.status, large.params.most], [413, 20]);
});

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'gate-'));
  t.after(() => rm(path, { recursive: true }));
  return path;
}

test('files on disk pass the same gate, and the gate leaves nothing behind', async (t) => {
  const path = await folder(t);
  const received = async (name: string, data: Buffer) => {
    await writeFile(join(path, 'upload'), data);
    return inspectFile({ path: join(path, 'upload'), name, size: data.length, sha256: '' });
  };
  for (const [code, what, name, make] of bad) {
    const result = await received(name, make());
    assert.equal(result.ok ? 'ok' : result.code, code, what);
  }
  assert.equal((await received('a.zip', zipOf({ 'a.csv': '1' }))).ok, true);
  assert.deepEqual(await readdir(path), ['upload']);
});

test('no cut of a whole file passes as whole, and no cut crashes', async () => {
  const whole: [string, Buffer][] = [
    ['a.png', png()],
    ['a.docx', office('docx')],
    ['a.zip', zipOf({ 'a.txt': 'text' })],
  ];
  for (const [name, data] of whole) {
    for (let length = 1; length < data.length; length += 1) {
      assert.notEqual(await codeOf(data.subarray(0, length), name), 'ok', `${name} cut at ${length}`);
    }
  }
});

test('random bytes under any allowed name are refused or plain text, never a crash', async () => {
  const names = fc.constantFrom('a.pdf', 'a.docx', 'a.xlsx', 'a.pptx', 'a.ofd', 'a.zip', 'a.png', 'a.jpg');
  const head = fc.constantFrom(
    '',
    '%PDF-1.4',
    'PK\x03\x04',
    '\x89PNG\r\n\x1a\n',
    '\xff\xd8\xff',
    '\xd0\xcf\x11\xe0',
  );
  await fc.assert(
    fc.asyncProperty(
      names,
      head,
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      async (name, start, rest) => {
        const data = Buffer.concat([Buffer.from(start, 'latin1'), rest]);
        const code = await codeOf(data, name);
        if (code === 'ok') assert.match(name, /jpg$/);
      },
    ),
    { numRuns: 300 },
  );
});

test('names: what is safe stays a single name', () => {
  for (const name of ['公示（2026年）.pdf', 'a b.txt', '3-1 表.xlsx']) assert.ok(isSafeFileName(name), name);
  for (const name of [
    '',
    '..',
    '.hidden',
    'a/b',
    'a\\b',
    'c:x',
    'con.txt',
    'a.',
    'a\nb',
    'a\u200b.pdf',
    '\ud800',
    'x'.repeat(201),
  ]) {
    assert.ok(!isSafeFileName(name), JSON.stringify(name));
  }
});
