import assert from 'node:assert/strict';
import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { writeZip } from '#platform/documents';
import { until } from '#test/process';
import { draft } from '#test/walk-dossiers';
import { type Answer, jsonOf, type Person, startTown, type Town } from '#test/walk-people';
import { docxOf, pptxOf, xlsxOf } from './files/office.ts';
import { jpgOf, ofdOf, pdfOf, pngOf } from './files/others.ts';

/*
 * SCR-4 whole: a mark of secrecy by every way in is refused, nothing of the words around it is kept in any place, the
 * right people are told, and the incident is closed step by step.
 */

const mark = '机密★10年';
/** Stands beside every mark sent; wherever it is found afterwards, something was kept. */
const canary = '北坡隧洞坐标丙寅';
const secret = `${mark} ${canary}`;
const lines = [secret, '正文'];

const bodyOf = (text: string) => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});
const clean = { title: '无', body: '无', keyword: '无', fileName: '无', file: '无' };

const files: readonly (readonly [string, Uint8Array])[] = [
  ['通知.txt', Buffer.from(lines.join('\n'))],
  ['名单.csv', Buffer.from(`说明\n${secret}\n`)],
  ['方案.docx', docxOf(lines)],
  ['页眉.docx', docxOf(lines, 'header')],
  ['批注.docx', docxOf(lines, 'comment')],
  ['第二张表.xlsx', xlsxOf(lines, true)],
  ['备注.pptx', pptxOf(lines, true)],
  ['扫描.pdf', pdfOf(lines)],
  ['版式.ofd', ofdOf(lines)],
  ['照片.png', pngOf(secret)],
  ['照片.jpg', jpgOf(secret)],
  ['材料.zip', writeZip([{ name: '内.docx', data: docxOf(lines) }])],
  [`${secret}.txt`, Buffer.from('文件名带密级')],
];

type Sent = { readonly way: string; readonly answer: Answer };

/** Everything a writer can send, each with the mark and the canary in it. */
async function sendAll(town: Town, revision: string): Promise<readonly Sent[]> {
  const { author } = town.people;
  const unit = town.units.branchA;
  const view = jsonOf(await town.ask(author, 'GET', `/api/revisions/${revision}`)) as {
    lockVersion: number;
    content: Record<string, unknown>;
  };
  const { attachments: _, ...content } = view.content;
  const sent: Sent[] = [];
  const send = async (way: string, method: string, path: string, body: unknown, who: Person = author) => {
    sent.push({ way, answer: await town.ask(who, method, path, body) });
  };
  await send('new, body', 'POST', '/api/disclosures', { unit, content: { body: bodyOf(secret) } });
  await send('new, title', 'POST', '/api/disclosures', { unit, content: { title: secret } });
  const fields = {
    title: secret,
    body: bodyOf(secret),
    changeNote: secret,
    reason: secret,
    documentNumber: secret,
    category: secret,
    keywords: [secret],
  };
  for (const lockVersion of [view.lockVersion, view.lockVersion + 5])
    for (const [field, value] of Object.entries(fields))
      await send(`draft ${field} ${lockVersion}`, 'PUT', `/api/revisions/${revision}/draft`, {
        lockVersion,
        content: { ...content, [field]: value },
      });
  for (const [name, bytes] of files)
    await send(
      `attach ${name}`,
      'POST',
      `/api/revisions/${revision}/attachments?name=${encodeURIComponent(name)}`,
      bytes,
    );
  for (const [name, bytes] of files.filter(
    ([one]) => /\.(?:docx|txt)$/.test(one) && !/页眉|批注|★/.test(one),
  ))
    await send(
      `import ${name}`,
      'POST',
      `/api/revisions/${revision}/import?name=${encodeURIComponent(name)}`,
      bytes,
    );
  const template = {
    unit,
    kind: 'template',
    unitKind: null,
    affairsKind: null,
    title: '',
    body: bodyOf('正文'),
  };
  const named = { ...template, name: '通知', note: '' };
  for (const change of [{ title: secret }, { body: bodyOf(secret) }, { name: secret }, { note: secret }])
    await send(
      `template ${Object.keys(change)}`,
      'POST',
      '/api/disclosures/templates',
      { ...named, ...change },
      town.everyRole,
    );
  return sent;
}

