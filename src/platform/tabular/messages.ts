import { defineMessages } from '#platform/i18n';

export const messages = defineMessages({
  'zh-CN': {
    'refusal.table-wrong-type': '不支持该类型的文件（{ending}）。请上传 .xlsx、.xls、.csv 或 .docx 文件。',
    'refusal.table-too-large': '文件过大：{size} 字节，最多 {max} 字节。请拆分后分别上传。',
    'refusal.table-encrypted': '文件设有密码，无法读取。请取消密码后重新上传。',
    'refusal.table-damaged': '文件不完整或已损坏，无法读取。请重新导出或下载后再上传。',
    'refusal.table-mislabelled':
      '文件扩展名为 {ending}，实际内容是 {found}。请用表格软件另存为正确格式后上传。',
    'refusal.table-has-macros': '文件含有宏，不予接收。请另存为不含宏的 .xlsx 文件后上传。',
    'refusal.table-unpacks-too-large': '文件解压后过大（最多 {max} 字节），不予接收。',
    'refusal.table-too-many-rows': '表格“{sheet}”行数过多，最多 {max} 行。请拆分后分别上传。',
    'refusal.table-too-many-columns': '表格“{sheet}”第 {row} 行列数过多，最多 {max} 列。请删除多余的列。',
    'refusal.table-too-many-cells': '文件单元格过多，最多 {max} 个。请拆分后分别上传。',
    'refusal.table-bad-encoding': '无法识别文件的文字编码。请另存为 UTF-8 或 GB18030 编码的 CSV 文件。',
    'refusal.table-bad-quotes': '第 {row} 行附近的引号不成对，无法分列。请检查该行。',
    'refusal.table-empty': '文件中没有内容。',
    'refusal.table-none': '文档中没有表格。',
    'refusal.table-too-slow': '文件过于复杂，未能在 {seconds} 秒内读完。请拆分后分别上传。',
    'refusal.table-too-complex': '文件过于复杂，无法读取。请只保留需要的表格，或另存为 CSV 后上传。',
    'refusal.table-active-content':
      '文件含有程序、控件、内嵌文件或会自动运行的公式，不予接收。请去掉后上传。',
  },
  en: {
    'refusal.table-wrong-type':
      'Files of this type ({ending}) are not read. Upload .xlsx, .xls, .csv or .docx.',
    'refusal.table-too-large':
      'The file is too large: {size} bytes, at most {max}. Split it and upload the parts.',
    'refusal.table-encrypted':
      'The file is protected by a password. Remove the password and upload it again.',
    'refusal.table-damaged': 'The file is incomplete or damaged. Export or download it again, then upload.',
    'refusal.table-mislabelled':
      'The name ends in {ending} but the content is {found}. Save it in the right format and upload again.',
    'refusal.table-has-macros':
      'The file contains macros and is not accepted. Save it as .xlsx without macros.',
    'refusal.table-unpacks-too-large': 'The file unpacks to more than {max} bytes and is not accepted.',
    'refusal.table-too-many-rows':
      'Sheet “{sheet}” has too many rows, at most {max}. Split it and upload the parts.',
    'refusal.table-too-many-columns':
      'Sheet “{sheet}”, row {row} has too many columns, at most {max}. Remove the columns not needed.',
    'refusal.table-too-many-cells':
      'The file has too many cells, at most {max}. Split it and upload the parts.',
    'refusal.table-bad-encoding':
      'The text encoding is not recognised. Save the CSV file as UTF-8 or GB18030.',
    'refusal.table-bad-quotes': 'Quotation marks do not match near row {row}. Check that row.',
    'refusal.table-empty': 'The file is empty.',
    'refusal.table-none': 'The document contains no table.',
    'refusal.table-too-slow':
      'The file is too complex: not read within {seconds} seconds. Split it and upload the parts.',
    'refusal.table-too-complex':
      'The file is too complex to be read. Keep only the tables needed, or save it as CSV.',
    'refusal.table-active-content':
      'The file contains programs, controls, embedded files or formulas that run by themselves. Remove them.',
  },
});
