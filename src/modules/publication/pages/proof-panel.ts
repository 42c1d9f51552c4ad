import { type Html, type HtmlValue, html } from '#platform/html';
import type { Translate } from '#platform/i18n';
import { badge, type Chrome, type MetadataRow, metadata, minute, type Shape, type Tone } from '#ui/portal';

/** What the log says of a version or of a withdrawal, as the page tells it. */
export type Proven = {
  readonly logIndex: number;
  readonly claimedAt: Date;
  /** When a checkpoint over it was first served, by our own clock. */
  readonly servedAt: Date;
  /** The first cosignatures over it; null while no witness has seen it. */
  readonly witnessed: { readonly at: Date; readonly names: readonly string[] } | null;
  /** There are witnesses, and it went out before they had seen it (应急发布). */
  readonly awaited: boolean;
};

export type Panel = {
  readonly proven: Proven;
  readonly state: 'registered' | 'corrected' | 'withdrawn';
  /** Null where nothing is shown that could differ: a tombstone. */
  readonly unaltered: boolean | null;
  /** Address of the proof, and of the parts where there are any. */
  readonly proofHref: string;
  readonly partsHref: string | null;
  /** Address of the printed proof's picture; null where nothing is to be printed. */
  readonly codeHref: string | null;
  /** The metadata in the bytes that were registered. */
  readonly source: Html | null;
};

/** A gap beyond this between what was claimed and what others saw is said aloud (LOG.md §4). */
const MOST_GAP_MS = 24 * 3_600_000;

const looks: Readonly<Record<Panel['state'], readonly [Shape, Tone]>> = {
  registered: ['disc', 'good'],
  corrected: ['half', 'plain'],
  withdrawn: ['cross', 'warn'],
};

/** 登记与核对: what anybody can check about this page, in a few calm lines; how to check it is folded away. */
export function proofPanel({ t }: Chrome, panel: Panel): Html {
  const { proven, state, unaltered } = panel;
  const [shape, tone] = looks[state];
  return html`<section class="proof" aria-labelledby="proof"><h2 id="proof">${t('publication.proof.title')}</h2>
<p>${badge(t(`publication.proof.${state}`), shape, tone)}${unaltered !== null && html` ${unaltered ? badge(t('publication.proof.unaltered'), 'disc', 'good') : badge(t('publication.proof.altered'), 'triangle', 'warn')}`}</p>
${metadata(t('publication.proof.title'), rows(t, proven), true)}
${gap(t, proven)}
<details><summary>${t('publication.proof.how')}</summary>
<p>${t('publication.proof.what')}</p>
<ul>
<li><a href="${panel.proofHref}" download>${t('publication.proof.download')}</a></li>
${panel.partsHref !== null && html`<li><a href="${panel.partsHref}" download>${t('publication.proof.parts')}</a></li>\n`}<li><a href="/verify">${t('publication.proof.verify')}</a></li>
</ul>
<p class="small soft">${t('publication.proof.not')}</p>
${panel.source !== null && html`<p class="small">${t('publication.proof.source')}</p><pre class="small" tabindex="0" lang="zh-CN">${panel.source}</pre>`}</details>
${printed(t, panel)}</section>`;
}

function rows(t: Translate, { logIndex, claimedAt, witnessed, awaited }: Proven): readonly MetadataRow[] {
  return [
    { label: t('publication.proof.number'), value: html`<span class="number">${logIndex}</span>` },
    { label: t('publication.proof.claimedAt'), value: minute(claimedAt) },
    {
      label: t('publication.proof.witnessedAt'),
      value:
        witnessed === null ? html`<span>${t('publication.proof.notWitnessed')}</span>` : minute(witnessed.at),
    },
    {
      label: t('publication.proof.witnesses'),
      value:
        witnessed === null
          ? html`<span class="soft small">${t(awaited ? 'publication.proof.awaited' : 'publication.proof.noWitness')}</span>`
          : witnessed.names.map((name, index) => html`${index > 0 && html`<br>`}${name}`),
    },
  ];
}

function gap(t: Translate, { claimedAt, servedAt, witnessed }: Proven): HtmlValue {
  const seen = witnessed?.at ?? servedAt;
  if (seen.getTime() - claimedAt.getTime() <= MOST_GAP_MS) return null;
  const key = witnessed === null ? 'publication.proof.gapServed' : 'publication.proof.gap';
  return html`<p class="gap">${t(key)} ${minute(seen)}</p>`;
}

/** On paper only. The picture is fetched when somebody prints: a browser loads what is not shown only then. */
function printed(t: Translate, { codeHref, proven }: Panel): HtmlValue {
  if (codeHref === null) return null;
  return html`<div class="print-only"><p class="small">${t('publication.proof.code', { number: proven.logIndex })}</p><img class="proof-code" src="${codeHref}" alt="${t('publication.proof.code', { number: proven.logIndex })}" width="189" height="189" loading="lazy"></div>`;
}
