import { createCanvas } from '@napi-rs/canvas';
import type { OutsideTools } from '#test/outside-tools';

/*
 * Files by LibreOffice and exiftool with things planted that must not go out. All people, numbers and places are made up.
 */

/** What must be gone after masking and stripping. */
export const planted = {
  identity: '520325200005019993',
  phone: '13600009942',
  author: '赵编写',
  company: '云溪测试公司',
  comment: '批注里的私话',
  deletion: '改稿时删去的句子',
} as const;

/** What must still be there. */
export const kept = ['云溪村补助名单', '路灯维修', '合计'] as const;

const longNames: Readonly<Record<string, string>> = {
  svg: 'svg-compatible',
  number: 'datastyle',
  draw: 'drawing',
};
const spaces = ['office', 'text', 'table', 'draw', 'style', 'svg', 'presentation', 'meta', 'number']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${longNames[name] ?? name}:1.0"`)
  .join(' ');
const foreign =
  'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"';

const documentOf = (kind: string, content: string) => `<?xml version="1.0" encoding="UTF-8"?>
<office:document ${spaces} ${foreign} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.${kind}">
<office:meta><meta:initial-creator>${planted.author}</meta:initial-creator><dc:creator>${planted.author}</dc:creator>
<meta:user-defined meta:name="Company">${planted.company}</meta:user-defined><dc:title>内部题名${planted.phone}</dc:title></office:meta>
${content}</office:document>`;

const note = `<office:annotation><dc:creator>${planted.author}</dc:creator><dc:date>2026-01-02T03:04:05</dc:date><text:p>${planted.comment}</text:p></office:annotation>`;

/** A text with a table, a value cut by formatting, a footnote, a text frame, a header, a comment and a tracked deletion. */
const writerText = documentOf(
  'text',
  `<office:automatic-styles><style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:page-layout style:name="L"/></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L"><style:header><text:p>页眉 联系人手机${planted.phone}</text:p></style:header></style:master-page></office:master-styles>
<office:body><office:text>
<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>${planted.author}</dc:creator><dc:date>2026-01-02T03:04:05</dc:date></office:change-info><text:p>${planted.deletion}</text:p></text:deletion></text:changed-region>
<text:changed-region text:id="c2"><text:insertion><office:change-info><dc:creator>${planted.author}</dc:creator><dc:date>2026-01-02T03:04:05</dc:date></office:change-info></text:insertion></text:changed-region></text:tracked-changes>
<text:h text:outline-level="1">云溪村补助名单${note}</text:h>
<text:p>经<text:change text:change-id="c1"/>研究，<text:change-start text:change-id="c2"/>路灯维修<text:change-end text:change-id="c2"/>。手机：136<text:span text:style-name="B">0000</text:span>9942。<text:note text:id="n1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>身份证号${planted.identity}</text:p></text:note-body></text:note></text:p>
<text:p><draw:frame draw:name="框" svg:width="6cm" text:anchor-type="paragraph"><draw:text-box><text:p>框中电话${planted.phone}</text:p></draw:text-box></draw:frame></text:p>
<table:table table:name="T"><table:table-column table:number-columns-repeated="3"/>
<table:table-row>${['姓名', '身份证号', '手机号码'].map(cell).join('')}</table:table-row>
<table:table-row>${['钱某', planted.identity, planted.phone].map(cell).join('')}</table:table-row>
<table:table-row>${['合计', '1', '1'].map(cell).join('')}</table:table-row></table:table>
<text:p>附：<text:a xlink:type="simple" xlink:href="tel:${planted.phone}">电话</text:a></text:p>
</office:text></office:body>`,
);

function cell(text: string): string {
  return `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`;
}

/** A workbook with a comment, a number stored as a number, a formula that repeats it, a hidden sheet. */
const calcText = documentOf(
  'spreadsheet',
  `<office:automatic-styles><style:style style:name="H" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet>
<table:table table:name="名单"><table:table-column table:number-columns-repeated="4"/>
<table:table-row>${cell('云溪村补助名单')}</table:table-row>
<table:table-row>${['姓名', '身份证号', '手机号码', '核对'].map(cell).join('')}</table:table-row>
<table:table-row><table:table-cell office:value-type="string">${note}<text:p>钱某</text:p></table:table-cell>${cell(planted.identity)}<table:table-cell office:value-type="float" office:value="${planted.phone}"><text:p>${planted.phone}</text:p></table:table-cell><table:table-cell table:formula="of:=[.C3]" office:value-type="float" office:value="${planted.phone}"><text:p>${planted.phone}</text:p></table:table-cell></table:table-row>
<table:table-row>${['合计', '路灯维修', '1'].map(cell).join('')}</table:table-row></table:table>
<table:table table:name="底稿" table:style-name="H"><table:table-column/><table:table-row>${cell(`联系电话 ${planted.phone}`)}</table:table-row></table:table>
</office:spreadsheet></office:body>`,
);

