import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  fromHtml,
  fromMarkdown,
  fromPlainText,
  type ImportedText,
  richText,
  toHtml,
  toText,
} from './index.ts';

const shared = resolve(process.env.GONGKAI_SHARED ?? '../shared');
const corpus = join(shared, 'domain/corpus');

const roles = (text: ImportedText) =>
  text.body.content.map((block) =>
    block.type === 'heading'
      ? `h${block.attrs.level}`
      : block.type === 'paragraph'
        ? (block.attrs?.role ?? 'p')
        : block.type,
  );

test('an official document typed as plain text gets its structure', () => {
  const imported = fromPlainText(
    [
      '青山镇人民政府关于公布2026年村级财务公开安排的通知',
      '青政发〔2026〕3号',
      '',
      '各村民委员会：',
      '　　根据有关规定，现将安排通知如下：',
      '　　一、公开内容',
      '　　（一）财务收支',
      '　　1.收入明细',
      '　　（1）上级补助',
      '　　一、每月10日前公布上月收支，接受村民监督。',
      '　　附件：1.公开表',
      '青山镇人民政府',
      '2026年1月5日',
      '（此件公开发布）',
    ].join('\r\n'),
  );
  assert.equal(imported.title, '青山镇人民政府关于公布2026年村级财务公开安排的通知');
  assert.equal(imported.documentNumber, '青政发〔2026〕3号');
  assert.equal(imported.documentDate, '2026-01-05');
  assert.equal(imported.disclosureNote, '此件公开发布');
  assert.deepEqual(roles(imported), [
    'addressee',
    'p',
    'h1',
    'h2',
    'h3',
    'h4',
    'p',
    'attachments',
    'signature',
    'date',
    'note',
  ]);
});

test('the head of a document stays in the text; the title is found below it', () => {
  const imported = fromPlainText(
    '000001\n机密★5年\n特急\n青山镇人民政府文件\n青政发〔2026〕3号\n关于公开的通知\n各村：\n正文。',
  );
  assert.equal(imported.title, '关于公开的通知');
  assert.equal(imported.documentNumber, '青政发〔2026〕3号');
  assert.equal(toText(imported.body), '000001\n机密★5年\n特急\n青山镇人民政府文件\n各村：\n正文。');
  assert.deepEqual(roles(imported).at(-2), 'addressee');
  const bare = fromPlainText('机密★5年\n正文。');
  assert.deepEqual([bare.title, toText(bare.body)], [null, '机密★5年\n正文。']);
});

test('a date that does not exist is text, not a date', () => {
  const imported = fromPlainText('通知\n正文。\n二〇二六年二月三十日');
  assert.equal(imported.documentDate, null);
  assert.equal(fromPlainText('通知\n正文。\n二〇二六年二月二十八日').documentDate, '2026-02-28');
});

test('plain text: every character is kept, as metadata or as body, and the result validates', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '第一章 总则',
      '第一条 为了公开，制定本办法。',
      '各村：',
      '一、总体要求',
      '2026年1月5日',
      '某政发〔2026〕3号',
      '（此件公开发布）',
    ),
    fc.string({ unit: 'binary', maxLength: 30 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const text = lines.join('\n');
      const imported = fromPlainText(text);
      assert.ok(richText.safeParse(imported.body).success);
      const lost = imported.losses.length > 0;
      if (!lost) {
        // Title and number leave their places; no character leaves the document.
        const all = (imported.title ?? '') + (imported.documentNumber ?? '') + toText(imported.body);
        assert.deepEqual([...visible(all)].sort(), [...visible(text)].sort());
      }
    }),
    { numRuns: 300 },
  );
});

/** Characters that show, in order. */
const visible = (text: string) => text.replace(/[\s\u00ad\u200b\u2060\ufeff]/g, '').toWellFormed();
/** Title and number may stand in either order on top; the order of the two is layout, not text. */
function keptOrders(imported: ImportedText): string[] {
  const top = [imported.title ?? '', imported.documentNumber ?? ''];
  return [top, top.toReversed()].map((parts) => visible(parts.join('') + toText(imported.body)));
}

/** Compares without printing whole laws: says where the first difference is. */
function assertKept(imported: ImportedText, source: string, where: string): void {
  const expected = visible(source);
  const orders = keptOrders(imported);
  if (orders.includes(expected)) return;
  const actual = orders[0] ?? '';
  const at = [...expected].findIndex((_char, index) => expected[index] !== actual[index]);
  assert.fail(
    `${where}: differs at ${at}: …${actual.slice(at, at + 30)} instead of …${expected.slice(at, at + 30)}`,
  );
}

