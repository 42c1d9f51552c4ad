import { defineMessages } from '#platform/i18n';

export const richtextMessages = defineMessages({
  'zh-CN': {
    'richtext.loss.image-not-kept': '{count} 张图片无法读取，未保留',
    'richtext.loss.remote-image': '{count} 张网页图片未保留，需要时请作为附件上传',
    'richtext.loss.image-kind': '{count} 张图片格式不支持（只收 PNG、JPEG），请另存后上传',
    'richtext.loss.link-removed': '{count} 个链接地址不能公开使用，已去掉，文字保留',
    'richtext.loss.hidden-text': '{count} 处隐藏文字未保留',
    'richtext.loss.active-content': '{count} 处网页嵌入内容（视频、框架等）未保留',
    'richtext.loss.form-field': '{count} 个表单控件未保留',
    'richtext.loss.nested-table': '{count} 个表中表已改为段落，文字保留',
    'richtext.loss.header-footer': '{count} 处页眉页脚文字未保留',
    'richtext.loss.comments': '{count} 条批注未保留',
    'richtext.loss.tracked-deletions': '{count} 处修订删除的文字未保留',
    'richtext.loss.formula': '{count} 个公式未保留，请改为文字或图片',
    'richtext.loss.chart': '{count} 个图表未保留，请改为图片或表格',
    'richtext.loss.embedded-object': '{count} 个嵌入对象未保留，需要时请作为附件上传',
    'richtext.loss.text-box-position': '{count} 个文本框的位置未保留，请核对文字',
    'richtext.loss.footnotes-at-end': '{count} 个脚注、尾注已移到文末',
    'richtext.loss.heading-level': '{count} 个标题超过四级，已按四级处理',
    'richtext.loss.control-characters': '已去掉不可见的控制字符',
    'richtext.loss.too-deep': '{count} 处层级过深，已展开或未保留，请核对',
  },
  en: {
    'richtext.loss.image-not-kept': '{count} picture(s) could not be read and were left out',
    'richtext.loss.remote-image':
      '{count} web picture(s) were left out; upload them as attachments if needed',
    'richtext.loss.image-kind':
      '{count} picture(s) have an unsupported format (PNG and JPEG only); save and upload them again',
    'richtext.loss.link-removed': '{count} link address(es) may not be published; the words were kept',
    'richtext.loss.hidden-text': '{count} hidden passage(s) were left out',
    'richtext.loss.active-content': '{count} embedded item(s) (video, frame and so on) were left out',
    'richtext.loss.form-field': '{count} form field(s) were left out',
    'richtext.loss.nested-table': '{count} table(s) inside a table became paragraphs; the words were kept',
    'richtext.loss.header-footer': '{count} header or footer text(s) were left out',
    'richtext.loss.comments': '{count} comment(s) were left out',
    'richtext.loss.tracked-deletions': '{count} tracked deletion(s) were left out',
    'richtext.loss.formula': '{count} formula(s) were left out; use words or a picture',
    'richtext.loss.chart': '{count} chart(s) were left out; use a picture or a table',
    'richtext.loss.embedded-object':
      '{count} embedded object(s) were left out; upload them as attachments if needed',
    'richtext.loss.text-box-position': 'The position of {count} text box(es) was lost; check the words',
    'richtext.loss.footnotes-at-end': '{count} footnote(s) or endnote(s) moved to the end',
    'richtext.loss.heading-level': '{count} heading(s) below level four became level four',
    'richtext.loss.control-characters': 'Invisible control characters were removed',
    'richtext.loss.too-deep': '{count} passage(s) nested too deep were flattened or left out; check them',
  },
});
