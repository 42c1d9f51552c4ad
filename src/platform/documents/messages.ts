import { defineMessages } from '#platform/i18n';

export const documentsMessages = defineMessages({
  'zh-CN': {
    'refusal.file-unsafe-name': '文件名“{name}”不能使用：请去掉路径、控制字符和特殊符号后重新上传',
    'refusal.file-type-not-allowed':
      '“{name}”的类型不能上传。可上传：PDF、OFD、DOCX、XLSX、PPTX、CSV、TXT、PNG、JPG，或只含这些文件的 ZIP',
    'refusal.file-old-format':
      '“{name}”是旧格式文件，请用 WPS 或 Office 打开，另存为 .docx、.xlsx 或 .pptx 后上传',
    'refusal.file-empty': '“{name}”是空文件',
    'refusal.file-too-large': '“{name}”太大，这类文件每个不超过 {most} MB',
    'refusal.file-mislabelled':
      '“{name}”的内容与扩展名不符（应为 {expected}，实为 {found}），请用原程序另存后上传',
    'refusal.file-truncated': '“{name}”不完整，可能上传或下载中断，请重新取得文件',
    'refusal.file-damaged': '“{name}”已损坏或夹带多余数据，请用原程序另存后上传',
    'refusal.file-encrypted': '“{name}”已加密，请去掉密码后上传',
    'refusal.file-has-macros': '“{name}”含有宏，请另存为不含宏的文件后上传',
    'refusal.file-active-content':
      '“{name}”含有脚本、程序、内嵌对象或会自动运行的公式，请去掉，或打印为普通 PDF 后上传',
    'refusal.file-remote-content': '“{name}”引用了外部模板、图片、数据或其他文件，请断开链接或改为内嵌后上传',
    'refusal.file-xml-entities': '“{name}”含有不允许的 XML 声明，请用原程序另存后上传',
    'refusal.file-nested-archive': '“{name}”里还有压缩包，请解开后上传',
    'refusal.file-bomb': '“{name}”解开后过大或文件过多，不能上传',
  },
  en: {
    'refusal.file-unsafe-name':
      'The file name "{name}" cannot be used: remove paths, control and special characters',
    'refusal.file-type-not-allowed':
      '"{name}" is of a type that cannot be uploaded. Allowed: PDF, OFD, DOCX, XLSX, PPTX, CSV, TXT, PNG, JPG, or a ZIP of these',
    'refusal.file-old-format':
      '"{name}" is in an old format; open it with WPS or Office and save it as .docx, .xlsx or .pptx',
    'refusal.file-empty': '"{name}" is empty',
    'refusal.file-too-large': '"{name}" is too large: at most {most} MB for this type',
    'refusal.file-mislabelled':
      'The content of "{name}" does not match its extension (expected {expected}, found {found}); save it again with its program',
    'refusal.file-truncated':
      '"{name}" is incomplete; the transfer may have been cut off. Get the file again',
    'refusal.file-damaged': '"{name}" is damaged or carries extra data; save it again with its program',
    'refusal.file-encrypted': '"{name}" is encrypted; remove the password first',
    'refusal.file-has-macros': '"{name}" contains macros; save it without macros',
    'refusal.file-active-content':
      '"{name}" contains scripts, programs, embedded objects or formulas that run by themselves; remove them or print it to a plain PDF',
    'refusal.file-remote-content':
      '"{name}" fetches a template, picture, data or another file from elsewhere; break the link or embed it',
    'refusal.file-xml-entities':
      '"{name}" contains XML declarations that are not allowed; save it again with its program',
    'refusal.file-nested-archive': '"{name}" contains another archive; unpack it first',
    'refusal.file-bomb': '"{name}" unpacks to too much data or too many files',
  },
});