test('Markdown: nothing of the law corpora is lost, in any category', (t) => {
  if (!existsSync(corpus)) return t.skip(`shared data missing: ${corpus}`);
  const counts: Record<string, number> = {};
  let characters = 0;
  for (const category of readdirSync(corpus, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )) {
    const files = readdirSync(join(corpus, category.name)).filter((name) => name.endsWith('.md'));
    const step = Math.max(1, Math.floor(files.length / 40));
    for (const file of files.filter((_name, index) => index % step === 0)) {
      const source = readFileSync(join(corpus, category.name, file), 'utf8');
      const imported = fromMarkdown(source);
      assert.deepEqual(
        imported.losses.filter((loss) => loss.code !== 'control-characters'),
        [],
        file,
      );
      assertKept(imported, withoutMarkdown(source), `${category.name}/${file}`);
      assert.ok(richText.safeParse(imported.body).success, file);
      assert.ok(toHtml(imported.body, { imageUrl: () => '' }).length > 0);
      counts[category.name] = (counts[category.name] ?? 0) + 1;
      characters += visible(source).length;
    }
  }
  t.diagnostic(`${JSON.stringify(counts)}, ${characters} characters compared`);
  assert.equal(Object.keys(counts).length, 7);
});

/** Takes away what is Markdown's own: heading marks, table rules, list dashes, bold marks, control characters. */
function withoutMarkdown(source: string): string {
  return source
    .split('\n')
    .filter((line) => !/^\s*\|[-:| ]+\|\s*$/.test(line))
    .map((line) => (/^\s*\|.*\|\s*$/.test(line) ? line.replaceAll('|', '') : line))
    .map((line) =>
      line
        .replace(/^\s*(?:#{1,6}\s+|>+)/, '')
        .replace(/^[-*+] (?=\S)/, '')
        .replace(/\*\*([^*]+)\*\*|(?<!\*)\*([^\s*][^*]*)\*/g, '$1$2'),
    )
    .join('\n')
    .replace(/(?![\t\n])\p{Cc}|[\u2028-\u202e\u2066-\u2069]/gu, '');
}

test('Markdown structures: lists, quotes, tables, links, stars that are no marks', () => {
  const imported = fromMarkdown(
    '# 标题\n\n## 第一章\n\n- 甲\n- 乙\n\n1. 一\n2. 二\n\n34. 单独一行。\n\n> 引文\n\n| 项 | 数 |\n|---|---|\n| **合计** | 3 |\n\n[网站](https://example.org) 与 [坏](javascript:x) 与 3*4*5',
  );
  assert.equal(imported.title, '标题');
  assert.deepEqual(roles(imported), ['h1', 'bulletList', 'orderedList', 'p', 'blockquote', 'table', 'p']);
  const html = toHtml(imported.body, { imageUrl: () => '' });
  assert.match(html, /<th scope="col">项<\/th>/);
  assert.match(html, /<strong>合计<\/strong>/);
  assert.match(
    html,
    /<a href="https:\/\/example.org" rel="noopener noreferrer">网站<\/a> 与 \[坏\]\(javascript:x\)/,
  );
  assert.match(html, /<p>34\. 单独一行。<\/p>/);
});

test('pasted pages are cleaned and what went is listed', () => {
  const imported =
    fromHtml(`<html><head><title>x</title><style>p{}</style><script>track()</script></head><body onload="x()">
    <h1>公示</h1><p style="text-align:center" onclick="x()">正文 <b>重要</b>
      <a href="javascript:x()">坏链接</a><a href="https://example.org/a">好链接</a></p>
    <div><div>第二段<br>第三行</div>尾</div>
    <img src="https://tracker.example/1.gif" width=1 height=1><iframe src="x"></iframe>
    <p style="display:none">隐藏词</p><input value="x"><noscript>无脚本</noscript><!-- 注释 -->
    <table><caption>表</caption><thead><tr><td>项</td></tr></thead><tr><td colspan=2>值<table><tr><td>内表</td></tr></table></td></tr></table>
    <ul><li>甲<ol start=3><li>乙</li></ol></li></ul></body></html>`);
  assert.equal(
    toText(imported.body),
    '公示\n正文 重要 坏链接好链接\n第二段\n第三行\n尾\n表\n项\n值\n内表\n甲\n乙',
  );
  assert.deepEqual(imported.losses.map((loss) => loss.code).sort(), [
    'active-content',
    'form-field',
    'hidden-text',
    'link-removed',
    'nested-table',
    'remote-image',
  ]);
  assert.ok(richText.safeParse(imported.body).success);
});

test('the caption of a table holds what was seen of it, never a script in it', () => {
  const pasted = fromHtml(
    '<table><caption>名单<script>alert(1)</script><i hidden>暗</i></caption><tr><td>甲',
  );
  assert.equal(toText(pasted.body), '名单\n甲');
});

test('any HTML, however broken or deep, gives a valid text without script words', () => {
  const piece = fc.constantFrom(
    '<p>',
    '</p>',
    '<div hidden>',
    '</div>',
    '<table>',
    '<tr>',
    '<td>',
    '</table>',
    '<ul>',
    '<li>',
    '<ol start="-1">',
    '<blockquote>',
    '<b>',
    '</b>',
    '<a href="//x">',
    '<a href="https://e.org">',
    '文字',
    ' ',
    '<br>',
    '&#0;',
    '&#x202e;',
    '<script>alert(1)</script>',
    '<svg onload=x>',
    '<h6>',
    '<img src=x onerror=y alt="图">',
    '<caption>',
    '<th rowspan=999>',
    '<sup>2</sup>',
    '<s>',
    '<table role=presentation>',
    '<input type=checkbox checked>',
    '<a href="JaVaScRiPt:alert(1)">',
    '<a href="data:text/html,alert(1)">',
    '<a href="mailto:a@b.cn">',
    '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
    `<img data-sha256="${'0'.repeat(64)}">`,
    "<p class=MsoNormal style='mso-hide:all;font-size:0'>",
    '<o:p>&nbsp;</o:p>',
    '<!--[if gte mso 9]><xml>alert</xml><![endif]-->',
    '<xml><w:WordDocument>alert</w:WordDocument></xml>',
    "<span style='mso-list:Ignore'>一、</span>",
    '<style>p{background:url(x)}alert</style>',
    '<template>alert</template>',
    '<math><mi>alert</mi></math>',
    '<noscript><img src=x></noscript>',
    '<object data=x>alert</object>',
    '\u202e',
    '\ud800',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const imported = fromHtml(pieces.join(''));
      const parsed = richText.safeParse(imported.body);
      assert.ok(parsed.success, parsed.error?.message);
      assert.doesNotMatch(toText(imported.body), /alert/);
      const page = toHtml(imported.body, { imageUrl: () => 'never' });
      assert.doesNotMatch(
        page,
        /<(?!\/?(?:p|h[2-6]|ul|ol|li|blockquote|div|table|caption|thead|tbody|tr|th|td|a|strong|em|u|br)\b)/,
      );
      assert.doesNotMatch(page, /never|javascript:|data:|\son\w+=/i);
      for (const [, href = ''] of page.matchAll(/href="([^"]*)"/g))
        assert.match(href, /^(?:https?:|mailto:)/);
    }),
    { numRuns: 500 },
  );
  for (const tag of ['<div>', '<blockquote>', '<ul><li>', '<table><tr><td>', '<b>']) {
    assert.ok(richText.safeParse(fromHtml(`${tag.repeat(3000)}深`).body).success, tag);
  }
});

