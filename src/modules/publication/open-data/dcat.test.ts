import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import jsonld from 'jsonld';
import { Parser, Store, Writer } from 'n3';
import SHACLValidator from 'rdf-validate-shacl';
import { valueOf } from '#test/database';
import { site } from '../testing/site.ts';
import { approved, monday, publish } from '../testing/world.ts';
import { catalogOf } from './dcat.ts';
import { writeJsonLd, writeTurtle } from './dcat-write.ts';
import type { OpenFile } from './files.ts';
import { makeFiles } from './make-files.ts';

const hours = (n: number) => new Date(monday.getTime() + n * 3_600_000);

/* The judge: the official shapes of DCAT-AP 3.0.1 (SEMIC), which lie beside the checkout and are not copied into it. */
const judges = resolve(process.env['GONGKAI_SHARED'] ?? '../shared', 'judges/dcat-ap-3.0.1');
const parts = ['shapes', 'range', 'mdr-vocabularies.shape', 'shapes_recommended'] as const;

/** Says so and leaves where they are missing. */
function isWithoutJudge(t: TestContext): boolean {
  if (existsSync(judges)) return false;
  t.skip(`the shapes of DCAT-AP are not there: ${judges} (set GONGKAI_SHARED)`);
  return true;
}

/*
 * What the shapes take for known: the few statements of other people's vocabularies that this catalogue leans on. A code that
 * does not stand here is not known, so a misspelt one is found.
 */
