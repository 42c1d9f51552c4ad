import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { done, type FactId, type Result } from '#kernel';
import { decideFinding, openFindings } from '#modules/screening';
import { systemActor } from '#platform/command';
import { type FileStore, findStoredFile, openFileStore, stageBytes } from '#platform/files';
import { paragraph } from '#platform/richtext';
import { valueOf } from '#test/database';
import { attachFile, prepareFile } from '../commands/attachments.ts';
import { checkPublishable } from '../publishing.ts';
import { units } from '../testing/cases.ts';
import { approveNow, draft, proposeNow, review, type World, world } from '../testing/world.ts';
import { keepPublicationFindings } from './after-refusal.ts';
import { alertOfChangedScreening, alertOfMark } from './alerts.ts';
import { connectFiles } from './stored-files.ts';

type Office = { readonly w: World; readonly files: FileStore };

async function office(t: TestContext): Promise<Office> {
  const w = await world(t);
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-publication-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const files = await openFileStore(folder);
  connectFiles(files);
  return { w, files };
}

const body = (text: string) => ({ type: 'doc' as const, content: [paragraph(text)] });

/** An approved revision with one attached file. @returns it and the file's hash */
async function approvedWithFile({ w, files }: Office, words: string, text = '附表见后。') {
  const revision = await draft(w, { body: body(text) });
  const staged = await stageBytes(files, Buffer.from(words), '附表.txt');
  const prepared = valueOf(await prepareFile(staged));
  valueOf(await w.as(w.people.handler, (ctx) => attachFile(ctx, files, revision, prepared)));
  valueOf(await proposeNow(w, revision));
  await review(w, revision);
  valueOf(await approveNow(w, revision));
  return { revision, sha256: staged.sha256 };
}

const mayGoOut = (w: World, revision: string): Promise<Result<unknown>> =>
  w.as(systemActor, async (ctx) => {
    const allowed = await checkPublishable(ctx, revision);
    ctx.audit.rows += 1;
    return allowed;
  });

const keep = (w: World, revision: string, code: string) =>
  w.as(systemActor, async (ctx) => {
    await keepPublicationFindings(ctx, revision, code);
    ctx.audit.rows += 1;
    return done(null);
  });

const addTerm = (w: World, term: string) =>
  w.db.owner.pool.query(
    `insert into screening.term (unit_id, kind, term, created_by, created_by_name, created_at)
     values (2, 'unit_term', $1, gen_random_uuid(), '李保密', now())`,
    [term],
  );

test('unchanged bytes and rules: screened a third time, agreed, and out', async (t) => {
  const at = await office(t);
  const { revision } = await approvedWithFile(at, '收支附表：合计三万元。');
  valueOf(await mayGoOut(at.w, revision));
  const stages = await at.w.db.owner.pool.query('select stage from screening.screening order by ordinal');
  assert.deepEqual(
    stages.rows.map((row) => row.stage),
    ['submit', 'publish'],
  );
});

for (const where of ['text', 'file'] as const) {
  test(`a term added after approval, standing in the ${where}: nothing goes out until somebody decided`, async (t) => {
    const at = await office(t);
    const { w } = at;
    const words = '清溪计划的安排';
    const { revision } = await approvedWithFile(
      at,
      where === 'file' ? words : '无',
      where === 'text' ? words : '无',
    );
    await addTerm(w, '清溪计划');
    const stopped = await mayGoOut(w, revision);
    assert.ok(!stopped.ok && stopped.code === 'screening-changed' && stopped.params['count'] === 1);
    assert.deepEqual(await openFindings(w.db.office.reader, revision), [], 'a refusal keeps nothing');
    valueOf(await keep(w, revision, stopped.code));
    const open = await openFindings(w.db.office.reader, revision);
    assert.deepEqual(
      open.map((found) => [found.kind, found.place.in]),
      [['unit_term', where === 'file' ? 'attachment' : 'body']],
    );
    const form = {
      decision: 'notPersonal',
      fingerprint: open[0]?.fingerprint ?? '',
      reason: '可以公开',
    } as const;
    valueOf(await w.as(w.people.secrecy, (ctx) => decideFinding(ctx, revision, form)));
    valueOf(await mayGoOut(w, revision));
  });
}

test('bytes altered on the disk, or gone, do not go out', async (t) => {
  const at = await office(t);
  const { revision, sha256 } = await approvedWithFile(at, '收支附表');
  const stored = await findStoredFile(at.files, sha256);
  assert.ok(stored !== undefined);
  appendFileSync(stored.path, '添了一行');
  const altered = await mayGoOut(at.w, revision);
  assert.ok(!altered.ok && altered.code === 'attachment-altered' && altered.params['name'] === '附表.txt');
  rmSync(stored.path);
  const gone = await mayGoOut(at.w, revision);
  assert.ok(!gone.ok && gone.code === 'attachment-altered');
});

test('what stopped a publication is told to the writer and the secrecy reviewers, once each', async (t) => {
  const at = await office(t);
  const { revision } = await approvedWithFile(at, '附表');
  const fact = {
    id: crypto.randomUUID() as FactId,
    kind: 'publication.refused',
    version: 1,
    at: new Date(),
    actor: null,
    unit: units.village.id,
    subject: 'x',
    data: { revision, code: 'screening-changed' },
  };
  await at.w.as(systemActor, async (ctx) => {
    await alertOfChangedScreening(ctx, fact);
    ctx.audit.rows += 1;
    return done(null);
  });
  const told = await at.w.db.owner.pool.query(
    `select person from platform.notification where kind = 'disclosure.screening-changed' order by person`,
  );
  const { handler, secrecy } = at.w.people;
  assert.deepEqual(
    told.rows.map((row) => row.person),
    [handler.person, secrecy.person].sort(),
  );
});

