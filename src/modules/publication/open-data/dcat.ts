import type { SiteFacts } from '#ui/portal';
import type { OpenFile } from './files.ts';
import { openTables } from './tables.ts';

/*
 * The catalogue of data by DCAT-AP 3 (SEMIC), as a list of nodes from which Turtle and JSON-LD are written alike. Names of
 * properties and classes are those of the vocabularies; values are texts, addresses, dates and numbers.
 */

export const prefixes = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  spdx: 'http://spdx.org/rdf/terms#',
  owl: 'http://www.w3.org/2002/07/owl#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;
export type Prefix = keyof typeof prefixes;
/** A name of a vocabulary, `dcat:Dataset`. */
export type Name = `${Prefix}:${string}`;

export type Term =
  | { readonly iri: string }
  | { readonly text: string; readonly lang?: 'zh' | 'en'; readonly type?: Name }
  | Node;

/** A thing with its class and properties; without `id` it is nameless and stands where it is used. */
export type Node = {
  readonly id: string | null;
  readonly class: Name;
  readonly has: readonly (readonly [Name, Term])[];
};

export type CatalogInput = {
  readonly baseUrl: string;
  readonly site: SiteFacts;
  readonly terms: string | null;
  readonly files: readonly OpenFile[];
};

const iri = (value: string): Term => ({ iri: value });
const zh = (text: string): Term => ({ text, lang: 'zh' });
const moment = (value: Date): Term => ({ text: value.toISOString(), type: 'xsd:dateTime' });
const whole = (value: number): Term => ({ text: String(value), type: 'xsd:nonNegativeInteger' });

/** Authority tables of the Publications Office of the European Union, which DCAT-AP asks for. */
const authority = (table: string, code: string) =>
  iri(`http://publications.europa.eu/resource/authority/${table}/${code}`);
const china = authority('country', 'CHN');
const mediaType = (media: string) => iri(`https://www.iana.org/assignments/media-types/${media}`);

/** The catalogue with its datasets: items by year, units, catalogues, duties, and the transparency log. */
export function catalogOf(input: CatalogInput): readonly Node[] {
  const { baseUrl, site } = input;
  const datasets = [...yearsOf(input), ...tablesOf(input), logOf(input)];
  const publisher: Node = {
    id: `${baseUrl}/open-data#publisher`,
    class: 'foaf:Agent',
    has: [['foaf:name', zh(site.host)]],
  };
  const home: Node = {
    id: `${baseUrl}/open-data`,
    class: 'foaf:Document',
    has: [['dct:title', zh('开放数据')]],
  };
  const catalog: Node = {
    id: `${baseUrl}/open-data#catalog`,
    class: 'dcat:Catalog',
    has: [
      ['dct:title', zh(`${site.name} 开放数据`)],
      ['dct:description', zh('向社会公开的内容、公开目录、公开情况、单位和公开登记簿。')],
      ['dct:publisher', iri(`${baseUrl}/open-data#publisher`)],
      ['dct:language', authority('language', 'ZHO')],
      ['dct:spatial', china],
      ['dcat:themeTaxonomy', iri('http://publications.europa.eu/resource/authority/data-theme')],
      ...newest(input.files),
      ['foaf:homepage', iri(`${baseUrl}/open-data`)],
      ['dct:license', licence(input)],
      ...datasets.map((one) => ['dcat:dataset', iri(one.id ?? '')] as const),
    ],
  };
  return [catalog, publisher, home, sha256, ...datasets];
}

/** When the newest file was made; nothing where there is none. */
function newest(files: readonly OpenFile[]): Node['has'] {
  if (files.length === 0) return [];
  return [['dct:modified', moment(new Date(Math.max(...files.map((file) => file.madeAt.getTime()))))]];
}

/**
 * The algorithm of the sums of files. DCAT-AP 3.0.1 (controlled vocabularies) takes its name under https only; the vocabulary
 * of SPDX itself writes http, so both are said to be one.
 */
const sha256: Node = {
  id: 'https://spdx.org/rdf/terms#checksumAlgorithm_sha256',
  class: 'spdx:ChecksumAlgorithm',
  has: [['owl:sameAs', iri('http://spdx.org/rdf/terms#checksumAlgorithm_sha256')]],
};

/** Terms of the installation in its own words; where there are none, a document that says so. */
function licence({ baseUrl, terms }: CatalogInput): Term {
  return {
    id: `${baseUrl}/open-data#terms`,
    class: 'dct:LicenseDocument',
    has: [['dct:title', zh(terms ?? '主办单位尚未规定使用条款')]],
  };
}

type Dataset = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly frequency: string;
  readonly more?: Node['has'];
  readonly distributions: readonly Node[];
};

