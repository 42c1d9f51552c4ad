/* One official document, told in three ways: as lines, as Flat ODT and as HTML, for LibreOffice to make Word files of. */

export const officialLines = {
  title: '青山镇人民政府关于公布2026年村级财务公开安排的通知',
  number: '青政发〔2026〕3号',
  addressee: '各村民委员会：',
  opening: '为保障村民的知情权，现将2026年村级财务公开安排通知如下。',
  h1: '一、公开内容',
  h2: '（一）财务收支',
  h3: '1.收入明细',
  h4: '（1）上级补助',
  text: '各村每月10日前公布上月收支，接受村民监督。',
  table: [
    ['项目', '金额（元）', '备注'],
    ['上级补助', '120000.00', '已到账'],
    ['租金收入', '8600.50', '第一季度'],
  ],
  attachments: '附件：1.村级财务公开表',
  more: '2.村务监督记录表',
  signature: '青山镇人民政府',
  date: '2026年1月5日',
  note: '（此件公开发布）',
  copyTo: '抄送：镇党委办公室，镇纪委。',
  imprint: '青山镇党政办公室　　2026年1月5日印发',
} as const;

/** What every way of writing it must give. */
export const officialBlocks = [
  'addressee',
  'p',
  'h1 一、公开内容',
  'h2 （一）财务收支',
  'h3 1.收入明细',
  'h4 （1）上级补助',
  'p',
  'table 3x3 head 1',
  'attachments',
  'attachments',
  'signature',
  'date',
  'note',
  'copyTo',
  'imprint',
] as const;

const one = officialLines;
const tableRows = (cellOf: (text: string) => string, rowOf: (cells: string) => string) =>
  one.table.map((cells) => rowOf(cells.map(cellOf).join(''))).join('');

/** Flat ODT, as Writer saves it. */
export function flatOdt(): string {
  const par = (text: string, style = 'P') => `<text:p text:style-name="${style}">${text}</text:p>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:style style:name="Title" style:family="paragraph" style:class="chapter"><style:paragraph-properties fo:text-align="center"/></style:style></office:styles>
<office:automatic-styles>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:text-indent="0.74cm"/></style:style>
<style:style style:name="C" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/></style:style>
<style:style style:name="R" style:family="paragraph"><style:paragraph-properties fo:text-align="end"/></style:style>
</office:automatic-styles>
<office:body><office:text>
${par(one.title, 'Title')}${par(one.number, 'C')}${par(one.addressee)}${par(one.opening)}
${par(one.h1)}${par(one.h2)}${par(one.h3)}${par(one.h4)}${par(one.text)}
<table:table><table:table-column table:number-columns-repeated="3"/>${tableRows(
    (text) => `<table:table-cell office:value-type="string">${par(text)}</table:table-cell>`,
    (cells) => `<table:table-row>${cells}</table:table-row>`,
  )}</table:table>
${par(one.attachments)}${par(one.more)}${par(one.signature, 'R')}${par(one.date, 'R')}${par(one.note)}${par(one.copyTo)}${par(one.imprint)}
</office:text></office:body></office:document>`;
}

/** A page with the same text, as exported from an office system. */
export function htmlPage(): string {
  const par = (text: string, style = '') => `<p${style}>${text}</p>`;
  const toRight = ' style="text-align:right"';
  return `<html><head><meta charset="utf-8"><title>x</title></head><body>
<p style="text-align:center"><b>${one.title}</b></p><p style="text-align:center">${one.number}</p>
${par(one.addressee)}${par(`　　${one.opening}`)}${par(one.h1)}${par(one.h2)}${par(one.h3)}${par(one.h4)}${par(`　　${one.text}`)}
<table border="1">${tableRows(
    (text) => `<td>${text}</td>`,
    (cells) => `<tr>${cells}</tr>`,
  )}</table>
${par(one.attachments)}${par(one.more)}${par(one.signature, toRight)}${par(one.date, toRight)}${par(one.note)}${par(one.copyTo)}${par(one.imprint)}
</body></html>`;
}

/** The lines only, as typed into a text editor. */
export function plainLines(): string {
  const { table, ...lines } = one;
  return Object.values(lines)
    .flatMap((line) => (line === one.text ? [line, ...table.map((cells) => cells.join('\t'))] : [line]))
    .join('\r\n');
}
