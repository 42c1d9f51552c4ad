import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { until } from '#test/process';
import { approve, correct, draft } from '#test/walk-dossiers';
import { jsonOf, startTown, type Town } from '#test/walk-people';
import { planPublicationNow } from '#test/walk-settle';
import {
  checkLog,
  checkSite,
  nodeCrypto,
  openSource,
  type ReportLine,
  reportLine,
} from '../packages/verify/src/index.ts';

/* Erasing through the whole running program: over HTTP, with its worker, and with the monitor of strangers looking on. */

/** Nobody's. */
const name = '阚予砚澜';
const words = {
  title: '补助',
  body: `${name}领取补助的`,
  keyword: name,
  fileName: `${name}名册`,
  file: `${name} 300 元`,
};

/** What the published monitor has to say against the site. */
async function findings(town: Town): Promise<readonly ReportLine[]> {
  const lines: ReportLine[] = [];
  const source = openSource(town.app.url);
  const options = {
    crypto: nodeCrypto,
    report: (...line: Parameters<typeof reportLine>) => void lines.push(reportLine(...line)),
  };
  const log = await checkLog(source, {
    ...options,
    keys: [],
    policy: undefined,
    memory: null,
    now: Date.now(),
  });
  assert.ok(log?.holds);
  await checkSite(source, log, options);
  return lines.filter((line) => line.weight === 'finding');
}

function filesWith(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((one) => join(folder, one))
    .filter((path) => statSync(path).isFile() && readFileSync(path).includes(name));
}

test('two people erase a name from a running site; a stranger’s monitor finds everything as the log says', async (t) => {
  const town = await startTown(t);
  const { approver, office, author } = town.people;
  const dossier = await approve(town, await draft(town, { words }));
  await correct(town, dossier, { words: { ...words, title: '补助（更正）' }, note: `更正${name}` });
  const { id, slug } = jsonOf(
    await town.ask(approver, 'GET', `/api/publications/of/${dossier.disclosure}`),
  ) as {
    id: string;
    slug: string;
  };
  assert.deepEqual(await findings(town), []);
  const path = `/api/publications/${id}/erasures`;
  const wanted = { words: [name] };
  assert.equal((await town.ask(author, 'POST', `${path}/preview`, wanted)).status, 403);
  const preview = await town.ask(approver, 'POST', `${path}/preview`, wanted);
  assert.equal(preview.status, 200);
  const form = { ...wanted, ground: 'consentWithdrawn' };
  const asked = jsonOf(await town.ask(approver, 'POST', path, form)) as { id: string };
  assert.equal((await town.ask(approver, 'POST', `${path}/${asked.id}/confirm`, wanted)).status, 409);
  jsonOf(await town.ask(office, 'POST', `${path}/${asked.id}/confirm`, wanted));
  await planPublicationNow(town.app);
  const { data } = town.app.installation.config;
  await until(
    async () => filesWith(data).length === 0,
    60_000,
    () => filesWith(data).join(' '),
  );
  const { rows } = jsonOf(await town.ask(office, 'GET', path)) as {
    rows: { state: string; version: number }[];
  };
  assert.deepEqual(
    rows.map(({ state, version }) => [state, version]),
    [['done', 3]],
  );
  for (const address of ['', '/v/1', '/v/2', '/v/3']) {
    const page = await town.ask(null, 'GET', `/i/${slug}${address}`);
    assert.equal(page.status, 200, address);
    assert.ok(!page.text.includes(name), address);
  }
  for (const who of [approver, office, author])
    for (const address of [
      `/api/revisions/${dossier.revision}`,
      `/api/disclosures/${dossier.disclosure}`,
      `/api/publications/${id}`,
      `/api/publications?unit=${town.units.branchA}`,
    ]) {
      const answer = await town.ask(who, 'GET', address);
      assert.ok(!answer.text.includes(name), address);
    }
  assert.deepEqual(await findings(town), []);
  assert.deepEqual(town.app.faults, []);
});
