import { type Html, html } from '#platform/html';
import type { Chrome } from './chrome.ts';
import { page } from './layout.ts';
import { badge, tag } from './parts/badge.ts';
import { figures, ratioBar, stackedBars } from './parts/charts.ts';
import { field, select } from './parts/forms.ts';
import { callout, empty, facets, fileRows, itemRows, pages, sectionHead, timeline } from './parts/lists.ts';
import { metadata } from './parts/metadata.ts';
import { table } from './parts/table.ts';

const day = new Date('2026-03-01T01:30:00Z');

/** Every piece of the portal on one page, with invented content. Shown in demonstration mode only. */
export function galleryPage(chrome: Chrome): Html {
  return page(chrome, {
    title: '样张 Gallery',
    place: null,
    crumbs: [{ label: '样张', href: null }],
    noIndex: true,
    body: html`<h1>样张</h1><div lang="zh-CN">${[badges(), lists(chrome), tables(), charts(), forms(), texts(chrome)]}</div>`,
  });
}

function badges(): Html {
  return html`${sectionHead('状态', 'g-states')}<p>${badge('已公开', 'disc', 'good')} ${badge('部分公开', 'half', 'good')} ${badge('逾期', 'triangle', 'warn')} ${badge('未公开及理由', 'diamond', 'plain')} ${badge('未到期', 'ring', 'quiet')} ${badge('已撤下', 'cross', 'warn')} ${tag('更正')} ${tag('废止', 'warn')}</p>`;
}

function lists(chrome: Chrome): Html {
  const row = {
    href: '/i/example',
    title: '关于二〇二六年第一季度村级财务收支情况的公示',
    documentNumber: '青办发〔2026〕3号',
    publishedAt: day,
    unit: { name: '样例镇人民政府', href: '/units/1' },
    marks: [tag('更正')],
  };
  const option = (label: string, count: number, chosen: boolean) => ({
    label,
    count,
    chosen,
    href: '/gallery',
  });
  return html`${sectionHead('列表', 'g-lists', { href: '/gallery', label: '全部' })}${itemRows([row, { ...row, documentNumber: null, marks: [] }])}
<div class="columns left">${facets(chrome, [{ label: '事务类别', options: [option('党务公开', 120, true), option('村务公开', 88, false)] }])}<div>${itemRows([row], true)}${pages(chrome, { first: '/gallery', next: '/gallery' })}</div></div>`;
}

function tables(): Html {
  const rows = [
    { name: '年度工作要点', due: '2026-01-31', state: badge('已公开', 'disc', 'good') },
    { name: '党费收缴使用情况', due: '2026-02-28', state: badge('逾期', 'triangle', 'warn') },
  ];
  return html`${sectionHead('表格', 'g-tables')}${table(
    '公开事项',
    [
      { head: '事项', heads: true, cell: (row) => row.name },
      { head: '应公开日期', cell: (row) => row.due },
      { head: '状态', cell: (row) => row.state },
    ],
    rows,
    { stacks: true },
  )}${metadata('信息', [
    { label: '索引号', value: '11330000000000000X/2026-00001' },
    { label: '发布机构', value: '样例镇人民政府' },
    { label: '成文日期', value: '2026-02-26' },
    { label: '文号', value: null },
    { label: '所属事项', value: '重大决策 / 会议决定', whole: true },
  ])}`;
}

function charts(): Html {
  const series = [
    { look: 'on-time', label: '按期' },
    { look: 'late', label: '逾期公开' },
    { look: 'missing', label: '逾期未公开' },
  ] as const;
  const groups = ['1月', '2月', '3月', '4月'].map((label, i) => ({ label, values: [30 + i * 7, 4 - i, i] }));
  return html`${sectionHead('图表', 'g-charts')}${figures([
    { label: '应公开', value: '1,204', note: '本年到期', href: '/gallery', warn: false },
    { label: '按期公开', value: '1,120', note: '93%', href: '/gallery', warn: false },
    { label: '逾期', value: '62', note: '其中未公开 18', href: '/gallery', warn: true },
    { label: '不予公开', value: '22', note: '均附理由', href: '/gallery', warn: false },
  ])}${ratioBar('g-ratio', '本年公开情况', [
    { look: 'on-time', label: '按期', value: 1120 },
    { look: 'late', label: '逾期', value: 62 },
    { look: 'withheld', label: '不予公开', value: 22 },
    { look: 'open', label: '未到期', value: 300 },
  ])}${stackedBars('g-bars', { title: '各月公开情况', tableLabel: '查看表格', groupHead: '月份' }, series, groups)}`;
}

function forms(): Html {
  return html`${sectionHead('表单', 'g-forms')}<form class="filters" action="/gallery" method="get">${select('kind', '事务类别', '全部', [{ value: 'party', label: '党务公开' }], 'party')}<button>筛选</button></form>
<form action="/gallery" method="get">${field({ name: 'account', label: '账号', hint: '由本单位管理员发放' })}${field({ name: 'code', label: '动态口令', wrong: '动态口令应为 6 位数字，请重新输入。', inputmode: 'numeric' })}</form>`;
}

function texts(chrome: Chrome): Html {
  return html`${sectionHead('提示、附件、历史', 'g-texts')}${callout('本文已更正', html`<p>2026-03-05 更正了第三项的金额。</p>`)}${callout('已废止', html`<p>自 2026-06-01 起废止。</p>`, 'warn')}${empty('没有符合条件的内容。', html`<p><a href="/items">查看全部</a></p>`)}${fileRows(chrome, [{ href: '/gallery', name: '收支明细表.xlsx', media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', size: 34_816 }])}${timeline(
    [
      { at: day, title: '更正（第2版）', note: '金额单位误为万元。', tone: 'current' },
      { at: day, title: '首次公开（第1版）', note: null, tone: 'plain' },
      { at: day, title: '撤下', note: '含个人信息', tone: 'warn' },
    ],
  )}`;
}
