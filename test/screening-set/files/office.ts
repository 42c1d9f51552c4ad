import { writeZip } from '#platform/documents';
import { writeXlsx } from '#platform/tabular';
import type { Piece } from '../template.ts';

/* Word and PowerPoint files written part by part, and workbooks, with the words where files hide them. */

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const packageUri = 'http://schemas.openxmlformats.org/package/2006';
const relationUri = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const wordUri = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const drawingUri = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const slideUri = 'http://schemas.openxmlformats.org/presentationml/2006/main';
const application = 'application/vnd.openxmlformats-officedocument';

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

type Part = readonly [name: string, type: string, xml: string];

function officeZip(parts: readonly Part[], relations: Readonly<Record<string, string>>): Buffer {
  const overrides = parts.map(
    ([name, type]) => `<Override PartName="/${name}" ContentType="${application}.${type}+xml"/>`,
  );
  const types = `${declaration}<Types xmlns="${packageUri}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`;
  const files = [
    ['[Content_Types].xml', types] as const,
    ...parts.map(([name, , xml]) => [name, declaration + xml] as const),
    ...Object.entries(relations).map(
      ([name, list]) =>
        [
          name,
          `${declaration}<Relationships xmlns="${packageUri}/relationships">${list}</Relationships>`,
        ] as const,
    ),
  ];
  return writeZip(files.map(([name, text]) => ({ name, data: Buffer.from(text, 'utf8') })));
}

const relation = (id: number, type: string, target: string) =>
  `<Relationship Id="rId${id}" Type="${relationUri}/${type}" Target="${target}"/>`;

/** A line may be split into runs anywhere, as Word does after every change. */
function wordRuns(line: string): string {
  const half = Math.ceil(line.length / 2);
  return [line.slice(0, half), line.slice(half)]
    .filter((run) => run !== '')
    .map((run) => `<w:r><w:t xml:space="preserve">${escaped(run)}</w:t></w:r>`)
    .join('');
}
const wordParagraph = (text: string) =>
  `<w:p>${text.split('\n').map(wordRuns).join('<w:r><w:br/></w:r>')}</w:p>`;

function wordPiece(piece: Piece): string {
  if (typeof piece === 'string') return wordParagraph(piece);
  const rows = piece.rows.map(
    (row) => `<w:tr>${row.map((cell) => `<w:tc>${wordParagraph(cell)}</w:tc>`).join('')}</w:tr>`,
  );
  return `<w:tbl>${rows.join('')}</w:tbl>`;
}

export type WordPlace = 'body' | 'header' | 'footnote' | 'comment';

/** @param place where the lines stand; tables always stand in the body */
export function docxOf(pieces: readonly Piece[], place: WordPlace = 'body'): Buffer {
  const moved = place === 'body' ? [] : pieces.filter((piece) => typeof piece === 'string');
  const rest = place === 'body' ? pieces : ['正文', ...pieces.filter((piece) => typeof piece !== 'string')];
  const lines = moved.map(wordPiece).join('');
  const uri = `xmlns:w="${wordUri}" xmlns:r="${relationUri}"`;
  const section =
    place === 'header'
      ? '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
      : '<w:sectPr/>';
  const reference = {
    footnote: '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
    comment: '<w:p><w:r><w:commentReference w:id="2"/></w:r></w:p>',
    header: '',
    body: '',
  }[place];
  const other: Record<WordPlace, Part | undefined> = {
    body: undefined,
    header: ['word/header1.xml', 'wordprocessingml.header', `<w:hdr ${uri}>${lines}</w:hdr>`],
    footnote: [
      'word/footnotes.xml',
      'wordprocessingml.footnotes',
      `<w:footnotes ${uri}><w:footnote w:id="2">${lines}</w:footnote></w:footnotes>`,
    ],
    comment: [
      'word/comments.xml',
      'wordprocessingml.comments',
      `<w:comments ${uri}><w:comment w:id="2" w:author="校对">${lines}</w:comment></w:comments>`,
    ],
  };
  const part = other[place];
  const document: Part = [
    'word/document.xml',
    'wordprocessingml.document.main',
    `<w:document ${uri}><w:body>${rest.map(wordPiece).join('')}${reference}${section}</w:body></w:document>`,
  ];
  const relationType = { header: 'header', footnote: 'footnotes', comment: 'comments', body: '' }[place];
  return officeZip(part === undefined ? [document] : [document, part], {
    '_rels/.rels': relation(1, 'officeDocument', 'word/document.xml'),
    ...(part === undefined
      ? {}
      : { 'word/_rels/document.xml.rels': relation(1, relationType, part[0].slice(5)) }),
  });
}

