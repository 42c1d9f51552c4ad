import { dayOf } from '#ui/portal';
import { titleText } from '../pages/frozen.ts';
import type { HomePageInput } from '../pages/home-page.ts';
import type { ItemPageInput } from '../pages/item-page.ts';
import type { ListPageInput } from '../pages/list-page.ts';
import type { Shown } from '../pages/shared.ts';
import type { Meta } from '../registration/meta.ts';
import type { PublicUnit } from '../units.ts';

/* schema.org for the pages of the portal: what stands on the page, and nothing else. Addresses are absolute. */

const context = 'https://schema.org';

/** Kinds of units that schema.org has a word of its own for; Party organisations and enterprises are organisations. */
const unitTypes: Readonly<Record<string, string>> = {
  peoplesCongress: 'GovernmentOrganization',
  consultativeConference: 'GovernmentOrganization',
  administrativeOrgan: 'GovernmentOrganization',
  townGovernment: 'GovernmentOrganization',
  subdistrictOffice: 'GovernmentOrganization',
  court: 'GovernmentOrganization',
  procuratorate: 'GovernmentOrganization',
  school: 'EducationalOrganization',
  hospital: 'MedicalOrganization',
};

const unitAddress = (baseUrl: string, id: number) => `${baseUrl}/units/${id}`;

const known = (value: string | null) => (value === null || value === '' ? undefined : value);

/** A unit: name, address, telephone and the unit above it. */
export function unitData({ baseUrl }: Shown, unit: PublicUnit): object {
  const above = unit.ancestors.at(-1);
  return {
    '@context': context,
    '@type': unitTypes[unit.kind] ?? 'Organization',
    '@id': unitAddress(baseUrl, unit.id),
    url: unitAddress(baseUrl, unit.id),
    name: unit.name,
    description: known(unit.introduction),
    address: known(unit.address),
    telephone: known(unit.phone),
    sameAs: known(unit.website),
    alternateName: unit.formerNames.length === 0 ? undefined : unit.formerNames.map((one) => one.name),
    parentOrganization:
      above === undefined
        ? undefined
        : { '@type': 'Organization', '@id': unitAddress(baseUrl, above.id), name: above.name },
  };
}

/** An item at its newest version, with its files. */
export function itemData({ chrome, view, baseUrl }: ItemPageInput, meta: Meta): object {
  const { item, shown } = view;
  const url = `${baseUrl}/i/${item.slug}`;
  return {
    '@context': context,
    '@type': 'DigitalDocument',
    '@id': url,
    url,
    name: titleText(chrome, shown),
    identifier: [item.indexNumber, ...(meta.documentNumber === null ? [] : [meta.documentNumber])],
    inLanguage: 'zh-CN',
    isAccessibleForFree: true,
    dateCreated: known(meta.documentDate),
    datePublished: item.publishedAt.toISOString(),
    dateModified: shown.publishedAt.toISOString(),
    expires: known(meta.expiresOn),
    version: shown.version,
    genre: known(meta.category),
    keywords: meta.keywords.length === 0 ? undefined : meta.keywords,
    publisher: { '@type': 'Organization', '@id': unitAddress(baseUrl, item.unit), name: item.unitName },
    encoding: shown.attachments
      .filter((one) => one.sha256 !== null)
      .map((one) => ({
        '@type': 'MediaObject',
        name: one.name,
        contentUrl: `${url}/files/${one.position}/${encodeURIComponent(one.name)}`,
        encodingFormat: one.media,
        contentSize: String(one.size),
        sha256: one.sha256,
      })),
    subjectOf: {
      '@type': 'Dataset',
      name: `${item.indexNumber} ${dayOf(item.publishedAt)}`,
      description: chrome.t('publication.openData.item.about'),
      distribution: {
        '@type': 'DataDownload',
        contentUrl: `${url}.json`,
        encodingFormat: 'application/json',
      },
    },
  };
}

/** The site with its host, and where its search and its catalogue of data stand. */
export function siteData({ chrome, baseUrl }: HomePageInput): object {
  const { site } = chrome;
  return {
    '@context': context,
    '@type': 'WebSite',
    '@id': `${baseUrl}/`,
    url: `${baseUrl}/`,
    name: site.name,
    inLanguage: ['zh-CN', 'en'],
    publisher: {
      '@type': 'GovernmentOrganization',
      name: site.host,
      telephone: known(site.phone),
      email: known(site.email),
      address: known(site.address),
    },
    potentialAction: {
      '@type': 'SearchAction',
      target: { '@type': 'EntryPoint', urlTemplate: `${baseUrl}/search?q={search_term_string}` },
      'query-input': 'required name=search_term_string',
    },
    hasPart: {
      '@type': 'DataCatalog',
      url: `${baseUrl}/open-data`,
      name: chrome.t('publication.openData.title'),
    },
  };
}

/** A list with the items that this page of it shows. */
export function listData({ baseUrl, list }: ListPageInput, title: string, path: string): object {
  return {
    '@context': context,
    '@type': 'CollectionPage',
    url: `${baseUrl}${path}`,
    name: title,
    inLanguage: 'zh-CN',
    mainEntity: {
      '@type': 'ItemList',
      itemListOrder: 'https://schema.org/ItemListOrderDescending',
      itemListElement: list.rows.map((item, index) => ({
        '@type': 'ListItem',
        position: index + 1,
        url: `${baseUrl}/i/${item.slug}`,
        name: item.title,
      })),
    },
  };
}
