import { encodeHex } from '../../../tlog/src/index.ts';
import type { Path } from '../item/path.ts';
import type { Lang } from '../words/report-words.ts';
import { h, s } from './dom.ts';
import { pageWords, say } from './words.ts';

const [width, rowHeight, middle, arm, top] = [340, 38, 170, 96, 26];

const short = (hash: Uint8Array) => encodeHex(hash).slice(0, 8);

/**
 * The way from the entry up to the signed root, drawn: each level joins the hash so far with its sibling. The same as a table
 * for those who hear the page, and with whole hashes.
 */
export function drawPath(path: Path, lang: Lang): HTMLElement {
  const rows = path.steps.length + 1;
  const height = top + rows * rowHeight + 22;
  const y = (level: number) => height - 30 - level * rowHeight;
  const picture = s(
    'svg',
    {
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      class: path.holds ? 'path holds' : 'path broken',
      'aria-label': say(pageWords.pathLabel, lang, {
        steps: path.steps.length,
        index: path.index,
        size: path.size,
      }),
    },
    ...path.steps.flatMap((step, level) => {
      const side = step.side === 'left' ? middle - arm : middle + arm;
      const isLast = level === path.steps.length - 1 && !path.holds;
      return [
        s('path', { class: isLast ? 'line gap' : 'line', d: `M${middle} ${y(level)}V${y(level + 1)}` }),
        s('path', {
          class: 'line side',
          d: `M${side} ${y(level)}Q${side} ${y(level + 1)} ${middle} ${y(level + 1)}`,
        }),
        s('circle', { class: 'sibling', cx: side, cy: y(level), r: 4 }),
        label(side, y(level), short(step.sibling), step.side === 'left' ? 'end' : 'start'),
      ];
    }),
    ...path.steps.map((_, level) =>
      s('circle', { class: 'node', cx: middle, cy: y(level), r: level === 0 ? 7 : 5 }),
    ),
    s('rect', { class: 'root', x: middle - 7, y: y(path.steps.length) - 7, width: 14, height: 14 }),
    ...(path.steps.length === 0
      ? []
      : [caption(y(0) + 22, say(pageWords.pathLeaf, lang, { index: path.index }))]),
    caption(
      y(path.steps.length) - 15,
      say(path.holds ? pageWords.pathRoot : pageWords.pathNoRoot, lang, { root: short(path.root) }),
    ),
  );
  return h('figure', { class: 'drawn' }, picture, table(path, lang));
}

function label(x: number, y: number, text: string, anchor: 'start' | 'end'): SVGElement {
  return s(
    'text',
    { class: 'hash', x: x + (anchor === 'end' ? -9 : 9), y: y + 4, 'text-anchor': anchor },
    text,
  );
}

function caption(y: number, text: string): SVGElement {
  return s('text', { class: 'caption', x: middle, y, 'text-anchor': 'middle' }, text);
}

function table({ leaf, steps, root }: Path, lang: Lang): HTMLElement {
  const row = (head: string, hash: Uint8Array) =>
    h('tr', {}, h('th', { scope: 'row' }, head), h('td', {}, h('code', {}, encodeHex(hash))));
  const rows = [
    row(say(pageWords.hashLeaf, lang), leaf),
    ...steps.map((step, level) =>
      row(
        say(step.side === 'left' ? pageWords.hashLeft : pageWords.hashRight, lang, { level: level + 1 }),
        step.sibling,
      ),
    ),
    row(say(pageWords.hashRoot, lang), root),
  ];
  return h(
    'details',
    {},
    h('summary', {}, say(pageWords.hashes, lang)),
    h(
      'div',
      { class: 'scrolls', tabindex: 0, role: 'group', 'aria-label': say(pageWords.hashes, lang) },
      h('table', {}, h('tbody', {}, ...rows)),
    ),
  );
}