const slideLine = (text: string) =>
  `<a:p>${text
    .split('\n')
    .map((line) => `<a:r><a:t>${escaped(line)}</a:t></a:r>`)
    .join('<a:br/>')}</a:p>`;

function slideShape(pieces: readonly string[]): string {
  return `<p:sp><p:nvSpPr><p:cNvPr id="2" name="文本"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>${pieces.map(slideLine).join('')}</p:txBody></p:sp>`;
}
function slideTable(rows: readonly (readonly string[])[]): string {
  const body = rows.map(
    (row) =>
      `<a:tr h="1">${row.map((cell) => `<a:tc><a:txBody><a:bodyPr/>${slideLine(cell)}</a:txBody><a:tcPr/></a:tc>`).join('')}</a:tr>`,
  );
  return `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="3" name="表格"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm/><a:graphic><a:graphicData uri="${drawingUri}/table"><a:tbl><a:tblPr/><a:tblGrid/>${body.join('')}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`;
}

/** @param inNotes lines stand in the speaker's notes, the slide shows a heading only */
export function pptxOf(pieces: readonly Piece[], inNotes = false): Buffer {
  const lines = pieces.filter((piece) => typeof piece === 'string');
  const shapes = [
    slideShape(inNotes ? ['工作汇报'] : lines),
    ...pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [slideTable(piece.rows)])),
  ].join('');
  const uri = `xmlns:a="${drawingUri}" xmlns:r="${relationUri}" xmlns:p="${slideUri}"`;
  const tree = (shape: string) =>
    `<p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>${shape}</p:spTree></p:cSld>`;
  const parts: Part[] = [
    [
      'ppt/presentation.xml',
      'presentationml.presentation.main',
      `<p:presentation ${uri}><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>`,
    ],
    ['ppt/slides/slide1.xml', 'presentationml.slide', `<p:sld ${uri}>${tree(shapes)}</p:sld>`],
  ];
  if (inNotes)
    parts.push([
      'ppt/notesSlides/notesSlide1.xml',
      'presentationml.notesSlide',
      `<p:notes ${uri}>${tree(slideShape(lines))}</p:notes>`,
    ]);
  return officeZip(parts, {
    '_rels/.rels': relation(1, 'officeDocument', 'ppt/presentation.xml'),
    'ppt/_rels/presentation.xml.rels': relation(1, 'slide', 'slides/slide1.xml'),
    ...(inNotes
      ? { 'ppt/slides/_rels/slide1.xml.rels': relation(1, 'notesSlide', '../notesSlides/notesSlide1.xml') }
      : {}),
  });
}

/** Lines and tables one below the other on one sheet; numbers stay text, as programs export them. */
export function xlsxOf(pieces: readonly Piece[], secondSheet = false): Buffer {
  const rows = pieces.flatMap((piece): readonly (readonly string[])[] =>
    typeof piece === 'string' ? [[piece]] : piece.rows,
  );
  const sheet = { name: '明细', heading: rows[0] ?? [''], rows: rows.slice(1) };
  return writeXlsx(
    secondSheet ? [{ name: '说明', heading: ['填表说明'], rows: [['按要求填写']] }, sheet] : [sheet],
  );
}
