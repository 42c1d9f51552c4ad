import { type Html, type HtmlValue, html } from '#platform/html';
import {
  count,
  empty,
  itemRows,
  jsonLdBlock,
  type MetadataRow,
  metadata,
  page,
  sectionHead,
  table,
} from '#ui/portal';
import type { DutyFigures, PublicDuty } from '../duties.ts';
import { unitData } from '../open-data/json-ld.ts';
import type { ItemPage, Whereabouts } from '../queries/items.ts';
import type { PublicUnit, UnitEntry } from '../units.ts';
import { dutyFigures } from './figures.ts';
import { address, dutyState, itemRow, matterOf, type Shown } from './shared.ts';

export type UnitPageInput = Shown & {
  readonly unit: PublicUnit;
  readonly children: readonly UnitEntry[];
  readonly latest: ItemPage;
  readonly duties: readonly PublicDuty[];
  /** More duties than are shown. */
  readonly hasMoreDuties: boolean;
  readonly figures: DutyFigures;
  readonly places: ReadonlyMap<string, Whereabouts>;
  readonly year: number;
};

/** A unit: who they are and how to reach them, what they must open and how it stands, what they opened lately. */
export function unitPage(input: UnitPageInput): Html {
  const { chrome, unit } = input;
  return page(chrome, {
    title: unit.name,
    place: 'units',
    crumbs: [
      { label: chrome.t('portal.place.units'), href: '/units' },
      ...unit.ancestors.map(({ id, name }) => ({ label: name, href: `/units/${id}` })),
      { label: unit.name, href: null },
    ],
    canonical: `/units/${unit.id}`,
    feeds: [
      {
        title: chrome.t('publication.list.ofUnit', { unit: unit.name }),
        stem: `/feeds/units/${unit.id}`,
      },
    ],
    data: jsonLdBlock(unitData(input, unit)),
    body: html`<h1 lang="zh-CN">${unit.name}</h1>
${standing(input)}
<div class="columns about-first"><div class="aside">${contact(input)}</div><div>${duties(input)}${latest(input)}</div>
<div class="aside">${below(input)}</div></div>`,
  });
}

function standing({ chrome, unit }: UnitPageInput): HtmlValue {
  const { t } = chrome;
  if (unit.state === 'active') return null;
  const into = unit.mergedInto;
  return html`<div class="callout warn"><p>${t(`publication.unit.${unit.state}`)}${into !== null && html` <a href="/units/${into.id}" lang="zh-CN">${into.name}</a>`}</p></div>`;
}

function contact({ chrome, unit }: UnitPageInput): Html {
  const { t } = chrome;
  const first = unit.posts.find((post) => post.kind === 'firstResponsible');
  const spokesperson = unit.posts.find((post) => post.kind === 'spokesperson');
  const optional: readonly (MetadataRow | false)[] = [
    unit.officeHours !== null && { label: t('publication.unit.officeHours'), value: unit.officeHours },
    spokesperson !== undefined && { label: t('publication.unit.spokesperson'), value: person(spokesperson) },
    unit.line !== null && { label: t('publication.unit.line'), value: unit.line },
    unit.website !== null && {
      label: t('publication.unit.website'),
      value: html`<a href="${unit.website}" rel="noopener noreferrer">${unit.website}</a>`,
    },
    unit.formerNames.length > 0 && {
      label: t('publication.unit.formerNames'),
      value: unit.formerNames.map((one) => one.name).join('、'),
    },
  ];
  const rows: readonly MetadataRow[] = [
    { label: t('publication.unit.firstResponsible'), value: first === undefined ? null : person(first) },
    { label: t('publication.unit.phone'), value: unit.phone },
    { label: t('publication.unit.address'), value: unit.address },
    { label: t('publication.unit.contact'), value: unit.contact },
    ...optional.filter((one) => one !== false),
  ];
  return html`<section aria-labelledby="contact"><h2 id="contact">${t('publication.unit.about')}</h2>${unit.introduction !== null && html`<p class="small" lang="zh-CN">${unit.introduction}</p>`}<div lang="zh-CN">${metadata(t('publication.unit.about'), rows, true)}</div></section>`;
}

function person({ name, title }: { readonly name: string; readonly title: string | null }): Html {
  return html`${name}${title !== null && html` <span class="soft">${title}</span>`}`;
}