test('pages laid out with tables become plain text; tables of data stay tables', () => {
  const data = '<table><tr><th>项目</th><th>金额</th></tr><tr><td>租金</td><td>100</td></tr></table>';
  const page = fromHtml(`<table><tr><td><p>标题</p></td></tr><tr><td>${data}</td></tr></table>`);
  assert.deepEqual(roles(page), ['p', 'table']);
  assert.deepEqual(
    page.losses.map((loss) => loss.code),
    ['layout-table'],
  );
  assert.deepEqual(roles(fromHtml(`<table role="presentation"><tr><td>甲</td><td>乙</td></tr></table>`)), [
    'p',
    'p',
  ]);
  assert.deepEqual(roles(fromHtml(data)), ['table']);
  assert.equal(
    toText(fromHtml('<p>120 m<sup>2</sup>，H<sub>2</sub>O，第3<sup>名</sup></p>').body),
    '120 m²，H₂O，第3名',
  );
});

test('what Word and WPS put on the clipboard: lists keep their numbers, office markup goes', () => {
  const pasted =
    fromHtml(`<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
    <!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--><style>@font-face{}</style></head>
    <body lang=ZH-CN><!--StartFragment--><p class=MsoNormal align=center><b><span style='font-size:22.0pt;font-family:方正小标宋'>关于公开的通知<o:p></o:p></span></b></p>
    <p class=MsoListParagraph style='text-indent:32.0pt;mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>一、<span style='font:7.0pt "Times New Roman"'>&nbsp;</span></span>总体要求</p>
    <p class=MsoNormal>正文 <span style='mso-hide:all;display:none'>隐藏</span><a href="file:///C:/内网.doc">内网</a><img width=1 src="file:///C:/Temp/image001.png" alt="图"></p><!--EndFragment--></body></html>`);
  assert.equal(toText(pasted.body), '关于公开的通知\n一、\u00a0总体要求\n正文 内网');
  assert.deepEqual(pasted.losses.map((loss) => loss.code).sort(), [
    'hidden-text',
    'link-removed',
    'remote-image',
  ]);
});
