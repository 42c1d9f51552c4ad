import { type Html, html, join } from '#platform/html';
import { type Chrome, empty, page } from '#ui/portal';
import type { PublicCarrier } from '../register/queries.ts';
import { type CarrierKind, carrierKinds } from '../words.ts';

export type CarriersPage = {
  readonly chrome: Chrome;
  readonly carriers: readonly PublicCarrier[];
  readonly names: ReadonlyMap<number, string>;
  /** The one unit shown; null: all. */
  readonly unit: { readonly id: number; readonly name: string } | null;
};

/** Where one can read without going online: by unit, boards first; a list that reads like a map would be drawn. */
export function carriersPage({ chrome, carriers, names, unit }: CarriersPage): Html {
  const { t } = chrome;
  const title = unit === null ? t('carriers.page.title') : t('carriers.page.of', { unit: unit.name });
  const groups = [...Map.groupBy(carriers, (one) => one.unit)];
  return page(chrome, {
    title,
    place: null,
    crumbs: [
      ...(unit === null ? [] : [{ label: t('carriers.page.title'), href: '/carriers' }]),
      { label: title, href: null },
    ],
    description: t('carriers.page.lead'),
    canonical: unit === null ? '/carriers' : `/carriers?unit=${unit.id}`,
    body: html`<h1>${title}</h1><p>${t('carriers.page.lead')} ${t('carriers.page.count', { count: carriers.length })}</p>
${carriers.length === 0 ? empty(t('carriers.page.none'), null) : groups.map(([id, list]) => group(chrome, { id, name: names.get(id) ?? '' }, list))}`,
  });
}

function group(
  { t }: Chrome,
  unit: { readonly id: number; readonly name: string },
  list: readonly PublicCarrier[],
): Html {
  const order = (kind: CarrierKind) => carrierKinds.indexOf(kind);
  const sorted = list.toSorted((a, b) => order(a.kind) - order(b.kind));
  return html`<section aria-labelledby="unit-${unit.id}"><h2 id="unit-${unit.id}"><a href="/units/${unit.id}">${unit.name}</a></h2>
<ul>${sorted.map((one) => html`<li><strong>${t(`carriers.kind.${one.kind}`)}</strong> ${one.name}${details(t, one)}</li>\n`)}</ul></section>`;
}

/** Only a name of our own site's kind leads anywhere; what somebody typed is shown as text. */
function details(t: Chrome['t'], one: PublicCarrier): Html {
  const facts = [
    ['place', [one.place, one.floor].filter(Boolean).join(' ')],
    ['address', one.address],
    ['opening', one.opening],
    ['post', one.post],
    ['phone', one.phone],
    ['number', one.number ?? ''],
  ] as const;
  const position =
    one.longitude === null || one.latitude === null
      ? ''
      : t('carriers.page.position', {
          longitude: one.longitude.toFixed(4),
          latitude: one.latitude.toFixed(4),
        });
  const said = [
    ...facts.flatMap(([name, value]) =>
      value === '' ? [] : [html`<span class="soft">${t(`carriers.field.${name}`)}</span> ${value}`],
    ),
    ...(position === '' ? [] : [html`<span class="soft number">${position}</span>`]),
  ];
  return html`<br>${join(said, ' · ')}`;
}