/** Slides with a text, a table-like list, notes and a comment. */
const impressText = documentOf(
  'presentation',
  `<office:automatic-styles><style:page-layout style:name="P"><style:page-layout-properties fo:page-width="28cm" fo:page-height="21cm"/></style:page-layout><style:style style:name="g" style:family="graphic"/></office:automatic-styles>
<office:master-styles><style:master-page style:name="M" style:page-layout-name="P"/></office:master-styles>
<office:body><office:presentation><draw:page draw:name="一" draw:master-page-name="M">
<draw:frame svg:x="2cm" svg:y="2cm" svg:width="20cm" svg:height="3cm"><draw:text-box><text:p>云溪村补助名单</text:p><text:p>路灯维修 合计 1</text:p></draw:text-box></draw:frame>
<draw:frame svg:x="2cm" svg:y="8cm" svg:width="20cm" svg:height="3cm"><draw:text-box><text:p>身份证号：${planted.identity}</text:p><text:p>手机：136<text:span>0000</text:span>9942</text:p></draw:text-box></draw:frame>
<office:annotation svg:x="1cm" svg:y="1cm"><dc:creator>${planted.author}</dc:creator><dc:date>2026-01-02T03:04:05</dc:date><text:p>${planted.comment}</text:p></office:annotation>
<presentation:notes><draw:frame svg:x="2cm" svg:y="12cm" svg:width="15cm" svg:height="5cm" presentation:class="notes"><draw:text-box><text:p>讲稿：联系电话 ${planted.phone}</text:p></draw:text-box></draw:frame></presentation:notes>
</draw:page></office:presentation></office:body>`,
);

export type PlantedKind = 'docx' | 'xlsx' | 'pptx' | 'pdf';

/** A file as LibreOffice writes it. */
export function officeFile(tools: OutsideTools, kind: PlantedKind): Buffer {
  const [name, text] = {
    docx: ['a.fodt', writerText],
    pdf: ['a.fodt', writerText],
    xlsx: ['a.fods', calcText],
    pptx: ['a.fodp', impressText],
  }[kind] as [string, string];
  return tools.convert(tools.put(name, text), kind);
}

/** A photograph with place, photographer, comment and a hint to turn it, written by exiftool. */
export function photo(tools: OutsideTools, kind: 'jpg' | 'png', orientation = 6): string {
  const canvas = createCanvas(120, 80);
  const context = canvas.getContext('2d');
  context.fillStyle = '#2a6';
  context.fillRect(0, 0, 120, 40);
  const data = kind === 'jpg' ? canvas.toBuffer('image/jpeg', 90) : canvas.toBuffer('image/png');
  const path = tools.put(`photo-${kind}-${orientation}.${kind}`, data);
  const tags = [
    `-EXIF:Artist=${planted.author}`,
    `-XMP:Creator=${planted.author}`,
    `-Comment=${planted.comment}`,
  ];
  const place = [
    '-EXIF:GPSLatitude=26.5',
    '-EXIF:GPSLatitudeRef=N',
    '-EXIF:GPSLongitude=106.7',
    '-EXIF:GPSLongitudeRef=E',
  ];
  const turned =
    kind === 'jpg' ? [`-EXIF:Orientation#=${orientation}`, `-IPTC:By-line=${planted.author}`] : [];
  tools.run('exiftool', '-overwrite_original', '-codedcharacterset=utf8', ...tags, ...place, ...turned, path);
  return path;
}

/** A PDF whose author was written by exiftool on top of it: the former state is still in the file. */
export function writtenOver(tools: OutsideTools, pdf: Buffer): string {
  const path = tools.put('over.pdf', pdf);
  tools.run(
    'exiftool',
    '-overwrite_original',
    `-Author=${planted.author}`,
    `-XMP:Creator=${planted.author}`,
    path,
  );
  tools.run('exiftool', '-overwrite_original', '-Author=someone else', path);
  return path;
}
