import { type Html, html } from '#platform/html';
import type { Locale } from '#platform/i18n';

/** Longer texts of the site, by language. They describe what this program does; what an installation adds is its own data. */
type Texts = Readonly<Record<Locale, Html>>;

export const readingText: Texts = {
  'zh-CN': html`<p>每一项公开的内容都有自己的页面，从上到下依次是：标题和文号、公开信息、正文、附件、历次变更。</p>
<h2>公开信息里的各栏</h2>
<dl><dt><strong>索引号</strong></dt><dd>每项内容唯一的编号，由单位的统一社会信用代码、年份和流水号组成，可以用来查找和引用。</dd>
<dt><strong>发布机构</strong></dt><dd>公开时的单位名称。单位后来更名的，这里仍写当时的名称。</dd>
<dt><strong>成文日期、发布日期</strong></dt><dd>文件形成的日期，和首次在本站公开的日期。</dd>
<dt><strong>有效性</strong></dt><dd>有效、失效或者废止。失效和废止的文件仍可查阅，页面顶部会注明。</dd>
<dt><strong>公开范围</strong></dt><dd>向社会公开的，任何人都能看到；在党内、本单位或者对特定对象公开的，登录后才能看到。</dd>
<dt><strong>版本</strong></dt><dd>每次更正、澄清都形成新的一版，旧的各版在“历次变更”中可以看到，地址不变。</dd></dl>
<h2>已撤下的内容</h2>
<p>按程序撤下的内容，原地址仍然有效，写明何时、因何撤下，不再提供正文和附件。</p>
<h2>字号和打印</h2>
<p>点按页面右上角“长者版”，可以看到更大的字和更大的按钮。任何页面都可以直接打印，导航和按钮不会印出。</p>`,
  en: html`<p>Everything published has its own page: title and document number, details, text, attachments, history.</p>
<h2>The details</h2>
<dl><dt><strong>Index number</strong></dt><dd>The one number of this item, made of the unit’s code, the year and a serial. Use it to find and to cite.</dd>
<dt><strong>Published by</strong></dt><dd>The unit’s name on the day of publication, even if it was renamed since.</dd>
<dt><strong>Document date, published on</strong></dt><dd>When the document was made, and when it first appeared here.</dd>
<dt><strong>Validity</strong></dt><dd>In force, lapsed or repealed. Lapsed and repealed documents stay readable and say so at the top.</dd>
<dt><strong>Scope</strong></dt><dd>Open to society: anyone can read it. Inner scopes open after signing in.</dd>
<dt><strong>Version</strong></dt><dd>Each correction or clarification makes a new version at the same address; older ones stay in the history.</dd></dl>
<h2>What was withdrawn</h2>
<p>The address of a withdrawn item stays. It says when and why it was withdrawn; text and attachments are gone.</p>
<h2>Print and large print</h2>
<p>“Large print” at the top right gives larger text and targets. Any page can be printed as it is, without navigation.</p>`,
};

export const findingText: Texts = {
  'zh-CN': html`<ul><li><strong>知道标题、文号、索引号或单位：</strong>在页面上方的查找框中输入其中几个字，再点“查找”。</li>
<li><strong>只记得正文或附件中的词语：</strong>同样在查找框中输入。几个词语用空格隔开；一句话放在引号里，就按原样查找；词语前加减号，就不含它。也可以输入拼音或拼音首字母，例如 <code>bmsc</code>。</li>
<li><strong>知道是哪个单位：</strong>到<a href="/units">单位</a>中找到它。单位页面列出它应公开的事项和已公开的内容。</li>
<li><strong>知道是什么事：</strong>到<a href="/catalogue">公开目录</a>中查看。目录写明每一事项应在哪一天公开、公开了没有；没有公开的写明理由。</li>
<li><strong>想看某一类：</strong>到<a href="/items">已公开</a>中，按事务类别、类别、年度缩小范围。</li></ul>
<h2>找不到怎么办</h2>
<p>可能还没有到应公开的日期，也可能只在党内或单位内部公开。可以先在公开目录中查看该事项，再按单位页面上的电话询问。</p>
<h2>用纸上的地址打开</h2>
<p>公开栏、简报上印有短地址，例如 <code>/i/7k2m9q4x</code>。其中不用字母 i、l、o、u；数字 0 和 1 误写成字母也能打开。</p>`,
  en: html`<ul><li><strong>You know the title, document number, index number or unit:</strong> type part of it in the box above and select “Find”.</li>
<li><strong>You remember words of the text or an attachment:</strong> type them into the same box. Put a sentence in quotation marks to find it as it is, and a minus before a word that must not be there. Pinyin or its first letters find titles, for example <code>bmsc</code>.</li>
<li><strong>You know the unit:</strong> find it under <a href="/units">Units</a>. Its page lists what it must publish and what it has published.</li>
<li><strong>You know the matter:</strong> look in the <a href="/catalogue">catalogue</a>. It says by which day each matter is due and how it stands, with the reason where it is withheld.</li>
<li><strong>You want one kind:</strong> narrow <a href="/items">Published</a> by affairs, category or year.</li></ul>
<h2>If you do not find it</h2>
<p>It may not be due yet, or open only within the Party or a unit. Look for the matter in the catalogue, then ask by the telephone on the unit’s page.</p>
<h2>Short addresses on paper</h2>
<p>Boards and briefs carry short addresses such as <code>/i/7k2m9q4x</code>. They never use the letters i, l, o, u; 0 and 1 typed as letters work too.</p>`,
};

