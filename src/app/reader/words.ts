import { escapeText } from '#platform/html';

/** Pages of a node that has neither database nor templates: short, in both languages, and without anything that can fail. */
export function plainPage(
  title: readonly [string, string],
  text: readonly [string, string],
  home: string | null,
): string {
  const link = home === null ? '' : `<p><a href="${escapeText(home)}">${escapeText(home)}</a></p>`;
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title[0]}</title></head>
<body><main><h1>${title[0]}</h1><p>${text[0]}</p><div lang="en"><h2>${title[1]}</h2><p>${text[1]}</p></div>${link}<p><a href="/">首页 / Home</a></p></main></body></html>
`;
}

export const notHere = {
  title: ['本节点不提供此功能', 'This node cannot do that'],
  text: [
    '本节点只提供已公开的网页和文件，没有查找、登录和办公功能。请到主站办理。',
    'This node has the published pages and files only: no search, no sign-in, no office. Please use the main site.',
  ],
} as const;

export const absent = {
  title: ['没有这个网页', 'No such page'],
  text: [
    '地址可能有误；刚刚公开或更正的内容，稍后才会到达本节点。',
    'The address may be wrong; what was published or corrected a moment ago reaches this node a little later.',
  ],
} as const;