function below({ chrome, children }: UnitPageInput): HtmlValue {
  if (children.length === 0) return null;
  return html`<section aria-labelledby="below"><h2 id="below">${chrome.t('publication.unit.below')}</h2><ul class="plain small" lang="zh-CN">${children.map(
    (one) => html`<li><a href="/units/${one.id}">${one.name}</a></li>`,
  )}</ul></section>`;
}

function duties(input: UnitPageInput): Html {
  const { chrome, unit, year } = input;
  const { t } = chrome;
  const more = {
    href: address('/catalogue', { unit: unit.id, year }),
    label: t('publication.unit.wholeCatalogue'),
  };
  return html`<section aria-labelledby="duties">${sectionHead(t('publication.unit.duties', { year }), 'duties', more)}
${input.duties.length > 0 && dutyFigures(input, input.figures, { unit: unit.id, year }, 'unit')}
${input.duties.length === 0 ? empty(t('publication.unit.noDuties'), null) : dutyTable(input, input.duties, input.places, { unit: false })}
${input.hasMoreDuties && html`<p><a href="${more.href}">${t('publication.unit.moreDuties')}</a></p>`}</section>`;
}

/** Duties as a table: matter, period, due date, state. */
export function dutyTable(
  { chrome }: Shown,
  duties: readonly PublicDuty[],
  places: ReadonlyMap<string, Whereabouts>,
  show: { readonly unit: boolean },
): Html {
  const { t } = chrome;
  return table<PublicDuty>(
    t('publication.duty.caption'),
    [
      {
        head: t('publication.duty.matter'),
        heads: true,
        cell: (duty) => matterOf(t, duty),
      },
      ...(show.unit
        ? [
            {
              head: t('publication.meta.unit'),
              cell: (duty: PublicDuty) =>
                html`<a href="/units/${duty.unit}" lang="zh-CN">${duty.unitName}</a>`,
            },
          ]
        : []),
      {
        head: t('publication.duty.kind'),
        cell: (duty) => t(`publication.affairs.short.${duty.affairsKind}`),
      },
      { head: t('publication.duty.due'), cell: (duty) => html`<span class="number">${duty.due}</span>` },
      { head: t('publication.duty.state'), cell: (duty) => dutyState(t, duty, places) },
    ],
    duties,
    { stacks: true, hideCaption: true },
  );
}

function latest(input: UnitPageInput): Html {
  const { chrome, unit } = input;
  const { t } = chrome;
  const more = { href: address('/items', { unit: unit.id }), label: t('publication.unit.allItems') };
  return html`<section aria-labelledby="latest">${sectionHead(t('publication.unit.latest'), 'latest', more)}
${
  input.latest.rows.length === 0
    ? empty(t('publication.unit.noItems'), null)
    : itemRows(
        input.latest.rows.map((item) => itemRow(input, item, false)),
        true,
      )
}<p class="soft"><a href="${address('/search', { unit: unit.id })}">${t('publication.search.inUnit')}</a> · <a href="${address('/subscribe', { unit: unit.id })}">${t('portal.subscribe')}</a></p></section>`;
}

/** Units to browse by: one level of the tree, or what was found by name. */
export function unitsPage(
  input: Shown & {
    readonly groups: readonly { readonly kind: string; readonly units: readonly UnitEntry[] }[];
    readonly query: string;
  },
): Html {
  const { chrome, groups, query } = input;
  const { t } = chrome;
  return page(chrome, {
    title: t('portal.place.units'),
    place: 'units',
    crumbs: [{ label: t('portal.place.units'), href: null }],
    noIndex: query !== '',
    body: html`<h1>${t('publication.units.title')}</h1>
<form class="filters" action="/units" method="get"><div><label for="unit-name">${t('publication.units.byName')}</label><input id="unit-name" name="name" maxlength="60" value="${query}"></div><button>${t('portal.search.button')}</button></form>
${groups.length === 0 && empty(t('publication.units.none', { text: query }), html`<p><a href="/units">${t('publication.units.all')}</a></p>`)}
${groups.map(
  (group) =>
    html`<section aria-labelledby="kind-${group.kind}"><h2 id="kind-${group.kind}">${t(`publication.unitKind.${group.kind}`)}</h2><ul class="index" lang="zh-CN">${group.units.map(
      (unit) =>
        html`<li><a href="/units/${unit.id}">${unit.name}</a>${unit.children > 0 && html`<span class="soft small">${t('publication.units.children', { count: count(unit.children, chrome.locale) })}</span>`}</li>`,
    )}</ul></section>\n`,
)}`,
  });
}
