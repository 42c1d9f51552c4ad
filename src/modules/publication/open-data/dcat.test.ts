import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
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
const shapes = new Store(
  new Parser().parse(
    readFileSync(join(import.meta.dirname, '../../../../test/judges/dcat-ap.shacl.ttl'), 'utf8'),
  ),
);

/** What a judge of ours finds against the shapes; empty when all hold. */
async function violations(turtle: string): Promise<readonly string[]> {
  const report = await new SHACLValidator(shapes).validate(new Store(new Parser().parse(turtle)));
  return report.results.map((one) => `${one.focusNode?.value} ${one.path?.value}`);
}

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
  const s = await site(t, () => hours(100));
  valueOf(await publish(s, await approved(s, { title: '公开' })));
  await makeFiles(s.db.worker, s.files, hours(1));
  const turtle = await s.get('/dcat.ttl');
  assert.match(String(turtle.headers['content-type']), /^text\/turtle/);
  assert.deepEqual(await violations(turtle.body), []);
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
  // The judge judges: what a mandatory property says may not be left out.
  for (const gone of [/dct:title "公开目录"@zh ;/, /dcat:accessURL <[^>]+> ;/, /foaf:name [^;.]+(?= \.)/]) {
    assert.match(turtle.body, gone);
    const without = turtle.body.replace(
      gone,
      String(gone).includes('foaf') ? 'foaf:homepage <http://x.example/>' : '',
    );
    assert.equal((await violations(without)).length > 0, true, String(gone));
  }
  assert.deepEqual(s.faults, []);
});

test('whatever the site says of itself, both forms are read as the same graph', async () => {
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
      assert.deepEqual(await violations(turtle), []);
      assert.equal(
        await canonical(await quadsOfJsonLd(writeJsonLd(nodes))),
        await canonical(await quadsOf(turtle)),
      );
    }),
    { numRuns: 15 },
  );
});