/** Texts under a folder that hold the canary, in UTF-8 or as Office and databases may keep it. */
function filesHolding(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const forms = [Buffer.from(canary, 'utf8'), Buffer.from(canary, 'utf16le')];
  return globSync('**', { cwd: folder }).filter((name) => {
    const path = join(folder, name);
    if (!statSync(path).isFile()) return false;
    const bytes = readFileSync(path);
    return forms.some((form) => bytes.includes(form));
  });
}

async function tablesHolding(town: Town, words: string): Promise<readonly string[]> {
  const { pool } = town.app.db.owner;
  const tables = await pool.query(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const found: string[] = [];
  for (const { name } of tables.rows) {
    const hits = await pool.query(`select 1 from ${name} t where t::text like $1 limit 1`, [`%${words}%`]);
    if ((hits.rowCount ?? 0) > 0) found.push(name);
  }
  return found;
}

const temporary = () => new Set(readdirSync(tmpdir()));

async function townWithDraft(t: TestContext) {
  const town = await startTown(t);
  const { revision } = await draft(town, { words: clean });
  return { town, revision };
}

test('by every way in: refused, nothing kept anywhere, the right people told, the incident closed', async (t) => {
  const before = temporary();
  const { town, revision } = await townWithDraft(t);
  const { secrecy, author, office } = town.people;
  const unit = town.units.branchA;

  // The composer's own check answers what it found, and keeps nothing either.
  const checked = jsonOf(
    await town.ask(author, 'POST', '/api/screening/check', {
      unit,
      content: { title: secret, body: bodyOf(secret) },
    }),
  );
  assert.equal(checked['isSecret'], true);
  assert.ok(!JSON.stringify(checked).includes(canary));

  const sent = await sendAll(town, revision);
  for (const { way, answer } of sent) {
    assert.equal(answer.status, 409, `${way}: ${answer.text}`);
    assert.equal((answer.json()['error'] as { code: string }).code, 'screening-secret', way);
    assert.ok(!answer.text.includes(canary), `${way} answers the words`);
  }
  t.diagnostic(`${sent.length} ways in, all refused`);

  assert.ok((await tablesHolding(town, '关于无的公示')).length > 0, 'the search itself finds nothing');
  assert.deepEqual(await tablesHolding(town, canary), []);
  assert.deepEqual(filesHolding(town.app.installation.config.data), []);
  assert.deepEqual(readdirSync(join(town.app.installation.files.folder, 'incoming')), []);
  assert.ok(!JSON.stringify(town.app.faults).includes(canary));
  assert.deepEqual(town.app.faults, []);

  const incidents = jsonOf(await town.ask(secrecy, 'GET', `/api/screening/incidents?unit=${unit}`)) as {
    rows: { id: string; foundAt: string; reportDueAt: string; revision: string | null; steps: unknown[] }[];
  };
  assert.ok(incidents.rows.some((row) => row.revision === revision));
  for (const row of incidents.rows)
    assert.equal(Date.parse(row.reportDueAt) - Date.parse(row.foundAt), 24 * 3_600_000);

  const told = async () => {
    const rows = await town.app.db.owner.pool.query(
      `select distinct person from platform.notification where kind = 'screening.secret-mark'`,
    );
    return new Set(rows.rows.map((row) => String(row.person)));
  };
  const expected = [secrecy.id, office.id, town.everyRole.id];
  const isToldAll = async () => {
    const persons = await told();
    return expected.every((person) => persons.has(person));
  };
  // Told by the worker: secrecy reviewers, the committee office, and the security administrator.
  await until(isToldAll, 60_000, () => 'nobody was told of the incident');
  const persons = await told();
  for (const person of expected)
    assert.ok(persons.has(person), 'secrecy, committee office, security administrator');
  assert.ok(!persons.has(author.id), 'the writer knows already');
  assert.deepEqual(await tablesHolding(town, canary), [], 'after the worker has told people');

  for (const { id } of incidents.rows) {
    const step = (name: string) =>
      town.ask(secrecy, 'POST', `/api/screening/incidents/${id}/steps`, { step: name });
    assert.equal((await step('closed')).status, 409, 'closing needs the purge');
    for (const name of ['purged', 'reported', 'closed']) assert.equal((await step(name)).status, 200, name);
  }
  const appeared = [...temporary()].filter((name) => !before.has(name));
  for (const name of appeared) {
    const path = join(tmpdir(), name);
    if (existsSync(path) && statSync(path).isFile()) assert.ok(!readFileSync(path).includes(canary), path);
  }
});