export const verifyingText: Texts = {
  'zh-CN': html`<h2>看是谁公开的</h2>
<p>每一页的“发布机构”是经过提出、审核、保密审查、审批后负责公开的单位。点按单位名称，可以看到它的第一责任人和联系电话。</p>
<h2>看有没有改过</h2>
<p>“历次变更”列出首次公开以来的每一版、日期和理由，旧的各版都可以打开对照。更正和澄清不会悄悄替换原文。</p>
<h2>看地址对不对</h2>
<p>请核对浏览器地址栏中的网址与公开栏、文件上印的一致。短地址由系统生成，更正后不变。</p>
<h2>有疑问</h2>
<p>请按单位页面上的电话询问发布机构，报出索引号和版本。</p>`,
  en: html`<h2>Who published it</h2>
<p>“Published by” names the unit that answers for it, after proposal, review, secrecy review and approval. Follow it to see the first responsible person and the telephone.</p>
<h2>Whether it was changed</h2>
<p>“History” lists every version since the first, with date and reason; each can be opened and compared. Corrections and clarifications never replace a text silently.</p>
<h2>Whether the address is right</h2>
<p>Compare the address in your browser with the one printed on the board or document. Short addresses are made by the system and stay the same after corrections.</p>
<h2>If in doubt</h2>
<p>Telephone the publishing unit, whose number is on its page, and quote index number and version.</p>`,
};

export const accessibilityText: Texts = {
  'zh-CN': html`<p>本站力求使所有人都能独立阅读公开的内容，参照《中华人民共和国无障碍环境建设法》、GB/T 37668—2019 和《互联网网站适老化通用设计规范》建设。</p>
<h2>本站做到的</h2>
<ul><li>所有内容不依靠脚本即可阅读，没有弹窗、飘窗、自动播放和动画。</li><li>可以全部用键盘操作，当前位置始终可见；第一个链接可以跳到正文。</li><li>标题分级，表格有表头，图片和图表有文字说明，图表附有数据表。</li><li>状态用文字和形状表示，不只用颜色。</li><li>正文与背景的对比度不低于 4.5:1，长者版不低于 7:1。</li><li>长者版字号 22 像素，按钮和链接更大，一栏排列。</li><li>在 320 像素宽的屏幕上和放大到 400% 时，不需要左右滚动即可阅读正文。</li></ul>
<h2>还做不到的</h2>
<ul><li>部分附件是各单位提供的扫描件，读屏软件可能无法朗读。请向发布机构索取可读的版本。</li><li>较宽的表格在手机上需要在表格内左右滑动。</li></ul>
<h2>遇到障碍</h2>
<p>请按页面底部的电话或邮箱告诉我们：哪个页面、遇到什么问题、使用什么设备。</p>`,
  en: html`<p>This site aims to let everyone read what is published by themselves. It follows China’s Accessibility Law, GB/T 37668-2019, the national guide for elder-friendly websites, and WCAG 2.2 level AA.</p>
<h2>What it does</h2>
<ul><li>Everything can be read without scripts. No pop-ups, floating windows, autoplay or animation.</li><li>Everything works by keyboard with a visible focus; the first link skips to the content.</li><li>Headings are nested, tables have headers, pictures and charts have text, and each chart has its table.</li><li>States are told by words and shapes, never by colour alone.</li><li>Text contrast is at least 4.5:1, in large print 7:1.</li><li>Large print is 22 pixels with bigger targets in one column.</li><li>At 320 pixels and at 400 % zoom the text needs no sideways scrolling.</li></ul>
<h2>What it does not do yet</h2>
<ul><li>Some attachments are scans that screen readers may not read. Ask the publishing unit for a readable version.</li><li>Wide tables scroll within their own box on a phone.</li></ul>
<h2>If something stops you</h2>
<p>Tell us by the telephone or e-mail below: which page, what happened, and which device you use.</p>`,
};

export const aboutText: Texts = {
  'zh-CN': html`<p>本站公开本地区党的组织、机关、镇街、村（社区）、学校、医院和国有企业按规定应当公开的事项，以及公开的情况。</p>
<h2>公开的程序</h2>
<p>每一项内容都由有关部门提出，经审核和保密审查，由有权限的人审批后公开。更正、撤下走同样的程序。</p>
<h2>公开的范围</h2>
<p>按照与群众的关联程度，分为向社会公开、在全党公开、在本地区本部门本单位公开、对特定的党组织、党员和群众公开。</p>
<h2>不记录读者</h2>
<p>阅读不需要登录，本站不使用统计脚本，不向第三方提供读者的任何信息。只有您选择语言或长者版时，浏览器中会保存这一项选择；登录后会保存登录状态。</p>`,
  en: html`<p>This site publishes what the Party organisations, organs, towns, villages, schools, hospitals and state enterprises of this area must open by rule, and how that stands.</p>
<h2>Procedure</h2>
<p>Every item was proposed, reviewed, checked for secrecy and approved by people in authority before it appeared. Corrections and withdrawals take the same way.</p>
<h2>Scopes</h2>
<p>Matters are open to society, within the whole Party, within an area, department or unit, or to named organisations and people.</p>
<h2>Readers are not recorded</h2>
<p>Reading needs no sign-in. There are no tracking scripts, and nothing about readers goes to others. A cookie is set only when you choose a language or large print, or sign in.</p>`,
};
