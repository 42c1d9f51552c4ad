import { type Html, type HtmlValue, html } from '#platform/html';
import { callout, type MetadataRow, metadata } from '#ui/portal';
import type { Meta } from '../registration/meta.ts';
import type { ItemPageInput } from './item-page.ts';

/**
 * What stands where withheld content would stand (DIS-8): which matter, on what ground by which article, until when the
 * decision is looked at again, and whom to ask. For a matter opened in part it stands before the open part.
 */
export function withheldBox({ chrome, view, unit, matters }: ItemPageInput, meta: Meta): HtmlValue {
  const { t } = chrome;
  const { withholding } = meta;
  if (withholding === undefined) return null;
  const rows: readonly MetadataRow[] = [
    {
      label: t('publication.withheld.matter'),
      value:
        matters.length === 0
          ? null
          : matters.map((one, index) => html`${index > 0 && html`<br>`}<span lang="zh-CN">${one}</span>`),
      whole: true,
    },
    {
      label: t('publication.withheld.unit'),
      value: html`<span lang="zh-CN">${meta.unitName}</span>`,
    },
    {
      label: t('publication.withheld.ground'),
      value: html`${t(`withholdGround.${withholding.ground}`)} <span class="soft small">${withholding.ground}</span>`,
      whole: true,
    },
    {
      label: t('publication.withheld.article'),
      value: t(`withholdCitation.${withholding.ground}`),
      whole: true,
    },
    {
      label: t('publication.withheld.reviewOn'),
      value: html`<span class="number">${withholding.reviewOn ?? ''}</span>`,
    },
    { label: t('publication.withheld.ask'), value: ask(t, view.item.unit, unit), whole: true },
  ];
  return html`<section aria-labelledby="withheld">${callout(
    null,
    html`<h2 id="withheld">${t(`publication.withheld.title.${withholding.extent}`)}</h2><p lang="zh-CN">${withholding.noticeText}</p>${metadata(t('publication.withheld.label'), rows, true)}`,
    'warn',
  )}</section>`;
}

function ask(t: ItemPageInput['chrome']['t'], id: number, unit: ItemPageInput['unit']): Html {
  const phone = unit?.phone ?? null;
  return html`<a href="/units/${id}">${t('publication.withheld.askUnit')}</a>${phone !== null && html` <span class="number">${phone}</span>`}`;
}
