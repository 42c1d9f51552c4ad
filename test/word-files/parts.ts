import { writeZip } from '#platform/documents';

/* Word files as programs write them, part by part. */

export const transitional = {
  w: 'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  r: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  a: 'http://schemas.openxmlformats.org/drawingml/2006/main',
  wp: 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing',
  pic: 'http://schemas.openxmlformats.org/drawingml/2006/picture',
  m: 'http://schemas.openxmlformats.org/officeDocument/2006/math',
} as const;
export const strict = {
  w: 'http://purl.oclc.org/ooxml/wordprocessingml/main',
  r: 'http://purl.oclc.org/ooxml/officeDocument/relationships',
  a: 'http://purl.oclc.org/ooxml/drawingml/main',
  wp: 'http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing',
  pic: 'http://purl.oclc.org/ooxml/drawingml/picture',
  m: 'http://purl.oclc.org/ooxml/officeDocument/math',
} as const;

const others =
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData"';

/** The smallest PNG: one transparent point. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export const run = (text: string, properties = '') =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
export const p = (text: string, properties = '', runProperties = '') =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${text === '' ? '' : run(text, runProperties)}</w:p>`;
/** A paragraph of runs written by hand. */
export const pOf = (inner: string) => `<w:p>${inner}</w:p>`;
export const centred = '<w:jc w:val="center"/>';
export const right = '<w:jc w:val="right"/>';
export const style = (id: string) => `<w:pStyle w:val="${id}"/>`;
export const numbered = (level: number, list = 1) =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`;
export const cell = (text: string, properties = '', runProperties = '') =>
  `<w:tc>${properties === '' ? '' : `<w:tcPr>${properties}</w:tcPr>`}${p(text, '', runProperties)}</w:tc>`;
export const row = (cells: readonly string[], properties = '') =>
  `<w:tr>${properties === '' ? '' : `<w:trPr>${properties}</w:trPr>`}${cells.join('')}</w:tr>`;
export const table = (rows: readonly string[]) => `<w:tbl><w:tblPr/><w:tblGrid/>${rows.join('')}</w:tbl>`;
export const plainTable = (rows: readonly (readonly string[])[]) =>
  table(rows.map((texts) => row(texts.map((text) => cell(text)))));

/** 一、（一）1.（1） as an automatic list (1), bullets (2). */
const numbering = (names: typeof transitional | typeof strict) => `<w:numbering xmlns:w="${names.w}">
 <w:abstractNum w:abstractNumId="0">${[
   ['chineseCountingThousand', '%1、'],
   ['chineseCountingThousand', '（%2）'],
   ['decimal', '%3.'],
   ['decimal', '（%4）'],
 ]
   .map(
     ([format, text], level) =>
       `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`,
   )
   .join('')}</w:abstractNum>
 <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>
 <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>`;

const styles = (names: typeof transitional | typeof strict) => `<w:styles xmlns:w="${names.w}">
 <w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
 <w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/></w:style>
 <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
 <w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>
 <w:style w:type="paragraph" w:styleId="bt"><w:name w:val="标题"/></w:style>
 <w:style w:type="paragraph" w:styleId="bt1"><w:name w:val="标题 1"/></w:style>
 <w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
</w:styles>`;

export type WordFile = {
  readonly names?: typeof transitional | typeof strict;
  readonly main?: string;
  readonly extra?: Readonly<Record<string, string | Buffer>>;
  /** more relations of the main part */
  readonly relations?: string;
};

/** A .docx around the blocks of its body. */
export function wordFile(
  body: string,
  { names = transitional, main = 'document.xml', extra = {}, relations = '' }: WordFile = {},
): Buffer {
  const package_ = 'http://schemas.openxmlformats.org/package/2006';
  const parts: Record<string, string | Buffer> = {
    '[Content_Types].xml': `<Types xmlns="${package_}/content-types"><Default Extension="png" ContentType="image/png"/><Default Extension="emf" ContentType="image/x-emf"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/${main}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${package_}/relationships"><Relationship Id="r1" Type="${names.r}/officeDocument" Target="word/${main}"/></Relationships>`,
    [`word/_rels/${main}.rels`]: `<Relationships xmlns="${package_}/relationships"><Relationship Id="rId1" Type="${names.r}/numbering" Target="numbering.xml"/><Relationship Id="rId2" Type="${names.r}/styles" Target="styles.xml"/><Relationship Id="rId9" Type="${names.r}/image" Target="media/image1.png"/>${relations}</Relationships>`,
    [`word/${main}`]: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ${Object.entries(
      names,
    )
      .map(([prefix, name]) => `xmlns:${prefix}="${name}"`)
      .join(' ')} ${others}><w:body>${body}</w:body></w:document>`,
    'word/numbering.xml': numbering(names),
    'word/styles.xml': styles(names),
    'word/media/image1.png': png,
    ...extra,
  };
  return writeZip(Object.entries(parts).map(([name, data]) => ({ name, data: Buffer.from(data) })));
}

export const picture = (alt: string) =>
  `<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="图片 1" descr="${alt}"/><a:graphic><a:graphicData uri="x"><pic:pic><pic:blipFill><a:blip r:embed="rId9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;

/** A text box as Word and WPS write it: the new shape, and VML for older programs. */
export const textBox = (inner: string, withFallback = true) =>
  `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="2" name="文本框"/><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx><w:txbxContent>${inner}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>${
    withFallback
      ? `<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>${inner}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>`
      : ''
  }</mc:AlternateContent></w:r>`;

/** A field of several runs: what it does, and what it shows. */
export const field = (instruction: string, shown: string) =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${instruction} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;

/** word/settings.xml of a file in compatibility mode. */
export const compatibility = (mode: number): Readonly<Record<string, string>> => ({
  'word/settings.xml': `<w:settings xmlns:w="${transitional.w}"><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="${mode}"/></w:compat></w:settings>`,
});
