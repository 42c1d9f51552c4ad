import type { ItemVerdict, Outcome } from '../item/check-item.ts';
import type { CheckedPart } from '../item/document.ts';
import { notProven, outcomeWords, partWords, stepWords } from '../words/item-words.ts';
import { fill, forReaders, type Lang } from '../words/report-words.ts';
import { h } from './dom.ts';
import { drawPath } from './draw-path.ts';
import { pageWords, say } from './words.ts';

/** State in words and shape; colour only repeats it. */
const shapes = {
  intact: ['●', 'good'],
  registered: ['●', 'good'],
  unsigned: ['◐', 'plain'],
  foreign: ['✕', 'warn'],
  altered: ['▲', 'warn'],
  other: ['▲', 'warn'],
  broken: ['✕', 'warn'],
} as const satisfies Readonly<Record<Outcome, readonly [string, string]>>;

const marks = { yes: ['✔', 'good'], no: ['✕', 'warn'], open: ['○', 'plain'] } as const;

/** A further thing that was checked, by the page itself. */
export type Extra = { readonly state: keyof typeof marks; readonly text: string | HTMLElement };

/** The answer: what it comes to, what was checked, the way drawn, and what is not proven. */
export function verdictView(verdict: ItemVerdict, extras: readonly Extra[], lang: Lang): HTMLElement {
  const { outcome, steps, path, document } = verdict;
  const [shape, tone] = shapes[outcome];
  const { title, text } = outcomeWords[outcome];
  return h(
    'div',
    { class: `answer ${tone}` },
    h(
      'div',
      { class: 'outcome' },
      h(
        'h2',
        { id: 'outcome', tabindex: -1 },
        h('span', { class: 'shape', 'aria-hidden': 'true' }, shape),
        title[lang],
      ),
      h('p', {}, text[lang]),
    ),
    h(
      'div',
      { class: 'two' },
      h(
        'section',
        { 'aria-labelledby': 'checked' },
        h('h3', { id: 'checked' }, say(pageWords.checked, lang)),
        h(
          'ul',
          { class: 'steps' },
          ...steps.map(({ state, say: sentence, values }) =>
            stepView(
              { state, text: fill(stepWords[sentence]?.[lang] ?? sentence, forReaders(values, lang)) },
              lang,
            ),
          ),
          ...extras.map((one) => stepView(one, lang)),
        ),
        document !== undefined && document.kind !== 'unknown' && partsView(document.parts, lang),
        h('h3', {}, say(pageWords.notProven, lang)),
        h('ul', { class: 'plain small' }, ...notProven.map((one) => h('li', {}, one[lang]))),
      ),
      path !== undefined &&
        h(
          'section',
          { 'aria-labelledby': 'way' },
          h('h3', { id: 'way' }, say(pageWords.way, lang)),
          drawPath(path, lang),
        ),
    ),
  );
}

const stateWords: Readonly<Record<Extra['state'], Readonly<Record<Lang, string>>>> = {
  yes: { zh: '成立：', en: 'Holds: ' },
  no: { zh: '不成立：', en: 'Does not hold: ' },
  open: { zh: '未定：', en: 'Open: ' },
};

function stepView({ state, text }: Extra, lang: Lang): HTMLElement {
  const [mark, tone] = marks[state];
  return h(
    'li',
    { class: tone },
    h('span', { class: 'mark', 'aria-hidden': 'true' }, mark),
    h('span', {}, h('span', { class: 'visually-hidden' }, stateWords[state][lang]), text),
  );
}

const isWrong = (state: CheckedPart['state']): boolean => ['changed', 'twice', 'sm3'].includes(state);

function partsView(parts: readonly CheckedPart[], lang: Lang): HTMLElement {
  const line = ({ place, kind, state }: CheckedPart) =>
    h(
      'li',
      { class: state === 'same' ? 'good' : isWrong(state) ? 'warn' : 'plain' },
      `${place + 1} ${partWords[kind][lang]}${lang === 'zh' ? '：' : ': '}${say(pageWords[`state.${state}`], lang)}`,
    );
  return h(
    'details',
    { open: parts.some(({ state }) => isWrong(state)) },
    h('summary', {}, `${say(pageWords.parts, lang)} (${parts.length})`),
    h('ol', { class: 'plain small' }, ...parts.map(line)),
  );
}

/** Shown before everything else: two checkpoints of one log that cannot both be. */
export function forkView(notes: readonly [string, string], lang: Lang, onSave: () => void): HTMLElement {
  return h(
    'section',
    { class: 'fork', role: 'alert', 'aria-labelledby': 'fork' },
    h(
      'h2',
      { id: 'fork' },
      h('span', { class: 'shape', 'aria-hidden': 'true' }, '✕'),
      say(pageWords.forkTitle, lang),
    ),
    h('p', {}, say(pageWords.forkText, lang)),
    h('div', { class: 'pair' }, ...notes.map((note) => h('pre', { tabindex: 0 }, note))),
    h('p', {}, h('button', { type: 'button', click: onSave }, say(pageWords.forkSave, lang))),
  );
}