function dataset({ baseUrl, site }: CatalogInput, one: Dataset): Node {
  return {
    id: `${baseUrl}/open-data#${one.name}`,
    class: 'dcat:Dataset',
    has: [
      ['dct:title', zh(one.title)],
      ['dct:description', zh(one.description)],
      ['dct:identifier', { text: one.name }],
      ['dct:publisher', iri(`${baseUrl}/open-data#publisher`)],
      ['dct:language', authority('language', 'ZHO')],
      ['dct:accrualPeriodicity', authority('frequency', one.frequency)],
      ['dct:accessRights', authority('access-right', 'PUBLIC')],
      ['dct:spatial', china],
      ['dcat:theme', authority('data-theme', 'GOVE')],
      ['dcat:landingPage', iri(`${baseUrl}/open-data`)],
      ['dcat:keyword', zh('公开')],
      ['dcat:contactPoint', contact(site)],
      ...(one.more ?? []),
      ...one.distributions.map((each) => ['dcat:distribution', each] as const),
    ],
  };
}

function contact(site: SiteFacts): Term {
  return {
    id: null,
    class: 'vcard:Organization',
    has: [
      ['vcard:fn', { text: site.host }],
      ...(site.email === null ? [] : [['vcard:hasEmail', iri(`mailto:${site.email}`)] as const]),
      ...(site.phone === null ? [] : [['vcard:hasTelephone', { text: site.phone }] as const]),
    ],
  };
}

type Distribution = {
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly media: string;
  readonly format: string;
  readonly packed: boolean;
  readonly more?: Node['has'];
};

function distribution(input: CatalogInput, one: Distribution): Node {
  const url = input.baseUrl + one.path;
  return {
    id: `${url}#distribution`,
    class: 'dcat:Distribution',
    has: [
      ['dct:title', zh(one.title)],
      ['dct:description', zh(one.description)],
      ['dcat:accessURL', iri(`${input.baseUrl}/open-data`)],
      ['dcat:downloadURL', iri(url)],
      ['dcat:mediaType', mediaType(one.media)],
      ['dct:format', authority('file-type', one.format)],
      ['dct:license', iri(`${input.baseUrl}/open-data#terms`)],
      ...(one.packed ? [['dcat:compressFormat', mediaType('application/gzip')] as const] : []),
      ...(one.more ?? []),
    ],
  };
}

function yearsOf(input: CatalogInput): readonly Node[] {
  const years = Map.groupBy(input.files, (file) => file.year);
  return [...years].map(([year, files]) =>
    dataset(input, {
      name: `items-${year}`,
      title: `${year} 年公开的内容`,
      description: `${year} 年首次向社会公开的内容：索引号、标题、发布机构、日期、类别、有效性、正文文字、附件清单和登记号。`,
      frequency: 'CONT',
      more: [...newest(files), ['dct:temporal', yearSpan(year)]],
      distributions: files.map((file) => fileDistribution(input, file)),
    }),
  );
}

function yearSpan(year: number): Term {
  const day = (text: string): Term => ({ text, type: 'xsd:date' });
  return {
    id: null,
    class: 'dct:PeriodOfTime',
    has: [
      ['dcat:startDate', day(`${year}-01-01`)],
      ['dcat:endDate', day(`${year}-12-31`)],
    ],
  };
}

function fileDistribution(input: CatalogInput, file: OpenFile): Node {
  const isCsv = file.name.endsWith('.csv.gz');
  return distribution(input, {
    path: `/open-data/${file.name}`,
    title: file.name,
    description: isCsv ? '每行一件，以逗号分隔，gzip 压缩。' : '每行一件，JSON 格式，gzip 压缩。',
    media: isCsv ? 'text/csv' : 'application/x-ndjson',
    format: isCsv ? 'CSV' : 'JSON',
    packed: true,
    more: [
      ['dcat:byteSize', whole(file.size)],
      ['dct:modified', moment(file.madeAt)],
      [
        'spdx:checksum',
        {
          id: null,
          class: 'spdx:Checksum',
          has: [
            ['spdx:algorithm', iri(sha256.id ?? '')],
            ['spdx:checksumValue', { text: file.sha256, type: 'xsd:hexBinary' }],
          ],
        },
      ],
    ],
  });
}

const tableWords: Readonly<Record<string, readonly [string, string]>> = {
  units: ['单位', '现有单位：编码、名称、层级、类别、上级单位。'],
  catalogues: ['公开目录', '现行公开目录中向社会公开的事项：内容、依据、时限、责任单位。'],
  duties: ['应公开事项和公开情况', '每一事项应于何日公开、公开情况、未公开的理由。'],
};

function tablesOf(input: CatalogInput): readonly Node[] {
  return openTables.map(({ name }) => {
    const [title, description] = tableWords[name] ?? [name, name];
    return dataset(input, {
      name,
      title,
      description,
      frequency: 'CONT',
      distributions: [
        distribution(input, {
          path: `/open-data/${name}.csv`,
          title: `${name}.csv`,
          description: '每行一项，以逗号分隔，取用时生成。',
          media: 'text/csv',
          format: 'CSV',
          packed: false,
        }),
      ],
    });
  });
}

function logOf(input: CatalogInput): Node {
  return dataset(input, {
    name: 'log',
    title: '公开登记簿',
    description: '只增不减的公开登记簿：每一次公开、更正、撤下的登记，供任何人核对（tlog-tiles）。',
    frequency: 'CONT',
    distributions: [
      distribution(input, {
        path: '/log/checkpoint',
        title: 'checkpoint',
        description: '登记簿的最新检查点，由此取得全部登记。',
        media: 'text/plain',
        format: 'TXT',
        packed: false,
      }),
    ],
  });
}
