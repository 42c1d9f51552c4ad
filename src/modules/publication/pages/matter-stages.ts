import { type HtmlValue, html } from '#platform/html';
import { day } from '#ui/portal';
import type { MatterStage } from '../queries/matter.ts';
import type { Shown } from './shared.ts';

/** The stages of the item's major matter (三重一大) that this reader may see, in order; nothing when there is no other. */
export function matterStages({ chrome }: Shown, item: string, stages: readonly MatterStage[]): HtmlValue {
  const { t } = chrome;
  if (stages.length < 2) return null;
  return html`<section aria-labelledby="stages"><h2 id="stages">${t('publication.matter.title')}</h2><ol class="plain stages">${stages.map(
    (one) =>
      html`<li><span class="soft small">${t(`publication.matter.${one.stage}`)} · ${t(`publication.matter.${one.audience}`)} · ${day(one.publishedAt)}</span><br>${
        one.item === item
          ? html`<strong aria-current="page">${t('publication.matter.here')}</strong>`
          : html`<a href="/i/${one.slug}" lang="zh-CN">${one.title}</a>`
      }</li>`,
  )}</ol></section>`;
}
