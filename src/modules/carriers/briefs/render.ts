import type { Translate } from '#platform/i18n';
import { qrSvg, readTemplate, type Typeset, typeset } from '#platform/typesetting';
import type { PublicBrief } from './queries.ts';

const template = readTemplate(new URL('./brief.typ', import.meta.url));

/** An item of a brief in the words of its reader; `gone` says that something stood here. */
type Line =
  | { readonly gone: string }
  | {
      readonly gone: null;
      readonly title: string;
      readonly meta: string;
      readonly begins: string;
      readonly url: string;
    };

/** A brief as every output shows it: page, text, PDF, e-mail. Made anew each time, so what is withdrawn is in none of them. */
export type RenderedBrief = {
  readonly title: string;
  readonly name: string;
  readonly number: string;
  readonly unitName: string;
  readonly issued: string;
  readonly period: string;
  readonly foreword: readonly string[];
  readonly sections: readonly { readonly heading: string; readonly items: readonly Line[] }[];
  readonly url: string;
};

/** `2026-03-02` as paper writes it. */
const inWords = (t: Translate, day: string) => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return t('carriers.brief.day', { year, month, day: date });
};

/** @param baseUrl the public address, without trailing slash */
export function renderBrief(
  brief: PublicBrief,
  t: Translate,
  baseUrl: string,
  localDate: (at: Date) => string,
): RenderedBrief {
  const number = t('carriers.brief.number', { year: brief.year, number: brief.number });
  return {
    title: `${brief.name} ${number}`,
    name: brief.name,
    number,
    unitName: brief.unitName,
    issued: inWords(t, brief.issuedOn),
    period: t('carriers.brief.period', {
      from: inWords(t, brief.periodFrom),
      to: inWords(t, brief.periodTo),
    }),
    foreword: brief.foreword.split('\n').filter((line) => line.trim() !== ''),
    sections: brief.sections.map(({ heading, items }) => ({
      heading,
      items: items.map(
        (item): Line =>
          item === null
            ? { gone: t('carriers.brief.gone') }
            : {
                gone: null,
                title: item.title,
                meta: `${item.unitName}　${inWords(t, localDate(item.publishedAt))}${item.documentNumber === null ? '' : `　${item.documentNumber}`}`,
                begins: beginning(item.begins),
                url: `${baseUrl}/i/${item.slug}`,
              },
      ),
    })),
    url: `${baseUrl}/briefs/${brief.slug}`,
  };
}

/** Whole sentences as far as there are any, on one line. */
function beginning(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const end = Math.max(line.lastIndexOf('。'), line.lastIndexOf('；'));
  return end > 40 ? line.slice(0, end + 1) : line;
}

/** The same as plain text, for e-mail and messages. */
export function briefText(brief: RenderedBrief): string {
  const lines = [
    brief.title,
    `${brief.unitName}　${brief.issued}`,
    '',
    ...brief.foreword,
    ...brief.sections.flatMap(({ heading, items }) => [
      '',
      `【${heading}】`,
      ...items.flatMap((item) =>
        item.gone === null ? ['', item.title, item.meta, item.begins, item.url] : ['', item.gone],
      ),
    ]),
    '',
    brief.url,
  ];
  return `${lines.join('\n').trim()}\n`;
}

/** @throws TypesettingFault */
export function briefPdf(brief: RenderedBrief, note: string): Promise<Typeset> {
  return typeset(template, { ...brief, note, qr: qrSvg(brief.url) });
}