const authority = 'http://publications.europa.eu/resource/authority';
const known: Readonly<Record<string, readonly string[]>> = {
  'dct:LinguisticSystem': ['language/ZHO'],
  'dct:Frequency': ['frequency/CONT'],
  'dct:RightsStatement': ['access-right/PUBLIC'],
  'dct:MediaTypeOrExtent': ['file-type/CSV', 'file-type/JSON', 'file-type/TXT'],
  'dct:Location': ['country/CHN'],
  'skos:Concept': ['data-theme/GOVE'],
};
const background = `
@prefix dct: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
vcard:Organization rdfs:subClassOf vcard:Kind .
<${authority}/data-theme> a skos:ConceptScheme ; dct:title "Data theme"@en .
${Object.entries(known)
  .flatMap(([type, codes]) =>
    codes.map(
      (code) =>
        `<${authority}/${code}> a ${type} ; skos:prefLabel "${code}" ; skos:inScheme <${authority}/${code.split('/')[0]}> .`,
    ),
  )
  .join('\n')}
${['text/csv', 'text/plain', 'application/gzip', 'application/x-ndjson']
  .map((media) => `<https://www.iana.org/assignments/media-types/${media}> a dct:MediaType .`)
  .join('\n')}`;

/*
 * Recommended, and not said: what nobody has told the program it does not claim. Whose node, which property, why. Everything
 * else that the shapes recommend is there.
 */
const accepted: readonly (readonly [whose: string, property: string, why: string])[] = [
  ['catalog', 'issued', 'since when there has been a catalogue is recorded nowhere'],
  [
    'publisher',
    'type',
    'whether an authority is local, regional or national is not among what a site says of itself',
  ],
  ['catalog', 'publisher', 'the host is no body of the European Union'],
  ['dataset', 'publisher', 'the host is no body of the European Union'],
  ['terms', 'type', 'the terms are the host’s own words and no licence of a known type'],
  ['distribution', 'availability', 'nobody has promised for how long a file stays'],
  ['table', 'temporal', 'what holds at the moment has no period'],
  ['log', 'temporal', 'it begins with its first entry and has no end'],
  ['CHN', 'bbox', 'the code list’s own node: where it lies is not for us to draw'],
  ['CHN', 'centroid', 'the code list’s own node: where it lies is not for us to draw'],
];

type Found = { readonly violations: readonly string[]; readonly warnings: readonly string[] };

const last = (iri: string | undefined) => iri?.split(/[#/]/).at(-1) ?? '';

/** Datasets by what they are: years and tables are many. */
const whose = (focus: string) =>
  focus.endsWith('#distribution')
    ? ['distribution']
    : /#(?:units|catalogues|duties)$/.test(focus)
      ? ['table', 'dataset']
      : /#(?:items-\d+|log)$/.test(focus)
        ? [last(focus), 'dataset']
        : [last(focus)];

let validators: readonly SHACLValidator[] | undefined;
function judge(): readonly SHACLValidator[] {
  validators ??= parts.map(
    (part) =>
      new SHACLValidator(new Store(new Parser().parse(readFileSync(join(judges, `${part}.ttl`), 'utf8')))),
  );
  return validators;
}

/** What the official shapes find: what must not be, and what is recommended and neither there nor accepted. */
async function judged(turtle: string): Promise<Found & { readonly used: ReadonlySet<string> }> {
  const used = new Set<string>();
  const violations: string[] = [];
  const warnings: string[] = [];
  for (const validator of judge()) {
    const data = new Store([...new Parser().parse(turtle), ...new Parser().parse(background)]);
    for (const one of (await validator.validate(data)).results) {
      const focus = one.focusNode?.value ?? '';
      const told = `${focus} ${one.path?.value}`;
      const row = accepted.find(
        ([node, property]) => whose(focus).includes(node) && property === last(one.path?.value),
      );
      if (last(one.severity?.value) !== 'Warning') violations.push(told);
      else if (row === undefined) warnings.push(told);
      else used.add(`${row[0]} ${row[1]}`);
    }
  }
  return { violations, warnings, used };
}

async function holds(turtle: string): Promise<ReadonlySet<string>> {
  const { violations, warnings, used } = await judged(turtle);
  assert.deepEqual({ violations, warnings }, { violations: [], warnings: [] });
  return used;
}

/** One fault each, and what has to be found of it. */
const faults: readonly (readonly [what: string, gone: RegExp, instead: string, found: RegExp])[] = [
  ['no title', /dct:title "公开目录"@zh ;/, '', /#catalogues .*title/],
  ['nowhere to get it', /dcat:accessURL <[^>]+> ;/, '', /accessURL/],
  ['nobody publishes', /foaf:name [^;.]+(?= \.)/, 'foaf:homepage <http://x.example/>', /publisher .*name/],
  ['an unknown language', /language\/ZHO/, 'language/CHN', /language/],
  ['an unknown frequency', /frequency\/CONT/, 'frequency/ALWAYS', /accrualPeriodicity/],
  ['a contact that is none', /a vcard:Organization/, 'a foaf:Document', /contactPoint/],
  ['terms that are none', /a dct:LicenseDocument/, 'a foaf:Document', /license/],
  ['a sum that is none', /checksumValue "[0-9a-f]+"/, 'checksumValue "12g4"', /checksumValue/],
  ['an unknown algorithm', /spdx:algorithm <[^>]+>/, 'spdx:algorithm <http://x.example/md5>', /algorithm/],
  ['a page that is none', /a foaf:Document/, 'a foaf:Agent ; foaf:name "x"', /homepage/],
];

/** The one form of a graph (RDFC-1.0): two graphs are the same when these texts are. */
const canonize = jsonld.canonize as (input: string, options: object) => Promise<string>;
const canonical = (nquads: string) =>
  canonize(nquads, { inputFormat: 'application/n-quads', algorithm: 'RDFC-1.0' });

function quadsOf(turtle: string): Promise<string> {
  const writer = new Writer({ format: 'N-Quads' });
  writer.addQuads(new Parser().parse(turtle));
  return new Promise((resolve, reject) =>
    writer.end((error, text: string) => (error ? reject(error) : resolve(text))),
  );
}

async function quadsOfJsonLd(text: string): Promise<string> {
  // Nothing is fetched: the context stands in the document.
  const documentLoader = () => Promise.reject(new Error('a context from elsewhere'));
  return String(await jsonld.toRDF(JSON.parse(text), { format: 'application/n-quads', documentLoader }));
}

test('the catalogue of data holds to DCAT-AP, in Turtle and JSON-LD alike', async (t) => {
  if (isWithoutJudge(t)) return;
  const s = await site(t, () => hours(100));
  valueOf(await publish(s, await approved(s, { title: '公开' })));
  await makeFiles(s.db.worker, s.files, hours(1));
  const turtle = await s.get('/dcat.ttl');
  assert.match(String(turtle.headers['content-type']), /^text\/turtle/);
  const used = await holds(turtle.body);
  assert.deepEqual(
    accepted.filter(([node, property]) => !used.has(`${node} ${property}`)),
    [],
    'accepted although nobody warns',
  );
  const data = new Store(new Parser().parse(turtle.body));
  const downloads = data
    .getObjects(null, 'http://www.w3.org/ns/dcat#downloadURL', null)
    .map((one) => one.value);
  assert.deepEqual(downloads.map((one) => new URL(one).pathname).sort(), [
    '/log/checkpoint',
    '/open-data/catalogues.csv',
    '/open-data/duties.csv',
    '/open-data/items-2026.csv.gz',
    '/open-data/items-2026.ndjson.gz',
    '/open-data/units.csv',
  ]);
  for (const one of downloads) assert.equal((await s.get(new URL(one).pathname)).statusCode, 200, one);
  const json = await s.get('/dcat.jsonld');
  assert.match(String(json.headers['content-type']), /^application\/ld\+json/);
  assert.equal(await canonical(await quadsOfJsonLd(json.body)), await canonical(await quadsOf(turtle.body)));
  for (const [what, gone, instead, found] of faults) {
    assert.match(turtle.body, gone, what);
    const { violations } = await judged(turtle.body.replace(gone, instead));
    assert.equal(
      violations.some((one) => found.test(one)),
      true,
      what,
    );
  }
  assert.deepEqual(s.faults, []);
});

test('whatever the site says of itself, both forms are read as the same graph', async (t) => {
  if (isWithoutJudge(t)) return;
  const text = fc.string({ unit: 'binary', maxLength: 20 }).filter((one) => one.isWellFormed());
  const file: OpenFile = {
    name: 'items-2026.csv.gz',
    year: 2026,
    sha256: 'a'.repeat(64),
    contentSha256: 'b'.repeat(64),
    size: 5,
    rows: 1,
    madeAt: monday,
    isFresh: true,
  };
  await fc.assert(
    fc.asyncProperty(text, text, async (name, terms) => {
      const facts = { operator: null, siteCode: null, icpNumber: null, policeNumber: null, address: null };
      const nodes = catalogOf({
        baseUrl: 'https://notice.example',
        site: { ...facts, name, host: `${name}主办`, phone: terms, email: 'a"<b>@example.cn' },
        terms: `${terms}。`,
        files: [file],
      });
      const turtle = writeTurtle(nodes);
      await holds(turtle);
      assert.equal(
        await canonical(await quadsOfJsonLd(writeJsonLd(nodes))),
        await canonical(await quadsOf(turtle)),
      );
    }),
    { numRuns: 8 },
  );
});