test('a mark first seen at publication: stopped, incident, words and title and file gone from everywhere', async (t) => {
  const at = await office(t);
  const { w, files } = at;
  const canary = '某工程坐标在北坡';
  const { revision, sha256 } = await approvedWithFile(at, `附表${canary}`, `正文${canary}`);
  await seenByNobody(w, revision, `机密★10年 ${canary}`);
  const stopped = await mayGoOut(w, revision);
  assert.ok(!stopped.ok && stopped.code === 'screening-secret');
  valueOf(await keep(w, revision, stopped.code));
  const incident = await w.db.owner.pool.query('select id, revision, stage from screening.incident');
  assert.deepEqual(
    incident.rows.map((row) => [row.revision, row.stage]),
    [[revision, 'publish']],
  );
  assert.deepEqual(await tablesHolding(w, canary), []);
  assert.deepEqual(await tablesHolding(w, '第一季度村务收支'), [], 'the title is part of what goes');
  const { revision: row } = await w.load(revision);
  assert.deepEqual([row.state, row.title], ['cancelled', '']);
  const jobs = await w.db.owner.pool.query(
    `select payload from graphile_worker._private_jobs where payload::text like $1`,
    [`%${sha256}%`],
  );
  assert.equal(jobs.rowCount, 1, 'the bytes are to be dropped');
  assert.ok(existsSync(join(files.folder, sha256.slice(0, 2))));
  const again = await mayGoOut(w, revision);
  assert.ok(!again.ok && again.code === 'case-is-cancelled');
});

test('frozen words go for an open incident alone, whoever asks', async (t) => {
  const at = await office(t);
  const { revision } = await approvedWithFile(at, '附表');
  const { db } = at.w;
  for (const one of [db.office, db.worker, db.owner])
    await assert.rejects(
      one.pool.query('select disclosure.purge_revision($1)', [revision]),
      /no open incident/,
    );
  await assert.rejects(
    db.portal.pool.query('select disclosure.purge_revision($1)', [revision]),
    /permission/,
  );
  const client = await db.office.pool.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('gongkai.purging', $1, true)`, [revision]);
    await assert.rejects(
      client.query(`update disclosure.revision set content = '{}' where id = $1`, [revision]),
      /frozen/,
    );
  } finally {
    await client.query('rollback');
    client.release();
  }
});

test('an incident is told to secrecy reviewers, security administrators and the committee office, not what was in it', async (t) => {
  const { w } = await office(t);
  const guard = w.hire('王安全', 'securityAdministrator', units.village);
  const clerk = w.hire('冯党办', 'committeeOffice', units.village);
  const fact = {
    id: crypto.randomUUID() as FactId,
    kind: 'screening.secret-mark-found',
    version: 1,
    at: new Date(),
    actor: null,
    unit: units.village.id,
    subject: 'x',
    data: {
      incident: crypto.randomUUID(),
      revision: null,
      unit: units.village.id,
      stage: 'compose',
      kinds: ['secret_mark'],
      reportDueAt: '2026-03-03T02:00:00.000Z',
    },
  };
  await w.as(systemActor, async (ctx) => {
    await alertOfMark(ctx, fact);
    ctx.audit.rows += 1;
    return done(null);
  });
  const told = await w.db.owner.pool.query(
    'select person, params, link from platform.notification order by person',
  );
  assert.deepEqual(
    told.rows.map((row) => row.person),
    [w.people.secrecy.person, guard.person, clerk.person].sort(),
  );
  assert.deepEqual(told.rows[0]?.params, { unit: '云溪村', reportDueAt: '2026-03-03T02:00:00.000Z' });
  assert.equal(told.rows[0]?.link, '/incidents?unit=3');
});

/** As if an older engine had let the mark pass: content and hash of everything signed are moved along. */
async function seenByNobody(w: World, revision: string, text: string): Promise<void> {
  const { content } = (await w.load(revision)).revision;
  const { hashOf } = await import('../freeze.ts');
  const changed = {
    ...content,
    attachments: 'attachments' in content ? content.attachments : [],
    body: body(text),
  };
  const hash = hashOf(changed);
  const client = await w.db.owner.pool.connect();
  try {
    await client.query(`set session_replication_role = 'replica'`);
    await client.query('update disclosure.revision set content = $2, content_sha256 = $3 where id = $1', [
      revision,
      JSON.stringify(changed),
      hash,
    ]);
    await client.query('update disclosure.signature set content_sha256 = $2 where revision_id = $1', [
      revision,
      hash,
    ]);
  } finally {
    client.release(true);
  }
}

/** Tables of the whole database in which these words stand. */
async function tablesHolding(w: World, words: string): Promise<readonly string[]> {
  const tables = await w.db.owner.pool.query(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const found: string[] = [];
  for (const { name } of tables.rows) {
    const hits = await w.db.owner.pool.query(`select 1 from ${name} t where t::text like $1 limit 1`, [
      `%${words}%`,
    ]);
    if ((hits.rowCount ?? 0) > 0) found.push(name);
  }
  return found;
}
